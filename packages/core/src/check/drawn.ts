import { type Address, address, prefix } from '@aksnet/net';
import type { PrivateDnsLink, PrivateDnsZone } from '../estate/elements/dns.ts';
import type {
  FirewallPolicy,
  FirewallRule,
  RuleCollectionGroup,
} from '../estate/elements/firewall.ts';
import type { Namespace, NetworkPolicy, Workload } from '../estate/elements/kubernetes.ts';
import { kubernetesId } from '../estate/elements/kubernetes-id.ts';
import type { Route, RouteTable } from '../estate/elements/routing.ts';
import { armId, type Id } from '../estate/id.ts';
import { clusterId, type Said, vnetId } from '../estate/sketch.ts';
import { designed } from '../evidence/source.ts';

/*
 * Further elements drawn in a few words, for the examples of the rules and for their tests; what
 * `estate/sketch` has is not repeated.
 */

const place = (type: string, ...names: readonly string[]) => ({
  subscription: 'sub',
  resourceGroup: 'rg',
  type: `Microsoft.Network/${type}`,
  names,
});

/** The id that {@link routeTable} gives. */
export const tableId = (name: string): Id<'routeTable'> => armId(place('routeTables', name));

/** A route table that learns nothing from gateways. */
export const routeTable = (name: string, ...routes: readonly Route[]): RouteTable => ({
  kind: 'routeTable',
  id: tableId(name),
  name,
  source: designed(name),
  routes,
  propagateGatewayRoutes: false,
});

/** A route to an appliance at that address; of everything, when no range is given. */
export const routeVia = (hop: string, range = '0.0.0.0/0'): Route => ({
  name: 'via',
  destination: { kind: 'prefix', prefix: prefix(range) },
  nextHop: 'VirtualAppliance',
  nextHopAddresses: [address(hop)],
});

/** A route of everything to the internet. */
export const routeToInternet: Route = {
  name: 'out',
  destination: { kind: 'prefix', prefix: prefix('0.0.0.0/0') },
  nextHop: 'Internet',
  nextHopAddresses: [],
};

/** The id that {@link firewallPolicy} gives. */
export const firewallPolicyId = (name: string): Id<'firewallPolicy'> =>
  armId(place('firewallPolicies', name));

/** A firewall policy with its DNS proxy on. */
export const firewallPolicy = (name: string, said: Said<FirewallPolicy> = {}): FirewallPolicy => ({
  kind: 'firewallPolicy',
  id: firewallPolicyId(name),
  name,
  source: designed(name),
  tier: 'Standard',
  base: undefined,
  dnsProxy: true,
  dnsServers: [],
  privateRanges: undefined,
  threatIntelligence: 'Alert',
  ...said,
});

/** A group with one collection of rules that allow, or that deny. */
export const ruleGroup = (
  policy: string,
  rules: readonly FirewallRule[],
  action: 'Allow' | 'Deny' = 'Allow',
): RuleCollectionGroup => ({
  kind: 'ruleCollectionGroup',
  id: armId(place('firewallPolicies/ruleCollectionGroups', policy, action)),
  name: action,
  source: designed(policy, action),
  policy: firewallPolicyId(policy),
  priority: action === 'Deny' ? 100 : 200,
  collections: [{ name: 'rules', priority: 100, action, rules }],
});

const anySource = { prefixes: [], ipGroups: [], any: true } as const;

/** An application rule that opens names over HTTPS, or what an FQDN tag stands for. */
export const openNames = (
  names: readonly string[],
  fqdnTags: readonly string[] = [],
): FirewallRule => ({
  kind: 'application',
  name: 'names',
  from: anySource,
  protocols: [
    { type: 'Https', port: 443 },
    { type: 'Http', port: 80 },
  ],
  fqdns: names,
  fqdnTags,
  webCategories: [],
});

/** A network rule that opens one port to ranges, tags or names. */
export const openPort = (
  protocol: 'TCP' | 'UDP',
  port: number,
  to: readonly string[],
): FirewallRule => ({
  kind: 'network',
  name: `port-${port}`,
  from: anySource,
  protocols: [protocol],
  to,
  toFqdns: [],
  toIpGroups: [],
  ports: [{ first: port, last: port }],
});

/** The id that {@link zone} gives. */
export const zoneId = (name: string): Id<'privateDnsZone'> => armId(place('privateDnsZones', name));

/** A private DNS zone without records of its own. */
export const zone = (name: string): PrivateDnsZone => ({
  kind: 'privateDnsZone',
  id: zoneId(name),
  name,
  source: designed(name),
  records: [],
});

/** The link of a zone to a VNet. */
export const link = (zoneName: string, network: string): PrivateDnsLink => ({
  kind: 'privateDnsLink',
  id: armId(place('privateDnsZones/virtualNetworkLinks', zoneName, network)),
  name: network,
  source: designed(zoneName, network),
  zone: zoneId(zoneName),
  virtualNetwork: vnetId(network),
  registration: false,
  resolutionPolicy: 'Default',
});

/** Addresses from their texts. Throws a RangeError for what is none. */
export const addresses = (...texts: readonly string[]): readonly Address[] => texts.map(address);

const inCluster = (cluster: string, name: string, namespace?: string) => ({
  cluster: clusterId(cluster),
  ...(namespace === undefined ? {} : { namespace }),
  name,
});

/** A namespace, labelled with its name as Kubernetes does. */
export const namespace = (cluster: string, name: string): Namespace => ({
  kind: 'namespace',
  id: kubernetesId('namespace', inCluster(cluster, name)),
  source: designed(cluster, name),
  ...inCluster(cluster, name),
  labels: { 'kubernetes.io/metadata.name': name },
});

/** A deployment whose pods are labelled `app: name`. */
export const workload = (cluster: string, path: `${string}/${string}`): Workload => {
  const [inNamespace = '', name = ''] = path.split('/');
  return {
    kind: 'workload',
    id: kubernetesId('workload', {
      ...inCluster(cluster, name, inNamespace),
      type: 'Deployment',
    }),
    source: designed(cluster, path),
    ...inCluster(cluster, name, inNamespace),
    labels: {},
    workloadKind: 'Deployment',
    podLabels: { app: name },
    replicas: 1,
    ports: [],
    hostNetwork: false,
  };
};

/** A NetworkPolicy on all pods of a namespace that closes both directions, unless said otherwise. */
export const networkPolicy = (
  cluster: string,
  path: `${string}/${string}`,
  said: Said<NetworkPolicy> = {},
): NetworkPolicy => {
  const [inNamespace = '', name = ''] = path.split('/');
  return {
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', inCluster(cluster, name, inNamespace)),
    source: designed(cluster, path),
    ...inCluster(cluster, name, inNamespace),
    labels: {},
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: [],
    ...said,
  };
};
