import { bitsOf, type Family } from './address.ts';
import { writeValue } from './words.ts';

/**
 * Many prefixes of one family as flat columns, for work on a hundred thousand and more: no object
 * per prefix, no comparison function. Words are those of `words.ts`: one column for IPv4, four for
 * IPv6, highest first.
 */
export interface PrefixColumns {
  readonly family: Family;
  readonly count: number;
  readonly words: readonly Uint32Array[];
  readonly lengths: Uint8Array;
  /** The place of each prefix in the list of the caller. */
  readonly items: Uint32Array;
}

/** Columns that are being filled. */
export interface ColumnBuilder {
  /** Appends what `words` holds; `item` is its place in the list of the caller. */
  readonly add: (words: Uint32Array, length: number, item: number) => void;
  readonly columns: () => PrefixColumns;
}

/** Starts columns for at most so many prefixes; memory is taken when the first one comes. */
export function columnBuilder(family: Family, capacity: number): ColumnBuilder {
  const wordCount = bitsOf(family) / 32;
  let words: Uint32Array[] = [];
  let lengths = new Uint8Array(0);
  let items = new Uint32Array(0);
  let count = 0;
  const begin = (): void => {
    words = Array.from({ length: wordCount }, () => new Uint32Array(capacity));
    lengths = new Uint8Array(capacity);
    items = new Uint32Array(capacity);
  };
  return {
    add(bits, length, item) {
      if (count === 0) begin();
      for (let word = 0; word < wordCount; word++) {
        const column = words[word];
        if (column) column[count] = bits[word] ?? 0;
      }
      lengths[count] = length;
      items[count++] = item;
    },
    columns: () => ({
      family,
      count,
      words: words.map((column) => column.subarray(0, count)),
      lengths: lengths.subarray(0, count),
      items: items.subarray(0, count),
    }),
  };
}

/**
 * The same prefixes in the order of `comparePrefixes`; equal ones stay as they came.
 *
 * Radix sort, least significant digit first: each pass deals the rows out by one digit of 11 bits and
 * keeps the order of the passes before, first by length, then by the words from the lowest. A digit
 * that is the same in all rows needs no pass, which spares IPv6 most of its twelve. O(n) per pass.
 */
export function sortColumns(columns: PrefixColumns): PrefixColumns {
  const { count, words, lengths, items } = columns;
  let rows = new Uint32Array(count).map((_, row) => row);
  let spare = new Uint32Array(count);
  const deal = (column: Uint32Array | Uint8Array, shift: number): void => {
    if (!dealRows(rows, spare, { column, shift })) return;
    [rows, spare] = [spare, rows];
  };
  deal(lengths, 0);
  for (const column of words.toReversed()) {
    for (const shift of [0, 11, 22]) deal(column, shift);
  }
  return {
    family: columns.family,
    count,
    words: words.map((column) => pick(column, rows)),
    lengths: pickBytes(lengths, rows),
    items: pick(items, rows),
  };
}

/** Sorted columns without repeats: of equal prefixes the last one stays. */
export function lastOfEqual(sorted: PrefixColumns): PrefixColumns {
  const { words, lengths, items, count } = sorted;
  const kept = columnBuilder(sorted.family, count);
  const bits = new Uint32Array(4);
  const isRepeated = (row: number): boolean =>
    lengths[row] === lengths[row + 1] && words.every((column) => column[row] === column[row + 1]);
  for (let row = 0; row < count; row++) {
    if (isRepeated(row)) continue;
    words.forEach((column, word) => {
      bits[word] = column[row] ?? 0;
    });
    kept.add(bits, lengths[row] ?? 0, items[row] ?? 0);
  }
  return kept.columns();
}

/** IPv6 values in ascending order, by the same sort: numbers of 128 bits compare slowly. */
export function sortValues(values: readonly bigint[]): bigint[] {
  const builder = columnBuilder(6, values.length);
  const bits = new Uint32Array(4);
  values.forEach((value, item) => {
    writeValue(value, bits);
    builder.add(bits, 128, item);
  });
  return Array.from(sortColumns(builder.columns()).items, (item) => values[item] ?? 0n);
}

const digits = 2048;
const places = new Uint32Array(digits);

interface Digit {
  readonly column: Uint32Array | Uint8Array;
  readonly shift: number;
}

/** Deals `from` out to `to` by one digit; false, with nothing done, when all rows have the same. */
function dealRows(from: Uint32Array, to: Uint32Array, { column, shift }: Digit): boolean {
  places.fill(0);
  for (let row = 0; row < column.length; row++) {
    const digit = ((column[row] ?? 0) >>> shift) & (digits - 1);
    places[digit] = (places[digit] ?? 0) + 1;
  }
  if (places[((column[0] ?? 0) >>> shift) & (digits - 1)] === column.length) return false;
  let before = 0;
  for (let digit = 0; digit < digits; digit++) {
    const here = places[digit] ?? 0;
    places[digit] = before;
    before += here;
  }
  for (let i = 0; i < from.length; i++) {
    const row = from[i] ?? 0;
    const digit = ((column[row] ?? 0) >>> shift) & (digits - 1);
    const place = places[digit] ?? 0;
    places[digit] = place + 1;
    to[place] = row;
  }
  return true;
}

function pick(column: Uint32Array, rows: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i] ?? 0] ?? 0;
  return picked;
}

function pickBytes(column: Uint8Array, rows: Uint32Array): Uint8Array {
  const picked = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i] ?? 0] ?? 0;
  return picked;
}
