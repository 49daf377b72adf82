import type { Source } from '../../evidence/source.ts';
import { fromJson } from './json.ts';
import { holeOf, notEvaluable } from './marks.ts';
import { isRaw, type Raw, rawAt } from './tree.ts';
import { isNotKnown, isObject, type Value, valueAt } from './value.ts';

/** Answers the value of a parameter; undefined when none was handed in. */
export type Supply = (name: string, depth: number) => Value | undefined;

/** Nobody hands in anything. */
export const nothingSupplied: Supply = () => undefined;

/** The values of a parameter file; what a key vault holds is not known. */
export function suppliedByFile(file: Raw, document: Source['document']): Supply {
  const all = rawAt(file, 'parameters');
  if (!isRaw(all)) return nothingSupplied;
  return (name) => {
    const key = Object.keys(all).find((own) => own.toLowerCase() === name.toLowerCase());
    const entry = key === undefined ? undefined : all[key];
    if (key === undefined || !isRaw(entry)) return undefined;
    const source = { document, path: ['parameters', key] };
    if (rawAt(entry, 'reference') !== undefined) return inVault(name, source);
    const read = fromJson(rawAt(entry, 'value') ?? null);
    return read === undefined
      ? notEvaluable(name, source, [holeOf(`${document} ${name}`, name)])
      : read.value;
  };
}

/** The values that a deployment hands to a nested one. @param entry evaluates an entry by its name */
export const suppliedBy =
  (entry: (name: string, depth: number) => Value | undefined, source: Source): Supply =>
  (name, depth) => {
    const value = entry(name, depth);
    if (value === undefined || isNotKnown(value)) return value;
    if (!isObject(value)) return notEvaluable(name, source, [holeOf(name, name)]);
    return valueAt(value, 'reference') === undefined
      ? valueAt(value, 'value')
      : inVault(name, source);
  };

const inVault = (name: string, source: Source): Value =>
  notEvaluable(`${name}: a secret of a key vault`, source, [
    holeOf(`${source.document} ${JSON.stringify(source.path)}`, name),
  ]);
