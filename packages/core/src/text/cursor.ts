import type { Diagnostic } from '../evidence/diagnostic.ts';
import { type Knowable, notStated, type Unknown, unknown } from '../evidence/knowable.ts';
import {
  below,
  type DocumentId,
  type Instant,
  type Path,
  type Source,
} from '../evidence/source.ts';
import { isMasked } from './masked.ts';
import { type ReadKeys, readKeys } from './read-keys.ts';
import { asBoolean, asNumber, asString, type Reading, shown } from './scalar.ts';
import { isUnevaluated, unevaluated, whyUnevaluated } from './unevaluated.ts';
import { isEmpty, isWhole } from './whole-body.ts';

/** What a text parser answers: `@aksnet/net`'s `Parsed` fits. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** What a reader says about a place; document and path are added by the cursor. */
export type Remark = Omit<Diagnostic, 'document' | 'path' | 'position' | 'excerpt'>;

/**
 * A place in a parsed document, for readers of bodies that others write. Spelling is forgiven:
 * `string('addressPrefix')` reads `addressPrefix`, `AddressPrefix`, `properties.addressPrefix` and
 * `Properties.AddressPrefix`.
 *
 * Every getter takes the key to read; without a key it reads the place itself (an item of a list).
 * It answers the value; `undefined` when the key is missing or null; `Unknown` when the value is
 * there but could not be evaluated, or is not of that type (then a diagnostic tells).
 */
export interface Cursor {
  /** The parsed value as it stands; undefined when nothing is there. */
  readonly value: unknown;
  /** Keys as the document spells them, from its root. */
  readonly path: Path;
  /** Document and path of this place. */
  readonly source: Source;
  /** Whether the key is there and not null. */
  has(key: string): boolean;
  string(key?: string): Knowable<string | undefined>;
  /** Numbers, and texts that spell one. */
  number(key?: string): Knowable<number | undefined>;
  /** Booleans, and the texts `true` and `false` in any case. */
  boolean(key?: string): Knowable<boolean | undefined>;
  /** One of the values, compared without case, answered in the spelling of `values`. */
  enumOf<const T extends string>(key: string, values: readonly T[]): Knowable<T | undefined>;
  /** A text that `parse` accepts; its reason for a refusal becomes the diagnostic. */
  parsed<T>(key: string, parse: (text: string) => Answer<T>): Knowable<T | undefined>;
  /** A list of such texts; a lone text counts as a list of one. */
  parsedList<T>(
    key: string,
    parse: (text: string) => Answer<T>,
  ): Knowable<readonly T[] | undefined>;
  stringList(key?: string): Knowable<readonly string[] | undefined>;
  /** An object whose keys are free, e.g. tags; spelling is kept. */
  stringMap(key?: string): Knowable<Readonly<Record<string, string>> | undefined>;
  /** The object under the key. */
  object(key: string): Knowable<Cursor | undefined>;
  /** The items under the key, each a place. */
  list(key?: string): Knowable<readonly Cursor[] | undefined>;
  /** Key and place of everything in an object whose keys are free; empty for what is no object. */
  entries(key?: string): readonly (readonly [string, Cursor])[];
  /** The value under the key as it stands; it and all below count as read. */
  raw(key?: string): unknown;
  /**
   * The place under the keys, one after the other, whether there is anything or not: below nothing,
   * getters answer `undefined`; below what is not known, they answer that `Unknown`.
   */
  at(...keys: readonly (string | number)[]): Cursor;
  /** Adds a diagnostic about this place, or about the key. */
  remark(remark: Remark, key?: string): void;
}

/** A document under reading. */
export interface CursorReading {
  readonly cursor: Cursor;
  /** Grows while the cursor is used. */
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of what nobody has read so far, topmost only; nulls and empty values left out. */
  unread(): readonly Path[];
}

/** What a cursor starts from. */
export interface CursorOptions {
  readonly document: DocumentId;
  readonly value: unknown;
  /** Where `value` lies in the document, when it is not the whole. */
  readonly path?: Path;
  readonly collected?: Instant;
  /** A query took single fields out: what is missing was left out, and is not known to be absent. */
  readonly isPartial?: boolean;
}

/** Starts reading a value. */
export function openCursor(options: CursorOptions): CursorReading {
  const diagnostics: Diagnostic[] = [];
  const keys = readKeys();
  const session: Session = {
    document: options.document,
    collected: options.collected,
    isPartial: options.isPartial ?? false,
    diagnostics,
    keys,
    told: new Map(),
  };
  const path = options.path ?? [];
  return {
    cursor: new Place(session, options.value, path),
    diagnostics,
    unread: () => keys.unread(options.value, path),
  };
}

