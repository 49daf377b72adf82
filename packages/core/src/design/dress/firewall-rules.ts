import { formatPrefix, type Prefix } from '@aksnet/net';
import type { Cluster } from '../../estate/elements/cluster.ts';
import type { FirewallRule, FirewallSources } from '../../estate/elements/firewall.ts';
import type { PortRange } from '../../estate/elements/security-group.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { isApiAccessId } from '../../facts/api-access.ts';
import {
  firewallFqdnTag,
  type RequiredEndpoint,
  requiredEndpoints,
} from '../../facts/required-egress.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import type { Destination } from '../../requirements/egress.ts';
import { flowEnd } from '../../requirements/flow-ends.ts';
import { isWindowsPool } from '../../requirements/pools.ts';
import { egressGroups } from '../egress-groups.ts';
import {
  type OutsideSender,
  outsideRanges,
  outsideSenders,
  podSubnetRanges,
} from '../outside-flows.ts';
import type { DecidedCluster } from '../skeleton/spoke.ts';
import { clusterSubnets, externalRanges, hubsOf, subnetsIn } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';

/** Addresses with which nodes and pods of a cluster arrive at the firewall. */
function sourcesOf(estate: Estate, cluster: Cluster): FirewallSources {
  return {
    prefixes: clusterSubnets(estate, cluster).flatMap((subnet) => knownOr(subnet.prefixes, [])),
    ipGroups: [],
  };
}

const onePort = (port: number): readonly PortRange[] => [{ first: port, last: port }];

/** What AKS, its add-ons and the cluster's GitOps must reach. */
export function platformRules(
  estate: Estate,
  { decided, cluster }: BuiltCluster,
): readonly FirewallRule[] {
  const { ask } = decided;
  const access = decided.picked['apiAccess'];
  const endpoints = requiredEndpoints({
    cloud: ask.requirements.cloud,
    region: ask.region.name,
    addOns: egressGroups([
      ...ask.cluster.addOns,
      ...(ask.cluster.apiServer.gitops === undefined ? [] : [ask.cluster.apiServer.gitops.tool]),
    ]),
    apiAccess: access !== undefined && isApiAccessId(access) ? access : 'privateLink',
    customDns: false,
    windows: ask.cluster.pools.some(isWindowsPool),
  });
  const from = sourcesOf(estate, cluster);
  const short = ask.name;
  const tag: FirewallRule = {
    kind: 'application',
    name: `${short}-required`,
    from,
    protocols: [
      { type: 'Https', port: 443 },
      { type: 'Http', port: 80 },
    ],
    fqdns: [],
    fqdnTags: [firewallFqdnTag.value],
    webCategories: [],
  };
  const rest = endpoints.filter((endpoint) => endpoint.group !== 'core-fqdn');
  return [
    tag,
    ...rest.flatMap((endpoint, i) =>
      endpointRule(endpoint, from, `${short}-${endpoint.group}-${i + 1}`),
    ),
    ...gitOpsRules(decided, from),
  ];
}

function endpointRule(
  endpoint: RequiredEndpoint,
  from: FirewallSources,
  name: string,
): readonly FirewallRule[] {
  const usable = endpoint.destinations.filter((text) => text !== '*' && !text.includes('<'));
  if (usable.length === 0) return [];
  const web = webProtocol(endpoint.protocol);
  if (endpoint.kind === 'fqdn' && web !== undefined)
    return [
      {
        kind: 'application',
        name,
        from,
        protocols: [{ type: web, port: endpoint.port }],
        fqdns: usable,
        fqdnTags: [],
        webCategories: [],
      },
    ];
  const names = usable.filter((text) => text.includes('.') && !/^[A-Z]/.test(text));
  const tags = usable.filter((text) => !names.includes(text));
  const protocol = endpoint.protocol === 'UDP' ? 'UDP' : 'TCP';
  return [
    {
      kind: 'network',
      name,
      from,
      protocols: [protocol],
      to: tags,
      toFqdns: tags.length > 0 ? [] : names,
      toIpGroups: [],
      ports: onePort(endpoint.port),
    },
  ];
}

function webProtocol(protocol: RequiredEndpoint['protocol']): 'Http' | 'Https' | undefined {
  if (protocol === 'HTTPS') return 'Https';
  return protocol === 'HTTP' ? 'Http' : undefined;
}

function gitOpsRules({ ask }: DecidedCluster, from: FirewallSources): readonly FirewallRule[] {
  const { gitops } = ask.cluster.apiServer;
  return gitops === undefined
    ? []
    : [
        nameRule(
          { name: `${ask.name}-gitops`, fqdn: gitops.reaches, port: gitops.port, protocol: 'TCP' },
          from,
        ),
      ];
}

