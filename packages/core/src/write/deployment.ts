import { referencesOf } from '../codec/arm-json.ts';
import { inlinePool } from '../codec/azure/agent-pools.ts';
import { codecOf, encodeElement } from '../codec/azure.ts';
import type { ArmReference, ResourceBody } from '../codec/codec.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { all, type Estate, everything, lookUp } from '../estate/estate.ts';
import {
  type ArmPlace,
  canonical,
  isGroup,
  parentId,
  parseArmId,
  unknownPart,
} from '../estate/id.ts';
import { missingOf, unknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { accessOf } from './deployment/access.ts';
import { chained, inOrder, stagesOf } from './deployment/order.ts';
import { orderings } from './deployment/orderings.ts';
import type {
  DeployedResource,
  ExistingResource,
  Gap,
  ResourceGroup,
  Stage,
} from './deployment/resource.ts';

export type {
  DeployedResource,
  ExistingResource,
  Gap,
  ResourceGroup,
  Stage,
} from './deployment/resource.ts';

/** What a deployment is told beyond the Estate. */
export interface DeploymentOptions {
  /** Stands in where an id does not say its subscription. */
  readonly subscription?: string;
  /** Stands in where an id does not say its resource group. */
  readonly resourceGroup?: string;
}

/**
 * What is to be made of an Estate, in order. Values are literals and typed references, so that each
 * printer can say a reference its own way; what exists is only referred to.
 */
export interface Deployment {
  /** Each after all that it waits for. */
  readonly resources: readonly DeployedResource[];
  /** The same, cut by team, subscription and resource group into steps that wait in no circle. */
  readonly stages: readonly Stage[];
  /** Resource groups to be made before everything. */
  readonly groups: readonly ResourceGroup[];
  /** What is referred to and not made here. */
  readonly existing: readonly ExistingResource[];
  /** What keeps it from being deployed as it stands; empty when nothing does. */
  readonly gaps: readonly Gap[];
}

/** Who makes what has neither layer nor owner. */
const teamByKind: { readonly [kind: string]: string } = {
  cluster: 'cluster',
  agentPool: 'cluster',
};

/** A resource before it knows what it waits for. */
interface Draft {
  readonly id: ElementId;
  readonly body: ResourceBody;
  readonly place: ArmPlace;
  readonly team: string;
  /** Waits that no reference in the body tells. */
  readonly waits: readonly ElementId[];
}

/** Turns an Estate into what is to be deployed. Kinds that are no ARM resources are left out. */
export function deployment(estate: Estate, options: DeploymentOptions = {}): Deployment {
  const drafts = [...elementDrafts(estate, options), ...accessDrafts(estate, options)];
  const made = new Set(drafts.map(({ id }) => id));
  const early = prerequisites(estate);
  const resources = drafts.map((draft) => resourceOf(draft, made, early.get(draft.id) ?? []));
  const { resources: ordered, circle } = inOrder(resources);
  const final = chained(ordered);
  return {
    resources: final,
    stages: stagesOf(final),
    groups: groupsOf(final, estate),
    existing: existingOf(final, made, estate),
    gaps: [...gapsOf(estate, drafts), ...circle.map(circleGap)],
  };
}

function* elementDrafts(estate: Estate, options: DeploymentOptions): IterableIterator<Draft> {
  const inlined = new Set<ElementId | undefined>(
    all(estate, 'cluster').map((cluster) => inlinePool(estate, cluster.id)?.id),
  );
  for (const element of everything(estate)) {
    if (element.existing === true || inlined.has(element.id) || isHosted(element)) continue;
    const body = encodeElement(element, estate);
    if (body === undefined) continue;
    yield* draftsOf(element, { body, estate, options });
  }
}

/** Nodes that AKS runs by itself are part of their cluster's body. */
const isHosted = (element: AnyElement): boolean =>
  element.kind === 'agentPool' && element.hosted === true;

interface Encoded {
  readonly body: ResourceBody;
  readonly estate: Estate;
  readonly options: DeploymentOptions;
}

function* draftsOf(element: AnyElement, encoded: Encoded): IterableIterator<Draft> {
  const { estate, options } = encoded;
  const { children = [], ...body } = encoded.body;
  const place = placeOf(element, body, options);
  const team = teamOf(element);
  const waits = orderings.flatMap((ordering) => ordering.waitsFor(element, estate));
  yield { id: element.id, body, place, team, waits };
  for (const child of children) {
    const names = child.names.slice(body.names.length);
    const types = child.type.split('/').slice(body.type.split('/').length);
    const tail = types.map((type, i) => `${type}/${names[i] ?? unknownPart}`).join('/');
    yield { id: `${element.id}/${tail}`.toLowerCase(), body: child, place, team, waits: [] };
  }
}

/** Identities and role assignments; an assignment is made by those who answer for what it is about. */
function* accessDrafts(estate: Estate, options: DeploymentOptions): IterableIterator<Draft> {
  for (const cluster of all(estate, 'cluster')) {
    for (const { id, body, besides } of accessOf(cluster, estate)) {
      const element = lookUp(estate, besides) ?? cluster;
      const place = placeOf(element, body, options);
      yield { id, body, place, team: teamOf(element), waits: [] };
    }
  }
}

/** By cluster: what its identity must have before it is made. */
function prerequisites(estate: Estate): ReadonlyMap<ElementId, readonly ElementId[]> {
  const pairs = all(estate, 'cluster').map((cluster) => {
    const early = accessOf(cluster, estate).filter(({ before }) => before === cluster.id);
    return [cluster.id, early.map(({ id }) => id)] as const;
  });
  return new Map(pairs);
}

const teamOf = (element: AnyElement): string =>
  element.layer ?? element.owner ?? teamByKind[element.kind] ?? 'network';

function placeOf(element: AnyElement, body: ResourceBody, options: DeploymentOptions): ArmPlace {
  const { subscription, resourceGroup } = parseArmId(element.spelled ?? element.id) ?? {};
  const inSubscription = subscription ?? options.subscription;
  const inGroup = resourceGroup ?? options.resourceGroup;
  return {
    ...(inSubscription === undefined ? {} : { subscription: inSubscription }),
    ...(inGroup === undefined ? {} : { resourceGroup: inGroup }),
    type: body.type,
    names: body.names,
  };
}

function resourceOf(
  draft: Draft,
  made: ReadonlySet<ElementId>,
  early: readonly ElementId[],
): DeployedResource {
  const { id, body, place, team, waits } = draft;
  const around = body.names.length > 1 ? [parentId(id)] : [];
  const referred = [...referencesOf(body)].map((reference) => madeOf(reference, made));
  const all = new Set([...around, ...referred, ...waits, ...early]);
  return {
    id,
    body,
    team,
    ...(place.subscription === undefined ? {} : { subscription: place.subscription }),
    ...(place.resourceGroup === undefined ? {} : { resourceGroup: place.resourceGroup }),
    after: [...all].filter((other) => made.has(other) && other !== id),
  };
}

/** A part may be a resource of its own (an endpoint of a resolver): then it is what must be there. */
function madeOf({ to, below = [] }: ArmReference, made: ReadonlySet<ElementId>): ElementId {
  const part = [to, ...below].join('/').toLowerCase();
  return made.has(part) ? part : to;
}

/** A group is there already when something in it is: an element, or what a resource here is part of. */
function groupsOf(
  resources: readonly DeployedResource[],
  estate: Estate,
): readonly ResourceGroup[] {
  const there = new Set<string>();
  for (const element of everything(estate)) {
    const place = element.existing === true ? parseArmId(element.id) : undefined;
    if (place !== undefined) there.add(groupKey(place));
  }
  const made = new Set(resources.map(({ id }) => id));
  for (const { id, body } of resources) {
    const parent = body.names.length > 1 ? parentId(id) : id;
    const place = made.has(parent) ? undefined : parseArmId(parent);
    if (place !== undefined) there.add(groupKey(place));
  }
  const groups = new Map<string, ResourceGroup>();
  for (const { subscription, resourceGroup, team, body } of resources) {
    if (resourceGroup === undefined) continue;
    const key = groupKey({
      ...(subscription === undefined ? {} : { subscription }),
      resourceGroup,
    });
    const location = body.location === 'global' ? undefined : body.location;
    const known = groups.get(key);
    if (there.has(key) || (known !== undefined && known.location !== undefined)) continue;
    groups.set(key, {
      name: resourceGroup,
      team: known?.team ?? team,
      ...(subscription === undefined ? {} : { subscription }),
      ...(location === undefined ? {} : { location }),
    });
  }
  return [...groups.values()];
}

const groupKey = (place: Pick<ArmPlace, 'subscription' | 'resourceGroup'>): string =>
  `${place.subscription ?? unknownPart}/${place.resourceGroup ?? unknownPart}`.toLowerCase();

function existingOf(
  resources: readonly DeployedResource[],
  made: ReadonlySet<ElementId>,
  estate: Estate,
): readonly ExistingResource[] {
  const found = new Map<ElementId, ExistingResource>();
  const note = (id: ElementId): void => {
    if (made.has(id) || found.has(id) || isGroup(id)) return;
    const spelled = lookUp(estate, id)?.spelled ?? id;
    found.set(id, { id, spelled, place: parseArmId(spelled) });
  };
  for (const { id, body } of resources) {
    if (body.names.length > 1 && body.scope === undefined) note(parentId(id));
    for (const reference of referencesOf(body)) note(madeOf(reference, made));
  }
  return [...found.values()];
}

/** Fields that a codec calls necessary and that are not known, and places that ids do not tell. */
function* gapsOf(estate: Estate, drafts: readonly Draft[]): IterableIterator<Gap> {
  for (const { id, place } of drafts) {
    const element = lookUp(estate, id);
    for (const field of element === undefined ? [] : (codecOf(element.kind)?.needs ?? [])) {
      const value: unknown = element === undefined ? undefined : Reflect.get(element, field);
      const missing = missingOf(value);
      if (missing.length > 0) yield { id, field, missing };
    }
    if (place.resourceGroup === undefined) {
      const why = unknown({ kind: 'notStated', field: 'resource group' });
      yield { id, field: 'resourceGroup', missing: why.unknown };
    }
  }
}

const circleGap = (id: ElementId): Gap => ({
  id,
  field: 'order',
  missing: [{ kind: 'notModelled', feature: 'resources that wait for each other' }],
});

/** The made resource that a reference points at, by id; for printers. */
export const byId = (made: Deployment): ReadonlyMap<ElementId, DeployedResource> =>
  new Map(made.resources.map((resource) => [canonical(resource.id), resource]));
