import type { Cluster } from '../estate/elements/cluster.ts';
import type { Subnet, VirtualHub, VirtualNetwork } from '../estate/elements/network.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { view } from '../estate/view.ts';
import { isKnown, isUnknown, knownOr } from '../evidence/knowable.ts';
import { knownNeed, type Ledger, type Line } from '../evidence/ledger.ts';
import { amount, element, joined, type Prose, prose } from '../evidence/prose.ts';
import { derived } from '../facts/documents.ts';
import { hubRange } from '../facts/virtual-wan.ts';
import type { Requirements } from '../requirements/schema.ts';
import { isRefused, type Need, type NeedRefused, needOf } from '../size/need.ts';
import { noPlanning, type Planning } from '../size/planning.ts';
import { podRangeLedger } from '../size/pod-space-ledger.ts';
import { serviceRangeLedger } from '../size/service-ledger.ts';
import { subnetLedger } from '../size/subnet-ledger.ts';
import { needsSuccessor, successorLength } from '../size/successor.ts';
import { ofNodes, v6Needs } from './needs-v6.ts';
import { clusterSubnets } from './surroundings.ts';

/** What planning adds to a subnet, by its id; what is not named adds nothing. */
export type SubnetPlanning = ReadonlyMap<Id<'subnet'>, Planning>;

/** Everything for which a range has to be found, and what no range can hold. */
export interface Needs {
  readonly needs: readonly Need[];
  readonly refused: readonly NeedRefused[];
}

/** Ledgers of a skeleton turned into needs: subnets, then VNets around them, then clusters' own ranges. */
export function needsOf(
  estate: Estate,
  requirements: Requirements,
  planning: SubnetPlanning,
): Needs {
  const subnets = all(estate, 'subnet')
    .filter((subnet) => subnet.existing !== true && isUnknown(subnet.prefixes))
    .map((subnet) => subnetNeed(estate, subnet, planning));
  const known = subnets.flatMap((need) => (isRefused(need) ? [] : [need]));
  const byNetwork = grouped(known, (need) => need.within ?? '');
  const networks = all(estate, 'virtualNetwork')
    .filter((network) => network.existing !== true && isUnknown(network.prefixes))
    .map((network) =>
      networkNeed({
        estate,
        requirements,
        network,
        subnets: byNetwork.get(vnetNeedId(network.id)) ?? [],
      }),
    );
  const clusters = all(estate, 'cluster').flatMap((cluster) =>
    clusterNeeds(estate, requirements, cluster),
  );
  const hubs = all(estate, 'virtualHub')
    .filter((hub) => hub.existing !== true && isUnknown(hub.prefix))
    .map(hubNeed);
  const every = [...hubs, ...networks, ...subnets, ...clusters, ...v6Needs(estate, requirements)];
  return {
    needs: every.flatMap((need) => (isRefused(need) ? [] : [need])),
    refused: every.filter(isRefused),
  };
}

/** The range of a Virtual WAN hub: Azure makes its subnets by itself, so its size is given. */
function hubNeed(hub: VirtualHub): Need | NeedRefused {
  const size = 2 ** (32 - hubRange.value.advised);
  const [cite = derived('the range of a hub')] = hubRange.cite;
  const ledger: Ledger = {
    subject: hub.id,
    title: prose`range of Virtual WAN hub ${element(hub.id, hub.name)}`,
    unit: 'addresses',
    supply: size,
    lines: [
      {
        role: 'hub',
        what: prose`the range that Azure advises for a hub`,
        amount: size,
        from: cite,
      },
    ],
  };
  return needOf({
    kind: 'vwanHub',
    for: hub.id,
    field: 'prefix',
    ledger,
    ...(hub.location === undefined ? {} : { region: hub.location }),
    ...(hub.routingDomain === undefined ? {} : { routingDomain: hub.routingDomain }),
  });
}

const vnetNeedId = (id: Id<'virtualNetwork'>): string => `${id}#prefixes`;

function subnetNeed(estate: Estate, subnet: Subnet, planning: SubnetPlanning): Need | NeedRefused {
  return needOf({
    kind: subnet.purpose ?? 'otherSubnet',
    for: subnet.id,
    field: 'prefixes',
    ledger: subnetLedger(estate, subnet.id, planning.get(subnet.id) ?? noPlanning),
    within: vnetNeedId(subnet.virtualNetwork),
    exactWithOverlay: overlayNetworks(estate).has(subnet.virtualNetwork),
  });
}

/** VNets in which a cluster lives that gives its nodes blocks of a pod range. */
const overlayNetworks: (estate: Estate) => ReadonlySet<Id<'virtualNetwork'>> = view(
  (estate) =>
    new Set(
      all(estate, 'cluster').flatMap((cluster) => {
        const mode = clusterMode(estate, cluster);
        const network = networkOf(estate, cluster);
        return network !== undefined && isKnown(mode) && mode.needPerNode(1).podRangeBlocks > 0
          ? [network.id]
          : [];
      }),
    ),
);

interface NetworkCase {
  readonly estate: Estate;
  readonly requirements: Requirements;
  readonly network: VirtualNetwork;
  readonly subnets: readonly Need[];
}