interface Session {
  readonly document: DocumentId;
  readonly collected: Instant | undefined;
  readonly isPartial: boolean;
  readonly diagnostics: Diagnostic[];
  readonly keys: ReadKeys;
  /** Why places that are no objects hold nothing, by their path. */
  readonly told: Map<string, Unknown>;
}

class Place implements Cursor {
  readonly value: unknown;
  readonly path: Path;
  readonly #session: Session;

  constructor(session: Session, value: unknown, path: Path) {
    this.#session = session;
    this.value = value ?? undefined;
    this.path = path;
  }

  get source(): Source {
    const { document, collected } = this.#session;
    return { document, path: this.path, ...(collected === undefined ? {} : { collected }) };
  }

  has(key: string): boolean {
    return this.#child(key).value !== undefined;
  }

  string(key?: string): Knowable<string | undefined> {
    return this.#child(key).#scalar('a text', asString);
  }

  number(key?: string): Knowable<number | undefined> {
    return this.#child(key).#scalar('a number', asNumber);
  }

  boolean(key?: string): Knowable<boolean | undefined> {
    return this.#child(key).#scalar('true or false', asBoolean);
  }

  enumOf<const T extends string>(key: string, values: readonly T[]): Knowable<T | undefined> {
    const place = this.#child(key);
    const text = place.#scalar('a text', asString);
    if (typeof text !== 'string') return text;
    // Templates and recordings spell "left to Azure" as an empty text.
    if (text === '') return undefined;
    const lower = text.toLowerCase();
    const value = values.find((candidate) => candidate.toLowerCase() === lower);
    if (value !== undefined) return value;
    if (isMasked(text)) return place.#masked(text);
    place.remark({
      severity: 'warning',
      code: 'unknown-value',
      message: `${shown(text)} is not a value known for ${key}; known are ${values.join(', ')}`,
    });
    return unknown({ kind: 'notModelled', feature: `${key} ${shown(text)}` });
  }

  parsed<T>(key: string, parse: (text: string) => Answer<T>): Knowable<T | undefined> {
    const place = this.#child(key);
    const text = place.#scalar('a text', asString);
    return typeof text === 'string' ? place.#parse(text, parse) : text;
  }

