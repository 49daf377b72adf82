import type * as adminRules from './admin-rules.ts';
import type * as cluster from './cluster.ts';
import type * as dns from './dns.ts';
import type * as egress from './egress.ts';
import type * as firewall from './firewall.ts';
import type { Flow } from './flow.ts';
import type * as gateway from './gateway.ts';
import type * as kubernetes from './kubernetes.ts';
import type * as logs from './logs.ts';
import type * as network from './network.ts';
import type { NetworkInterface } from './network-interface.ts';
import type * as onPremises from './on-premises.ts';
import type * as privateLink from './private-link.ts';
import type * as protection from './protection.ts';
import type * as recorded from './recorded.ts';
import type { RouteTable } from './routing.ts';
import type * as security from './security-group.ts';

/** Every kind of element, with its type. A new kind is one line here and one in {@link kinds}. */
export interface ElementByKind {
  readonly routingDomain: network.RoutingDomain;
  readonly virtualNetwork: network.VirtualNetwork;
  readonly subnet: network.Subnet;
  readonly peering: network.Peering;
  readonly virtualWan: network.VirtualWan;
  readonly virtualHub: network.VirtualHub;
  readonly hubConnection: network.HubConnection;
  readonly externalRange: network.ExternalRange;
  readonly routeTable: RouteTable;
  readonly networkSecurityGroup: security.NetworkSecurityGroup;
  readonly applicationSecurityGroup: security.ApplicationSecurityGroup;
  readonly networkGroup: adminRules.NetworkGroup;
  readonly adminConfiguration: adminRules.AdminConfiguration;
  readonly adminRuleCollection: adminRules.AdminRuleCollection;
  readonly networkInterface: NetworkInterface;
  readonly publicIp: egress.PublicIp;
  readonly publicIpPrefix: egress.PublicIpPrefix;
  readonly natGateway: egress.NatGateway;
  readonly loadBalancer: egress.LoadBalancer;
  readonly firewall: firewall.Firewall;
  readonly firewallPolicy: firewall.FirewallPolicy;
  readonly ruleCollectionGroup: firewall.RuleCollectionGroup;
  readonly ipGroup: firewall.IpGroup;
  readonly privateEndpoint: privateLink.PrivateEndpoint;
  readonly privateLinkService: privateLink.PrivateLinkService;
  readonly privateDnsZone: dns.PrivateDnsZone;
  readonly privateDnsLink: dns.PrivateDnsLink;
  readonly dnsResolver: dns.DnsResolver;
  readonly forwardingRuleset: dns.ForwardingRuleset;
  readonly virtualNetworkGateway: gateway.VirtualNetworkGateway;
  readonly vpnGateway: gateway.VpnGateway;
  readonly expressRouteGateway: gateway.ExpressRouteGateway;
  readonly localNetworkGateway: onPremises.LocalNetworkGateway;
  readonly gatewayConnection: onPremises.GatewayConnection;
  readonly expressRouteCircuit: onPremises.ExpressRouteCircuit;
  readonly vpnSite: onPremises.VpnSite;
  readonly bastionHost: gateway.BastionHost;
  readonly applicationGateway: gateway.ApplicationGateway;
  readonly gatewayForContainers: gateway.GatewayForContainers;
  readonly webFirewallPolicy: protection.WebFirewallPolicy;
  readonly ddosProtectionPlan: protection.DdosProtectionPlan;
  readonly cluster: cluster.Cluster;
  readonly agentPool: cluster.AgentPool;
  readonly logWorkspace: logs.LogWorkspace;
  readonly diagnosticSetting: logs.DiagnosticSetting;
  readonly flowLog: logs.FlowLog;
  readonly namespace: kubernetes.Namespace;
  readonly node: kubernetes.KubernetesNode;
  readonly workload: kubernetes.Workload;
  readonly service: kubernetes.Service;
  readonly networkPolicy: kubernetes.NetworkPolicy;
  readonly kubernetesObject: kubernetes.KubernetesObject;
  readonly flow: Flow;
  readonly recordedAnswer: recorded.RecordedAnswer;
  readonly attestation: recorded.Attestation;
}

/** Name of a kind of element. */
export type Kind = keyof ElementByKind;

/** Any element. */
export type AnyElement = ElementByKind[Kind];

const everyKind: { readonly [K in Kind]: true } = {
  routingDomain: true,
  virtualNetwork: true,
  subnet: true,
  peering: true,
  virtualWan: true,
  virtualHub: true,
  hubConnection: true,
  externalRange: true,
  routeTable: true,
  networkSecurityGroup: true,
  applicationSecurityGroup: true,
  networkGroup: true,
  adminConfiguration: true,
  adminRuleCollection: true,
  networkInterface: true,
  publicIp: true,
  publicIpPrefix: true,
  natGateway: true,
  loadBalancer: true,
  firewall: true,
  firewallPolicy: true,
  ruleCollectionGroup: true,
  ipGroup: true,
  privateEndpoint: true,
  privateLinkService: true,
  privateDnsZone: true,
  privateDnsLink: true,
  dnsResolver: true,
  forwardingRuleset: true,
  virtualNetworkGateway: true,
  vpnGateway: true,
  expressRouteGateway: true,
  localNetworkGateway: true,
  gatewayConnection: true,
  expressRouteCircuit: true,
  vpnSite: true,
  bastionHost: true,
  applicationGateway: true,
  gatewayForContainers: true,
  webFirewallPolicy: true,
  ddosProtectionPlan: true,
  cluster: true,
  agentPool: true,
  logWorkspace: true,
  diagnosticSetting: true,
  flowLog: true,
  namespace: true,
  node: true,
  workload: true,
  service: true,
  networkPolicy: true,
  kubernetesObject: true,
  flow: true,
  recordedAnswer: true,
  attestation: true,
};

/** Every kind, in the order in which people read them: networks first, evidence last. */
export const kinds: readonly Kind[] = Object.keys(everyKind).filter(
  (key): key is Kind => key in everyKind,
);
