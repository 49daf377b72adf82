import { referencesOf } from '../../codec/arm-json.ts';
import { outputPath } from '../../codec/azure/outputs.ts';
import type { ArmReference } from '../../codec/codec.ts';
import { valueAt } from '../../codec/terraform/path.ts';
import type { Asked } from '../../codec/terraform/value.ts';
import { tableOf, terraformTables } from '../../codec/terraform.ts';
import { canonical, parseArmId, spelledArmId, unknownPart } from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import { privateZones } from '../../facts/private-dns-zones.ts';
import type { DeployedResource, Deployment, ExistingResource } from '../deployment.ts';
import { hclString } from '../escape.ts';
import { labelsOnce, wordOf } from './labels.ts';
import { groupId, type Planned } from './planned.ts';

/** Something that the module makes, as other resources call it. */
export interface Address {
  /** e.g. `azurerm_subnet.nodes`. */
  readonly text: string;
  /** What must be there too before the resource is whole: its associations, and what is patched. */
  readonly whole: readonly string[];
  readonly planned?: Planned;
}

/** What a reference becomes: an expression, or a question where nobody knows. */
export type Resolved = { readonly kind: 'expression'; readonly text: string } | Asked;

/** Who is called what in the module. */
export interface Addresses {
  readonly of: (id: ElementId) => Address | undefined;
  /** The address of the n-th thing that a planned resource is said by. */
  readonly said: (planned: Planned, n: number) => string;
  /** The address of the n-th patch of it. */
  readonly patched: (planned: Planned, n: number) => string;
  readonly resolve: (reference: ArmReference) => Resolved;
  readonly name: (id: ElementId) => Resolved;
  /** Paths of the finished resource that others ask for. */
  readonly askedOf: (planned: Planned) => readonly string[];
  /** Existing resources of which more than the id is asked; grows while references are resolved. */
  readonly read: ReadonlyMap<ElementId, DataSource>;
}

/** An existing resource that the module looks up. */
export interface DataSource {
  readonly type: string;
  readonly label: string;
  readonly existing: ExistingResource;
}

/** Gives every resource its address, in the order of the deployment. */
export function addressesOf(made: Deployment, all: readonly Planned[]): Addresses {
  const label = labelsOnce();
  const found = new Map<ElementId, Address>();
  const saidBy = new Map<Planned, readonly string[]>();
  const patchedBy = new Map<Planned, readonly string[]>();
  for (const group of made.groups) {
    const id = groupId({ ...group, resourceGroup: group.name });
    const text = `azurerm_resource_group.${label('azurerm_resource_group', [group.name])}`;
    if (id !== undefined) found.set(id, { text, whole: [] });
  }
  for (const planned of all) {
    const words = planned.deployed.body.names;
    const texts =
      planned.said.length === 0
        ? [`azapi_resource.${label('azapi_resource', words)}`]
        : planned.said.map(({ resource, item }) => {
            const { type } = resource;
            const called = valueAt(planned.view, resource.label ?? '');
            const own = typeof called === 'string' ? [called] : words;
            return `${type}.${label(type, item === undefined ? own : [...own, item.name])}`;
          });
    const patches = planned.patches.map(({ below }) => {
      const type = 'azapi_update_resource';
      return `${type}.${label(type, [...words, ...below.slice(1)])}`;
    });
    saidBy.set(planned, texts);
    patchedBy.set(planned, patches);
    register(found, planned, { texts, patches });
  }
  const read = new Map<ElementId, DataSource>();
  const existing = new Map(made.existing.map((one) => [one.id, one]));
  const groups = new Map(
    made.resources.flatMap((resource) => {
      const id = groupId(resource);
      return id === undefined ? [] : [[canonical(id), resource.resourceGroup ?? ''] as const];
    }),
  );
  const known = { existing, found, groups, read, label };
  return {
    of: (id) => found.get(canonical(id)),
    said: (planned, n) => saidBy.get(planned)?.[n] ?? '',
    patched: (planned, n) => patchedBy.get(planned)?.[n] ?? '',
    resolve: (reference) => resolve(reference, known),
    name: (id) => nameOf(id, known),
    askedOf: ({ deployed }) => askedOf(deployed, made),
    read,
  };
}

function askedOf({ id, body }: DeployedResource, made: Deployment): readonly string[] {
  const paths = made.resources
    .flatMap((other) => [...referencesOf(other.body)])
    .flatMap(({ to, property }) =>
      property !== undefined && canonical(to) === id
        ? (outputPath(body.type, property, body) ?? [])
        : [],
    );
  return [...new Set(paths)].toSorted();
}

