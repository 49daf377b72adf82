import { printShape, type Shape, shape } from '../../draw/svg.ts';
import { placeOf, placeText } from '../../words/place.ts';
import { assertionText, outcomes, outcomeText } from '../../words/policy/assertion.ts';
import { type AssertionFormat, type AssertionsReport, countedAs, resultName } from './report.ts';

/** Results as JUnit XML: a suite per file of assertions, a case per result. */
export const junitAssertions: AssertionFormat = {
  id: 'junit',
  title: 'JUnit XML, for test reports',
  print: (report) => `<?xml version="1.0" encoding="UTF-8"?>\n${printShape(suites(report))}\n`,
};

function suites(report: AssertionsReport): Shape {
  const { results } = report;
  const files = [...new Set(results.map(({ assertion }) => assertion.source.document))];
  const count = (of: AssertionsReport['results'], as: string): number =>
    of.filter((result) => countedAs(result, report) === as).length;
  return shape(
    'testsuites',
    {
      name: 'aksnet',
      tests: results.length,
      failures: count(results, 'failed'),
      skipped: count(results, 'skipped'),
    },
    files.map((name) => {
      const own = results.filter(({ assertion }) => assertion.source.document === name);
      const failures = count(own, 'failed');
      const skipped = count(own, 'skipped');
      return shape(
        'testsuite',
        { name, tests: own.length, failures, errors: 0, skipped },
        own.map((result) => testCase(report, result)),
      );
    }),
  );
}

function testCase(report: AssertionsReport, result: AssertionsReport['results'][number]): Shape {
  const { outcome, assertion } = result;
  const says = outcomeText(result, report.locate);
  const counted = countedAs(result, report);
  const at = placeText(placeOf({ source: assertion.source }, report.locate));
  const text = `${assertionText(result)}\n${says}\n${at}`;
  return shape(
    'testcase',
    { classname: assertion.source.document, name: resultName(result) },
    counted === 'passed'
      ? []
      : counted === 'skipped'
        ? [shape('skipped', { message: says })]
        : [shape('failure', { type: outcomes[outcome].word, message: says }, [text])],
  );
}
