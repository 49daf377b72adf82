import { seen } from './svg.ts';

/** A way to set text. Sizes in user units of the drawing. */
export interface Face {
  readonly size: number;
  readonly weight?: 'normal' | 'bold';
  readonly mono?: true;
}

/*
 * No fonts are at hand where drawings are made, so widths are estimated. The shares of an em are
 * those of wide interface fonts, for narrow ones leave room:
 * a text that is said to fit, fits.
 */
const monoShare = 0.61;
const boldFactor = 1.1;

const shares: readonly (readonly [RegExp, number])[] = [
  [/[iIjl.,:;'|!()[\]]/, 0.36],
  [/[ftr\-/ ]/, 0.41],
  [/[mwMW@%]/, 0.97],
  [/[A-Z_~#&+<>=?]/, 0.72],
  [/[0-9a-z]/, 0.615],
  [/[ -\u024f]/, 0.65],
];

/** Everything else may be as wide as it is high. */
const widestShare = 1.05;

const judged = (char: string): number =>
  shares.find(([chars]) => chars.test(char))?.[1] ?? widestShare;

/** Nearly all letters are ASCII and are measured often, so that their shares are worked out once. */
const asciiShares: readonly number[] = Array.from({ length: 128 }, (_, i) =>
  judged(String.fromCharCode(i)),
);

const shareOf = (char: string): number => asciiShares[char.charCodeAt(0)] ?? judged(char);

/** The estimated width of a line of text. */
export function widthOf(text: string, face: Face): number {
  const chars = [...seen(text)];
  const ems = chars.reduce(
    (sum, char) => sum + (face.mono === true && char < '\u0250' ? monoShare : shareOf(char)),
    0,
  );
  return ems * face.size * (face.weight === 'bold' ? boldFactor : 1);
}

/** The text, or its longest beginning with an ellipsis that is not wider than `width`. */
export function fitted(text: string, width: number, face: Face): string {
  const line = seen(text);
  if (widthOf(line, face) <= width) return line;
  const chars = [...line];
  let low = 0;
  let high = chars.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${chars.slice(0, middle).join('')}…`, face) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${chars.slice(0, low).join('').trimEnd()}…`;
}
