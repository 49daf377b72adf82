import { unknownPart } from '../../estate/id.ts';
import type { Source } from '../../evidence/source.ts';
import { deepestValue } from './budget.ts';
import {
  type Hole,
  isList,
  isObject,
  Lambda,
  NotKnown,
  PartlyKnown,
  type Piece,
  type Value,
} from './value.ts';

/**
 * The mark of something not known, from its expression: `~word.hash`. Whoever builds a name from the same
 * expression, with arguments that are the same, gets the same mark, so that references between the
 * resources of a template find each other; other expressions get other marks. The word is for people.
 */
export function holeOf(expression: string, word: string, isName = false): Hole {
  const plain = word.replace(/[^A-Za-z0-9_-]/g, '').slice(0, longestWord);
  return { mark: `${unknownPart}${plain}.${hashOf(expression)}`, isName };
}

const longestWord = 32;

/** The word of the first mark in the values: what they come from. */
export function wordOf(values: readonly Value[]): string | undefined {
  for (const value of values) {
    if (!(value instanceof NotKnown)) continue;
    for (const piece of value.pieces) {
      if (typeof piece === 'string' || piece.mark === unknownPart) continue;
      return piece.mark.slice(unknownPart.length, piece.mark.lastIndexOf('.'));
    }
  }
  return undefined;
}

/** What is not known of any deployment: its subscription, its resource group. Spelled as ids spell it. */
export const bareHole: Hole = { mark: unknownPart, isName: true };

/** FNV-1a, 32 bits, in base 36: for telling apart, not for secrecy. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  // Of one length, so that what follows a mark in a name is never taken for a part of it.
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/** A value that one expression would tell, if it could be evaluated. */
export const notEvaluable = (
  expression: string,
  source: Source,
  pieces: readonly Piece[],
): NotKnown =>
  new NotKnown(pieces, {
    unknown: [{ kind: 'notEvaluable', expression: shortened(expression), source }],
  });

/** As {@link notEvaluable}, where the template is wrong and Azure would refuse it. */
export const failed = (expression: string, source: Source, problem: string): NotKnown =>
  new NotKnown(
    [holeOf(expression, 'failed')],
    { unknown: [{ kind: 'notEvaluable', expression: shortened(expression), source }] },
    problem,
  );

const shortened = (expression: string): string =>
  expression.length > longestShown ? `${expression.slice(0, longestShown)}…` : expression;

const longestShown = 300;

/** Spells a value for marks: the same for the same value. Long ones are cut off. */
export function spelledValue(value: Value): string {
  const parts: string[] = [];
  let room = longestSpelled;
  const write = (text: string): void => {
    room -= text.length;
    if (room > 0) parts.push(text);
  };
  const walk = (here: Value, depth: number): void => {
    if (room <= 0) return;
    if (depth > deepestValue) write('…');
    else if (here instanceof NotKnown) write(here.text);
    else if (here instanceof PartlyKnown) write(here.name);
    else if (here instanceof Lambda) write(here.body.text);
    else if (isList(here)) {
      write('[');
      for (const item of here) {
        if (room <= 0) return;
        walk(item, depth + 1);
        write(',');
      }
      write(']');
    } else if (isObject(here)) {
      write('{');
      for (const key of Object.keys(here)) {
        if (room <= 0) return;
        write(`${key}:`);
        walk(here[key] ?? null, depth + 1);
        write(',');
      }
      write('}');
    } else write(JSON.stringify(here));
  };
  walk(value, 0);
  return parts.join('');
}

const longestSpelled = 4000;