  parsedList<T>(
    key: string,
    parse: (text: string) => Answer<T>,
  ): Knowable<readonly T[] | undefined> {
    return this.#child(key).#each((item) => {
      const text = item.#scalar('a text', asString);
      return typeof text === 'string' ? item.#parse(text, parse) : text;
    });
  }

  stringList(key?: string): Knowable<readonly string[] | undefined> {
    return this.#child(key).#each((item) => item.#scalar('a text', asString));
  }

  stringMap(key?: string): Knowable<Readonly<Record<string, string>> | undefined> {
    const place = this.#child(key);
    const why = place.#notAn('object', isObject);
    if (why !== 'fits') return why;
    const pairs: (readonly [string, string])[] = [];
    for (const [name, item] of place.entries()) {
      const text = item.string();
      if (typeof text === 'string') pairs.push([name, text]);
      else if (text !== undefined) return text;
    }
    return Object.fromEntries(pairs);
  }

  object(key: string): Knowable<Cursor | undefined> {
    const place = this.#child(key);
    const why = place.#notAn('object', isObject);
    return why === 'fits' ? place : why;
  }

  list(key?: string): Knowable<readonly Cursor[] | undefined> {
    return this.#child(key).#items();
  }

  entries(key?: string): readonly (readonly [string, Cursor])[] {
    const { value, path } = this.#child(key);
    if (!isObject(value)) return [];
    return Object.keys(value).map((name) => {
      this.#session.keys.markRead(value, name);
      return [name, new Place(this.#session, value[name], below(path, name))];
    });
  }

  raw(key?: string): unknown {
    const { value } = this.#child(key);
    if (typeof value === 'object' && value !== null) this.#session.keys.markWhole(value);
    return value;
  }

  at(...keys: readonly (string | number)[]): Cursor {
    return keys.reduce<Place>((place, key) => place.#child(key), this);
  }

  remark(remark: Remark, key?: string): void {
    const { document, diagnostics } = this.#session;
    diagnostics.push({ ...remark, document, path: this.#child(key).path });
  }

  #child(key: string | number | undefined): Place {
    if (key === undefined) return this;
    // What is not known stays not known however deep one asks.
    if (isUnevaluated(this.value)) return new Place(this.#session, this.value, this.path);
    if (typeof key === 'number') {
      const item: unknown = Array.isArray(this.value) ? this.value[key] : undefined;
      return new Place(this.#session, item, below(this.path, key));
    }
    if (!isObject(this.value)) {
      const why = this.#noObject();
      return new Place(this.#session, why && unevaluated(why), below(this.path, key));
    }
    const found = this.#session.keys.find(this.value, key);
    if (this.#session.isPartial && found.isMissing && !isWhole(this.value))
      return new Place(this.#session, unevaluated(notStated(key)), below(this.path, key));
    return new Place(this.#session, found.value, this.path.concat(found.keys));
  }

  /** What stands where an object was expected hides whatever it would hold; told once. */
  #noObject(): Unknown | undefined {
    if (this.value === undefined || isEmpty(this.value)) return undefined;
    const { told } = this.#session;
    const place = JSON.stringify(this.path);
    const before = told.get(place);
    if (before !== undefined) return before;
    const why = this.#wrong('an object');
    told.set(place, why);
    return why;
  }

  #scalar<T>(expected: string, read: (value: unknown) => Reading<T>): Knowable<T | undefined> {
    if (this.value === undefined) return undefined;
    const why = whyUnevaluated(this.value);
    if (why !== undefined) return why;
    const reading = read(this.value);
    return reading === undefined ? this.#wrong(expected) : reading.value;
  }

  #parse<T>(text: string, parse: (text: string) => Answer<T>): Knowable<T> {
    const answer = parse(text);
    if (answer.ok) return answer.value;
    if (isMasked(text)) return this.#masked(text);
    this.remark({ severity: 'error', code: 'unreadable-value', message: answer.reason });
    return unknown({ kind: 'notEvaluable', expression: text, source: this.source });
  }

  #items(): Knowable<readonly Place[] | undefined> {
    const why = this.#notAn('list', (value) => Array.isArray(value));
    if (why !== 'fits') return why;
    const items: readonly unknown[] = Array.isArray(this.value) ? this.value : [];
    return items.map((item, i) => new Place(this.#session, item, below(this.path, i)));
  }

  #each<T>(read: (item: Place) => Knowable<T | undefined>): Knowable<readonly T[] | undefined> {
    // `addressPrefix: x` where a list is also legal: a lone scalar is a list of one.
    const lone = typeof this.value === 'string' || typeof this.value === 'number';
    const items = lone ? [this] : this.#items();
    if (!isPlaces(items)) return items;
    const values: T[] = [];
    for (const item of items) {
      const value = read(item);
      if (isGiven(value)) values.push(value);
      else if (value !== undefined) return value;
    }
    // A list that grew keeps room for more; a copy of it does not.
    return values.length === 0 ? none : values.slice();
  }

  #notAn(expected: string, fits: (value: unknown) => boolean): Unknown | undefined | 'fits' {
    if (this.value === undefined) return undefined;
    const why = whyUnevaluated(this.value);
    if (why !== undefined) return why;
    return fits(this.value) ? 'fits' : this.#wrong(expected === 'list' ? 'a list' : 'an object');
  }

  /** Somebody took the value out: nothing is wrong with the document, it tells less. */
  #masked(text: string): Unknown {
    this.remark({
      severity: 'note',
      code: 'masked',
      message: `${shown(text)} stands for a value that was taken out; it is not known`,
    });
    return unknown({ kind: 'notEvaluable', expression: text, source: this.source });
  }

  #wrong(expected: string): Unknown {
    if (typeof this.value === 'string' && isMasked(this.value)) return this.#masked(this.value);
    const found = shown(this.value);
    this.remark({
      severity: 'error',
      code: 'wrong-type',
      message: `${found} is not ${expected}`,
    });
    return unknown({ kind: 'notEvaluable', expression: found, source: this.source });
  }
}

/** The empty list of all. */
const none: readonly never[] = Object.freeze([]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnevaluated(value);

const isPlaces = (value: Knowable<readonly Place[] | undefined>): value is readonly Place[] =>
  Array.isArray(value);

const isGiven = <T>(value: Knowable<T | undefined>): value is T =>
  value !== undefined && !(typeof value === 'object' && value !== null && 'unknown' in value);
