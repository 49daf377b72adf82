import type { ElementId } from '../../evidence/source.ts';
import type { DeployedResource, Stage } from './resource.ts';

/** Resources in an order in which each comes after all it waits for, and those that wait for each other. */
export interface Ordered {
  readonly resources: readonly DeployedResource[];
  /** Ids of a circle; empty when there is none. Its members stand last. */
  readonly circle: readonly ElementId[];
}

/**
 * Kahn's algorithm. Among resources that could be next, the one that was given first is: so equal
 * deployments print equal files. O(resources log resources + waits).
 */
export function inOrder(given: readonly DeployedResource[]): Ordered {
  const position = new Map(given.map(({ id }, i) => [id, i]));
  const waits = given.map(({ after }) => new Set(after.filter((id) => position.has(id))).size);
  const followers = new Map<ElementId, number[]>();
  given.forEach(({ after }, i) => {
    for (const id of new Set(after)) {
      const list = followers.get(id);
      if (list === undefined) followers.set(id, [i]);
      else list.push(i);
    }
  });
  const ready = waits.flatMap((count, i) => (count === 0 ? [i] : []));
  const resources: DeployedResource[] = [];
  while (ready.length > 0) {
    const next = given[takeLeast(ready)];
    if (next === undefined) continue;
    resources.push(next);
    for (const follower of followers.get(next.id) ?? []) {
      const left = (waits[follower] ?? 0) - 1;
      waits[follower] = left;
      if (left === 0) put(ready, follower);
    }
  }
  const done = new Set(resources);
  const circle = given.filter((resource) => !done.has(resource));
  return { resources: [...resources, ...circle], circle: circle.map(({ id }) => id) };
}

/** A binary heap of positions: the least is on top, at 0. */
function put(heap: number[], value: number): void {
  let at = heap.length;
  heap.push(value);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if ((heap[above] ?? 0) <= value) break;
    heap[at] = heap[above] ?? 0;
    at = above;
  }
  heap[at] = value;
}

function takeLeast(heap: number[]): number {
  const least = heap[0] ?? 0;
  const last = heap.pop() ?? 0;
  if (heap.length === 0) return least;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const smaller = right < heap.length && (heap[right] ?? 0) < (heap[left] ?? 0) ? right : left;
    if ((heap[smaller] ?? 0) >= last) break;
    heap[at] = heap[smaller] ?? 0;
    at = smaller;
  }
  heap[at] = last;
  return least;
}

/**
 * Types whose siblings Azure changes one at a time: two at once end in a conflict. The resource around
 * them is locked while one is written.
 */
const oneAtATime: ReadonlySet<string> = new Set(
  [
    'Microsoft.Network/virtualNetworks/subnets',
    'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    'Microsoft.Network/dnsResolvers/inboundEndpoints',
    'Microsoft.Network/dnsResolvers/outboundEndpoints',
    'Microsoft.Network/virtualHubs/hubVirtualNetworkConnections',
  ].map((type) => type.toLowerCase()),
);

/** Makes siblings wait for each other, in the order in which they stand, so that no circle can arise. */
export function chained(ordered: readonly DeployedResource[]): readonly DeployedResource[] {
  const last = new Map<string, ElementId>();
  return ordered.map((resource) => {
    if (!oneAtATime.has(resource.body.type.toLowerCase())) return resource;
    const parent = resource.id.split('/').slice(0, -2).join('/');
    const before = last.get(parent);
    last.set(parent, resource.id);
    if (before === undefined || resource.after.includes(before)) return resource;
    return { ...resource, after: [...resource.after, before] };
  });
}

/**
 * Cuts a deployment into stages. A resource stands one level above what it waits for in other groups and
 * on the level of what it waits for in its own group; a stage is what a group has on one level. Waits
 * between stages then always point to a lower level, so stages wait in no circle, and there are as few
 * levels as the teams need to wait for each other.
 */
export function stagesOf(ordered: readonly DeployedResource[]): readonly Stage[] {
  const levels = new Map<ElementId, number>();
  const byId = new Map(ordered.map((resource) => [resource.id, resource]));
  const stages = new Map<string, { readonly level: number; readonly of: DeployedResource[] }>();
  for (const resource of ordered) {
    const key = groupOf(resource);
    const level = resource.after.reduce((highest, id) => {
      const before = byId.get(id);
      if (before === undefined) return highest;
      const step = groupOf(before) === key ? 0 : 1;
      return Math.max(highest, (levels.get(id) ?? 0) + step);
    }, 0);
    levels.set(resource.id, level);
    const stage = `${level} ${key}`;
    const members = stages.get(stage);
    if (members === undefined) stages.set(stage, { level, of: [resource] });
    else members.of.push(resource);
  }
  return named([...stages.values()].toSorted((a, b) => a.level - b.level));
}

const groupOf = ({ team, subscription, resourceGroup }: DeployedResource): string =>
  [team, subscription ?? '', resourceGroup ?? ''].map((part) => part.toLowerCase()).join(' ');

interface Unnamed {
  readonly level: number;
  readonly of: readonly DeployedResource[];
}

function named(stages: readonly Unnamed[]): readonly Stage[] {
  const names = uniqueNames(stages);
  const stageOf = new Map<ElementId, string>();
  stages.forEach(({ of }, i) => {
    for (const { id } of of) stageOf.set(id, names[i] ?? '');
  });
  return stages.flatMap(({ of }, i): readonly Stage[] => {
    const [first] = of;
    const name = names[i];
    if (first === undefined || name === undefined) return [];
    const waits = of.flatMap(({ after }) => after.flatMap((id) => stageOf.get(id) ?? []));
    return [
      {
        name,
        team: first.team,
        ...(first.subscription === undefined ? {} : { subscription: first.subscription }),
        resourceGroup: first.resourceGroup ?? '',
        resources: of,
        after: [...new Set(waits)].filter((other) => other !== name).toSorted(),
      },
    ];
  });
}

/** `1-hub`; with the resource group where a team has several on one level. Letters that files can bear. */
function uniqueNames(stages: readonly Unnamed[]): readonly string[] {
  const short = stages.map(({ level, of }) => `${level + 1}-${plain(of[0]?.team ?? '')}`);
  const counts = new Map<string, number>();
  for (const name of short) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return stages.map(({ of }, i) => {
    const name = short[i] ?? '';
    const isShared = (counts.get(name) ?? 0) > 1;
    const wanted = isShared ? `${name}-${plain(of[0]?.resourceGroup ?? '')}` : name;
    const free = firstFree(wanted, taken);
    taken.add(free);
    return free;
  });
}

function firstFree(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let i = 2; ; i++) if (!taken.has(`${wanted}-${i}`)) return `${wanted}-${i}`;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'other';
