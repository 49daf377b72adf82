import { editDistance } from '../text/nearest.ts';

const mostShown = 3;
const longestCompared = 128;

/**
 * Known words that a text was perhaps meant to be, the nearest first, at most three: those within a third of
 * its letters, and those with the same last part in another namespace. O(words x letters squared).
 */
export function nearestWords(text: string, known: readonly string[]): readonly string[] {
  const written = text.toLowerCase().slice(0, longestCompared);
  const allowed = Math.max(1, Math.floor(written.length / 3));
  const last = lastPart(written);
  const scored = [...new Set(known)].flatMap((word) => {
    const candidate = word.toLowerCase().slice(0, longestCompared);
    const distance =
      Math.abs(candidate.length - written.length) > allowed
        ? Number.POSITIVE_INFINITY
        : editDistance(written, candidate);
    if (distance <= allowed) return [{ word, distance }];
    return lastPart(candidate) === last ? [{ word, distance: allowed + 1 }] : [];
  });
  return scored
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
    .slice(0, mostShown)
    .map(({ word }) => word);
}

const lastPart = (text: string): string => text.slice(text.lastIndexOf('/') + 1);
