import { canonical } from '../../estate/id.ts';
import { type ArmReference, type ArmValue, isReference, reference } from '../codec.ts';
import type { Conversion } from './field.ts';
import { isList, isNode, valueAt } from './path.ts';
import type { TerraformValue } from './value.ts';

/** The same value on both sides: texts, numbers, flags, references, and lists of them. */
export const same: Conversion = { toTerraform: plain, toArm: armOf };

function plain(value: ArmValue): TerraformValue | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object' || isReference(value)) return value;
  if (!isList(value)) return undefined;
  const items = value.map(plain);
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

function armOf(value: TerraformValue): ArmValue | undefined {
  if (typeof value !== 'object') return value;
  if (isValues(value)) return value.flatMap((item) => armOf(item) ?? []);
  return value.kind === 'reference' ? value : undefined;
}

const isValues = (value: TerraformValue): value is readonly TerraformValue[] =>
  Array.isArray(value);

/** A map whose keys are the user's. */
export const textMap: Conversion = {
  toTerraform: (value) => {
    // Not `isNode`: a user's map may hold the keys of a reference.
    if (typeof value !== 'object' || value === null || isList(value)) return undefined;
    const entries = Object.entries(value).map(([key, text]) => [key, String(text)] as const);
    return { kind: 'map', entries: Object.fromEntries(entries) };
  },
  toArm: (value) =>
    typeof value === 'object' && 'kind' in value && value.kind === 'map'
      ? value.entries
      : undefined,
};

/** Other words for the same; a word that is not in the table is not understood. */
export function words(table: Readonly<Record<string, string | boolean>>): Conversion {
  const pairs = Object.entries(table);
  return {
    toTerraform: (value) => pairs.find(([arm]) => arm === value)?.[1],
    toArm: (value) => pairs.find(([, terraform]) => terraform === value)?.[0],
  };
}

/** One of these words, the same on both sides. */
export const oneOf = (...list: readonly string[]): Conversion =>
  words(Object.fromEntries(list.map((word) => [word, word])));

/** The opposite flag. */
export const not: Conversion = {
  toTerraform: (value) => (typeof value === 'boolean' ? !value : undefined),
  toArm: (value) => (typeof value === 'boolean' ? !value : undefined),
};

/** A flag that is only ever written where it is set. */
export const onlyTrue: Conversion = {
  toTerraform: (value) => (value === true ? true : undefined),
  toArm: (value) => (value === true ? true : undefined),
};

/** `{id: …}` on ARM's side. */
export const id: Conversion = {
  toTerraform: (value) => (isNode(value) ? asReference(value['id']) : undefined),
  toArm: (value) => ifReference(value, (ref) => ({ id: ref })),
};

/** A list of `{id: …}`. */
export const ids: Conversion = listOf(id);

/** `{id: …}` on ARM's side, a list with the one id on Terraform's. */
export const idInList: Conversion = inList(id);

/** One value on ARM's side, a list of it on Terraform's. */
export const oneInList: Conversion = inList(same);

/** A list of one on ARM's side, the item on Terraform's. */
export const onlyItem: Conversion = {
  toTerraform: (value) => {
    const [item] = isList(value) && value.length === 1 ? value : [];
    return item === undefined ? undefined : plain(item);
  },
  toArm: (value, own) => {
    const item = same.toArm(value, own);
    return item === undefined ? undefined : [item];
  },
};

/** The name of a resource that ARM refers to; where it was read, only the name is known. */
export const nameOf: Conversion = {
  toTerraform: (value) =>
    value !== null && isReference(value) ? { kind: 'nameOf', to: value.to } : undefined,
  toArm: (value) => {
    if (typeof value === 'string') return value;
    const isName = typeof value === 'object' && !isValues(value) && value.kind === 'nameOf';
    return isName ? reference(value.to) : undefined;
  },
};

/** A list that ARM spells so only when it has several items. */
export const several: Conversion = {
  toTerraform: same.toTerraform,
  toArm: (value, own) => (isValues(value) && value.length > 1 ? same.toArm(value, own) : undefined),
};

/** A list of objects on ARM's side, of which Terraform says one value each. */
export const pluck = (path: string, rebuilt: (value: ArmValue) => ArmValue): Conversion =>
  listOf({
    toTerraform: (item) => {
      const value = valueAt(item, path);
      return value === undefined ? undefined : plain(value);
    },
    toArm: (value) => {
      const arm = armOf(value);
      return arm === undefined ? undefined : rebuilt(arm);
    },
  });

/** A number that ARM writes as a text. */
export const numberAsText: Conversion = {
  toTerraform: (value) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined,
  toArm: (value) => (typeof value === 'number' ? String(value) : undefined),
};

/** A reference to a part of the own resource, which Terraform says by the part's name. */
export const partName = (type: string): Conversion => ({
  toTerraform: (value) => {
    const ref = isNode(value) ? value['id'] : undefined;
    const isPart = ref !== undefined && isReference(ref) && ref.below?.[0] === type;
    return isPart ? ref.below?.[1] : undefined;
  },
  toArm: (value, own) =>
    typeof value === 'string' ? { id: { ...own, below: [type, value] } } : undefined,
});

/** Ids as the keys of an ARM object, as identities are listed. */
export const idKeys: Conversion = {
  toTerraform: (value) =>
    typeof value === 'object' && value !== null && !isList(value)
      ? Object.keys(value).map((key) => reference(canonical(key)))
      : undefined,
  toArm: (value) =>
    isValues(value)
      ? Object.fromEntries(value.map((item) => [ifReference(item, (ref) => ref.to) ?? '', {}]))
      : undefined,
};

/** Whichever of the conversions understands the value. */
export const either = (...all: readonly Conversion[]): Conversion => ({
  toTerraform: (value) => firstOf(all, (one) => one.toTerraform(value)),
  toArm: (value, own) => firstOf(all, (one) => one.toArm(value, own)),
});

function firstOf<T>(
  all: readonly Conversion[],
  f: (one: Conversion) => T | undefined,
): T | undefined {
  for (const one of all) {
    const result = f(one);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The conversion of every item; undefined when one is not understood. */
export function listOf(one: Conversion): Conversion {
  return {
    toTerraform: (value) => (isList(value) ? all(value.map(one.toTerraform)) : undefined),
    toArm: (value, own) =>
      isValues(value) ? all(value.map((item) => one.toArm(item, own))) : undefined,
  };
}

function inList(one: Conversion): Conversion {
  return {
    toTerraform: (value) => {
      const item = one.toTerraform(value);
      return item === undefined ? undefined : [item];
    },
    toArm: (value, own) => {
      const [item] = isValues(value) && value.length === 1 ? value : [];
      return item === undefined ? undefined : one.toArm(item, own);
    },
  };
}

function all<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = items.filter((item): item is T => item !== undefined);
  return known.length === items.length ? known : undefined;
}

const asReference = (value: ArmValue | undefined): ArmReference | string | undefined =>
  value !== undefined && (typeof value === 'string' || isReference(value)) ? value : undefined;

/** Ids that were read are texts; those of a table are references. */
function ifReference<T>(value: TerraformValue, f: (ref: ArmReference) => T): T | undefined {
  if (typeof value === 'string') return f(reference(canonical(value)));
  if (typeof value !== 'object' || isValues(value) || value.kind !== 'reference') return undefined;
  return f(value);
}
