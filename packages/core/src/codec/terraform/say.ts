import type { ArmValue } from '../codec.ts';
import type { BlockField, Field, SilentField, TerraformResource, ValueField } from './field.ts';
import { type ArmPath, below, isList, isWithin, leavesOf, valueAt } from './path.ts';
import type { TerraformBody, TerraformEntry, TerraformValue } from './value.ts';

/** What a table makes of an ARM view, and which parts of the view it said by that. */
export interface Said {
  readonly body: TerraformBody;
  readonly paths: readonly ArmPath[];
}

/** A resource to be printed. */
export interface SaidResource extends Said {
  readonly resource: TerraformResource;
  /** The item, for resources that stand for one item of a list. */
  readonly item?: { readonly name: string; readonly path: ArmPath };
}

/**
 * All resources that say the view. A view is an ARM body with what it implies put beside it: `name`,
 * `resourceGroup`, `parent`, `own`, `children`.
 */
export function sayResources(
  resources: readonly TerraformResource[],
  view: ArmValue,
): readonly SaidResource[] {
  return resources.flatMap((resource) => {
    if (resource.when !== undefined && valueAt(view, resource.when) === undefined) return [];
    if (resource.each === undefined) return [{ resource, ...say(resource.fields, view) }];
    const list = valueAt(view, resource.each);
    return isList(list) ? list.map((item, i) => sayItem(resource, { view, item, i })) : [];
  });
}

function sayItem(
  resource: TerraformResource,
  { view, item, i }: { readonly view: ArmValue; readonly item: ArmValue; readonly i: number },
): SaidResource {
  const path = below(resource.each ?? '', String(i));
  const own = valueAt(view, 'own') ?? null;
  const { body, paths } = say(resource.fields, { own, item });
  const back = paths.flatMap((one) =>
    isWithin(one, 'item') ? [below(path, one.slice('item.'.length))] : [],
  );
  const name = valueAt(item, 'name');
  return {
    resource,
    body,
    paths: back,
    item: { name: typeof name === 'string' ? name : String(i + 1), path },
  };
}

/** The parts of the view's own body that no resource says. */
export function unsaidPaths(view: ArmValue, said: readonly Said[]): readonly ArmPath[] {
  const paths = new Set(said.flatMap((one) => one.paths));
  return leavesOf(view).filter(
    (leaf) =>
      !impliedRoots.has(leaf.split('.')[0] ?? '') && !around(leaf).some((path) => paths.has(path)),
  );
}

/** The path itself and every path that it lies in, the whole among them. */
function around(path: ArmPath): readonly ArmPath[] {
  const found = ['', path];
  for (let at = path.indexOf('.'); at >= 0; at = path.indexOf('.', at + 1))
    found.push(path.slice(0, at));
  return found;
}

const impliedRoots = new Set(['name', 'resourceGroup', 'parent', 'own']);

/** Writes the fields; the first line that says an attribute wins. */
export function say(fields: readonly Field[], view: ArmValue): Said {
  const entries: TerraformEntry[] = [];
  const paths: ArmPath[] = [];
  const taken = new Set<string>();
  for (const field of fields) {
    const said = sayField(field, view, taken);
    for (const entry of said.body) if (entry.kind === 'attribute') taken.add(entry.name);
    entries.push(...said.body);
    paths.push(...said.paths);
  }
  return { body: entries, paths };
}

const nothing: Said = { body: [], paths: [] };

function sayField(field: Field, view: ArmValue, taken: ReadonlySet<string>): Said {
  switch (field.kind) {
    case 'value':
      return taken.has(field.attribute) ? nothing : sayValue(field, view);
    case 'block':
      return field.many ? sayBlocks(field, view) : sayBlock(field, field.arm, view);
    case 'silent':
      return { body: [], paths: fits(field, view) ? [field.arm] : [] };
    case 'said':
      return { body: [{ kind: 'attribute', name: field.attribute, value: field.is }], paths: [] };
    case 'mirror': {
      const value = valueAt(view, field.arm);
      const agrees = value !== undefined && value === valueAt(view, field.of);
      return { body: [], paths: agrees ? [field.arm] : [] };
    }
  }
}

function sayValue(field: ValueField, view: ArmValue): Said {
  const arm = valueAt(view, field.arm);
  const value = arm === undefined ? undefined : field.as.toTerraform(arm);
  if (value !== undefined) {
    return { body: [attribute(field.attribute, value)], paths: [field.arm] };
  }
  const asked = arm === undefined ? field.ask : undefined;
  return asked === undefined ? nothing : { body: [attribute(field.attribute, asked)], paths: [] };
}

const attribute = (name: string, value: TerraformValue): TerraformEntry => ({
  kind: 'attribute',
  name,
  value,
});

function sayBlocks(field: BlockField, view: ArmValue): Said {
  const list = valueAt(view, field.arm);
  if (!isList(list)) return nothing;
  const all = list.map((_, i) => sayBlock(field, below(field.arm, String(i)), view));
  return { body: all.flatMap((one) => one.body), paths: all.flatMap((one) => one.paths) };
}

/** A block is written where its object is, and not where one of its silent values is another. */
function sayBlock(field: BlockField, path: ArmPath, view: ArmValue): Said {
  const inner = valueAt(view, path);
  if (inner === undefined || !field.fields.every((one) => mayStand(one, inner))) return nothing;
  const { body, paths } = say(field.fields, inner);
  const onlyDefaults = paths.length === 0 || (body.length === 0 && !field.fields.some(isDemanded));
  if (onlyDefaults) return { body: [], paths: paths.map((one) => below(path, one)) };
  return {
    body: [{ kind: 'block', name: field.block, body }],
    paths: paths.map((one) => below(path, one)),
  };
}

/** Whether the block itself is the word for something. */
const isDemanded = (field: Field): boolean => field.kind === 'silent' && field.back;

const mayStand = (field: Field, inner: ArmValue): boolean =>
  field.kind !== 'silent' || !field.back || fits(field, inner);

function fits(field: SilentField, view: ArmValue): boolean {
  const value = valueAt(view, field.arm);
  return value !== undefined && (field.is === undefined || equal(value, field.is));
}

const equal = (a: ArmValue, b: ArmValue): boolean => JSON.stringify(a) === JSON.stringify(b);
