import type { Path } from '../../evidence/source.ts';
import { type Fields, isFields } from '../bodies.ts';
import { under } from './blocks.ts';

/** A resource in `terraform show -json`. */
export interface PlannedResource {
  readonly address: string;
  /** Address of its module; empty for the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly index: string | number | undefined;
  readonly isData: boolean;
  readonly values: Fields;
  /** The key under which they stand. */
  readonly inside: 'values' | 'attributes';
  /** Where it stands in the document. */
  readonly path: Path;
}

/** Modules inside of modules, at most. */
const deepest = 40;

/** The resources below `root_module`. */
export function resourcesIn(values: unknown, at: Path): readonly PlannedResource[] {
  const found: PlannedResource[] = [];
  const walk = (module: unknown, path: Path, address: string): void => {
    if (!isFields(module) || path.length > 2 * deepest) return;
    for (const [i, one] of listUnder(module, 'resources').entries()) {
      const resource = resourceOf(one, [...path, 'resources', i], address);
      if (resource !== undefined) found.push(resource);
    }
    for (const [i, child] of listUnder(module, 'child_modules').entries())
      walk(child, [...path, 'child_modules', i], textUnder(child, 'address'));
  };
  if (isFields(values)) walk(under(values, 'root_module'), [...at, 'root_module'], '');
  return found;
}

function resourceOf(value: unknown, path: Path, module: string): PlannedResource | undefined {
  if (!isFields(value)) return undefined;
  const values = under(value, 'values');
  const index = under(value, 'index');
  return {
    address: textUnder(value, 'address'),
    module,
    type: textUnder(value, 'type'),
    name: textUnder(value, 'name'),
    index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
    isData: under(value, 'mode') === 'data',
    values: isFields(values) ? values : {},
    inside: 'values',
    path,
  };
}

/** The resources of a state as Terraform keeps it, with all of their instances. */
export function resourcesOfState(state: unknown): readonly PlannedResource[] {
  return listUnder(state, 'resources').flatMap((one, i) =>
    listUnder(one, 'instances').flatMap((instance, j): readonly PlannedResource[] => {
      const attributes = isFields(instance) ? under(instance, 'attributes') : undefined;
      // Instances that were replaced and still wait to be deleted are no part of the network to be.
      if (!isFields(attributes) || textUnder(instance, 'deposed') !== '') return [];
      const [module, type, name] = ['module', 'type', 'name'].map((key) => textUnder(one, key));
      const isData = textUnder(one, 'mode') === 'data';
      const key = isFields(instance) ? under(instance, 'index_key') : undefined;
      const index = typeof key === 'string' || typeof key === 'number' ? key : undefined;
      const last = `${isData ? 'data.' : ''}${type}.${name}`;
      return [
        {
          address: `${module === '' ? '' : `${module}.`}${last}${
            index === undefined ? '' : `[${JSON.stringify(index)}]`
          }`,
          module: module ?? '',
          type: type ?? '',
          name: name ?? '',
          index,
          isData,
          values: attributes,
          inside: 'attributes',
          path: ['resources', i, 'instances', j],
        },
      ];
    }),
  );
}

/** The list under the key; empty where there is none. */
export function listUnder(value: unknown, key: string): readonly unknown[] {
  const list = isFields(value) ? under(value, key) : undefined;
  return Array.isArray(list) ? list : [];
}

/** The object under the keys; empty where there is none. */
export function fieldsUnder(value: unknown, ...keys: readonly string[]): Fields {
  const found = keys.reduce<unknown>(
    (here, key) => (isFields(here) ? under(here, key) : undefined),
    value,
  );
  return isFields(found) ? found : {};
}

/** The text under the key; empty where there is none. */
export function textUnder(value: unknown, key: string): string {
  const text = isFields(value) ? under(value, key) : undefined;
  return typeof text === 'string' ? text : '';
}