interface NamedTarget {
  readonly name: string;
  readonly fqdn: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

const webPorts: Readonly<Record<number, 'Http' | 'Https'>> = { 80: 'Http', 443: 'Https' };

/** A name on a web port is an application rule; on any other a network rule, which needs the DNS proxy. */
function nameRule(target: NamedTarget, from: FirewallSources): FirewallRule {
  const web = target.protocol === 'TCP' ? webPorts[target.port] : undefined;
  return web === undefined
    ? {
        kind: 'network',
        name: target.name,
        from,
        protocols: [target.protocol === 'UDP' ? 'UDP' : 'TCP'],
        to: [],
        toFqdns: [target.fqdn],
        toIpGroups: [],
        ports: onePort(target.port),
      }
    : {
        kind: 'application',
        name: target.name,
        from,
        protocols: [{ type: web, port: target.port }],
        fqdns: [target.fqdn],
        fqdnTags: [],
        webCategories: [],
      };
}

/** What workloads declared to call outside. */
export function workloadRules(
  estate: Estate,
  { decided, cluster }: BuiltCluster,
): readonly FirewallRule[] {
  const from = sourcesOf(estate, cluster);
  return [
    ...decided.ask.cluster.egress.destinations.flatMap((destination) =>
      destinationRules(destination, from, decided.ask.name),
    ),
    ...directRules(estate, decided, from),
  ];
}

/** Flows that name a host or ranges themselves, without a destination: wanted like those that do. */
function directRules(
  estate: Estate,
  { ask }: DecidedCluster,
  from: FirewallSources,
): readonly FirewallRule[] {
  const { flows, egress } = ask.cluster;
  const listed = new Set(egress.destinations.map(({ name }) => name));
  const direct = grouped(
    flows.filter(({ to }) => !listed.has(to)),
    ({ to }) => to,
  );
  return [...direct].flatMap(([to, wishes]) => {
    const end = flowEnd(to, ask.cluster, ask.requirements.addresses.inUse);
    if (end === undefined) return [];
    const ranges = outsideRanges(estate, end);
    if (end.kind !== 'fqdn' && ranges === undefined) return [];
    const ports = new Map(
      wishes.flatMap((wish) => wish.ports.map((each) => [`${each.protocol}${each.port}`, each])),
    );
    return [...ports.values()].map(({ port, protocol }) => {
      const name = `${ask.name}-to-${to.replace(/[^A-Za-z0-9.-]+/g, '-')}-${protocol}-${port}`;
      return end.kind === 'fqdn'
        ? nameRule({ name, fqdn: end.name, port, protocol }, from)
        : rangeRule({ name, to: ranges ?? [], port, protocol }, from);
    });
  });
}

function destinationRules(
  destination: Destination,
  from: FirewallSources,
  cluster: string,
): readonly FirewallRule[] {
  return destination.ports.flatMap((port, i) => {
    const name = `${cluster}-${destination.name}${destination.ports.length > 1 ? `-${i + 1}` : ''}`;
    const { fqdn } = destination;
    if (fqdn !== undefined)
      return [nameRule({ name, fqdn, port: port.port, protocol: port.protocol }, from)];
    return [
      rangeRule({ name, to: destination.ranges, port: port.port, protocol: port.protocol }, from),
    ];
  });
}

function rangeRule(
  target: {
    readonly name: string;
    readonly to: readonly Prefix[];
    readonly port: number;
    readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  },
  from: FirewallSources,
): FirewallRule {
  return {
    kind: 'network',
    name: target.name,
    from,
    protocols: [target.protocol === 'UDP' ? 'UDP' : 'TCP'],
    to: target.to.map(formatPrefix),
    toFqdns: [],
    toIpGroups: [],
    ports: onePort(target.port),
  };
}

/**
 * People and agents who call the API server, clients of private entries, and others who open connections to pods. With routing intent
 * everything passes the firewall. In a hub VNet callers of the API server do not: its subnet has no route
 * table (assumption `apiServerSubnet.routeTable`), so it is reached and answers without the firewall.
 */
export function accessRules(
  estate: Estate,
  { decided, cluster }: BuiltCluster,
): readonly FirewallRule[] {
  const { ask } = decided;
  const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
  if (network === undefined) return [];
  const outside = externalRanges(estate, network);
  const meetsAll = all(estate, 'hubConnection').some((c) => c.virtualNetwork === network);
  const operators = [
    ...outside,
    ...hubsOf(estate, network).flatMap((hub) => knownOr(hub.prefixes, [])),
  ];
  const inVnet = (purpose: SpaceKindId): readonly Prefix[] =>
    subnetsIn(estate, network)
      .filter((subnet) => subnet.purpose === purpose)
      .flatMap((subnet) => knownOr(subnet.prefixes, []));
  const pods = podSubnetRanges(estate, cluster);
  const isPrivate = ask.cluster.ingress.some((entry) => entry.exposure === 'private');
  return [
    ...(meetsAll ? webRule(`${ask.name}-api-server`, operators, inVnet('apiServerSubnet')) : []),
    ...(isPrivate
      ? webRule(`${ask.name}-private-entries`, outside, inVnet('internalLoadBalancerSubnet'))
      : []),
    ...outsideSenders(estate, cluster).flatMap((sender) =>
      pods.length === 0 ? [] : [podsRule(sender, `${ask.name}-pods-from-${sender.name}`, pods)],
    ),
  ];
}

/** From outside to pods: who may reach which of them is told by policies. */
const podsRule = (
  { from, ports }: OutsideSender,
  name: string,
  pods: readonly Prefix[],
): FirewallRule => ({
  kind: 'network',
  name,
  from: { prefixes: from, ipGroups: [] },
  protocols:
    ports.length === 0
      ? ['TCP', 'UDP']
      : [...new Set(ports.map((each) => (each.protocol === 'UDP' ? 'UDP' : 'TCP')))],
  to: pods.map(formatPrefix),
  toFqdns: [],
  toIpGroups: [],
  ports:
    ports.length === 0 ? [{ first: 1, last: 65535 }] : ports.flatMap((each) => onePort(each.port)),
});

const webRule = (
  name: string,
  from: readonly Prefix[],
  to: readonly Prefix[],
): readonly FirewallRule[] =>
  from.length === 0 || to.length === 0
    ? []
    : [rangeRule({ name, to, port: 443, protocol: 'TCP' }, { prefixes: from, ipGroups: [] })];
