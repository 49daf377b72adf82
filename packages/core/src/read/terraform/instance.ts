import { unknown } from '../../evidence/knowable.ts';
import type { Path, Source } from '../../evidence/source.ts';
import { isFields } from '../bodies.ts';
import { type Block, under } from './blocks.ts';
import type { Budget } from './budget.ts';
import { evaluateData } from './evaluate.ts';
import { type Identity, identify } from './identify.ts';
import { notKnown, type Scope, withNames } from './scope.ts';
import { entriesOf, isList, isObject, Lazy, NotKnown, type TfValue } from './value.ts';

/** What Terraform itself understands in every resource. */
const meta: ReadonlySet<string> = new Set([
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
]);

/** A resource or data source, one of those that its block stands for. */
export class Instance {
  readonly address: string;
  readonly block: Block;
  readonly isData: boolean;
  /** What stands in `provider`, evaluated to a subscription. */
  readonly subscription: string | undefined;
  readonly #scope: Scope;
  readonly #idOf: (address: string) => string | undefined;
  readonly #known = new Map<string, TfValue>();
  #identity: Identity | undefined | 'unasked' | 'asking' = 'unasked';

  constructor(about: {
    readonly address: string;
    readonly block: Block;
    readonly isData: boolean;
    readonly subscription: string | undefined;
    readonly scope: Scope;
    readonly idOf: (address: string) => string | undefined;
  }) {
    this.address = about.address;
    this.block = about.block;
    this.isData = about.isData;
    this.subscription = about.subscription;
    this.#scope = about.scope;
    this.#idOf = about.idOf;
  }

  /** `azurerm_subnet`. */
  get type(): string {
    return this.block.labels[0] ?? '';
  }

  get source(): Source {
    return { document: this.block.document, path: this.block.path };
  }