function register(
  found: Map<ElementId, Address>,
  planned: Planned,
  { texts, patches }: { readonly texts: readonly string[]; readonly patches: readonly string[] },
): void {
  const [text = ''] = texts;
  const id = canonical(planned.deployed.id);
  const associations = texts.filter((_, i) => planned.said[i]?.resource.when !== undefined);
  found.set(id, { text, whole: [...associations, ...patches], planned });
  planned.said.forEach(({ resource, item }, i) => {
    if (resource.part === undefined || item === undefined) return;
    found.set(canonical(`${id}/${resource.part}/${item.name}`), {
      text: texts[i] ?? '',
      whole: [],
    });
  });
}

interface Known {
  /** Names of groups, in the letters of their makers, by canonical id. */
  readonly groups: ReadonlyMap<ElementId, string>;
  readonly existing: ReadonlyMap<ElementId, ExistingResource>;
  readonly found: ReadonlyMap<ElementId, Address>;
  readonly read: Map<ElementId, DataSource>;
  readonly label: (type: string, words: readonly string[]) => string;
}

const expression = (text: string): Resolved => ({ kind: 'expression', text });

function resolve(reference: ArmReference, known: Known): Resolved {
  const { to, property, below = [] } = reference;
  if (property !== undefined) return told(reference, known);
  const part = known.found.get(canonical([to, ...below].join('/')));
  if (part !== undefined) return expression(`${part.text}.id`);
  const whole = known.found.get(canonical(to));
  if (whole !== undefined) {
    const tail = hclString(`/${below.join('/')}`).slice(1);
    return expression(`"\${${whole.text}.id}${tail}`);
  }
  const spelled = spelledOf(to, known);
  if (isWhole(spelled)) return expression(hclString([spelled, ...below].join('/')));
  return asked(to, 'id', 'ARM id');
}

/** What is known only of the finished resource: of one made here, or of one that is looked up. */
function told(reference: ArmReference, known: Known): Resolved {
  const id = canonical(reference.to);
  const address = known.found.get(id);
  const existing = known.existing.get(id);
  const type = address?.planned?.deployed.body.type ?? existing?.place?.type;
  const resource = type === undefined ? undefined : tableOf(type)?.resources[0];
  if (address?.planned?.said.length === 0) {
    const path = outputPath(
      type ?? '',
      reference.property ?? 'principalId',
      address.planned.deployed.body,
    );
    if (path !== undefined) return expression(`${address.text}.output.${path}`);
  }
  const attribute = (resource?.tells ?? []).find(
    ({ property, where }) =>
      property === reference.property && (where === undefined || isAt(address?.planned, where)),
  )?.attribute;
  const property = reference.property ?? 'id';
  if (attribute === undefined || resource === undefined) return asked(id, property, property);
  if (address !== undefined) return expression(`${address.text}.${attribute}`);
  if (existing === undefined || !isWhole(existing.spelled)) return asked(id, property, property);
  const source = known.read.get(id) ?? {
    type: resource.type,
    label: known.label(`data.${resource.type}`, existing.place?.names ?? []),
    existing,
  };
  known.read.set(id, source);
  return expression(`data.${source.type}.${source.label}.${attribute}`);
}

const isAt = (planned: Planned | undefined, path: string): boolean =>
  planned !== undefined && valueAt(planned.view, path) !== undefined;

function nameOf(id: ElementId, known: Known): Resolved {
  const address = known.found.get(canonical(id));
  if (address !== undefined) return expression(`${address.text}.name`);
  const name = known.groups.get(canonical(id)) ?? spelledOf(id, known).split('/').at(-1) ?? '';
  return name === unknownPart || name === ''
    ? asked(id, 'name', 'name')
    : expression(hclString(name));
}

/** In the letters of its makers; at least the words of ARM in ARM's own letters, which azurerm insists on. */
function spelledOf(id: ElementId, known: Known): string {
  const text = known.existing.get(canonical(id))?.spelled ?? id;
  const place = parseArmId(text);
  if (place === undefined) return text.replace(/\/resourcegroups\//i, '/resourceGroups/');
  return spelledArmId({ ...place, type: typeWords.get(place.type.toLowerCase()) ?? place.type });
}

/** ARM types in ARM's letters: those that azurerm has words for, and those behind private endpoints. */
const typeWords: ReadonlyMap<string, string> = new Map(
  [
    ...terraformTables.map(({ arm }) => arm),
    ...privateZones.map(({ resourceType }) => resourceType),
  ].map((type) => [type.toLowerCase(), type]),
);

const isWhole = (id: string): boolean => !id.split('/').includes(unknownPart);

const asked = (id: ElementId, what: string, words: string): Asked => ({
  kind: 'asked',
  variable: `${wordOf(id.split('/').slice(-1).join('_'))}_${wordOf(what)}`,
  type: 'string',
  description: `${words} of ${id}, which exists already or is made elsewhere.`,
});
