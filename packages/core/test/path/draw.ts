import { address, parsePrefix, prefix } from '@aksnet/net';
import type { DnsRecord, PrivateDnsLink, PrivateDnsZone } from '../../src/estate/elements/dns.ts';
import type {
  FirewallPolicy,
  FirewallRule,
  RuleCollectionGroup,
} from '../../src/estate/elements/firewall.ts';
import type {
  ExpressRouteGateway,
  VirtualNetworkGateway,
} from '../../src/estate/elements/gateway.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import type {
  LabelSelector,
  Namespace,
  NetworkPolicy,
  PolicyRule,
  Workload,
} from '../../src/estate/elements/kubernetes.ts';
import { kubernetesId } from '../../src/estate/elements/kubernetes-id.ts';
import type { HubConnection, VirtualHub } from '../../src/estate/elements/network.ts';
import type { Route, RouteTable } from '../../src/estate/elements/routing.ts';
import type {
  NetworkSecurityGroup,
  Peer,
  SecurityRule,
} from '../../src/estate/elements/security-group.ts';
import { type Estate, estateOf, everything } from '../../src/estate/estate.ts';
import { armId, type Id } from '../../src/estate/id.ts';
import { clusterId, prefixes, sketchedFrame, vnetId } from '../../src/estate/sketch.ts';
import { designed } from '../../src/evidence/source.ts';

/*
 * What `estate/sketch` does not draw, in as few words: tables, groups, firewalls with rules, zones,
 * gateways and what runs in a cluster. A world of these elements has everything listed.
 */

const arm = <K extends string>(type: string, ...names: readonly string[]): Id<K> =>
  armId({ subscription: 'sub', resourceGroup: 'rg', type, names });

const head = <K extends string>(kind: K, type: string, ...names: readonly string[]) => ({
  kind,
  id: arm<K>(type, ...names),
  name: names.at(-1) ?? '',
  source: designed(...names),
});

/** An estate of the elements, everything listed. */
export const world = (
  elements: readonly AnyElement[],
  frame: Partial<typeof sketchedFrame> = {},
): Estate => estateOf({ ...sketchedFrame, ...frame }, elements);

/** The estate without some of its elements. */
export const without = (estate: Estate, drop: (element: AnyElement) => boolean): Estate =>
  estateOf(
    estate,
    [...everything(estate)].filter((element) => !drop(element)),
  );

/** The estate with elements changed; throws when nothing was. */
export function changed(estate: Estate, change: (element: AnyElement) => AnyElement): Estate {
  const before = [...everything(estate)];
  const after = before.map(change);
  if (after.every((element, i) => element === before[i])) throw new Error('nothing was changed');
  return estateOf(estate, after);
}

/** The id that {@link table} gives. */
export const tableId = (name: string): Id<'routeTable'> =>
  arm('Microsoft.Network/routeTables', name);

/** A route table: destination to next hop, an address or a word; `via` names a firewall. */
export const table = (
  name: string,
  routes: Readonly<Record<string, string>>,
  said: Partial<RouteTable> = {},
): RouteTable => ({
  ...head('routeTable', 'Microsoft.Network/routeTables', name),
  routes: Object.entries(routes).map(([destination, hop], i) => routeTo(`r${i}`, destination, hop)),
  propagateGatewayRoutes: true,
  ...said,
});

const routeTo = (name: string, destination: string, hop: string): Route => ({
  name,
  destination: { kind: 'prefix', prefix: prefix(destination) },
  ...(hop === 'None' || hop === 'Internet' || hop === 'VnetLocal'
    ? { nextHop: hop, nextHopAddresses: [] }
    : { nextHop: 'VirtualAppliance', nextHopAddresses: [address(hop)] }),
});

/** The id that {@link group} gives. */
export const groupId = (name: string): Id<'networkSecurityGroup'> =>
  arm('Microsoft.Network/networkSecurityGroups', name);

/** A security group with rules of {@link rule}. */
export const group = (name: string, rules: readonly SecurityRule[]): NetworkSecurityGroup => ({
  ...head('networkSecurityGroup', 'Microsoft.Network/networkSecurityGroups', name),
  rules,
});

