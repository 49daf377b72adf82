import { terminalText } from '../../../write/escape.ts';
import { placeOf, placeText } from '../../words/place.ts';
import { assertionText, outcomes, outcomeText } from '../../words/policy/assertion.ts';
import { type AssertionFormat, countedAs, resultName } from './report.ts';

/** Results as TAP 14 (testanything.org): a line each, why it is not ok in a block of YAML. */
export const tapAssertions: AssertionFormat = {
  id: 'tap',
  title: 'TAP 14, the Test Anything Protocol',
  print: (report) => {
    const points = report.results.map((result, i) => {
      const counted = countedAs(result, report);
      const name = description(resultName(result));
      if (counted === 'passed') return `ok ${i + 1} - ${name}\n`;
      if (counted === 'skipped') return `ok ${i + 1} - ${name} # SKIP undetermined\n`;
      const block = {
        asserts: assertionText(result),
        outcome: outcomes[result.outcome].word,
        says: outcomeText(result, report.locate),
        at: placeText(placeOf({ source: result.assertion.source }, report.locate)),
      };
      // Texts as JSON are YAML too, whatever is in them.
      const lines = Object.entries(block).map(
        ([key, text]) => `  ${key}: ${JSON.stringify(text)}\n`,
      );
      return `not ok ${i + 1} - ${name}\n  ---\n${lines.join('')}  ...\n`;
    });
    return `TAP version 14\n1..${report.results.length}\n${points.join('')}`;
  },
};

/** One line in which nothing reads as a directive. */
const description = (text: string): string =>
  terminalText(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\#]/g, (sign) => `\\${sign}`);
