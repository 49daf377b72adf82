import { placeOf } from '../../words/place.ts';
import { assertionText, outcomeText } from '../../words/policy/assertion.ts';
import { workflowCommand } from '../github.ts';
import { type AssertionFormat, countedAs, resultName } from './report.ts';

/** What did not pass, as annotations of GitHub Actions on the lines of the assertions. */
export const githubAssertions: AssertionFormat = {
  id: 'github',
  title: 'annotations of GitHub Actions',
  print: (report) =>
    report.results
      .filter((result) => countedAs(result, report) !== 'passed')
      .map((result) => {
        const line = workflowCommand({
          command: countedAs(result, report) === 'failed' ? 'error' : 'warning',
          place: placeOf({ source: result.assertion.source }, report.locate),
          title: resultName(result),
          message: `${assertionText(result)}: ${outcomeText(result, report.locate)}`,
        });
        return `${line}\n`;
      })
      .join(''),
};
