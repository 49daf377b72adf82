import { type Prose, plain, prose, words } from '../../../evidence/prose.ts';
import type { AssertionResult, Outcome } from '../../../policy/assertions.ts';
import type { Mark } from '../../page.ts';
import type { Locate } from '../place.ts';
import { becauseProse } from './because.ts';
import { partyText, portText, verdictWord } from './party.ts';

/** How an outcome is marked and called. */
export const outcomes: Readonly<Record<Outcome, { readonly mark: Mark; readonly word: string }>> = {
  holds: { mark: 'good', word: 'holds' },
  fails: { mark: 'bad', word: 'fails' },
  undetermined: { mark: 'unknown', word: 'undetermined' },
  unresolved: { mark: 'bad', word: 'names nothing' },
};

/** The assertion in one line: `shop/web must not reach data/db on TCP 5432`. */
export function assertionText({ assertion }: AssertionResult): string {
  const { from, to, ports, expect } = assertion;
  const must = expect === 'reaches' ? 'must reach' : 'must not reach';
  const on = ports.length === 0 ? '' : ` on ${ports.map(portText).join(', ')}`;
  return `${from.join(', ')} ${must} ${to.join(', ')}${on}`;
}

/** Why it came out so: the connection that speaks against it, and what decided that one. */
export function outcomeProse(result: AssertionResult, locate: Locate): Prose {
  const { example, unresolved, tried, against } = result;
  if (unresolved !== undefined) {
    const { says, near } = unresolved;
    return near === undefined ? prose`${says}` : prose`${says}; was ${near} meant?`;
  }
  if (example === undefined)
    return words(tried === 1 ? 'the connection was tried' : `${tried} connections were tried`);
  const { from, to, verdict, egress, ingress } = example;
  const side = [egress, ingress].find((one) => one?.verdict === verdict);
  const why: Prose = side === undefined ? [] : prose`: ${becauseProse(side, locate)}`;
  const more = against > 1 ? [`; so are ${against - 1} more of ${tried}`] : [];
  return prose`${partyText(from)} to ${partyText(to)} on ${portText(example)} is ${words(verdictWord(verdict))}${why}${more}`;
}

/** The same as plain text, in every format for other tools. */
export const outcomeText = (result: AssertionResult, locate: Locate): string =>
  plain(outcomeProse(result, locate));
