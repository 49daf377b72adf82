import type { Prefix } from '@aksnet/net';
import type { Cluster } from '../../estate/elements/cluster.ts';
import type { FlowPort } from '../../estate/elements/flow.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import type {
  NetworkSecurityGroup,
  Peer,
  PortRange,
  SecurityRule,
} from '../../estate/elements/security-group.ts';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import { bastionRules, type DemandedRule } from '../../facts/special-subnets/bastion-rules.ts';
import { outsideSenders, podSubnets } from '../outside-flows.ts';
import {
  clusterSubnets,
  clustersIn,
  clustersOn,
  externalRanges,
  hubsOf,
  subnetsIn,
} from '../surroundings.ts';

/*
 * Security groups of the designed subnets. Every group ends with a deny of its own, because with a
 * default route to a firewall the tag VirtualNetwork can widen to everything and the platform's own
 * rule 65000 would then let anybody in. What AKS needs between nodes, pods and the API server is
 * allowed before it, pair by pair. Outbound stays with the firewall.
 */

/** Rules for every group that serves a designed subnet. */
export function dressGroups(estate: Estate): readonly AnyElement[] {
  return all(estate, 'networkSecurityGroup')
    .filter((group) => group.existing !== true)
    .map((group) => dressed(estate, group));
}

function dressed(estate: Estate, group: NetworkSecurityGroup): NetworkSecurityGroup {
  const subnet = guarded(estate).get(group.id);
  const make = subnet?.purpose === undefined ? undefined : makers[subnet.purpose];
  return subnet === undefined || make === undefined
    ? group
    : { ...group, rules: numbered(make(estate, subnet)) };
}

/** Subnets by their security group: designed groups serve one each. */
const guarded: (estate: Estate) => ReadonlyMap<string, Subnet> = view(
  (estate) =>
    new Map(
      all(estate, 'subnet').flatMap((s) =>
        typeof s.securityGroup === 'string' ? [[s.securityGroup, s] as const] : [],
      ),
    ),
);

/** A rule before it has a priority. */
type Draft = Omit<SecurityRule, 'priority' | 'sourcePorts'>;

type Maker = (estate: Estate, subnet: Subnet) => readonly Draft[];

/** What each kind of subnet lets in. Kinds that are not named keep the platform's default rules. */
const makers: { readonly [K in SpaceKindId]?: Maker } = {
  nodeSubnet: (estate, subnet) => nodeRules(estate, subnet),
  podSubnet: (estate, subnet) => nodeRules(estate, subnet),
  apiServerSubnet: (estate, subnet) => apiRules(estate, subnet),
  ingressSubnet: (estate, subnet) => gatewayRules(estate, subnet),
  privateEndpointSubnet: (estate, subnet) => endpointRules(estate, subnet),
  bastionSubnet: () => bastionRules.map(demanded),
};

const step = 10;

const numbered = (drafts: readonly Draft[]): readonly SecurityRule[] =>
  drafts.map((draft, i) => ({
    ...draft,
    priority: draft.access === 'Deny' && draft.name.startsWith('DenyAll') ? 4096 : 100 + i * step,
    sourcePorts: anyPort,
  }));

const anyPort: readonly PortRange[] = [{ first: 0, last: 65535 }];

const port = (...ports: readonly number[]): readonly PortRange[] =>
  ports.map((p) => ({ first: p, last: p }));

const any: Peer = { kind: 'any' };
const tag = (name: string): Peer => ({ kind: 'tag', tag: name });
const ranges = (prefixes: readonly Prefix[]): readonly Peer[] =>
  prefixes.length === 0 ? [] : [{ kind: 'prefixes', prefixes }];

interface Allow {
  readonly name: string;
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
  readonly ports?: readonly PortRange[];
  readonly protocol?: SecurityRule['protocol'];
  readonly says: string;
}

/** Inbound allows, one per family; none when one side is empty. */
const allow = (rule: Allow): readonly Draft[] =>
  familiesOf(rule).flatMap((family) => drafted(rule, family));

/** Families of the ranges in a rule; a rule of tags alone is written once. */
function familiesOf({ from, to }: Allow): readonly (4 | 6)[] {
  const named = [...from, ...to].flatMap((peer) => (peer.kind === 'prefixes' ? peer.prefixes : []));
  return named.some((prefix) => prefix.family === 6) ? [4, 6] : [4];
}

