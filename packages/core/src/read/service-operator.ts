import { parseArmId, unknownPart } from '../estate/id.ts';
import { unknown } from '../evidence/knowable.ts';
import { unevaluated } from '../text/unevaluated.ts';
import type { PlacedBody } from './arm-body.ts';
import { type Fields, field, isFields } from './bodies.ts';
import { fieldsAt, type ManagedObject, textAt } from './kubernetes-managed.ts';
import { armTypeOf, groupType } from './service-operator-kinds.ts';

/**
 * The objects of Azure Service Operator as ARM bodies. Their `spec` is the body without its wrapping:
 * the same keys, but references to other objects where ARM has ids. An id is built from the names of
 * the owners, up to the resource group; a status that knows the id is believed first.
 */
export function operatorBodies(objects: readonly ManagedObject[]): readonly PlacedBody[] {
  const index = new Map(objects.map((object) => [keyOf(object), object]));
  return objects.map((object) => {
    const { spec, document, path, collected } = object;
    const translated = translate(spec, { index, object });
    return {
      type: armTypeOf(object.group, object.kind) ?? `${object.group}/${object.kind}`,
      value: {
        ...(isFields(translated) ? without(translated, forTheOperator) : {}),
        id: idOf(object, index),
        name: azureName(object),
      },
      document,
      path: [...path, 'spec'],
      ...(collected === undefined ? {} : { collected }),
    };
  });
}

/** Keys of `spec` that the operator keeps for itself. */
const forTheOperator: ReadonlySet<string> = new Set(['azureName', 'operatorSpec', 'owner']);

const without = (value: Fields, keys: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)));

type Index = ReadonlyMap<string, ManagedObject>;

interface Named {
  readonly namespace: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

const keyOf = ({ namespace, group, kind, name }: Named): string =>
  JSON.stringify([namespace, armTypeOf(group, kind) ?? `${group}/${kind}`, name]);

/** The name in Azure is that of the object, unless it states another. */
const azureName = ({ spec, name }: ManagedObject): string => textAt(spec, 'azureName') ?? name;

/** The ARM id of an object; parts that no input tells are marked. */
function idOf(object: ManagedObject, index: Index): string {
  const type = armTypeOf(object.group, object.kind) ?? '';
  const told = textAt(object.status, 'id');
  if (told !== undefined && (type === groupType || parseArmId(told) !== undefined)) return told;
  const name = azureName(object);
  if (type === groupType) return `/subscriptions/${unknownPart}/resourceGroups/${name}`;
  const [provider = unknownPart, ...segments] = type.split('/');
  const last = segments.at(-1) ?? unknownPart;
  const owner = ownerId(object, index, ownerType(type));
  return segments.length > 1
    ? `${owner}/${last}/${name}`
    : `${owner}/providers/${provider}/${last}/${name}`;
}

/** A resource in a group is owned by its group, a part of a resource by the resource. */
const ownerType = (type: string): string =>
  type.split('/').length > 2 ? type.slice(0, type.lastIndexOf('/')) : groupType;

function ownerId({ spec, namespace }: ManagedObject, index: Index, type: string): string {
  const owner = fieldsAt(spec, 'owner');
  const armId = textAt(owner, 'armId');
  if (armId !== undefined) return armId.replace(/\/+$/, '');
  const name = textAt(owner, 'name');
  const found = name === undefined ? undefined : index.get(JSON.stringify([namespace, type, name]));
  // Owners are shorter by one segment each time, so that this ends.
  return found === undefined ? spelled(type, name ?? unknownPart) : idOf(found, index);
}

/** The id of something that is not among the inputs, of which only the type and the name are known. */
function spelled(type: string, name: string): string {
  const group = `/subscriptions/${unknownPart}/resourceGroups`;
  if (type === groupType) return `${group}/${name}`;
  const [provider = unknownPart, ...segments] = type.split('/');
  const pairs = segments.map((segment, i) => [
    segment,
    i === segments.length - 1 ? name : unknownPart,
  ]);
  return [group, unknownPart, 'providers', provider, ...pairs.flat()].join('/');
}

interface Referring {
  readonly index: Index;
  /** The object in which the reference stands. */
  readonly object: ManagedObject;
}

/** Puts ids where references stand: `reference` is `id`, `vnetSubnetReference` is `vnetSubnetID`. */
function translate(value: unknown, at: Referring): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => translate(item, at));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => entry(key, inner, at)));
}

function entry(key: string, value: unknown, at: Referring): readonly [string, unknown] {
  if (isReference(value)) {
    if (key === 'reference') return ['id', referred(value, at)];
    if (key.endsWith('Reference'))
      return [`${key.slice(0, -'Reference'.length)}Id`, referred(value, at)];
  }
  if (Array.isArray(value) && value.length > 0) {
    const items: readonly unknown[] = value;
    if (key.endsWith('References') && items.every(isReference))
      return [key.slice(0, -'References'.length), items.map((item) => referred(item, at))];
    // ARM has them as keys of an object.
    if (key === 'userAssignedIdentities') return [key, identities(items, at)];
  }
  return [key, translate(value, at)];
}

const isReference = (value: unknown): value is Fields =>
  isFields(value) &&
  (textAt(value, 'armId') !== undefined ||
    (textAt(value, 'kind') !== undefined && textAt(value, 'name') !== undefined));

function referred(reference: Fields, { index, object }: Referring): unknown {
  const armId = textAt(reference, 'armId');
  if (armId !== undefined) return armId;
  const group = textAt(reference, 'group') ?? '';
  const kind = textAt(reference, 'kind') ?? '';
  const name = textAt(reference, 'name') ?? '';
  const found = index.get(keyOf({ namespace: object.namespace, group, kind, name }));
  if (found !== undefined) return idOf(found, index);
  const type = armTypeOf(group, kind);
  if (type !== undefined) return spelled(type, name);
  const { document, path } = object;
  const expression = `${group}/${kind} ${name}`;
  return unevaluated(unknown({ kind: 'notEvaluable', expression, source: { document, path } }));
}

function identities(items: readonly unknown[], at: Referring): Fields {
  const ids = items.map((item) => {
    const reference = isFields(item) ? field(item, 'reference') : undefined;
    return isReference(reference) ? referred(reference, at) : undefined;
  });
  return Object.fromEntries(ids.flatMap((id) => (typeof id === 'string' ? [[id, {}]] : [])));
}
