import { shellWord } from '../escape.ts';

/** A piece of a word of the shell: text as it stands, or a variable that the script has set. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

/** One word of a command. */
export type Word = readonly Piece[];

/** A word of text alone. */
export const word = (text: string): Word => [{ kind: 'text', text }];

/** The value of a variable. */
export const variable = (name: string): Word => [{ kind: 'variable', name }];

/**
 * The word as the shell reads it: text in single quotes, in which nothing is expanded, variables in
 * double ones, in which they are not split. Names of variables are our own.
 */
export function shown(pieces: Word): string {
  const merged = mergedPieces(pieces);
  if (merged.length === 0) return "''";
  return merged
    .map((piece) => (piece.kind === 'text' ? shellWord(piece.text) : `"\${${piece.name}}"`))
    .join('');
}

/** Texts that stand side by side become one. */
function mergedPieces(pieces: Word): Word {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else if (piece.kind === 'variable' || piece.text !== '') merged.push(piece);
  }
  return merged;
}

/** The text of a word, with nothing where its variables stand. */
export const textOf = (pieces: Word): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');

/** Words joined to one with a text between. */
export const joinedWords = (words: readonly Word[], between: string): Word =>
  words.flatMap((each, i) => (i === 0 ? each : [...word(between), ...each]));
