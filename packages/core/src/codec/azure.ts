import type { AnyElement, ElementByKind, Kind } from '../estate/elements/kinds.ts';
import type { Estate, Fragment } from '../estate/estate.ts';
import type { Cursor } from '../text/cursor.ts';
import { adminConfigurations } from './azure/admin-configurations.ts';
import { adminRuleCollections } from './azure/admin-rule-collections.ts';
import { agentPools } from './azure/agent-pools.ts';
import { applicationGateways } from './azure/application-gateways.ts';
import { applicationSecurityGroups } from './azure/application-security-groups.ts';
import { bastionHosts } from './azure/bastion-hosts.ts';
import { ddosProtectionPlans } from './azure/ddos-protection-plans.ts';
import { diagnosticSettings } from './azure/diagnostic-settings.ts';
import { dnsResolvers } from './azure/dns-resolvers.ts';
import { expressRouteCircuits } from './azure/express-route-circuits.ts';
import { expressRouteGateways } from './azure/express-route-gateways.ts';
import { firewallPolicies } from './azure/firewall-policies.ts';
import { firewalls } from './azure/firewalls.ts';
import { flowLogs } from './azure/flow-logs.ts';
import { forwardingRulesets } from './azure/forwarding-rulesets.ts';
import { gatewayConnections } from './azure/gateway-connections.ts';
import { gatewaysForContainers } from './azure/gateways-for-containers.ts';
import { hubConnections } from './azure/hub-connections.ts';
import { ipGroups } from './azure/ip-groups.ts';
import { loadBalancers } from './azure/load-balancers.ts';
import { localNetworkGateways } from './azure/local-network-gateways.ts';
import { logWorkspaces } from './azure/log-workspaces.ts';
import { managedClusters } from './azure/managed-clusters.ts';
import { natGateways } from './azure/nat-gateways.ts';
import { networkGroups } from './azure/network-groups.ts';
import { networkInterfaces } from './azure/network-interfaces.ts';
import { networkSecurityGroups } from './azure/network-security-groups.ts';
import { privateDnsLinks } from './azure/private-dns-links.ts';
import { privateDnsZones } from './azure/private-dns-zones.ts';
import { privateEndpoints } from './azure/private-endpoints.ts';
import { privateLinkServices } from './azure/private-link-services.ts';
import { publicIpAddresses } from './azure/public-ip-addresses.ts';
import { publicIpPrefixes } from './azure/public-ip-prefixes.ts';
import { routeTables } from './azure/route-tables.ts';
import { ruleCollectionGroups } from './azure/rule-collection-groups.ts';
import { subnets } from './azure/subnets.ts';
import { virtualHubs } from './azure/virtual-hubs.ts';
import { virtualNetworkGateways } from './azure/virtual-network-gateways.ts';
import { virtualNetworkPeerings } from './azure/virtual-network-peerings.ts';
import { virtualNetworks } from './azure/virtual-networks.ts';
import { virtualWans } from './azure/virtual-wans.ts';
import { vpnGateways } from './azure/vpn-gateways.ts';
import { vpnSites } from './azure/vpn-sites.ts';
import { webFirewallPolicies } from './azure/web-firewall-policies.ts';
import type { Codec, ResourceBody } from './codec.ts';

/** Every kind that ARM knows, by its name in the model. A new kind is one file and one line here. */
export const azureCodecs: { readonly [K in Kind]?: Codec<K> } = {
  virtualNetwork: virtualNetworks,
  subnet: subnets,
  peering: virtualNetworkPeerings,
  virtualWan: virtualWans,
  virtualHub: virtualHubs,
  hubConnection: hubConnections,
  routeTable: routeTables,
  networkSecurityGroup: networkSecurityGroups,
  applicationSecurityGroup: applicationSecurityGroups,
  networkGroup: networkGroups,
  adminConfiguration: adminConfigurations,
  adminRuleCollection: adminRuleCollections,
  networkInterface: networkInterfaces,
  publicIp: publicIpAddresses,
  publicIpPrefix: publicIpPrefixes,
  natGateway: natGateways,
  loadBalancer: loadBalancers,
  firewall: firewalls,
  firewallPolicy: firewallPolicies,
  ruleCollectionGroup: ruleCollectionGroups,
  ipGroup: ipGroups,
  privateEndpoint: privateEndpoints,
  privateLinkService: privateLinkServices,
  privateDnsZone: privateDnsZones,
  privateDnsLink: privateDnsLinks,
  dnsResolver: dnsResolvers,
  forwardingRuleset: forwardingRulesets,
  virtualNetworkGateway: virtualNetworkGateways,
  vpnGateway: vpnGateways,
  expressRouteGateway: expressRouteGateways,
  localNetworkGateway: localNetworkGateways,
  gatewayConnection: gatewayConnections,
  expressRouteCircuit: expressRouteCircuits,
  vpnSite: vpnSites,
  bastionHost: bastionHosts,
  applicationGateway: applicationGateways,
  gatewayForContainers: gatewaysForContainers,
  webFirewallPolicy: webFirewallPolicies,
  ddosProtectionPlan: ddosProtectionPlans,
  cluster: managedClusters,
  agentPool: agentPools,
  logWorkspace: logWorkspaces,
  diagnosticSetting: diagnosticSettings,
  flowLog: flowLogs,
};

/** What reads one ARM type. */
export interface ArmReader {
  /** The ARM type in its usual spelling. */
  readonly type: string;
  /** The elements that a body of the type is. */
  readonly elements: (at: Cursor) => Fragment;
  /**
   * The wholes that a body of the type is a part of, each with nothing known but the part: see
   * `azure/parts`. A type may have both: interfaces of machines, and those of private endpoints.
   */
  readonly parts: (at: Cursor) => Fragment;
}

const none = (): Fragment => [];

const readers: ReadonlyMap<string, ArmReader> = readersOf(Object.values(azureCodecs));

function readersOf(
  codecs: readonly Pick<Codec<Kind>, 'spelledAs' | 'decode' | 'parts'>[],
): ReadonlyMap<string, ArmReader> {
  const found = new Map<string, ArmReader>();
  const add = (type: string, more: Partial<ArmReader>): void => {
    const before = found.get(type.toLowerCase()) ?? { type, elements: none, parts: none };
    found.set(type.toLowerCase(), { ...before, ...more });
  };
  for (const { spelledAs, decode, parts = [] } of codecs) {
    add(spelledAs, { elements: decode });
    for (const part of parts) add(part.spelledAs, { parts: part.decode });
  }
  return found;
}

/** What reads bodies of the ARM type, in any spelling; undefined for types outside the model. */
export const readerOf = (type: string): ArmReader | undefined => readers.get(type.toLowerCase());

/** Every ARM type that is read, parts included. */
export const readTypes: readonly string[] = [...readers.values()].map((reader) => reader.type);

/** The codec of a kind; undefined for kinds that are no ARM resources. */
export const codecOf = <K extends Kind>(kind: K): Codec<K> | undefined => azureCodecs[kind];

/** The body of an element, parts as children; undefined for kinds that are no ARM resources. */
export const encodeElement = (element: AnyElement, estate: Estate): ResourceBody | undefined =>
  encodeOf(element.kind, element, estate);

function encodeOf<K extends Kind>(
  kind: K,
  element: AnyElement,
  estate: Estate,
): ResourceBody | undefined {
  const codec = codecOf(kind);
  return codec !== undefined && isOfKind(element, kind) ? codec.encode(element, estate) : undefined;
}

const isOfKind = <K extends Kind>(element: AnyElement, kind: K): element is ElementByKind[K] =>
  element.kind === kind;
