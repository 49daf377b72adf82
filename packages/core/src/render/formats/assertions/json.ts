import { placeOf } from '../../words/place.ts';
import { assertionText, outcomeText } from '../../words/policy/assertion.ts';
import { jsonShape } from '../json.ts';
import { partyJson } from '../policy-evaluation.ts';
import { type AssertionFormat, countedAs, resultName } from './report.ts';

/** Results as data. The shape only gains fields. */
export const jsonAssertions: AssertionFormat = {
  id: 'json',
  title: 'JSON',
  print: (report) => {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const result of report.results) counts[countedAs(result, report)] += 1;
    const results = report.results.map((result) => {
      const { assertion, engine, outcome, tried, against, example, unresolved } = result;
      return {
        name: resultName(result),
        asserts: assertionText(result),
        expect: assertion.expect,
        ...(assertion.reason === undefined ? {} : { reason: assertion.reason }),
        ...(engine === undefined ? {} : { engine }),
        outcome,
        counted: countedAs(result, report),
        at: placeOf({ source: assertion.source }, report.locate),
        says: outcomeText(result, report.locate),
        tried,
        against,
        ...(unresolved === undefined ? {} : { unresolved }),
        ...(example === undefined
          ? {}
          : {
              example: {
                from: partyJson(example.from),
                to: partyJson(example.to),
                protocol: example.protocol,
                port: example.port,
                verdict: example.verdict,
              },
            }),
      };
    });
    return `${JSON.stringify({ shape: jsonShape, ...counts, results }, null, 2)}\n`;
  },
};
