import { reference } from '../../codec/codec.ts';
import type { Field, TerraformResource } from '../../codec/terraform/field.ts';
import { resourceOf } from '../../codec/terraform.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { canonical } from '../../estate/id.ts';
import type { Diagnostic } from '../../evidence/diagnostic.ts';
import { unknown } from '../../evidence/knowable.ts';
import type { Path, Source } from '../../evidence/source.ts';
import { type Unevaluated, unevaluated } from '../../text/unevaluated.ts';
import { readArmBody } from '../arm-body.ts';
import { type Fields, isFields } from '../bodies.ts';
import {
  type Ignored,
  nothing,
  together,
  type Understood,
  type UnreadField,
} from '../understood.ts';
import { attributePlace } from './attribute-place.ts';
import { bareBody, writtenBody } from './bare.ts';
import { type Identity, idOr, ownerOf } from './identify.ts';
import { saidInArm } from './said.ts';
import { dataAt, dataOf, joined, withAt } from './tree.ts';
import type { TfValue } from './value.ts';

/** A resource or data source of Terraform, with its values. */
export interface TerraformThing {
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  readonly attributes: ReadonlyMap<string, TfValue>;
  readonly identity: Identity | undefined;
  readonly subscription: string | undefined;
  readonly source: Source;
  /** Where its attributes lie below that. */
  readonly inside: Path;
  /** Where a person would edit what is written at a path; absent where that is the place itself. */
  readonly originOf?: (path: Path) => Source | undefined;
  /** The id of the resource at another address. */
  readonly idOf: (address: string) => string | undefined;
}

interface Body {
  readonly type: string;
  readonly inside: Path;
  readonly arm: string;
  readonly id: string;
  readonly value: unknown;
  readonly source: Source;
  readonly originOf?: (path: Path) => Source | undefined;
  readonly isData: boolean;
}

/**
 * Resources of Terraform as elements. What azurerm keeps apart (associations, rules, routes) is put into
 * the resource that it belongs to, then each body is read like any other of Azure.
 */
export function thingsToElements(things: readonly TerraformThing[]): Understood {
  const bodies = new Map<string, Body>();
  const ignored: Ignored[] = [];
  const unread: UnreadField[] = [];
  const diagnostics: Diagnostic[] = [];
  const updates: TerraformThing[] = [];
  const apart: (readonly [TerraformThing, TerraformResource])[] = [];
  for (const thing of things) {
    const entry = resourceOf(thing.type);
    const isBare = thing.type === 'azapi_resource';
    if (thing.type === 'azapi_update_resource') {
      updates.push(thing);
      continue;
    }
    if (isBare ? thing.identity === undefined : entry === undefined) {
      const type = thing.isData ? `data.${thing.type}` : thing.type;
      ignored.push({ type, why: 'notModelled', source: thing.source });
    } else if (entry !== undefined && entry.resource !== entry.table.resources[0])
      apart.push([thing, entry.resource]);
    else if (thing.identity !== undefined) {
      const { identity } = thing;
      const body = isBare ? bareBody(thing, identity) : wholeBody(thing, identity, unread);
      bodies.set(canonical(identity.id), { ...identity, ...thing, value: body });
    }
  }
  for (const [thing, resource] of apart) {
    if (thing.isData) continue;
    const problem = putInto(bodies, thing, { resource, unread });
    if (problem !== undefined) diagnostics.push(problem);
  }
  for (const thing of updates) {
    const id = idOr(thing.attributes.get('resource_id') ?? null, thing);
    const owner = id === undefined ? undefined : bodies.get(canonical(id));
    if (id === undefined || owner === undefined || owner.isData)
      diagnostics.push(lonely(thing, id));
    else bodies.set(canonical(id), { ...owner, value: joined(owner.value, writtenBody(thing)) });
  }
  const read = [...bodies.values()].flatMap(elementsOf);
  return { ...together(read), ...nothingBut(read, { ignored, unread, diagnostics }) };
}

const nothingBut = (
  read: readonly Understood[],
  more: Pick<Understood, 'ignored' | 'unread' | 'diagnostics'>,
): Pick<Understood, 'ignored' | 'unread' | 'diagnostics'> => {
  const all = together([...read, { ...nothing, ...more }]);
  return { ignored: all.ignored, unread: all.unread, diagnostics: all.diagnostics };
};

/** Fields of a resource; older and shorter spellings are only ever read. */
export const fieldsOf = (resource: TerraformResource): readonly Field[] => [
  ...resource.fields,
  ...(resource.alsoHeard ?? []),
];

function wholeBody(thing: TerraformThing, { id }: Identity, unread: UnreadField[]): unknown {
  const entry = resourceOf(thing.type);
  const fields = entry === undefined ? [] : fieldsOf(entry.resource);
  const {
    value,
    marks,
    unread: names,
  } = saidInArm(fields, thing.attributes, reference(canonical(id)));
  for (const field of names) if (!computed.has(field)) unread.push({ type: thing.type, field });
  const heard = dataOf(value);
  const marked = [...marks, ...awaited(entry?.resource, heard, thing)].reduce(
    (body, [path, mark]) => withAt(body, path.split('.'), mark),
    heard,
  );
  const { parent, own, resourceGroup, ...body } = isFields(marked) ? marked : {};
  return { ...body, id, ...nameOf(thing, id) };
}

