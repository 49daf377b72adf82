import type { Decision, Loser } from '../../evidence/decision.ts';
import { isUnknown, type Knowable, type Missing } from '../../evidence/knowable.ts';
import type { Ledger, Line } from '../../evidence/ledger.ts';
import type { Part, Prose } from '../../evidence/prose.ts';
import type { Source } from '../../evidence/source.ts';
import { isAssumptionName } from '../../facts/assumptions.ts';
import type { Citation } from '../../facts/citation.ts';
import { number, oneOf, text, texts, textThat } from './scalars.ts';
import {
  byKind,
  into,
  isRecord,
  list,
  object,
  optional,
  refuse,
  refused,
  type Shape,
} from './shape.ts';

/** Where something was written. */
export const source: Shape<Source> = object<Source>({
  document: text,
  path: {
    write: (path) => [...path],
    read: (value, at) =>
      Array.isArray(value) && value.every(isKey) ? value : refuse(at, 'a list of keys'),
  },
  collected: optional(text),
});

const isKey = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Why something is not known. */
export const missing: Shape<Missing> = byKind<Missing>({
  notSupplied: { what: text },
  notListed: { what: text, within: optional(text) },
  notStated: { field: text },
  notEvaluable: { expression: text, source },
  contradiction: { sources: list(source) },
  notModelled: { feature: text },
  stale: { source },
  toBeAllocated: {},
});

const reasons = list(missing);

/** A value, or `{"unknown": […]}` with the reasons. */
export const knowable = <T>(shape: Shape<T>): Shape<Knowable<T>> => ({
  write: (value) =>
    isUnknown(value) ? { unknown: reasons.write(value.unknown) } : shape.write(value),
  read: (value, at) => {
    if (!isRecord(value) || !('unknown' in value)) return shape.read(value, at);
    const read = reasons.read(value['unknown'], into(at, 'unknown'));
    if (read === refused) return refused;
    const [first, ...more] = read;
    return first === undefined ? refuse(at, 'a reason') : { unknown: [first, ...more] };
  },
});

const rich = byKind<Exclude<Part, string>>({
  element: { id: text, name: optional(text) },
  number: { value: number, unit: optional(text) },
  range: { text },
  code: { text },
  quote: { text },
});

const part: Shape<Part> = {
  write: (value) => (typeof value === 'string' ? value : rich.write(value)),
  read: (value, at) => (typeof value === 'string' ? value : rich.read(value, at)),
};

/** A sentence: its parts. */
export const prose: Shape<Prose> = list(part);

const proses = list(prose);

/** Where a fact was read. */
export const citation: Shape<Citation> = object<Citation>({
  document: text,
  date: optional(text),
  note: optional(text),
});

const assumptionName = textThat(isAssumptionName, 'the name of an assumption');

const line: Shape<Line> = object<Line>({
  role: text,
  what: prose,
  amount: knowable(number),
  from: {
    write: (value) => (typeof value === 'string' ? value : citation.write(value)),
    read: (value, at) => (typeof value === 'string' ? value : citation.read(value, at)),
  },
  assumes: optional(list(assumptionName)),
});

/** A ledger. */
export const ledger: Shape<Ledger> = object<Ledger>({
  subject: text,
  title: prose,
  unit: oneOf('addresses', 'node blocks', 'ports', 'routes', 'Service addresses', 'nodes'),
  supply: knowable(number),
  lines: list(line),
  notes: optional(proses),
});

const loser: Shape<Loser> = object<Loser>({
  option: text,
  verdict: oneOf('impossible', 'unfit', 'worse'),
  because: proses,
});

/** A decision. */
export const decision: Shape<Decision> = object<Decision>({
  decision: text,
  question: text,
  about: texts,
  chosen: text,
  label: text,
  because: proses,
  lost: list(loser),
  change: object<Decision['change']>({
    how: oneOf('inPlace', 'newPool', 'newCluster', 'newSubnet', 'never'),
    price: prose,
  }),
  assumes: list(assumptionName),
  cite: list(citation),
});
