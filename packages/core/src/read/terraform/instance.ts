import { unknown } from '../../evidence/knowable.ts';
import type { Path, Source } from '../../evidence/source.ts';
import { type Block, under } from './blocks.ts';
import type { Budget } from './budget.ts';
import { blockValue, blockWritten, withDynamic } from './dynamic.ts';
import { evaluateData } from './evaluate.ts';
import { type Identity, identify } from './identify.ts';
import { originOf } from './origin.ts';
import { notKnown, placedIn, type Scope, type Written } from './scope.ts';
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

  /** What is written at a path below the block; undefined for what Azure tells. */
  written(asked: Path): Written | undefined {
    const [name] = asked;
    const { body, path } = this.block;
    return typeof name !== 'string' || meta.has(name)
      ? undefined
      : blockWritten(body, asked, placedIn(this.#scope, path));
  }

  /** Where a person would edit what is written at a path below the block. */
  origin(asked: Path): Source | undefined {
    const written = this.written(asked);
    return written && (originOf(written) ?? written.scope.source);
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
