import { placeOf } from '../../words/place.ts';
import { assertionText, outcomeText } from '../../words/policy/assertion.ts';
import { physicalLocation } from '../sarif.ts';
import { type AssertionFormat, type AssertionsReport, countedAs, resultName } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

/** Both rules by which an assertion may break; what is undetermined is an open question of either. */
const rules = [
  { id: 'must', shortDescription: { text: 'A connection that must be possible' } },
  { id: 'mustNot', shortDescription: { text: 'A connection that must not be possible' } },
] as const;

/** What did not pass, as SARIF 2.1.0 (OASIS standard). */
export const sarifAssertions: AssertionFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  print: (report) => {
    const driver = {
      name: 'aksnet',
      ...(report.version === undefined ? {} : { semanticVersion: report.version }),
      rules,
    };
    const run = {
      tool: { driver },
      columnKind: 'utf16CodeUnits',
      results: report.results
        .filter((result) => countedAs(result, report) !== 'passed')
        .map((result) => resultJson(report, result)),
    };
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

function resultJson(report: AssertionsReport, result: AssertionsReport['results'][number]): Json {
  const { assertion } = result;
  const isFailed = countedAs(result, report) === 'failed';
  const ruleIndex = assertion.expect === 'reaches' ? 0 : 1;
  return {
    ruleId: rules[ruleIndex].id,
    ruleIndex,
    ...(isFailed ? { level: 'error' } : { kind: 'open', level: 'none' }),
    message: { text: `${assertionText(result)}: ${outcomeText(result, report.locate)}` },
    locations: [
      { physicalLocation: physicalLocation(placeOf({ source: assertion.source }, report.locate)) },
    ],
    partialFingerprints: { 'aksnetAssertion/v1': `${assertion.expect}|${resultName(result)}` },
  };
}
