import type { Kind } from '../../estate/elements/kinds.ts';

/** What people call things of a kind. */
export interface KindWords {
  readonly one: string;
  readonly many: string;
}

const plural = (one: string): KindWords => ({ one, many: `${one}s` });

const kindWords: Readonly<Record<Kind, KindWords>> = {
  routingDomain: plural('routing domain'),
  virtualNetwork: plural('VNet'),
  subnet: plural('subnet'),
  peering: plural('peering'),
  virtualWan: plural('Virtual WAN'),
  virtualHub: plural('Virtual WAN hub'),
  hubConnection: plural('hub connection'),
  externalRange: plural('outside range'),
  routeTable: plural('route table'),
  networkSecurityGroup: plural('network security group'),
  applicationSecurityGroup: plural('application security group'),
  networkGroup: plural('network group'),
  adminConfiguration: plural('security admin configuration'),
  adminRuleCollection: plural('admin rule collection'),
  networkInterface: plural('network interface'),
  publicIp: { one: 'public address', many: 'public addresses' },
  publicIpPrefix: { one: 'public IP prefix', many: 'public IP prefixes' },
  natGateway: plural('NAT gateway'),
  loadBalancer: plural('load balancer'),
  firewall: plural('firewall'),
  firewallPolicy: { one: 'firewall policy', many: 'firewall policies' },
  ruleCollectionGroup: plural('rule collection group'),
  ipGroup: plural('IP group'),
  privateEndpoint: plural('private endpoint'),
  privateLinkService: plural('private link service'),
  privateDnsZone: plural('private DNS zone'),
  privateDnsLink: plural('private DNS link'),
  dnsResolver: plural('DNS resolver'),
  forwardingRuleset: plural('forwarding ruleset'),
  virtualNetworkGateway: plural('gateway'),
  vpnGateway: { one: 'VPN gateway of a hub', many: 'VPN gateways of hubs' },
  expressRouteGateway: {
    one: 'ExpressRoute gateway of a hub',
    many: 'ExpressRoute gateways of hubs',
  },
  localNetworkGateway: plural('local network gateway'),
  gatewayConnection: plural('gateway connection'),
  expressRouteCircuit: plural('ExpressRoute circuit'),
  vpnSite: plural('VPN site'),
  bastionHost: plural('Bastion host'),
  applicationGateway: plural('application gateway'),
  gatewayForContainers: {
    one: 'Application Gateway for Containers',
    many: 'Application Gateways for Containers',
  },
  webFirewallPolicy: {
    one: 'web application firewall policy',
    many: 'web application firewall policies',
  },
  ddosProtectionPlan: plural('DDoS protection plan'),
  cluster: plural('cluster'),
  agentPool: plural('node pool'),
  logWorkspace: plural('log workspace'),
  diagnosticSetting: plural('diagnostic setting'),
  flowLog: plural('flow log'),
  namespace: plural('namespace'),
  node: plural('node'),
  workload: plural('workload'),
  service: plural('Service'),
  networkPolicy: { one: 'NetworkPolicy', many: 'NetworkPolicies' },
  kubernetesObject: plural('Kubernetes object'),
  flow: plural('flow'),
  recordedAnswer: plural('recorded answer'),
  attestation: plural('attestation'),
};

/** What things are called that a list may lack but that are no elements of their own. */
const partWords: Readonly<Record<string, KindWords>> = { node: plural('node') };

const isKind = (text: string): text is Kind => Object.hasOwn(kindWords, text);

/** Several things of a kind: `virtualNetwork` → `VNets`. A text that names no kind stays as it is. */
export const manyOf = (kind: string): string =>
  isKind(kind)
    ? kindWords[kind].many
    : Object.hasOwn(partWords, kind)
      ? (partWords[kind]?.many ?? kind)
      : kind;

/** One thing of a kind: `agentPool` → `node pool`. */
export const oneOf = (kind: Kind): string => kindWords[kind].one;