/** A rule holds ranges of one family only. */
const ofFamily = (peers: readonly Peer[], family: 4 | 6): readonly Peer[] =>
  peers.flatMap((peer): readonly Peer[] => {
    if (peer.kind !== 'prefixes') return [peer];
    return ranges(peer.prefixes.filter((prefix) => prefix.family === family));
  });

function drafted(rule: Allow, family: 4 | 6): readonly Draft[] {
  const [from, to] = [ofFamily(rule.from, family), ofFamily(rule.to, family)];
  return from.length === 0 || to.length === 0
    ? []
    : [
        {
          name: family === 4 ? rule.name : `${rule.name}V6`,
          description: rule.says,
          direction: 'Inbound',
          access: 'Allow',
          protocol: rule.protocol ?? '*',
          sources: from,
          destinations: to,
          destinationPorts: rule.ports ?? anyPort,
        },
      ];
}

const demanded = (rule: DemandedRule): Draft => ({
  name: rule.name,
  direction: rule.direction,
  access: 'Allow',
  protocol: rule.protocol,
  sources: [rule.from === undefined ? any : tag(rule.from)],
  destinations: [rule.to === undefined ? any : tag(rule.to)],
  destinationPorts: port(...rule.ports),
});

const probes: readonly Draft[] = allow({
  name: 'AllowLoadBalancerProbes',
  from: [tag('AzureLoadBalancer')],
  to: [any],
  says: 'health probes of the platform',
});

const denyRest: readonly Draft[] = [
  {
    name: 'DenyAllInBound',
    description: 'nothing else comes in, whatever VirtualNetwork widens to',
    direction: 'Inbound',
    access: 'Deny',
    protocol: '*',
    sources: [any],
    destinations: [any],
    destinationPorts: anyPort,
  },
];

function nodeRules(estate: Estate, subnet: Subnet): readonly Draft[] {
  const clusters = clustersOn(estate, subnet.id);
  const nodes = nodeRanges(estate, clusters);
  const pods = clusters.flatMap((cluster) => knownOr(cluster.network.podRanges, []));
  const inside = ranges([...nodes, ...pods]);
  const ingress = purposeRanges(estate, subnet.virtualNetwork, ['ingressSubnet', 'agcSubnet']);
  const frontends = purposeRanges(estate, subnet.virtualNetwork, ['internalLoadBalancerSubnet']);
  return [
    ...allow({
      name: 'AllowNodesAndPods',
      from: inside,
      to: inside,
      says: 'between nodes, nodes and pods, pods and pods: overlay pods are not encapsulated, so groups see their addresses',
    }),
    ...allow({
      name: 'AllowIngressToPods',
      from: ranges(ingress),
      to: inside,
      protocol: 'Tcp',
      says: 'gateways reach the pods behind them',
    }),
    ...clusters.flatMap((cluster) => outsideRules(estate, subnet, cluster)),
    ...allow({
      name: 'AllowPrivateClients',
      from: ranges(routedRanges(estate, subnet)),
      to: ranges(frontends),
      ports: port(443),
      protocol: 'Tcp',
      says: 'clients of private entries; AKS keeps the frontend address as destination (floating IP)',
    }),
    ...probes,
    ...denyRest,
  ];
}

/** Others outside who open connections to pods: on the subnet that pods get their addresses from. */
function outsideRules(estate: Estate, subnet: Subnet, cluster: Cluster): readonly Draft[] {
  if (!podSubnets(estate, cluster).includes(subnet)) return [];
  return outsideSenders(estate, cluster).flatMap(({ name, from, ports: wanted }) =>
    protocolsOf(wanted).flatMap(({ protocol, ports }) =>
      allow({
        name: `From-${name}-ToPods${protocol === '*' ? 'Any' : protocol}`,
        from: ranges(from),
        to: ranges(ownRanges(estate, subnet)),
        ports: ports.length === 0 ? anyPort : port(...ports),
        protocol,
        says: 'connections to pods that start outside; which workload they may reach is told by policies',
      }),
    ),
  );
}

interface ProtocolPorts {
  readonly protocol: SecurityRule['protocol'];
  readonly ports: readonly number[];
}

const groupProtocols: readonly (readonly [FlowPort['protocol'], SecurityRule['protocol']])[] = [
  ['TCP', 'Tcp'],
  ['UDP', 'Udp'],
  // Groups have no word for it: every protocol on those ports, and the policy tells them apart.
  ['SCTP', '*'],
];