/** What Azure tells once the resource is there, where it is not told yet. */
function awaited(
  resource: TerraformResource | undefined,
  heard: unknown,
  { address, source }: TerraformThing,
): readonly (readonly [string, Unevaluated])[] {
  const silent = (resource?.awaits ?? []).filter(
    (path) => dataAt(heard, path.split('.')) === undefined,
  );
  return silent.map((path) => {
    const expression = `${address} (known after apply)`;
    return [path, unevaluated(unknown({ kind: 'notEvaluable', expression, source }))];
  });
}

/** Attributes that Terraform adds to every resource. */
const computed: ReadonlySet<string> = new Set(['id', 'timeouts', 'guid', 'tags_all']);

function nameOf({ attributes }: TerraformThing, id: string): { readonly name: string } {
  const name = attributes.get('name');
  return { name: typeof name === 'string' ? name : id.slice(id.lastIndexOf('/') + 1) };
}

/** Puts what a resource says of another one into that one's body. */
function putInto(
  bodies: Map<string, Body>,
  thing: TerraformThing,
  { resource, unread }: { readonly resource: TerraformResource; readonly unread: UnreadField[] },
): Diagnostic | undefined {
  const fields = fieldsOf(resource);
  const id = ownerOf({ ...thing, attribute: (name) => thing.attributes.get(name) ?? null });
  const owner = id === undefined ? undefined : bodies.get(canonical(id));
  if (id === undefined || owner === undefined || owner.isData) return lonely(thing, id);
  const said = saidInArm(fields, thing.attributes, reference(canonical(id)));
  for (const field of said.unread)
    if (!computed.has(field)) unread.push({ type: thing.type, field });
  const heard = said.marks.reduce(
    (body, [path, mark]) => withAt(body, path.split('.'), mark),
    dataOf(said.value),
  );
  const { each } = resource;
  const list = each === undefined ? undefined : dataAt(owner.value, each.split('.'));
  const value =
    each === undefined
      ? joined(owner.value, { properties: dataAt(heard, ['properties']) ?? {} })
      : withAt(owner.value, each.split('.'), [
          ...(Array.isArray(list) ? list : []),
          dataAt(heard, ['item']),
        ]);
  bodies.set(canonical(id), { ...owner, value });
  return undefined;
}

const lonely = ({ address, source }: TerraformThing, id: string | undefined): Diagnostic => ({
  severity: 'note',
  code: 'not-attached',
  message: `${address} says something of ${id ?? 'a resource'} that is not here`,
  ...source,
  hint: 'read the files that make it, too',
});

/** A data source is a thing of others: it is there, and nothing else is known of it. */
function elementsOf(whole: Body): readonly Understood[] {
  const { arm, id, value, source, isData } = whole;
  if (isData) {
    const read = readArmBody({ type: arm, value: strange(id, value), ...source });
    // What stands for everything is no field of its own.
    const elements = read.elements.map((one): AnyElement => ({ ...one, existing: true }));
    return [{ ...read, elements, unread: [] }];
  }
  const { children, ...body } = isFields(value) ? value : {};
  const read = readArmBody({ type: arm, value: body, ...source });
  const diagnostics = read.diagnostics.map((one) => placedByAttribute(one, whole));
  return [{ ...read, diagnostics }, ...partsOf(children, { arm, id, source })];
}

/** A remark about a place in ARM's words, at the attribute that a person would edit. */
function placedByAttribute(
  diagnostic: Diagnostic,
  { type, inside, source, originOf }: Body,
): Diagnostic {
  const arm = diagnostic.path?.slice(source.path.length).join('.') ?? '';
  const entry = resourceOf(type);
  const place = entry === undefined ? undefined : attributePlace(fieldsOf(entry.resource), arm);
  if (place === undefined) return diagnostic;
  const { document, path } = originOf?.(place) ?? {
    document: source.document,
    path: [...source.path, ...inside, ...place],
  };
  return { ...diagnostic, document, path };
}

/** A body of which only the place is known. */
function strange(id: string, value: unknown): unknown {
  const mark = unevaluated(unknown({ kind: 'notSupplied', what: canonical(id) }));
  const name = dataAt(value, ['name']);
  return { id, name, properties: mark, sku: mark, identity: mark, zones: mark };
}

/** What ARM keeps apart and azurerm says inside: zone groups of private endpoints. */
function partsOf(
  children: unknown,
  { arm, id, source }: Pick<Body, 'arm' | 'id' | 'source'>,
): readonly Understood[] {
  if (!isFields(children)) return [];
  return Object.keys(children).flatMap((segment) => {
    const list: unknown = children[segment];
    return (Array.isArray(list) ? list : []).map((child: unknown) => {
      const fields: Fields = isFields(child) ? child : {};
      const value = { ...fields, id: `${id}/${segment}/${String(fields['name'])}` };
      return readArmBody({ type: `${arm}/${segment}`, value, ...source });
    });
  });
}
