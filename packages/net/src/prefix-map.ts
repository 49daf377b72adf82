import type { Address, Family } from './address.ts';
import { parentsOf } from './nesting.ts';
import { comparePrefixes, contains, type Prefix, samePrefix } from './prefix.ts';
import { columnBuilder, lastOfEqual, type PrefixColumns, sortColumns } from './prefix-columns.ts';
import { segmentSearch4, segmentSearch6 } from './segment-search.ts';
import { type Segments, segmentsOf } from './segments.ts';
import { writeWords } from './words.ts';

/** A prefix and what belongs to it. */
export interface PrefixEntry<V> {
  readonly prefix: Prefix;
  readonly value: V;
}

/**
 * An immutable map from prefixes to values that is asked by address: a routing table.
 *
 * Idea: entries lie sorted, each with the row of the smallest entry around it, and the address space
 * is cut where the longest match changes (`segments.ts`). A lookup finds the segment of the address,
 * in O(log n) and without allocating; what else contains the address is the chain of parents.
 */
export interface PrefixMap<V> {
  /** How many entries there are. */
  readonly size: number;
  /** The entry with the longest prefix that contains the address. */
  readonly longest: (address: Address) => PrefixEntry<V> | undefined;
  /** The entry of exactly this prefix. */
  readonly get: (prefix: Prefix) => PrefixEntry<V> | undefined;
  /** Entries that contain the prefix, its own included, the longest first. */
  readonly covering: (prefix: Prefix) => IterableIterator<PrefixEntry<V>>;
  /** Entries inside the prefix, its own included, in the order of `comparePrefixes`. */
  readonly coveredBy: (prefix: Prefix) => IterableIterator<PrefixEntry<V>>;
  /** All entries in the order of `comparePrefixes`. */
  readonly entries: () => IterableIterator<PrefixEntry<V>>;
}

/** Makes a map. Of several values for one prefix the last one counts, as in `Map`. */
export function prefixMap<V>(entries: Iterable<readonly [prefix: Prefix, value: V]>): PrefixMap<V> {
  const all = Array.from(entries, ([prefix, value]) => ({ prefix, value }));
  const four = sideOf(all, 4);
  const six = sideOf(all, 6);
  const segmentOf4 = segmentSearch4(four.segments);
  const segmentOf6 = segmentSearch6(six.segments);
  const side = (family: Family): Side<V> => (family === 4 ? four : six);
  const covering = function* (prefix: Prefix): IterableIterator<PrefixEntry<V>> {
    const { rows, parents, segments } = side(prefix.family);
    const segment = prefix.family === 4 ? segmentOf4(prefix.first) : segmentOf6(prefix.first);
    for (let row = segments.owners[segment] ?? -1; row >= 0; row = parents[row] ?? -1) {
      const entry = rows[row];
      if (entry && contains(entry.prefix, prefix)) yield entry;
    }
  };
  return {
    size: four.rows.length + six.rows.length,
    longest: (a) =>
      a.family === 4 ? four.answers[segmentOf4(a.value)] : six.answers[segmentOf6(a.value)],
    get(prefix) {
      const nearest: PrefixEntry<V> | undefined = covering(prefix).next().value;
      return nearest && samePrefix(nearest.prefix, prefix) ? nearest : undefined;
    },
    covering,
    coveredBy: (prefix) => coveredBy(side(prefix.family).rows, prefix),
    *entries() {
      yield* four.rows;
      yield* six.rows;
    },
  };
}

/** The entries of one family, sorted. */
interface Side<V> {
  readonly rows: readonly PrefixEntry<V>[];
  readonly parents: Int32Array;
  readonly segments: Segments;
  /** The longest match by segment: spares a lookup the way over the row. */
  readonly answers: readonly (PrefixEntry<V> | undefined)[];
}

function sideOf<V>(entries: readonly PrefixEntry<V>[], family: Family): Side<V> {
  const mine = entries.filter((entry) => entry.prefix.family === family);
  const columns = lastOfEqual(sortColumns(columnsOf(mine, family)));
  const rows = inOrder(mine, columns.items);
  const parents = parentsOf(columns);
  const segments = segmentsOf(columns, parents);
  return { rows, parents, segments, answers: answersOf(rows, segments.owners) };
}

// Plain loops: callbacks over typed arrays cost several times as much.

function inOrder<V>(entries: readonly PrefixEntry<V>[], items: Uint32Array): PrefixEntry<V>[] {
  const rows: PrefixEntry<V>[] = [];
  for (let i = 0; i < items.length; i++) {
    const entry = entries[items[i] ?? 0];
    if (entry) rows.push(entry);
  }
  return rows;
}

function answersOf<V>(rows: readonly PrefixEntry<V>[], owners: Int32Array): Side<V>['answers'] {
  const answers: (PrefixEntry<V> | undefined)[] = [];
  for (let i = 0; i < owners.length; i++) {
    const owner = owners[i] ?? -1;
    answers.push(owner < 0 ? undefined : rows[owner]);
  }
  return answers;
}

function columnsOf<V>(entries: readonly PrefixEntry<V>[], family: Family): PrefixColumns {
  const builder = columnBuilder(family, entries.length);
  const words = new Uint32Array(4);
  entries.forEach(({ prefix }, item) => {
    writeWords(prefix, words);
    builder.add(words, prefix.length, item);
  });
  return builder.columns();
}

/** In sorted order whatever is inside a prefix is one run, which begins where the prefix would stand. */
function* coveredBy<V>(
  rows: readonly PrefixEntry<V>[],
  prefix: Prefix,
): IterableIterator<PrefixEntry<V>> {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = rows[middle];
    if (entry && comparePrefixes(entry.prefix, prefix) < 0) low = middle + 1;
    else high = middle;
  }
  for (let entry = rows[low]; entry && contains(prefix, entry.prefix); entry = rows[++low]) {
    yield entry;
  }
}