  /** The id that it has or will have; undefined for types that have none here. */
  identity(): Identity | undefined {
    // A name that asks for the own id has none.
    if (this.#identity === 'asking') return undefined;
    if (this.#identity === 'unasked') {
      this.#identity = 'asking';
      this.#identity = identify({
        address: this.address,
        type: this.type,
        subscription: this.subscription,
        attribute: (name) => this.attribute(name),
        idOf: this.#idOf,
      });
    }
    return this.#identity;
  }

  /** What is written under the name; null when nothing is. */
  attribute(name: string): TfValue {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { body, path } = this.block;
    const written = under(body, name);
    const scope = placedIn(this.#scope, [...path, name]);
    // Whoever asks again on the way goes in a circle.
    this.#known.set(name, notKnown(scope, `${this.address}.${name}, which refers to itself`));
    const value =
      written === undefined
        ? null
        : scope.budget.deeper(
            () => blockValue(written, scope),
            () => notKnown(scope, `${this.address}.${name}`),
          );
    this.#known.set(name, value);
    return value;
  }

  /** All that is written, blocks as lists of maps, `dynamic` ones written out. */
  attributes(): ReadonlyMap<string, TfValue> {
    const { body, path } = this.block;
    const found = new Map<string, TfValue>();
    for (const name of Object.keys(body))
      if (!meta.has(name) && name !== 'dynamic') found.set(name, this.attribute(name));
    return withDynamic(found, body, { scope: placedIn(this.#scope, path), depth: 0 });
  }

  /** What a reference to it leads to. */
  reference(standsForAll = false): Lazy {
    return new Lazy((name) => this.#told(name), standsForAll);
  }

  #told(name: string): TfValue {
    if (name === 'id') {
      const identity = this.identity();
      if (identity !== undefined) return identity.id;
    }
    const isWritten = Object.hasOwn(this.block.body, name) && !meta.has(name);
    const value = isWritten ? this.attribute(name) : null;
    if (isWritten && !(value instanceof NotKnown)) return value;
    if (value instanceof NotKnown && value.told !== undefined) return value;
    const why =
      value instanceof NotKnown
        ? value.why
        : unknown({
            kind: 'notEvaluable',
            expression: `${this.address}.${name}`,
            source: this.source,
          });
    return new NotKnown(why, { told: { address: this.address, attribute: name } });
  }
}

/** The scope, for what stands at a path. */
export const placedIn = (scope: Scope, path: Path): Scope => ({
  ...scope,
  source: { ...scope.source, path },
});

/** A value that may be a list of blocks, in which there may be `dynamic` ones. */
function blockValue(data: unknown, scope: Scope, depth = 0): TfValue {
  if (depth > 50 || !Array.isArray(data) || !data.some(holdsDynamic))
    return evaluateData(data, scope);
  return data.map((item: unknown) => {
    if (!isFields(item)) return evaluateData(item, scope);
    const found = new Map<string, TfValue>();
    for (const name of Object.keys(item))
      if (name !== 'dynamic') found.set(name, blockValue(under(item, name), scope, depth + 1));
    return withDynamic(found, item, { scope, depth: depth + 1 });
  });
}

const holdsDynamic = (item: unknown): boolean =>
  isFields(item) &&
  (Object.hasOwn(item, 'dynamic') ||
    Object.values(item).some((inner) => Array.isArray(inner) && inner.some(holdsDynamic)));

interface Place {
  readonly scope: Scope;
  /** Blocks around it. */
  readonly depth: number;
}

/** Adds the blocks that `dynamic` ones stand for. */
function withDynamic(
  found: Map<string, TfValue>,
  body: Readonly<Record<string, unknown>>,
  here: Place,
): ReadonlyMap<string, TfValue> {
  const dynamic = under(body, 'dynamic');
  if (!isFields(dynamic)) return found;
  for (const name of Object.keys(dynamic)) {
    const list: unknown = under(dynamic, name);
    for (const one of Array.isArray(list) ? list : [list]) {
      const made = isFields(one) ? dynamicBlocks(name, one, here) : [];
      const before = found.get(name);
      if (made instanceof NotKnown) found.set(name, made);
      else if (isList(made))
        found.set(name, [...(before !== undefined && isList(before) ? before : []), ...made]);
    }
  }
  return found;
}

function dynamicBlocks(
  name: string,
  block: Readonly<Record<string, unknown>>,
  { scope, depth }: Place,
): TfValue {
  const over = evaluateData(under(block, 'for_each'), scope);
  if (over instanceof NotKnown) return new NotKnown(over.why);
  const items = isList(over)
    ? over.map((value, i): readonly [TfValue, TfValue] => [
        typeof value === 'string' ? value : i,
        value,
      ])
    : isObject(over)
      ? entriesOf(over)
      : [];
  const iterator = under(block, 'iterator');
  const word = typeof iterator === 'string' ? iterator.replace(/^\$\{(.*)\}$/, '$1') : name;
  const content = under(block, 'content');
  return items.flatMap(([key, value]) => {
    const each = new Map<string, TfValue>([
      ['key', key],
      ['value', value],
    ]);
    const inner = withNames(scope, new Map([[word, each]]));
    const made = blockValue(Array.isArray(content) ? content : [content], inner, depth + 1);
    return isList(made) ? made : [made];
  });
}

/** How often a block stands, by `count` and `for_each`. */
export type Repetition =
  | { readonly kind: 'once' }
  | { readonly kind: 'list'; readonly count: number }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, TfValue])[] }
  /** Nobody can say how often. */
  | { readonly kind: 'unknown'; readonly why: NotKnown };

/** Instances of one block, at most. */
const mostInstances = 5000;

/** What an instance costs of the budget: there is room for some ten thousand. */
const workOfInstance = 150;

/** How often the block stands. */
export function repetitionOf({ body, path }: Block, scope: Scope, budget: Budget): Repetition {
  const word = ['count', 'for_each'].find((key) => Object.hasOwn(body, key));
  if (word === undefined) return { kind: 'once' };
  const here = placedIn(scope, [...path, word]);
  const value = evaluateData(under(body, word), here);
  const many = (count: number): boolean =>
    count > mostInstances || !budget.take(count * workOfInstance);
  const tooMany: Repetition = { kind: 'unknown', why: notKnown(here, `${word} of so many`) };
  if (value instanceof NotKnown) return { kind: 'unknown', why: value };
  if (word === 'count') {
    const count = Number(value);
    if (!Number.isInteger(count) || count < 0)
      return { kind: 'unknown', why: notKnown(here, 'a count that is no number') };
    return many(count) ? tooMany : { kind: 'list', count };
  }
  const entries = isList(value)
    ? value.flatMap((item): readonly (readonly [string, TfValue])[] =>
        typeof item === 'string' ? [[item, item]] : [],
      )
    : isObject(value)
      ? entriesOf(value)
      : [];
  const isWhole = isObject(value) || (isList(value) && entries.length === value.length);
  if (!isWhole)
    return { kind: 'unknown', why: notKnown(here, 'a for_each that is neither map nor set') };
  return many(entries.length) ? tooMany : { kind: 'map', entries };
}
