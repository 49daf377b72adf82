import type { Family } from '@aksnet/net';
import { type AnyElement, type ElementByKind, type Kind, kinds } from '../estate/elements/kinds.ts';
import {
  type Assumptions,
  all,
  type Estate,
  estateOf,
  type Frame,
  type Listed,
} from '../estate/estate.ts';
import type { Decision } from '../evidence/decision.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Missing } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { ElementId } from '../evidence/source.ts';
import { isAssumptionName } from '../facts/assumptions.ts';
import { isLimitId, type RaisedLimit } from '../facts/limits.ts';
import { type SpaceKindId, spaceKinds } from '../facts/space-kinds.ts';
import type { TextDocument } from '../text/document.ts';
import type { Json } from './arm-json.ts';
import { isKind, readElement, writeElement } from './plan/elements.ts';
import { decision, ledger, missing } from './plan/evidence.ts';
import { number, oneOf, text, textThat } from './plan/scalars.ts';
import {
  into,
  isRecord,
  list,
  object,
  optional,
  type Place,
  record,
  refuse,
  refused,
  type Shape,
} from './plan/shape.ts';

/** A need of the design as a plan keeps it, so that a later design can leave everything where it is. */
export interface PlannedNeed {
  readonly id: string;
  readonly kind: SpaceKindId;
  readonly for: ElementId;
  readonly field: string;
  readonly family: Family;
  readonly length: number;
  readonly hold: number;
  readonly ledger?: Ledger;
  readonly region?: string;
  readonly routingDomain?: ElementId;
  readonly within?: string;
  readonly sharing: 'unique' | 'shared';
  readonly missing: readonly Missing[];
}

/** What plan.json holds: everything from which the other files of a plan can be made again. */
export interface Plan {
  readonly estate: Estate;
  readonly decisions: readonly Decision[];
  /** Ledgers beside those of the needs, e.g. of ports. */
  readonly ledgers?: readonly Ledger[];
  readonly needs: readonly PlannedNeed[];
  /** Version of the writer. */
  readonly writtenBy?: string;
}

/** A plan as far as it could be read. */
export interface PlanReading {
  /** undefined when the file holds no plan at all. */
  readonly plan?: Plan;
  readonly estate?: Estate;
  readonly diagnostics: readonly Diagnostic[];
}

/** The version of the form. A reader takes older ones and refuses newer ones. */
export const planSchema = 1;

const listed: Shape<Listed> = object<Listed>({
  kind: textThat(isKind, 'a kind of element'),
  within: optional(text),
});

const raised: Shape<RaisedLimit> = object<RaisedLimit>({
  limit: textThat(isLimitId, 'the name of a limit'),
  value: number,
  by: text,
  when: text,
});

const choices = record(text);

/** Choices for assumptions that this version does not know have nothing to say to it. */
const assume: Shape<Assumptions> = {
  write: (value) => ({ ...value }),
  read: (value, at) => {
    const read = choices.read(value, at);
    if (read === refused) return refused;
    return Object.fromEntries(Object.entries(read).filter(([name]) => isAssumptionName(name)));
  },
};

const frame: Shape<Frame> = object<Frame>({
  tense: oneOf('designed', 'planned', 'observed'),
  day: text,
  assume,
  raised: list(raised),
  coverage: list(listed),
});

const isSpaceKind = (value: string): value is SpaceKindId => Object.hasOwn(spaceKinds, value);

const need: Shape<PlannedNeed> = object<PlannedNeed>({
  id: text,
  kind: textThat(isSpaceKind, 'a kind of range'),
  for: text,
  field: text,
  family: oneOf(4, 6),
  length: number,
  hold: number,
  ledger: optional(ledger),
  region: optional(text),
  routingDomain: optional(text),
  within: optional(text),
  sharing: oneOf('unique', 'shared'),
  missing: list(missing),
});

/** Lists of a plan, each item of which is read by itself, so that a bad one takes no other along. */
const parts = { decisions: decision, ledgers: ledger, needs: need } as const;

