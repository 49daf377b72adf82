/*
 * Which known word was probably meant. Distance is counted in single edits (insert, delete, replace,
 * swap of neighbours), letters compared without case; a word counts as near up to a third of its
 * letters. O(length of word × length of candidate) per candidate; long words are not compared.
 */

const longestCompared = 64;

/** The nearest of the words; undefined when none is near. Of equally near ones the first. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > longestCompared) return undefined;
  const written = word.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (candidate.length > longestCompared) continue;
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = editDistance(written, candidate.toLowerCase());
    if (distance <= allowed && distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** The sentence with a proposal behind it, when a known word is near. */
export function nearestHint(sentence: string, word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? sentence : `${sentence}; was ${nearest} meant?`;
}

/** Single edits between two texts, a swap of neighbours being one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], j: number): number => row[j] ?? Number.POSITIVE_INFINITY;
