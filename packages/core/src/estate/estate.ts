import { type Knowable, unknown } from '../evidence/knowable.ts';
import type { Day, ElementId } from '../evidence/source.ts';
import type { AssumptionChoices } from '../facts/assumptions.ts';
import type { RaisedLimit } from '../facts/limits.ts';
import { type AnyElement, type ElementByKind, type Kind, kinds } from './elements/kinds.ts';
import type { Id } from './id.ts';

/** When the network is: as designed, as a change would make it, as it was seen. */
export type Tense = 'designed' | 'planned' | 'observed';

/** Switches thrown by the user: assumption to chosen value. What is not named has its default. */
export type Assumptions = AssumptionChoices;

/** A statement that all elements of a kind within something are among the inputs. */
export interface Listed {
  readonly kind: Kind;
  /** A VNet, a cluster, a subscription; absent: everywhere. */
  readonly within?: ElementId;
}

/** The elements of an Estate, one table per kind. */
export type Tables = { readonly [K in Kind]: ReadonlyMap<Id<K>, ElementByKind[K]> };

/** A network in one tense. Plain data: it survives `structuredClone`. */
export interface Estate {
  readonly tense: Tense;
  /** The day asked about; retirements are compared with it, no clock is read. */
  readonly day: Day;
  readonly assume: Assumptions;
  /** Limits that Azure raised for this organisation. */
  readonly raised: readonly RaisedLimit[];
  /** Which kinds were listed completely: without it, absent means unknown. */
  readonly coverage: readonly Listed[];
  readonly elements: Tables;
}

/** An Estate's frame: all but its elements. */
export type Frame = Omit<Estate, 'elements'>;

/** A fragment: some elements, in any order. */
export type Fragment = readonly AnyElement[];

/** An Estate of the given elements; of two with one id the later wins (readers use `assemble`). */
export function estateOf(frame: Frame, elements: Iterable<AnyElement>): Estate {
  const tables = emptyTables();
  for (const element of elements) tables[element.kind].set(element.id, element);
  return { ...frame, elements: narrow(tables) };
}

/** The element with the id, or that it was not supplied. */
export function find<K extends Kind>(
  estate: Estate,
  kind: K,
  id: Id<K>,
): Knowable<ElementByKind[K]> {
  const table: ReadonlyMap<Id<K>, ElementByKind[K]> = estate.elements[kind];
  return table.get(id) ?? unknown({ kind: 'notSupplied', what: id });
}

/** All elements of a kind, in the order of their arrival. */
export function all<K extends Kind>(estate: Estate, kind: K): readonly ElementByKind[K][] {
  const table: ReadonlyMap<Id<K>, ElementByKind[K]> = estate.elements[kind];
  return [...table.values()];
}

/** Every element, kind by kind. */
export function* everything(estate: Estate): IterableIterator<AnyElement> {
  for (const kind of kinds) yield* estate.elements[kind].values();
}

/** The element of whatever kind with the id; undefined when there is none. */
export function lookUp(estate: Estate, id: ElementId): AnyElement | undefined {
  for (const kind of kinds) {
    const table: ReadonlyMap<ElementId, AnyElement> = estate.elements[kind];
    const found = table.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether somebody said that all elements of the kind (within that element) are among the inputs. */
export const isListed = (estate: Estate, kind: Kind, within?: ElementId): boolean =>
  estate.coverage.some(
    (listed) => listed.kind === kind && (listed.within === undefined || listed.within === within),
  );

/** The Estate with these elements put in, replacing those with the same ids; all else is shared. */
export function withElements(estate: Estate, changed: Iterable<AnyElement>): Estate {
  const tables = emptyTables();
  const touched = new Set<Kind>();
  for (const element of changed) {
    if (!touched.has(element.kind)) {
      touched.add(element.kind);
      for (const [id, old] of estate.elements[element.kind]) tables[element.kind].set(id, old);
    }
    tables[element.kind].set(element.id, element);
  }
  const untouched = kinds.filter((kind) => !touched.has(kind));
  const shared = Object.fromEntries(untouched.map((kind) => [kind, estate.elements[kind]]));
  return { ...estate, elements: { ...narrow(tables), ...shared } };
}

type LooseTables = { readonly [K in Kind]: Map<ElementId, AnyElement> };

function emptyTables(): LooseTables {
  const entries = kinds.map((kind) => [kind, new Map<ElementId, AnyElement>()]);
  return Object.fromEntries(entries);
}

/**
 * The one place where the compiler must be told what it cannot see: an element was put into the
 * table that its own `kind` names, so each table holds elements of its kind only.
 */
const narrow = (tables: LooseTables): Tables => tables as unknown as Tables;
