import type { Path } from '../evidence/source.ts';
import { isUnevaluated } from './unevaluated.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a search for a key found: its value, and the keys that lead there as they are spelled. */
export interface Found {
  readonly keys: readonly string[];
  /** undefined when the key is missing or null. */
  readonly value: unknown;
  /** There is no such key, not even with nothing in it. */
  readonly isMissing: boolean;
}

/**
 * Finds keys whatever their spelling and remembers which ones were asked for, so that what a reader
 * does not know can be listed. Only own keys count: `constructor` is in no document.
 */
export interface ReadKeys {
  /** The key in the object, else in its `properties` wrapper. */
  find(fields: Fields, key: string): Found;
  markRead(fields: Fields, spelledKey: string): void;
  /** Counts the value and all below it as read. */
  markWhole(value: object): void;
  /** Paths below `value` that were not read, topmost only. */
  unread(value: unknown, path: Path): readonly Path[];
}

/** The part of an ARM body that most fields lie in; `az` prints bodies without it. */
const wrapper = 'properties';

/** A memory for one document. */
export function readKeys(): ReadKeys {
  const read = new WeakMap<object, Set<string>>();
  const whole = new WeakSet<object>();
  const spellings = new WeakMap<object, ReadonlyMap<string, string>>();

  const markRead = (fields: Fields, key: string): void => {
    const keys = read.get(fields);
    if (keys === undefined) read.set(fields, new Set([key]));
    else keys.add(key);
  };

  const spellingOf = (fields: Fields, key: string): string | undefined => {
    if (Object.hasOwn(fields, key)) return key;
    let byLower = spellings.get(fields);
    if (byLower === undefined) {
      // Of two spellings of one key the first counts; the other is left unread and so gets listed.
      byLower = new Map(
        Object.keys(fields)
          .toReversed()
          .map((own) => [own.toLowerCase(), own]),
      );
      spellings.set(fields, byLower);
    }
    return byLower.get(key.toLowerCase());
  };

  const findHere = (fields: Fields, key: string): Found | undefined => {
    const spelled = spellingOf(fields, key);
    if (spelled === undefined) return undefined;
    markRead(fields, spelled);
    return { keys: [spelled], value: fields[spelled], isMissing: false };
  };

  const find = (fields: Fields, key: string): Found => {
    const here = findHere(fields, key);
    if (here !== undefined) return here;
    const spelled = spellingOf(fields, wrapper);
    const inner = spelled === undefined ? undefined : fields[spelled];
    if (spelled === undefined || inner === null)
      return { keys: [key], value: undefined, isMissing: true };
    // A whole wrapper that is not known makes every field in it not known.
    if (isUnevaluated(inner)) {
      markRead(fields, spelled);
      return { keys: [spelled], value: inner, isMissing: false };
    }
    if (!isFields(inner)) return { keys: [key], value: undefined, isMissing: true };
    markRead(fields, spelled);
    const found = findHere(inner, key);
    return {
      keys: [spelled, ...(found?.keys ?? [key])],
      value: found?.value,
      isMissing: found === undefined,
    };
  };

  /** @param trail the path of the value, which is put back as it was */
  const gatherUnread = (value: unknown, trail: (string | number)[], found: Path[]): void => {
    if (typeof value !== 'object' || value === null || whole.has(value)) return;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        trail.push(i);
        gatherUnread(value[i], trail, found);
        trail.pop();
      }
      return;
    }
    const known = read.get(value);
    for (const [key, child] of Object.entries(value)) {
      trail.push(key);
      if (known?.has(key) === true) gatherUnread(child, trail, found);
      else if (saysSomething(child)) found.push([...trail]);
      trail.pop();
    }
  };

  return {
    find,
    markRead,
    markWhole: (value) => void whole.add(value),
    unread(value, path) {
      const found: Path[] = [];
      gatherUnread(value, [...path], found);
      return found;
    },
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const saysSomething = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  !(typeof value === 'object' && !isUnevaluated(value) && Object.keys(value).length === 0);
