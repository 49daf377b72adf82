import { type Prefix, samePrefix } from '@aksnet/net';
import { isUnknown, type Knowable, type Missing, unknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { type Scope, type SpaceKindId, spaceKinds } from '../facts/space-kinds.ts';
import type { VirtualNetworkGateway } from './elements/gateway.ts';
import type { AnyElement } from './elements/kinds.ts';
import type { Peering, VirtualNetwork } from './elements/network.ts';
import { all, type Estate } from './estate.ts';
import { grouped } from './grouped.ts';
import type { Id } from './id.ts';
import { learnedBy } from './learned.ts';
import { type HubGateway, hubGateways } from './neighbours.ts';
import { suppliedPools } from './pools-of.ts';
import { spaceOf } from './users.ts';
import { view } from './view.ts';

/** Where a range stands in the estate, known or not. */
export interface RangePlace {
  /** What the range is for. */
  readonly kind: SpaceKindId;
  readonly scope: Scope;
  /** The element that says so, and in which of its fields. */
  readonly of: ElementId;
  readonly field: string;
  /** The team that answers for it, where known. */
  readonly owner?: string;
  /** The VNet that the range is part of, or that its cluster lives in. */
  readonly virtualNetwork?: Id<'virtualNetwork'>;
  /** The cluster that the range belongs to. */
  readonly cluster?: Id<'cluster'>;
  readonly routingDomain?: Id<'routingDomain'>;
  /** Kept free for growth: revocable, so that it may give way. */
  readonly held?: true;
}

/** A range that somebody holds. */
export interface HeldRange extends RangePlace {
  readonly prefix: Prefix;
}

/** A place whose ranges are not known. */
export interface MissingRange extends RangePlace {
  readonly missing: readonly Missing[];
}

/** Every range of an estate, and the places where one must be that nobody told. */
export interface Ranges {
  readonly held: readonly HeldRange[];
  readonly missing: readonly MissingRange[];
}

/** What a place says: its ranges or that they are not known. */
interface Statement {
  readonly place: RangePlace;
  readonly ranges: Knowable<readonly Prefix[]>;
}

/**
 * Every range that somebody holds: VNets, subnets, pod and Service ranges, hubs, ranges outside,
 * what gateways have learnt, and what peerings have seen of VNets that are not among the inputs.
 * Two elements that hold the same range make two entries.
 */
export const ranges: (estate: Estate) => Ranges = view((estate) => {
  const held: HeldRange[] = [];
  const missing: MissingRange[] = [];
  for (const { place, ranges: stated } of statements(estate)) {
    if (isUnknown(stated)) missing.push({ ...place, missing: stated.unknown });
    else for (const prefix of stated) held.push({ ...place, prefix });
  }
  return { held, missing };
});

/** The ranges that one element holds. */
export const rangesOf = (estate: Estate, id: ElementId): readonly HeldRange[] =>
  byElement(estate).get(id) ?? [];

const byElement: (estate: Estate) => ReadonlyMap<ElementId, readonly HeldRange[]> = view((estate) =>
  grouped(ranges(estate).held, (range) => range.of),
);

/** Whether two entries tell of the same addresses, held by the same element. */
export const sameRange = (a: HeldRange, b: HeldRange): boolean =>
  a.of === b.of && a.field === b.field && samePrefix(a.prefix, b.prefix);

function* statements(estate: Estate): IterableIterator<Statement> {
  for (const network of all(estate, 'virtualNetwork')) yield* networkStatements(network);
  for (const subnet of all(estate, 'subnet')) {
    const network = estate.elements.virtualNetwork.get(subnet.virtualNetwork);
    yield {
      place: {
        ...placeOf(subnet, spaceOf(estate, subnet.id), 'prefixes'),
        virtualNetwork: subnet.virtualNetwork,
        ...domainOf(network?.routingDomain),
      },
      ranges: subnet.prefixes,
    };
  }
  yield* clusterStatements(estate);
  for (const hub of all(estate, 'virtualHub')) {
    const { prefix } = hub;
    const place = { ...placeOf(hub, 'vwanHub', 'prefix'), ...domainOf(hub.routingDomain) };
    yield { place, ranges: isUnknown(prefix) ? prefix : [prefix] };
  }
  for (const outside of all(estate, 'externalRange'))
    yield {
      place: {
        ...placeOf(outside, outside.as, 'prefixes'),
        ...domainOf(outside.routingDomain),
      },
      ranges: outside.prefixes,
    };
  for (const gateway of all(estate, 'virtualNetworkGateway'))
    yield* learntStatements(estate, gateway, behindGateway(gateway.type));
  for (const gateway of hubGateways(estate))
    yield* learntStatements(estate, gateway, behindHubGateway[gateway.kind]);
  for (const peering of all(estate, 'peering'))
    if (!isSupplied(estate, peering))
      yield { place: placeOf(peering, 'peer', 'remotePrefixes'), ranges: peering.remotePrefixes };
}

function* learntStatements(
  estate: Estate,
  gateway: VirtualNetworkGateway | HubGateway,
  kind: SpaceKindId,
): IterableIterator<Statement> {
  const place = placeOf(gateway, kind, 'learned');
  const { prefixes, missing } = learnedBy(estate, gateway);
  yield { place, ranges: prefixes };
  const [first, ...more] = missing;
  if (first !== undefined) yield { place, ranges: unknown(first, ...more) };
}

function* networkStatements(network: VirtualNetwork): IterableIterator<Statement> {
  const place = (field: string): RangePlace => ({
    ...placeOf(network, 'vnet', field),
    virtualNetwork: network.id,
    ...domainOf(network.routingDomain),
  });
  yield { place: place('prefixes'), ranges: network.prefixes };
  if (network.heldFor !== undefined)
    yield { place: { ...place('heldFor'), held: true }, ranges: network.heldFor };
}

function* clusterStatements(estate: Estate): IterableIterator<Statement> {
  for (const cluster of all(estate, 'cluster')) {
    const network = networkOfCluster(estate, cluster.id);
    const domain =
      network === undefined
        ? undefined
        : estate.elements.virtualNetwork.get(network)?.routingDomain;
    const place = (kind: SpaceKindId, field: string): RangePlace => ({
      ...placeOf(cluster, kind, `network.${field}`),
      cluster: cluster.id,
      ...(network === undefined ? {} : { virtualNetwork: network }),
      ...domainOf(domain),
    });
    const { podRanges, serviceRanges, heldFor } = cluster.network;
    yield { place: place('overlayPods', 'podRanges'), ranges: podRanges };
    yield { place: place('service', 'serviceRanges'), ranges: serviceRanges };
    if (heldFor !== undefined)
      yield { place: { ...place('overlayPods', 'heldFor'), held: true }, ranges: heldFor };
  }
}

/**
 * The VNet that a cluster lives in: that of the first of its pools whose subnet is known. Undefined
 * when AKS manages the VNet or no input tells.
 */
export function networkOfCluster(
  estate: Estate,
  cluster: Id<'cluster'>,
): Id<'virtualNetwork'> | undefined {
  for (const pool of suppliedPools(estate, cluster)) {
    if (pool.subnet === undefined || isUnknown(pool.subnet)) continue;
    const subnet = estate.elements.subnet.get(pool.subnet);
    return subnet?.virtualNetwork ?? networkInId(pool.subnet);
  }
  return undefined;
}

/** The id of the VNet that the id of a subnet begins with. */
const networkInId = (subnet: Id<'subnet'>): Id<'virtualNetwork'> | undefined => {
  const at = subnet.lastIndexOf('/subnets/');
  return at < 0 ? undefined : subnet.slice(0, at);
};

const placeOf = (element: AnyElement, kind: SpaceKindId, field: string): RangePlace => ({
  kind,
  scope: spaceKinds[kind].scope,
  of: element.id,
  field,
  ...(element.owner === undefined ? {} : { owner: element.owner }),
});

const domainOf = (
  domain: Id<'routingDomain'> | undefined,
): { readonly routingDomain?: Id<'routingDomain'> } =>
  domain === undefined ? {} : { routingDomain: domain };

const behind = { Vpn: 'vpn', ExpressRoute: 'expressRoute' } as const;

const behindHubGateway = { vpnGateway: 'vpn', expressRouteGateway: 'expressRoute' } as const;

const behindGateway = (type: Knowable<'Vpn' | 'ExpressRoute'>): SpaceKindId =>
  isUnknown(type) ? 'onPremises' : behind[type];

/** Whether the VNet behind a peering tells its ranges itself. */
const isSupplied = (estate: Estate, peering: Peering): boolean => {
  const network = estate.elements.virtualNetwork.get(peering.to);
  return network !== undefined && !isUnknown(network.prefixes);
};
