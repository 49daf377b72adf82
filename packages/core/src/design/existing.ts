import type { Prefix } from '@aksnet/net';
import type { DnsResolver } from '../estate/elements/dns.ts';
import type { NatGateway } from '../estate/elements/egress.ts';
import type { Firewall, FirewallPolicy } from '../estate/elements/firewall.ts';
import type { LogWorkspace } from '../estate/elements/logs.ts';
import type { Subnet, VirtualNetwork } from '../estate/elements/network.ts';
import type { DdosProtectionPlan, WebFirewallPolicy } from '../estate/elements/protection.ts';
import type { RouteTable } from '../estate/elements/routing.ts';
import { type Estate, everything } from '../estate/estate.ts';
import { canonical, type Id, nameInId, parentId, parseArmId } from '../estate/id.ts';
import type { HubGateway } from '../estate/neighbours.ts';
import { notStated } from '../evidence/knowable.ts';
import type { ElementId, Source } from '../evidence/source.ts';
import type { Existing } from '../requirements/existing.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Layer } from './places.ts';

/** An entry of `existing` of one kind. */
export type ExistingOf<K extends Existing['kind']> = Extract<Existing, { readonly kind: K }>;

/** Entries of a kind that serve a region: those that name it, and those that name none. */
export function existingIn<K extends Existing['kind']>(
  requirements: Requirements,
  kind: K,
  region: string,
): readonly ExistingOf<K>[] {
  return requirements.existing.filter(
    (entry): entry is ExistingOf<K> =>
      entry.kind === kind && (entry.region === undefined || entry.region === region),
  );
}

interface There<K extends string> {
  readonly kind: K;
  readonly id: Id<K>;
  readonly name: string;
  readonly spelled: string;
  readonly layer: Layer;
  readonly existing: true;
  readonly location?: string;
  readonly source: Source;
}

/** The fields that every existing element has in common. */
function there<K extends string>(kind: K, entry: Existing, layer: Layer): There<K> {
  const id = canonical(entry.id);
  return {
    kind,
    id,
    name: parseArmId(entry.id)?.names.at(-1) ?? nameInId(id),
    spelled: entry.id,
    layer,
    existing: true,
    ...(entry.region === undefined ? {} : { location: entry.region }),
    source: { document: 'design', path: ['existing'] },
  };
}

/** A VNet that is there; its ranges as stated. */
export const existingNetwork = (
  entry: ExistingOf<'virtualNetwork'>,
  domain: Id<'routingDomain'>,
): VirtualNetwork => ({
  ...there('virtualNetwork', entry, entry.use === 'hub' ? 'hub' : 'network'),
  prefixes: entry.ranges ?? notStated('ranges'),
  dnsServers: entry.dnsServers ?? notStated('dnsServers'),
  routingDomain: domain,
});

/** A subnet that is there; what hangs on it was not stated. */
export const existingSubnet = (entry: ExistingOf<'subnet'>): Subnet => ({
  ...there('subnet', entry, 'network'),
  virtualNetwork: parentId(canonical(entry.id)),
  prefixes: entry.ranges ?? notStated('ranges'),
  purpose: entry.use,
  routeTable: notStated('routeTable'),
  securityGroup: notStated('networkSecurityGroup'),
  natGateway: notStated('natGateway'),
  delegations: notStated('delegations'),
  serviceEndpoints: notStated('serviceEndpoints'),
  privateEndpointPolicies: notStated('privateEndpointNetworkPolicies'),
  defaultOutboundAccess: notStated('defaultOutboundAccess'),
});

