import { parentsOf } from './nesting.ts';
import type { Prefix } from './prefix.ts';
import { columnBuilder, type PrefixColumns, sortColumns } from './prefix-columns.ts';
import { type Refusal, refusePrefix } from './refusal.ts';
import { scanned, scanPrefix, sixFlag } from './scan.ts';
import { writeWords } from './words.ts';

/** Two that share addresses: `outer` contains `inner`, or they are equal and `outer` came first. */
export interface Overlap<T> {
  readonly outer: T;
  readonly inner: T;
}

/** All overlapping pairs of a list. */
export interface Overlaps<T> {
  /** How many pairs there are, known without making any. */
  readonly count: number;
  /**
   * The pairs, made one at a time, at most `limit` (all, when absent). Ordered by the inner prefix as
   * `comparePrefixes` does, IPv4 first, and for one inner prefix from the nearest outer one outwards.
   */
  readonly pairs: (limit?: number) => IterableIterator<Overlap<T>>;
}

/** A text that is no prefix, by its place in the list. */
export interface RefusedText {
  readonly index: number;
  readonly refusal: Refusal;
}

/**
 * Finds all pairs that share addresses, of items that carry a prefix each.
 *
 * Sort (radix, O(n)) and find for each prefix the smallest one around it (`nesting.ts`, O(n)). All
 * that overlap a prefix from outside are then its chain of parents, and each link of a chain is one
 * pair. n equal prefixes have n(n-1)/2 pairs: hence a count without pairs, and pairs with a limit.
 */
export function overlaps<T>(items: Iterable<T>, prefixOf: (item: T) => Prefix): Overlaps<T> {
  const list = [...items];
  const four = columnBuilder(4, list.length);
  const six = columnBuilder(6, list.length);
  const words = new Uint32Array(4);
  list.forEach((item, index) => {
    const prefix = prefixOf(item);
    writeWords(prefix, words);
    (prefix.family === 4 ? four : six).add(words, prefix.length, index);
  });
  const nests = [nestOf(four.columns()), nestOf(six.columns())];
  return { count: countOf(nests), pairs: (limit = Infinity) => pairsOf(nests, list, limit) };
}

/**
 * The same for strict texts, without an object per prefix: pairs of places in the list. Texts that
 * are refused take no part, and are listed.
 */
export function overlapsOfTexts(
  texts: readonly string[],
): Overlaps<number> & { readonly refused: readonly RefusedText[] } {
  const four = columnBuilder(4, texts.length);
  const six = columnBuilder(6, texts.length);
  const refused: RefusedText[] = [];
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    const code = scanPrefix(text);
    if (code < 0) refused.push({ index, refusal: refusePrefix(text) });
    else if (code < sixFlag) four.add(scanned, code, index);
    else six.add(scanned, code - sixFlag, index);
  }
  const nests = [nestOf(four.columns()), nestOf(six.columns())];
  return { count: countOf(nests), pairs: (limit = Infinity) => placesOf(nests, limit), refused };
}

/** One family, sorted, with the parent of each row. */
interface Nest {
  readonly items: Uint32Array;
  readonly parents: Int32Array;
}

function nestOf(columns: PrefixColumns): Nest {
  const sorted = sortColumns(columns);
  return { items: sorted.items, parents: parentsOf(sorted) };
}

/** Each row is the inner one of as many pairs as its chain of parents is long. */
function countOf(nests: readonly Nest[]): number {
  let count = 0;
  for (const { parents } of nests) {
    const depths = new Uint32Array(parents.length);
    for (let row = 0; row < parents.length; row++) {
      const parent = parents[row] ?? -1;
      if (parent < 0) continue;
      const depth = (depths[parent] ?? 0) + 1;
      depths[row] = depth;
      count += depth;
    }
  }
  return count;
}

function* placesOf(nests: readonly Nest[], limit: number): IterableIterator<Overlap<number>> {
  let left = limit;
  for (const { items, parents } of nests) {
    for (let row = 0; row < parents.length; row++) {
      for (let around = parents[row] ?? -1; around >= 0; around = parents[around] ?? -1) {
        if (left-- <= 0) return;
        yield { outer: items[around] ?? 0, inner: items[row] ?? 0 };
      }
    }
  }
}

function* pairsOf<T>(
  nests: readonly Nest[],
  list: readonly T[],
  limit: number,
): IterableIterator<Overlap<T>> {
  for (const { outer, inner } of placesOf(nests, limit)) {
    const [around, within] = [list[outer], list[inner]];
    if (around !== undefined && within !== undefined) yield { outer: around, inner: within };
  }
}
