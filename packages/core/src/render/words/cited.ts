import type { Citation } from '../../facts/citation.ts';

/** The whole of a source: document, date and what to know about it. */
export const citedWhole = ({ document, date, note }: Citation): string =>
  [
    document,
    ...(date === undefined ? [] : [`, ${date}`]),
    ...(note === undefined ? [] : [` (${note})`]),
  ].join('');

/** The page's own name and its date, where room is scarce: `concepts-network-cni-overview 2026-08-21`. */
export const citedShort = ({ document, date }: Citation): string =>
  [pageName(document), ...(date === undefined ? [] : [date])].join(' ');

/** The last part of a path without its ending; an issue or a package stays whole. */
function pageName(document: string): string {
  const file = document.slice(document.lastIndexOf('/') + 1);
  return /\.(md|ya?ml)$/.test(file) ? file.replace(/\.[a-z]+$/, '').replace(':', ' ') : document;
}

/** Each source once, in order. */
export const citedOnce = (
  sources: readonly Citation[],
  textOf: (source: Citation) => string,
): readonly string[] => [...new Set(sources.map(textOf))];