const peer = (text: string): Peer => {
  if (text === '*') return { kind: 'any' };
  const parsed = parsePrefix(text);
  return parsed.ok ? { kind: 'prefixes', prefixes: [parsed.value] } : { kind: 'tag', tag: text };
};

/** A rule: `Inbound Deny 200 10.0.0.0/8 > * : 443`; ports may be `*` or `1-2`. */
export function rule(text: string): SecurityRule {
  const [direction, access, priority, source = '*', , destination = '*', , ports = '*'] =
    text.split(' ');
  const [first = '0', last = first] = ports === '*' ? ['0', '65535'] : ports.split('-');
  if (direction !== 'Inbound' && direction !== 'Outbound') throw new Error(text);
  if (access !== 'Allow' && access !== 'Deny' && access !== 'AlwaysAllow') throw new Error(text);
  return {
    name: `${access}-${priority}`,
    priority: Number(priority),
    direction,
    access,
    protocol: '*',
    sources: [peer(source)],
    sourcePorts: [{ first: 0, last: 65535 }],
    destinations: [peer(destination)],
    destinationPorts: [{ first: Number(first), last: Number(last) }],
  };
}

/** The id that {@link policy} gives. */
export const policyId = (name: string): Id<'firewallPolicy'> =>
  arm('Microsoft.Network/firewallPolicies', name);

/** A firewall policy that proxies names. */
export const policy = (name: string, said: Partial<FirewallPolicy> = {}): FirewallPolicy => ({
  ...head('firewallPolicy', 'Microsoft.Network/firewallPolicies', name),
  tier: 'Premium',
  base: undefined,
  dnsProxy: true,
  dnsServers: [],
  privateRanges: undefined,
  threatIntelligence: 'Deny',
  ...said,
});

/** A group of rules of a policy, with one collection. */
export const ruleGroup = (
  path: `${string}/${string}`,
  rules: readonly FirewallRule[],
  said: { readonly action?: 'Allow' | 'Deny'; readonly priority?: number } = {},
): RuleCollectionGroup => {
  const [of = '', name = ''] = path.split('/');
  return {
    ...head(
      'ruleCollectionGroup',
      'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
      of,
      name,
    ),
    policy: policyId(of),
    priority: said.priority ?? 200,
    collections: [{ name, priority: 200, action: said.action ?? 'Allow', rules }],
  };
};

/** A network rule for TCP, to `range:port`. */
export function networkRule(name: string, from: string, to: string): FirewallRule {
  const [range = '', port = ''] = to.split(':');
  return {
    kind: 'network',
    name,
    from: { prefixes: prefixes(from), ipGroups: [] },
    protocols: ['TCP'],
    to: [range],
    toFqdns: [],
    toIpGroups: [],
    ports: [{ first: Number(port), last: Number(port) }],
  };
}

/** An application rule for HTTPS; a name without a dot is a tag. */
export const applicationRule = (name: string, from: string, to: string): FirewallRule => ({
  kind: 'application',
  name,
  from: { prefixes: prefixes(from), ipGroups: [] },
  protocols: [{ type: 'Https', port: 443 }],
  fqdns: to.includes('.') ? [to] : [],
  fqdnTags: to.includes('.') ? [] : [to],
  webCategories: [],
});

/** The id that {@link zone} gives. */
export const zoneId = (name: string): Id<'privateDnsZone'> =>
  arm('Microsoft.Network/privateDnsZones', name);

/** A private zone with A records: name to address. */
export const zone = (
  name: string,
  records: Readonly<Record<string, string>> = {},
): PrivateDnsZone => ({
  ...head('privateDnsZone', 'Microsoft.Network/privateDnsZones', name),
  records: Object.entries(records).map(
    ([own, value]): DnsRecord => ({ name: own, type: 'A', values: [value] }),
  ),
});