/** Ports by protocol, as groups speak of them; without any, everything. */
const protocolsOf = (ports: readonly FlowPort[]): readonly ProtocolPorts[] =>
  ports.length === 0
    ? [{ protocol: '*', ports: [] }]
    : groupProtocols.flatMap(([of, protocol]) => {
        const own = ports.filter((each) => each.protocol === of).map((each) => each.port);
        return own.length === 0 ? [] : [{ protocol, ports: own }];
      });

function apiRules(estate: Estate, subnet: Subnet): readonly Draft[] {
  const clusters = all(estate, 'cluster').filter((c) => c.access.subnet === subnet.id);
  const own = ranges(ownRanges(estate, subnet));
  return [
    ...allow({
      name: 'AllowNodesToApiServer',
      from: ranges(nodeRanges(estate, clusters)),
      to: own,
      ports: port(443, 4443),
      protocol: 'Tcp',
      says: 'cluster subnets to the API server',
    }),
    ...allow({
      name: 'AllowApiServerProbes',
      from: [tag('AzureLoadBalancer')],
      to: own,
      ports: port(9988),
      protocol: 'Tcp',
      says: 'health probes of the API server',
    }),
    ...allow({
      name: 'AllowPeopleAndAgents',
      from: ranges(operatorRanges(estate, subnet)),
      to: own,
      ports: port(443),
      protocol: 'Tcp',
      says: 'people and agents outside Azure and in the hub, Bastion among them; who may do what is settled by identity',
    }),
    ...denyRest,
  ];
}

function gatewayRules(estate: Estate, subnet: Subnet): readonly Draft[] {
  const gateways = all(estate, 'applicationGateway').filter((g) => g.subnet === subnet.id);
  const open = gateways.some((g) => knownOr(g.publicIps, []).length > 0);
  return [
    ...allow({
      name: 'AllowGatewayManager',
      from: [tag('GatewayManager')],
      to: [any],
      ports: [{ first: 65200, last: 65535 }],
      protocol: 'Tcp',
      says: 'the platform manages the gateway',
    }),
    ...probes,
    ...allow({
      name: 'AllowClients',
      from: open ? [tag('Internet')] : ranges(routedRanges(estate, subnet)),
      to: [any],
      ports: port(443),
      protocol: 'Tcp',
      says: 'clients of the entries',
    }),
    ...denyRest,
  ];
}

function endpointRules(estate: Estate, subnet: Subnet): readonly Draft[] {
  const clusters = clustersIn(estate, subnet.virtualNetwork);
  const own = ranges(ownRanges(estate, subnet));
  return [
    ...allow({
      name: 'AllowClusters',
      from: ranges(nodeRanges(estate, clusters)),
      to: own,
      protocol: 'Tcp',
      says: 'nodes and pods reach the endpoints; overlay pods arrive with the address of their node',
    }),
    ...denyRest,
  ];
}

/** Ranges of the subnets in which nodes and pods of the clusters live. */
const nodeRanges = (estate: Estate, clusters: readonly Cluster[]): readonly Prefix[] =>
  [...new Set(clusters.flatMap((cluster) => clusterSubnets(estate, cluster)))].flatMap((subnet) =>
    knownOr(subnet.prefixes, []),
  );

const purposeRanges = (
  estate: Estate,
  network: Id<'virtualNetwork'>,
  purposes: readonly SpaceKindId[],
): readonly Prefix[] =>
  subnetsIn(estate, network)
    .filter((s) => s.purpose !== undefined && purposes.includes(s.purpose))
    .flatMap((s) => knownOr(s.prefixes, []));

const ownRanges = (_estate: Estate, subnet: Subnet): readonly Prefix[] =>
  isKnown(subnet.prefixes) ? subnet.prefixes : [];

/** Where people and agents who call an API server sit: outside Azure, or in the hub. */
const operatorRanges = (estate: Estate, subnet: Subnet): readonly Prefix[] => [
  ...externalRanges(estate, subnet.virtualNetwork),
  ...hubsOf(estate, subnet.virtualNetwork).flatMap((network) => knownOr(network.prefixes, [])),
];

/** What is routed in the domain of the subnet's VNet: where private clients may come from. */
function routedRanges(estate: Estate, subnet: Subnet): readonly Prefix[] {
  const domain = estate.elements.virtualNetwork.get(subnet.virtualNetwork)?.routingDomain;
  const pools = all(estate, 'routingDomain')
    .filter((d) => d.id === domain)
    .flatMap((d) => d.pools);
  return [...pools, ...externalRanges(estate, subnet.virtualNetwork)];
}
