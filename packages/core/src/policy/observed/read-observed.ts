import type { Diagnostic, Position } from '../../evidence/diagnostic.ts';
import type { DocumentId } from '../../evidence/source.ts';
import { mostDiagnostics } from '../../text/bounds.ts';
import { excerptOf, type TextDocument, type TextInput } from '../../text/document.ts';
import { readJson } from '../../text/json-text.ts';
import { type Fields, isFields, own, textIn } from './fields.ts';
import { type RecordRead, readHubble } from './hubble.ts';
import type { ObservedFlow, PassedOver } from './observed.ts';
import { readTableRow } from './table-row.ts';

/** What a log of flows says. */
export interface ObservedLog {
  readonly document: DocumentId;
  readonly flows: readonly ObservedFlow[];
  readonly diagnostics: readonly Diagnostic[];
  readonly records: number;
  /** Records that tell of no connection being opened, by why. */
  readonly passedOver: Readonly<Record<PassedOver, number>>;
  /** Whether the log itself says that flows are missing from it. */
  readonly incomplete: boolean;
}

/** A record with the line it stands on. */
interface Found {
  readonly value: unknown;
  readonly line: number;
}

/**
 * Reads a log of flows: Hubble's records, one JSON a line; a list of them or of rows of the tables of Azure
 * Monitor; or the answer of a query, with its columns apart. A record that cannot be used is told with its
 * line, and the rest is used.
 */
export function readObserved(input: TextInput): ObservedLog {
  const text = input.text().replace(/^\ufeff/, '');
  const [first = ''] = /[^\s][^\n]*/.exec(text) ?? [];
  if (isFields(parsed(first)) || !/^[[{]/.test(first)) return read(input.id, linesOf(text), input);
  return readObservedTable(readJson(input));
}

/** As {@link readObserved}, for a table whose rows were read already. */
export function readObservedTable(document: TextDocument): ObservedLog {
  const { value } = document;
  const tables = isFields(value) ? tablesIn(value) : undefined;
  const list = tables ?? (Array.isArray(value) ? value : []);
  const positions = tables === undefined ? document.positionsOf(list.map((_, i) => [i])) : [];
  const found = list.map(
    (one: unknown, i): Found => ({
      value: one,
      line: positions[i]?.line ?? 1,
    }),
  );
  const log = read(document.id, found);
  const nothing: readonly Diagnostic[] =
    list.length > 0 || document.diagnostics.length > 0
      ? []
      : [
          {
            severity: 'error',
            code: 'no-flows',
            message: 'no flow is in the file: lines of Hubble, or rows of a table were expected',
            document: document.id,
          },
        ];
  const diagnostics = [...document.diagnostics, ...nothing, ...log.diagnostics];
  return { ...log, diagnostics };
}

/** Rows of `{tables: [{columns: [{name}], rows: [[…]]}]}`, which the query service answers. */
function tablesIn(value: Fields): readonly unknown[] | undefined {
  const tables = own(value, 'tables');
  if (!Array.isArray(tables)) return undefined;
  return tables.filter(isFields).flatMap((table) => {
    const columns = own(table, 'columns');
    const rows = own(table, 'rows');
    if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
    const names = columns.map((one: unknown) => (isFields(one) ? (textIn(one, 'name') ?? '') : ''));
    return rows.map((row: unknown) =>
      Array.isArray(row)
        ? Object.fromEntries(names.map((name, i) => [name, unfolded(row[i])]))
        : row,
    );
  });
}

/** Columns of objects come as texts of JSON. */
const unfolded = (value: unknown): unknown =>
  typeof value === 'string' && /^[[{]/.test(value) ? (parsed(value) ?? value) : value;

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function* linesOf(text: string): IterableIterator<Found> {
  let [at, line] = [0, 0];
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end;
    line += 1;
    const one = text.slice(at, next).trim();
    if (one !== '') yield { value: parsed(one), line };
    at = next + 1;
  }
}

function read(document: DocumentId, found: Iterable<Found>, input?: TextInput): ObservedLog {
  const flows: ObservedFlow[] = [];
  const faults: Diagnostic[] = [];
  const passedOver: Record<PassedOver, number> = { reply: 0, noTransport: 0, otherKind: 0 };
  let [records, faulty, incomplete] = [0, 0, false];
  for (const { value, line } of found) {
    records += 1;
    const said = readRecord(value);
    if ('flow' in said) flows.push({ ...said.flow, line });
    else if ('passedOver' in said) passedOver[said.passedOver] += 1;
    else if ('lost' in said) incomplete = true;
    else {
      faulty += 1;
      if (faulty <= mostDiagnostics)
        faults.push(fault({ document, line, says: said.fault }, input));
    }
  }
  return {
    document,
    flows,
    diagnostics: [...faults, ...rest(document, { faulty, incomplete })],
    records,
    passedOver,
    incomplete,
  };
}

function readRecord(value: unknown): RecordRead {
  if (!isFields(value)) return { fault: 'it is no JSON object' };
  const isHubble = ['flow', 'l4', 'lost_events', 'node_status'].some((key) =>
    Object.hasOwn(value, key),
  );
  return isHubble ? readHubble(value) : readTableRow(value);
}

interface Fault {
  readonly document: DocumentId;
  readonly line: number;
  readonly says: string;
}

function fault({ document, line, says }: Fault, input: TextInput | undefined): Diagnostic {
  const position: Position = { line, column: 1 };
  return {
    severity: 'warning',
    code: 'unusable-flow',
    message: `the record is not used: ${says}`,
    document,
    position,
    ...(input === undefined ? {} : { excerpt: excerptOf(input.text(), position) }),
  };
}

function rest(
  document: DocumentId,
  { faulty, incomplete }: { readonly faulty: number; readonly incomplete: boolean },
): readonly Diagnostic[] {
  return [
    ...(faulty <= mostDiagnostics
      ? []
      : [
          {
            severity: 'warning',
            code: 'unusable-flow',
            message: `${faulty - mostDiagnostics} more records are not used`,
            document,
          } as const,
        ]),
    ...(incomplete
      ? [
          {
            severity: 'warning',
            code: 'lost-flows',
            message:
              'the log says that flows were lost: what is not in it may be used all the same',
            document,
          } as const,
        ]
      : []),
  ];
}