/** The link of a zone to a VNet. */
export const link = (
  zoneName: string,
  network: string,
  said: Partial<PrivateDnsLink> = {},
): PrivateDnsLink => ({
  ...head(
    'privateDnsLink',
    'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    zoneName,
    network,
  ),
  zone: zoneId(zoneName),
  virtualNetwork: vnetId(network),
  registration: false,
  resolutionPolicy: 'Default',
  ...said,
});

/** An ExpressRoute gateway that has learnt the ranges. */
export const gateway = (
  name: string,
  subnet: Id<'subnet'>,
  ...learned: readonly string[]
): VirtualNetworkGateway => ({
  ...head('virtualNetworkGateway', 'Microsoft.Network/virtualNetworkGateways', name),
  type: 'ExpressRoute',
  subnet,
  learned: prefixes(...learned),
});

/** A workload named as `namespace/name` with the label `app`. */
export function workload(path: `${string}/${string}`, cluster: string, port = 8080): Workload {
  const [namespace = '', name = ''] = path.split('/');
  const id = clusterId(cluster);
  return {
    kind: 'workload',
    id: kubernetesId('workload', { cluster: id, namespace, name, type: 'apps/Deployment' }),
    name,
    cluster: id,
    namespace,
    labels: { app: name },
    workloadKind: 'Deployment',
    podLabels: { app: name },
    replicas: 1,
    ports: [{ protocol: 'TCP', port, name: 'web' }],
    hostNetwork: false,
    source: designed(path),
  };
}

/** A namespace. */
export const namespace = (name: string, cluster: string): Namespace => ({
  kind: 'namespace',
  id: kubernetesId('namespace', { cluster: clusterId(cluster), name }),
  name,
  cluster: clusterId(cluster),
  labels: { team: name },
  source: designed(name),
});

/** A NetworkPolicy named as `namespace/name`; directions that are given are closed. */
export function networkPolicy(
  path: `${string}/${string}`,
  cluster: string,
  says: {
    readonly pods?: LabelSelector;
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  },
): NetworkPolicy {
  const [inNamespace = '', name = ''] = path.split('/');
  const id = clusterId(cluster);
  return {
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', { cluster: id, namespace: inNamespace, name }),
    name,
    cluster: id,
    namespace: inNamespace,
    labels: {},
    podSelector: says.pods ?? {},
    policyTypes: [
      ...(says.ingress === undefined ? [] : (['Ingress'] as const)),
      ...(says.egress === undefined ? [] : (['Egress'] as const)),
    ],
    ingress: says.ingress ?? [],
    egress: says.egress ?? [],
    source: designed(path),
  };
}

/** The id that {@link virtualHub} gives. */
export const hubId = (name: string): Id<'virtualHub'> => arm('Microsoft.Network/virtualHubs', name);

/** A hub of the one Virtual WAN, whose intent sends everything through its firewall. */
export const virtualHub = (name: string, said: Partial<VirtualHub> = {}): VirtualHub => ({
  ...head('virtualHub', 'Microsoft.Network/virtualHubs', name),
  prefix: prefix('10.250.0.0/23'),
  virtualWan: arm('Microsoft.Network/virtualWans', 'wan'),
  firewall: undefined,
  routingIntent: { internet: true, private: true },
  privatePrefixes: [],
  ...said,
});

/** The connection of a VNet to a hub, which gives it the default route. */
export const connection = (
  hub: string,
  network: string,
  said: Partial<HubConnection> = {},
): HubConnection => ({
  ...head(
    'hubConnection',
    'Microsoft.Network/virtualHubs/hubVirtualNetworkConnections',
    hub,
    network,
  ),
  hub: hubId(hub),
  virtualNetwork: vnetId(network),
  internetSecurity: true,
  ...said,
});

/** An ExpressRoute gateway in a hub, with what it has learnt. */
export const hubGateway = (
  name: string,
  hub: string,
  ...learned: readonly string[]
): ExpressRouteGateway => ({
  ...head('expressRouteGateway', 'Microsoft.Network/expressRouteGateways', name),
  hub: hubId(hub),
  learned: prefixes(...learned),
});
