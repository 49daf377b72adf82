import { deepestValue } from './budget.ts';
import { type Fields, isObject, type Value } from './value.ts';

/**
 * Two objects as one: what the second says counts, objects under one key are joined in turn, lists are
 * replaced. Undefined when it is too much, or goes too deep.
 */
export function mergedDeep(
  first: Fields,
  second: Fields,
  spend: (steps: number) => boolean,
): Fields | undefined {
  return merged(first, second, { spend, depth: 0 });
}

interface Way {
  readonly spend: (steps: number) => boolean;
  readonly depth: number;
}

function merged(first: Fields, second: Fields, way: Way): Fields | undefined {
  const keys = Object.keys(first);
  if (way.depth > deepestValue || !way.spend(1 + keys.length + Object.keys(second).length))
    return undefined;
  const spelled = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const result = new Map<string, Value>(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const own = spelled.get(key.toLowerCase()) ?? key;
    const there = result.get(own);
    if (isObject(there) && isObject(value)) {
      const inner = merged(there, value, { ...way, depth: way.depth + 1 });
      if (inner === undefined) return undefined;
      result.set(own, inner);
    } else result.set(own, value);
  }
  return Object.fromEntries(result);
}