/** A plan as JSON values, kind by kind, in the order of the Estate. */
export function encodePlan(plan: Plan): { readonly [key: string]: Json } {
  const tables = kinds.flatMap((kind) => {
    const written = writeAll(kind, plan.estate);
    return written.length === 0 ? [] : [[kind, written] as const];
  });
  return {
    kind: 'Plan',
    schema: planSchema,
    ...(plan.writtenBy === undefined ? {} : { writtenBy: plan.writtenBy }),
    estate: frame.write(plan.estate),
    elements: Object.fromEntries(tables),
    decisions: plan.decisions.map(parts.decisions.write),
    ...(plan.ledgers === undefined ? {} : { ledgers: plan.ledgers.map(parts.ledgers.write) }),
    needs: plan.needs.map(parts.needs.write),
  };
}

const writeAll = <K extends Kind>(kind: K, estate: Estate): readonly Json[] =>
  all(estate, kind).map((element: ElementByKind[K]) => writeElement(kind, element));

/** Reads a plan. What cannot be read is left out and told; the rest stands. */
export function readPlan(document: TextDocument): PlanReading {
  const diagnostics: Diagnostic[] = [];
  const at: Place = { document: document.id, path: [], diagnostics };
  const plan = readWhole(document.value, at);
  const told = [...document.diagnostics, ...placed(diagnostics, document)];
  return plan === undefined
    ? { diagnostics: told }
    : { plan, estate: plan.estate, diagnostics: told };
}

function readWhole(value: unknown, at: Place): Plan | undefined {
  if (!isRecord(value) || value['kind'] !== 'Plan') {
    refuse(into(at, 'kind'), 'Plan');
    return undefined;
  }
  const { schema, writtenBy } = value;
  if (typeof schema !== 'number' || schema > planSchema) {
    refuse(into(at, 'schema'), `a number up to ${planSchema}, the newest form known here,`);
    return undefined;
  }
  const read = frame.read(value['estate'], into(at, 'estate'));
  if (read === refused) return undefined;
  return {
    estate: estateOf(read, readElements(value['elements'], into(at, 'elements'))),
    decisions: readEach(parts.decisions, value['decisions'], into(at, 'decisions')),
    needs: readEach(parts.needs, value['needs'], into(at, 'needs')),
    ...(value['ledgers'] === undefined
      ? {}
      : { ledgers: readEach(parts.ledgers, value['ledgers'], into(at, 'ledgers')) }),
    ...(typeof writtenBy === 'string' ? { writtenBy } : {}),
  };
}

function* readElements(value: unknown, at: Place): IterableIterator<AnyElement> {
  if (!isRecord(value)) {
    refuse(at, 'an object');
    return;
  }
  for (const [kind, items] of Object.entries(value)) {
    const here = into(at, kind);
    if (!isKind(kind)) refuse(here, 'a kind of element that is known here');
    else if (!Array.isArray(items)) refuse(here, 'a list');
    else yield* readKind(kind, items, here);
  }
}

function* readKind(kind: Kind, items: readonly unknown[], at: Place): IterableIterator<AnyElement> {
  for (const [i, item] of items.entries()) {
    const read = readElement(kind, item, into(at, i));
    if (read !== refused) yield read;
  }
}

function readEach<T>(shape: Shape<T>, value: unknown, at: Place): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    refuse(at, 'a list');
    return [];
  }
  return value.flatMap((item: unknown, i): readonly T[] => {
    const read = shape.read(item, into(at, i));
    return read === refused ? [] : [read];
  });
}

/** Positions are asked for together: a plan in which everything is wrong is searched once. */
function placed(told: readonly Diagnostic[], document: TextDocument): readonly Diagnostic[] {
  const positions = document.positionsOf(told.map(({ path }) => path ?? []));
  return told.map((one, i) => {
    const position = positions[i];
    if (position === undefined) return one;
    return { ...one, position, excerpt: document.excerptAt(position) };
  });
}
