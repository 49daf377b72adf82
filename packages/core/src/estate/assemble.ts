import type { Diagnostic, Related } from '../evidence/diagnostic.ts';
import { isUnknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AnyElement, Kind } from './elements/kinds.ts';
import { type Estate, estateOf, type Fragment, type Frame } from './estate.ts';
import { isLater, momentOf } from './moment.ts';
import { isRecord, recordsOfFields, sameValue } from './same.ts';

/** An estate made of fragments, and where the fragments disagreed. */
export interface Assembled {
  readonly estate: Estate;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Joins fragments to one estate. An element that several documents describe becomes one: the statement
 * collected last wins field by field, what it leaves unknown or unsaid is taken from the others, and
 * every field on which two of them disagree is reported. Without a time of collection a statement
 * counts as older than a dated one, and the later fragment as the newer one.
 */
export function assemble(frame: Frame, fragments: Iterable<Fragment>): Assembled {
  const statements = gathered(fragments);
  const diagnostics: Diagnostic[] = [];
  return { estate: estateOf(frame, joinedEach(statements, diagnostics)), diagnostics };
}

/**
 * Statements by kind and id. Nearly every element is described once, and of hundreds of thousands each
 * list counts: only of what comes again one is made.
 */
type Statements = ReadonlyMap<Kind, ReadonlyMap<ElementId, AnyElement | readonly AnyElement[]>>;

function gathered(fragments: Iterable<Fragment>): Statements {
  const statements = new Map<Kind, Map<ElementId, AnyElement | readonly AnyElement[]>>();
  for (const fragment of fragments)
    for (const element of fragment) {
      const table = statements.get(element.kind) ?? new Map();
      if (table.size === 0) statements.set(element.kind, table);
      const before = table.get(element.id);
      table.set(element.id, before === undefined ? element : [...severalOf(before), element]);
    }
  return statements;
}

const severalOf = (said: AnyElement | readonly AnyElement[]): readonly AnyElement[] =>
  isSeveral(said) ? said : [said];

const isSeveral = (said: AnyElement | readonly AnyElement[]): said is readonly AnyElement[] =>
  Array.isArray(said);

function* joinedEach(
  statements: Statements,
  diagnostics: Diagnostic[],
): IterableIterator<AnyElement> {
  for (const table of statements.values())
    for (const said of table.values())
      if (isSeveral(said)) yield* joinedAll(said, diagnostics);
      else yield said;
}

/** Fields that say where a statement was made and not what it says. */
const aboutTheStatement: ReadonlySet<string> = new Set(['source', 'spelled', 'name']);

function joinedAll(
  several: readonly AnyElement[],
  diagnostics: Diagnostic[],
): readonly AnyElement[] {
  const [oldest, ...newer] = several.length === 1 ? several : several.toSorted(byAge);
  if (oldest === undefined) return [];
  return [newer.reduce((older, next) => joined(older, next, diagnostics), oldest)];
}

/** Oldest first; the sort is stable, so that statements of one moment keep their order. */
const byAge = (a: AnyElement, b: AnyElement): number => momentOf(a) - momentOf(b);

function joined(older: AnyElement, newer: AnyElement, diagnostics: Diagnostic[]): AnyElement {
  const { added, disputed } = compared(older, newer);
  if (disputed.length > 0) diagnostics.push(contradiction(older, newer, disputed));
  return { ...newer, ...added };
}

interface Comparison {
  /** Fields of the older statement that the newer one lacks or does not know. */
  readonly added: Readonly<Record<string, unknown>>;
  /** The fields on which the two disagree. */
  readonly disputed: readonly Disputed[];
}

interface Disputed {
  readonly field: string;
  readonly old: unknown;
  readonly value: unknown;
}

function compared(older: object, newer: object): Comparison {
  const now = new Map<string, unknown>(Object.entries(newer));
  const added: [string, unknown][] = [];
  const disputed: Disputed[] = [];
  for (const [field, old] of Object.entries(older)) {
    const value = now.get(field);
    if (!now.has(field) || (isUnknown(value) && !isUnknown(old))) added.push([field, old]);
    else if (isUnknown(old) || aboutTheStatement.has(field)) continue;
    else if (recordsOfFields.has(field) && isRecord(old) && isRecord(value)) {
      const inner = compared(old, value);
      added.push([field, { ...value, ...inner.added }]);
      for (const one of inner.disputed) disputed.push({ ...one, field: `${field}.${one.field}` });
    } else if (!sameValue(old, value, field)) disputed.push({ field, old, value });
  }
  return { added: Object.fromEntries(added), disputed };
}

function contradiction(
  older: AnyElement,
  newer: AnyElement,
  disputed: readonly Disputed[],
): Diagnostic {
  const [first, ...others] = disputed;
  return {
    severity: 'warning',
    code: 'contradiction',
    message:
      `${newer.kind} ${JSON.stringify(newer.name)} is described twice and differently: ` +
      `${disputed.map(told).join(', ')}; this statement is used, not the one in ` +
      `${JSON.stringify(older.source.document)}, because ${whyNewer(newer, older)}`,
    document: newer.source.document,
    path: newer.source.path,
    hint: 'leave the outdated document out, or collect both again',
    ...(first === undefined ? {} : { regards: { element: newer.id, field: first.field } }),
    related: [
      ...disputed.slice(0, mostPlaced).map(({ field }) => sideOf(older, field, 'not used')),
      ...others.slice(0, mostPlaced - 1).map(({ field }) => sideOf(newer, field, 'used')),
    ],
  };
}

/** Fields of one contradiction whose places are told. */
const mostPlaced = 4;

/** One side of a contradiction. */
function sideOf({ id, source }: AnyElement, field: string, fate: string): Related {
  const { document, path } = source;
  return { says: `${fate}: ${field}`, document, path, regards: { element: id, field } };
}

/** What makes a statement the newer one: its time, else nothing better than its place. */
function whyNewer(newer: AnyElement, older: AnyElement): string {
  if (!isLater(newer, older)) return 'it was read later and neither is known to be newer';
  return older.source.collected === undefined
    ? 'nobody said when the other was collected'
    : 'it was collected later';
}

/** The field, with both values where they are short enough to be read. */
function told({ field, old, value }: Disputed): string {
  const [now, before] = [value, old].map(shortly);
  return now === undefined || before === undefined ? field : `${field} (${now}, not ${before})`;
}

const longestShown = 40;

function shortly(value: unknown): string | undefined {
  if (value === undefined) return 'none';
  const isShort = ['string', 'number', 'boolean'].includes(typeof value);
  const text = isShort ? JSON.stringify(value) : undefined;
  return text === undefined || text.length > longestShown ? undefined : text;
}
