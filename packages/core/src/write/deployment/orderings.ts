import type { Cluster } from '../../estate/elements/cluster.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Peering } from '../../estate/elements/network.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { type Id, parentId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isKnown } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { subnetsOf } from './access.ts';

/** What an element of the kind must wait for although nothing in its body refers to it. */
interface Ordering {
  readonly why: string;
  readonly waitsFor: (element: AnyElement, estate: Estate) => readonly ElementId[];
}

/** Every such wait. What a body refers to, and the resource around a child, need no line here. */
export const orderings: readonly Ordering[] = [
  {
    why: 'nodes start only when their packets find the way out, and names the way to an address',
    waitsFor: (element, estate) => (element.kind === 'cluster' ? waysOf(element, estate) : []),
  },
  {
    why: 'a spoke may use the gateway of its hub once that is there and the hub has offered it',
    waitsFor: (element, estate) => (element.kind === 'peering' ? gatewayOf(element, estate) : []),
  },
];

/** Peerings and links of the cluster's VNets, and the rules of the firewalls that they route through. */
function waysOf(cluster: Cluster, estate: Estate): readonly ElementId[] {
  const known = surroundings(estate);
  const subnets = subnetsOf(cluster, estate);
  const networks = new Set(subnets.map((id) => parentId<'virtualNetwork'>(id)));
  return [
    ...[...networks].flatMap((id) => known.touching.get(id) ?? []),
    ...subnets
      .flatMap((id) => firewallsOn(id, estate))
      .flatMap((id) => known.rulesOf.get(id) ?? []),
  ];
}

function firewallsOn(id: Id<'subnet'>, estate: Estate): readonly Id<'firewall'>[] {
  const subnet = find(estate, 'subnet', id);
  if (!isKnown(subnet) || !isKnown(subnet.routeTable) || subnet.routeTable === undefined) return [];
  const table = find(estate, 'routeTable', subnet.routeTable);
  if (!isKnown(table) || !isKnown(table.routes)) return [];
  return table.routes.flatMap(({ via }) => (via === undefined ? [] : [via]));
}

interface Surroundings {
  /** Peerings and zone links by VNet. */
  readonly touching: ReadonlyMap<ElementId, readonly ElementId[]>;
  /** Groups of rules by firewall. */
  readonly rulesOf: ReadonlyMap<ElementId, readonly ElementId[]>;
}

const surroundings = view((estate: Estate): Surroundings => {
  const touching = new Map<ElementId, ElementId[]>();
  const rulesOf = new Map<ElementId, ElementId[]>();
  for (const { from, to, id } of all(estate, 'peering'))
    for (const end of [from, to]) add(touching, end, id);
  for (const { virtualNetwork, id } of all(estate, 'privateDnsLink')) {
    if (isKnown(virtualNetwork)) add(touching, virtualNetwork, id);
  }
  for (const { virtualNetwork, id } of all(estate, 'hubConnection'))
    add(touching, virtualNetwork, id);
  const groups = new Map<ElementId, ElementId[]>();
  for (const { policy, id } of all(estate, 'ruleCollectionGroup')) add(groups, policy, id);
  for (const { policy, id } of all(estate, 'firewall')) {
    if (!isKnown(policy) || policy === undefined) continue;
    for (const group of groups.get(policy) ?? []) add(rulesOf, id, group);
  }
  return { touching, rulesOf };
});

function add(to: Map<ElementId, ElementId[]>, key: ElementId, value: ElementId): void {
  const list = to.get(key);
  if (list === undefined) to.set(key, [value]);
  else list.push(value);
}

function gatewayOf(peering: Peering, estate: Estate): readonly ElementId[] {
  if (peering.useRemoteGateways !== true) return [];
  const gateways = all(estate, 'virtualNetworkGateway').filter(
    ({ subnet }) => isKnown(subnet) && parentId(subnet) === peering.to,
  );
  const offers = all(estate, 'peering').filter(
    ({ from, to }) => from === peering.to && to === peering.from,
  );
  return [...gateways, ...offers].map(({ id }) => id);
}
