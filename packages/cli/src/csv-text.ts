import type { Diagnostic, Path, Position } from '@aksnet/core';
import { excerptOf, readJson, type TextDocument, type TextInput } from '@aksnet/core/text';
import { CsvError, parse } from 'csv-parse/sync';

/** Most characters of a CSV text. */
const longestCsv = 64 * 1024 * 1024;

/**
 * Reads a table whose first line names the columns, as Resource Graph and the portal export it: a list of
 * objects, one for each row. A cell that holds JSON (`properties`, `tags`) is that value; an empty one is
 * null.
 */
export function readCsv(input: TextInput): TextDocument {
  const text = input.text();
  const read =
    text.length > longestCsv
      ? refused(input, `the text has more than ${longestCsv} characters`)
      : rowsOf(input, text);
  const positionOf = (path: Path): Position | undefined => {
    const [row] = path;
    const line = typeof row === 'number' ? read.lines[row] : path.length === 0 ? 1 : undefined;
    return line === undefined ? undefined : { line, column: 1 };
  };
  return {
    id: input.id,
    language: 'csv',
    value: read.rows,
    diagnostics: read.diagnostics,
    positionOf,
    positionsOf: (paths) => paths.map(positionOf),
    keyPositionOf: positionOf,
    excerptAt: (position) => excerptOf(input.text(), position),
  };
}

interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** The line on which each row starts. */
  readonly lines: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

const refused = (input: TextInput, message: string, position?: Position): Rows => ({
  rows: undefined,
  lines: [],
  diagnostics: [
    {
      severity: 'error',
      code: 'syntax',
      message,
      document: input.id,
      ...(position === undefined ? {} : { position }),
    },
  ],
});

function rowsOf(input: TextInput, text: string): Rows {
  const diagnostics: Diagnostic[] = [];
  const lines: number[] = [];
  try {
    const ends: number[] = [];
    // Inside quotes the parser counts both characters of a Windows line end.
    const records: readonly (readonly string[])[] = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines: end }) => {
        ends.push(end);
        return record;
      },
    });
    const [head = [], ...body] = records;
    const columns = head.map((name) => name.trim());
    const rows = body.map((record, row) => {
      lines.push((ends[row] ?? 0) + 1);
      return Object.fromEntries(
        columns.flatMap((column, i): readonly (readonly [string, unknown])[] =>
          column === '' || column === '__proto__'
            ? []
            : [[column, cellValue(record[i] ?? '', { input, path: [row, column], diagnostics })]],
        ),
      );
    });
    return { rows, lines, diagnostics };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return refused(input, `the text is no table: ${error.message}`, { line, column: 1 });
  }
}

interface CellPlace {
  readonly input: TextInput;
  readonly path: Path;
  readonly diagnostics: Diagnostic[];
}

function cellValue(cell: string, { input, path, diagnostics }: CellPlace): unknown {
  const text = cell.trim();
  if (text === '' || text === 'null') return null;
  if (!/^[[{]/.test(text)) return text;
  const inner = readJson({ id: input.id, text: () => text });
  for (const { severity, code, message } of inner.diagnostics)
    diagnostics.push({ severity, code, message, document: input.id, path });
  return inner.value ?? text;
}
