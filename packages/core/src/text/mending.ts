import type { Path } from '../evidence/source.ts';

/** How a value is mended: parts to leave out, and keys to be read as others. */
export interface Mending {
  /** Paths in the whole, as {@link pathKey}. */
  readonly cut: ReadonlySet<string>;
  /** From the path of a key in the whole to the key that it was meant to be. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A mended value, and the way back from its paths to those of the whole. */
export interface Mended {
  readonly value: unknown;
  /** The path in the whole of a path in {@link value}: items before it may be gone. */
  pathInWhole(path: Path): Path;
}

/** Identity of a path: keys and indexes as JSON, so that `[1]` and `['1']` differ. */
export const pathKey = (path: Path): string => JSON.stringify(path);

/** The value mended; the value itself is not changed. */
export function mend(whole: unknown, mending: Mending): Mended {
  const { cut, renamed } = mending;
  const keptItems = new Map<string, readonly number[]>();
  const writtenKeys = new Map<string, string>();
  const mended = (value: unknown, path: Path): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const indexes = [...value.keys()].filter((i) => !cut.has(pathKey([...path, i])));
      if (indexes.length < value.length) keptItems.set(pathKey(path), indexes);
      return indexes.map((i): unknown => mended(value[i], [...path, i]));
    }
    const entries: (readonly [string, unknown])[] = [];
    for (const [key, part] of Object.entries(value)) {
      const place = [...path, key];
      if (cut.has(pathKey(place))) continue;
      const meant = renamed.get(pathKey(place));
      if (meant !== undefined) writtenKeys.set(pathKey([...path, meant]), key);
      entries.push([meant ?? key, mended(part, place)]);
    }
    return Object.fromEntries(entries);
  };
  return {
    value: cut.size + renamed.size === 0 ? whole : mended(whole, []),
    pathInWhole: (path) => {
      const found: (string | number)[] = [];
      for (const key of path) {
        found.push(
          typeof key === 'number'
            ? (keptItems.get(pathKey(found))?.[key] ?? key)
            : (writtenKeys.get(pathKey([...found, key])) ?? key),
        );
      }
      return found;
    },
  };
}

/** What lies at a path; undefined when there is nothing. Own keys only. */
export function valueAt(whole: unknown, path: Path): unknown {
  let value = whole;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
