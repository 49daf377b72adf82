/** A line of a text beside a later one. */
export interface DiffLine {
  readonly kind: 'same' | 'came' | 'went';
  readonly text: string;
}

/** The lines that come and go from one text to another, fewest first found. O(lines squared). */
export function diffLines(
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  const common = commonTable(before, after);
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      found.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (
      now !== undefined &&
      (old === undefined || at(common, i, j + 1) > at(common, i + 1, j))
    ) {
      found.push({ kind: 'came', text: now });
      j += 1;
    } else {
      found.push({ kind: 'went', text: old ?? '' });
      i += 1;
    }
  }
  return found;
}

type Table = readonly (readonly number[])[];

const at = (table: Table, i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many lines the rests of both texts have in common, from each pair of lines on. */
function commonTable(before: readonly string[], after: readonly string[]): Table {
  const rows: number[][] = [];
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const below = rows[0] ?? [];
    const row: number[] = [];
    for (let j = after.length - 1; j >= 0; j -= 1)
      row[j] =
        before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    rows.unshift(row);
  }
  return rows;
}

const marks = { same: ' ', came: '+', went: '-' } as const;

/** A line as diffs show it. */
export const marked = ({ kind, text }: DiffLine): string => `${marks[kind]}${text}`;

/** A diff with a few lines around each change; left out ones are shown by dots. */
export function diffText(lines: readonly DiffLine[], around = 3): string {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines
    .flatMap((line, i) => {
      if (near[i] === true) return [marked(line)];
      return near[i - 1] === true || i === 0 ? [' ...'] : [];
    })
    .join('\n');
}
