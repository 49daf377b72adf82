import type { AnyElement, ElementByKind, Kind } from '../../estate/elements/kinds.ts';
import type { Json } from '../arm-json.ts';
import * as clusters from './clusters.ts';
import * as exits from './exits.ts';
import * as kubernetes from './kubernetes.ts';
import * as logs from './logs.ts';
import * as network from './network.ts';
import * as onPremises from './on-premises.ts';
import * as protection from './protection.ts';
import * as security from './security.ts';
import type { Place, Reading, Shape } from './shape.ts';

/** How each kind of element is written in a plan. A new kind does not compile without its shape. */
const shapes: { readonly [K in Kind]: Shape<ElementByKind[K]> } = {
  routingDomain: network.routingDomain,
  virtualNetwork: network.virtualNetwork,
  subnet: network.subnet,
  peering: network.peering,
  virtualWan: network.virtualWan,
  virtualHub: network.virtualHub,
  hubConnection: network.hubConnection,
  externalRange: network.externalRange,
  routeTable: network.routeTable,
  networkSecurityGroup: security.networkSecurityGroup,
  applicationSecurityGroup: security.applicationSecurityGroup,
  networkGroup: security.networkGroup,
  adminConfiguration: security.adminConfiguration,
  adminRuleCollection: security.adminRuleCollection,
  networkInterface: network.networkInterface,
  publicIp: exits.publicIp,
  publicIpPrefix: exits.publicIpPrefix,
  natGateway: exits.natGateway,
  loadBalancer: exits.loadBalancer,
  firewall: security.firewall,
  firewallPolicy: security.firewallPolicy,
  ruleCollectionGroup: security.ruleCollectionGroup,
  ipGroup: security.ipGroup,
  privateEndpoint: exits.privateEndpoint,
  privateLinkService: exits.privateLinkService,
  privateDnsZone: exits.privateDnsZone,
  privateDnsLink: exits.privateDnsLink,
  dnsResolver: exits.dnsResolver,
  forwardingRuleset: exits.forwardingRuleset,
  virtualNetworkGateway: exits.virtualNetworkGateway,
  vpnGateway: exits.vpnGateway,
  expressRouteGateway: exits.expressRouteGateway,
  localNetworkGateway: onPremises.localNetworkGateway,
  gatewayConnection: onPremises.gatewayConnection,
  expressRouteCircuit: onPremises.expressRouteCircuit,
  vpnSite: onPremises.vpnSite,
  bastionHost: exits.bastionHost,
  applicationGateway: exits.applicationGateway,
  gatewayForContainers: exits.gatewayForContainers,
  webFirewallPolicy: protection.webFirewallPolicy,
  ddosProtectionPlan: protection.ddosProtectionPlan,
  cluster: clusters.cluster,
  agentPool: clusters.agentPool,
  logWorkspace: logs.logWorkspace,
  diagnosticSetting: logs.diagnosticSetting,
  flowLog: logs.flowLog,
  namespace: kubernetes.namespace,
  node: kubernetes.node,
  workload: kubernetes.workload,
  service: kubernetes.service,
  networkPolicy: kubernetes.networkPolicy,
  kubernetesObject: kubernetes.kubernetesObject,
  flow: clusters.flow,
  recordedAnswer: clusters.recordedAnswer,
  attestation: clusters.attestation,
};

/** Whether the text names a kind; safe for `__proto__` and the like. */
export const isKind = (text: string): text is Kind => Object.hasOwn(shapes, text);

/** Writes an element of the kind. */
export function writeElement<K extends Kind>(kind: K, element: ElementByKind[K]): Json {
  const table: { readonly [L in K]: Shape<ElementByKind[L]> } = shapes;
  return table[kind].write(element);
}

/** Reads an element of the kind. */
export const readElement = (kind: Kind, value: unknown, at: Place): Reading<AnyElement> =>
  shapes[kind].read(value, at);