/** A firewall that is there. Its rules stay with its owners unless its policy is named too. */
export function existingFirewall(
  requirements: Requirements,
  entry: ExistingOf<'firewall'>,
  region: string,
): Firewall {
  const [policy] = existingIn(requirements, 'firewallPolicy', region);
  const [subnet] = existingIn(requirements, 'subnet', region).filter(
    (s) => s.use === 'firewallSubnet',
  );
  return {
    ...there('firewall', entry, 'hub'),
    privateAddress: entry.privateAddress ?? notStated('privateAddress'),
    subnet: subnet === undefined ? notStated('subnet') : canonical(subnet.id),
    publicIps: notStated('publicIps'),
    policy: policy === undefined ? notStated('policy') : canonical(policy.id),
    tier: notStated('tier'),
    zones: notStated('zones'),
  };
}

/** A firewall policy that is there: rules of ours join it as groups of their own. */
export const existingPolicy = (
  entry: ExistingOf<'firewallPolicy'>,
  region: string,
): FirewallPolicy => ({
  ...there('firewallPolicy', entry, 'hub'),
  location: region,
  tier: notStated('tier'),
  base: notStated('base'),
  dnsProxy: entry.dnsProxy ?? notStated('dnsProxy'),
  dnsServers: notStated('dnsServers'),
  privateRanges: notStated('privateRanges'),
  threatIntelligence: notStated('threatIntelligence'),
});

/** A route table that is there; its routes were not stated. */
export const existingRouteTable = (entry: ExistingOf<'routeTable'>): RouteTable => ({
  ...there('routeTable', entry, 'network'),
  routes: notStated('routes'),
  propagateGatewayRoutes: notStated('disableBgpRoutePropagation'),
});

/** A NAT gateway that is there. */
export const existingNatGateway = (entry: ExistingOf<'natGateway'>): NatGateway => ({
  ...there('natGateway', entry, 'network'),
  sku: notStated('sku'),
  publicIps: notStated('publicIpAddresses'),
  publicIpPrefixes: notStated('publicIpPrefixes'),
  idleTimeout: notStated('idleTimeoutInMinutes'),
  zones: notStated('zones'),
});

/** A DDoS plan that is there. */
export const existingDdosPlan = (entry: ExistingOf<'ddosProtectionPlan'>): DdosProtectionPlan =>
  there('ddosProtectionPlan', entry, 'hub');

/** A web application firewall policy that is there: its rules are its owners'. */
export const existingWebFirewallPolicy = (
  entry: ExistingOf<'webFirewallPolicy'>,
): WebFirewallPolicy => ({
  ...there('webFirewallPolicy', entry, 'network'),
  mode: notStated('policySettings.mode'),
  enabled: notStated('policySettings.state'),
  ruleSets: notStated('managedRuleSets'),
});

/** A log workspace that is there. */
export const existingLogWorkspace = (entry: ExistingOf<'logWorkspace'>): LogWorkspace => ({
  ...there('logWorkspace', entry, 'cluster'),
  sku: notStated('sku'),
  retentionDays: notStated('retentionInDays'),
});

/** Ids of everything that a design makes or refers to, however deep it is said. */
export function mentioned(estate: Estate): ReadonlySet<ElementId> {
  const ids = new Set<ElementId>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.startsWith('/')) ids.add(canonical(value));
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const element of everything(estate)) walk(element);
  return ids;
}

/** A gateway of a Virtual WAN hub that is there, with what its far side is said to announce. */
export function existingHubGateway(
  entry: ExistingOf<'vpnGateway'> | ExistingOf<'expressRouteGateway'>,
  plan: { readonly hub: Id<'virtualHub'>; readonly learned: readonly Prefix[] },
): HubGateway {
  return entry.kind === 'vpnGateway'
    ? { ...there('vpnGateway', entry, 'hub'), ...plan }
    : { ...there('expressRouteGateway', entry, 'hub'), ...plan };
}

/** A DNS resolver that is there. */
export const existingResolver = (
  entry: ExistingOf<'dnsResolver'>,
  network: Id<'virtualNetwork'>,
): DnsResolver => ({
  ...there('dnsResolver', entry, 'hub'),
  virtualNetwork: network,
  inbound: notStated('inbound'),
  outbound: notStated('outbound'),
});
