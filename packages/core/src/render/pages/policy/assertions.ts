import { code, type Prose, prose, quote, words } from '../../../evidence/prose.ts';
import type { AssertionResult } from '../../../policy/assertions.ts';
import { type AssertionsReport, countedAs, resultName } from '../../formats/assertions/report.ts';
import { type Block, type FindingItem, type Page, section, status } from '../../page.ts';
import { placeOf, placeText } from '../../words/place.ts';
import { assertionText, outcomeProse, outcomes } from '../../words/policy/assertion.ts';
import { counted } from '../../words/shown.ts';

/** What assertions came to: those that do not hold with what decided, then all of them. */
export function assertionsPage(report: AssertionsReport): Page {
  const { results } = report;
  const wrong = results.filter(({ outcome }) => outcome !== 'holds');
  return {
    title: titleOf(report),
    lead: words(`${counted(results.length, 'assertion')}; ${tally(report)}.`),
    blocks: [
      ...(wrong.length === 0
        ? []
        : [
            section('assertions-wrong', words('What does not hold'), [
              { kind: 'findings', items: wrong.map((result) => itemOf(result, report)) },
            ]),
          ]),
      section('assertions-all', words('All assertions'), [table(report)]),
    ],
  };
}

function titleOf(report: AssertionsReport): Prose {
  const failed = report.results.filter((result) => countedAs(result, report) === 'failed');
  return words(failed.length === 0 ? 'passed: assertions' : 'failed: assertions');
}

const tally = ({ results }: AssertionsReport): string =>
  (['holds', 'fails', 'undetermined', 'unresolved'] as const)
    .map((outcome) => {
      const count = results.filter((result) => result.outcome === outcome).length;
      return { count, text: `${count} ${tallyWords[outcome]}` };
    })
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .join(', ');

const tallyWords: Readonly<Record<AssertionResult['outcome'], string>> = {
  holds: 'hold',
  fails: 'fail',
  undetermined: 'undetermined',
  unresolved: 'with an end that names nothing',
};

const itemOf = (result: AssertionResult, report: AssertionsReport): FindingItem => {
  const { assertion, outcome, engine } = result;
  return {
    ...outcomes[outcome],
    code: resultName(result),
    title: '',
    says: outcomeProse(result, report.locate),
    facts: [
      { key: 'asserts', value: [code(assertionText(result))] },
      { key: 'at', value: [code(placeText(placeOf({ source: assertion.source }, report.locate)))] },
      ...(assertion.reason === undefined
        ? []
        : [{ key: 'because', value: [quote(assertion.reason)] }]),
      ...(engine === undefined ? [] : [{ key: 'read as', value: prose`${engine}` }]),
    ],
    blocks: [],
    consequences: [],
  };
};

const table = (report: AssertionsReport): Block => ({
  kind: 'table',
  caption: words('Every assertion with its outcome'),
  quiet: true,
  columns: [{ title: 'outcome', keep: true }, { title: 'asserts' }, { title: 'read as' }],
  rows: report.results.map((result) => [
    status(outcomes[result.outcome].mark, outcomes[result.outcome].word),
    [code(assertionText(result))],
    words(result.engine ?? '–'),
  ]),
});