/** A VNet holds its subnets, whole blocks each, and those of further clusters that it must have room for. */
function networkNeed({ estate, requirements, network, subnets }: NetworkCase): Need | NeedRefused {
  const lines = [...subnets.map(subnetLine), ...furtherClusters(estate, requirements, subnets)];
  const ledger: Ledger = {
    subject: network.id,
    title: prose`range of VNet ${element(network.id, network.name)}`,
    unit: 'addresses',
    supply: isUnknown(network.prefixes) ? network.prefixes : 0,
    lines,
  };
  return needOf({
    kind: 'vnet',
    for: network.id,
    field: 'prefixes',
    ledger,
    growthFactor: requirements.growth.factor,
    besides: successor(estate, subnets),
    atMostLength: customaryNetworkLength,
    ...(network.location === undefined ? {} : { region: network.location }),
    ...(network.routingDomain === undefined ? {} : { routingDomain: network.routingDomain }),
  });
}

/** No VNet is cut smaller than this: the next subnet must find a place without another range. */
const customaryNetworkLength = 24;

const size = (need: Need): number => 2 ** (32 - need.length);

/**
 * Addresses of the largest subnet that may have to take over from one with nodes: what AKS-CAP-008 looks
 * for in a finished VNet.
 */
const successor = (estate: Estate, subnets: readonly Need[]): number =>
  needsSuccessor(estate)
    ? Math.max(
        0,
        ...subnets
          .filter(({ kind }) => ofNodes.has(kind))
          .map(({ length }) => 2 ** (32 - successorLength(length))),
      )
    : 0;

const subnetLine = (need: Need): Line => ({
  role: 'subnet',
  what: prose`block of ${element(need.for)} (/${need.length})`,
  amount: size(need),
  from: need.for,
});

/** Kinds of subnets that every further cluster needs again. */
const perCluster: ReadonlySet<string> = new Set([
  'apiServerSubnet',
  'privateEndpointSubnet',
  'nodeSubnet',
  'podSubnet',
  'ingressSubnet',
  'agcSubnet',
  'internalLoadBalancerSubnet',
]);

function furtherClusters(
  estate: Estate,
  requirements: Requirements,
  subnets: readonly Need[],
): readonly Line[] {
  const more = requirements.growth.clustersPerRegion - 1;
  const again = subnets
    .filter((need) => perCluster.has(need.kind))
    .reduce((sum, need) => sum + size(need), 0);
  const clusters = estate.elements.cluster.size;
  return more <= 0 || again === 0 || clusters === 0
    ? []
    : [
        {
          role: 'furtherClusters',
          what: prose`the same blocks again for ${amount(more, more === 1 ? 'further cluster of each kind' : 'further clusters of each kind')}`,
          amount: again * more,
          from: derived('growth.clustersPerRegion of the requirements'),
        },
      ];
}

function clusterNeeds(
  estate: Estate,
  requirements: Requirements,
  cluster: Cluster,
): readonly (Need | NeedRefused)[] {
  const { growth } = requirements;
  const planning: Planning = {
    ...noPlanning,
    emergencyNodes: growth.emergencyNodes,
    migrationOverlap: growth.migrationOverlap,
  };
  const domainId = routingDomainOf(estate, cluster);
  const name =
    domainId === undefined ? undefined : estate.elements.routingDomain.get(domainId)?.name;
  const domain =
    requirements.addresses.domains.find((d) => d.name === name) ??
    requirements.addresses.domains[0];
  const common = {
    for: cluster.id,
    growthFactor: growth.factor,
    ...(cluster.location === undefined ? {} : { region: cluster.location }),
    ...(domainId === undefined ? {} : { routingDomain: domainId }),
  };
  const pods = isUnknown(cluster.network.podRanges)
    ? podRangeLedger(estate, cluster.id, planning)
    : undefined;
  const services = isUnknown(cluster.network.serviceRanges)
    ? serviceRangeLedger(estate, cluster.id, {
        ...planning,
        services: cluster.serviceCount ?? defaultServices,
      })
    : undefined;
  return [
    ...(pods === undefined
      ? []
      : [
          needOf({
            ...common,
            kind: 'overlayPods',
            field: 'network.podRanges',
            ledger: pods,
            sharing: domain?.overlayPods?.sharing ?? 'unique',
          }),
        ]),
    ...(services === undefined
      ? []
      : [
          needOf({
            ...common,
            kind: 'service',
            field: 'network.serviceRanges',
            ledger: services,
            sharing: domain?.services?.sharing ?? 'shared',
            atMostLength: customaryServiceLength,
          }),
        ]),
  ];
}

/** Services of a cluster whose requirements state none: a number to start from, named in the ledger. */
const defaultServices = 1000;

/**
 * Service ranges cost nothing outside their cluster and could not grow before Kubernetes 1.33, so none
 * is cut smaller than this.
 */
const customaryServiceLength = 20;

/** The VNet in which the nodes of a cluster live. */
function networkOf(estate: Estate, cluster: Cluster): VirtualNetwork | undefined {
  const [subnet] = clusterSubnets(estate, cluster);
  return subnet === undefined
    ? undefined
    : estate.elements.virtualNetwork.get(subnet.virtualNetwork);
}

/** The routing domain in which the nodes of a cluster live. */
const routingDomainOf = (estate: Estate, cluster: Cluster): Id<'routingDomain'> | undefined =>
  networkOf(estate, cluster)?.routingDomain;

/** Sentence for what no range can hold. */
export const refusalSays = ({ ledger, largest }: NeedRefused): readonly Prose[] => [
  prose`${ledger.title}: ${amount(knownNeed(ledger), ledger.unit)} are needed, and the largest range that is legal for its kind is a /${largest}; ask for less: ${joined(
    ledger.lines
      .toSorted((a, b) => knownOr(b.amount, 0) - knownOr(a.amount, 0))
      .slice(0, 2)
      .map(({ what, amount: each }) => prose`${what} (${knownOr(each, 0)})`),
  )}`,
];
