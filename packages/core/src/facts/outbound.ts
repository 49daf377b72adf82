import { type AssumptionChoices, type AssumptionName, assumed } from './assumptions.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, aksRelease, azurePage, containerServiceModels, derived } from './documents.ts';

/** `outboundType` of a cluster, in ARM's words. */
export type OutboundTypeId =
  | 'loadBalancer'
  | 'managedNATGateway'
  | 'managedNATGatewayV2'
  | 'userAssignedNATGateway'
  | 'userDefinedRouting'
  | 'none'
  | 'block';

/** Whose VNet the nodes live in: one that AKS makes, or the customer's own. */
export type VnetKind = 'managed' | 'byo';

/** What takes a packet for the internet once it has left the node. */
export type OutboundOwner = 'loadBalancer' | 'natGateway' | 'nextHop' | 'nobody';

/** One way out of the cluster. */
export interface OutboundType {
  readonly id: OutboundTypeId;
  readonly title: string;
  readonly status: 'ga' | 'preview';
  readonly vnets: readonly VnetKind[];
  readonly owner: OutboundOwner;
  /** What AKS makes for it; empty: nothing, the customer brings it. */
  readonly builds: readonly string[];
  /** What must be there before; `routeTable`: one with 0.0.0.0/0 whose next hop is not Internet. */
  readonly needs: readonly ('natGateway' | 'routeTable' | 'networkIsolation' | 'previewFeature')[];
  /** Whether a load balancer profile may be given with it. */
  readonly loadBalancerProfile: boolean;
  /** Whether outbound NAT of Windows nodes can be switched off with it. */
  readonly windowsOutboundNatOff: boolean;
  readonly notes: readonly string[];
  readonly cite: readonly Citation[];
}

const outboundPage = aksPage('egress-outboundtype.md', 'dated 2026-08-05');
const natPage = aksPage('nat-gateway.md');
const udrPage = aksPage('egress-udr.md');

/** Every way out, by id. */
export const outboundTypes: Readonly<Record<OutboundTypeId, OutboundType>> = {
  loadBalancer: {
    id: 'loadBalancer',
    title: 'load balancer',
    status: 'ga',
    vnets: ['managed', 'byo'],
    owner: 'loadBalancer',
    builds: ['public address', 'Standard Load Balancer', 'outbound rule'],
    needs: [],
    loadBalancerProfile: true,
    windowsOutboundNatOff: false,
    notes: ['every node has a fixed share of the ports'],
    cite: [outboundPage, aksPage('load-balancer-standard.md')],
  },
  managedNATGateway: {
    id: 'managedNATGateway',
    title: 'managed NAT gateway',
    status: 'ga',
    vnets: ['managed'],
    owner: 'natGateway',
    builds: ['NAT gateway of SKU Standard', 'public addresses'],
    needs: [],
    loadBalancerProfile: false,
    windowsOutboundNatOff: true,
    notes: ['1 to 16 addresses'],
    cite: [outboundPage, natPage],
  },
  managedNATGatewayV2: {
    id: 'managedNATGatewayV2',
    title: 'managed NAT gateway of SKU StandardV2',
    status: 'preview',
    vnets: ['managed'],
    owner: 'natGateway',
    builds: ['NAT gateway of SKU StandardV2', 'public addresses'],
    needs: ['previewFeature'],
    loadBalancerProfile: false,
    windowsOutboundNatOff: true,
    notes: ['managed or own addresses: settled when the cluster is created'],
    cite: [outboundPage, aksRelease('2026-07-17')],
  },
  userAssignedNATGateway: {
    id: 'userAssignedNATGateway',
    title: 'own NAT gateway',
    status: 'ga',
    vnets: ['byo'],
    owner: 'natGateway',
    builds: [],
    needs: ['natGateway'],
    loadBalancerProfile: false,
    windowsOutboundNatOff: true,
    notes: ['the gateway must be on the subnet already, on pod subnets too'],
    cite: [outboundPage, natPage, derived('pods of a pod subnet leave by the pod subnet')],
  },
  userDefinedRouting: {
    id: 'userDefinedRouting',
    title: 'user defined routing',
    status: 'ga',
    vnets: ['byo'],
    owner: 'nextHop',
    builds: [],
    needs: ['routeTable'],
    loadBalancerProfile: false,
    windowsOutboundNatOff: true,
    notes: [
      'a load balancer is made only when a LoadBalancer service appears, for inbound only',
      'AKS refuses Internet as next hop of the default route',
      'a public load balancer beside it makes return paths asymmetric',
    ],
    cite: [outboundPage, udrPage, aksPage('limit-egress-traffic.md')],
  },
  none: {
    id: 'none',
    title: 'none',
    status: 'ga',
    vnets: ['managed', 'byo'],
    owner: 'nobody',
    builds: [],
    needs: ['networkIsolation'],
    loadBalancerProfile: false,
    windowsOutboundNatOff: false,
    notes: ['public addresses of nodes still lead out'],
    cite: [outboundPage, aksPage('concepts-network-isolated.md')],
  },
  block: {
    id: 'block',
    title: 'block',
    status: 'preview',
    vnets: ['managed'],
    owner: 'nobody',
    builds: ['a security rule that denies the internet'],
    needs: ['networkIsolation', 'previewFeature'],
    loadBalancerProfile: false,
    windowsOutboundNatOff: false,
    notes: ['traffic inside the VNet is not affected'],
    cite: [outboundPage, aksPage('concepts-network-isolated.md')],
  },
};

/** Whether outboundType may be changed, as the tables say; a name stands for a conflict. */
export type OutboundChange = 'same' | 'allowed' | 'refused' | AssumptionName;

const managedVnet: Partial<
  Record<OutboundTypeId, Partial<Record<OutboundTypeId, OutboundChange>>>
> = {
  loadBalancer: {
    managedNATGatewayV2: 'allowed',
    managedNATGateway: 'allowed',
    none: 'allowed',
    block: 'allowed',
  },
  managedNATGatewayV2: {
    none: 'outbound.managedNatV2ToNone',
    block: 'outbound.managedNatV2ToNone',
  },
  managedNATGateway: {
    loadBalancer: 'outbound.managedNatToLoadBalancer',
    managedNATGatewayV2: 'allowed',
    none: 'allowed',
    block: 'allowed',
  },
  none: {
    loadBalancer: 'allowed',
    managedNATGatewayV2: 'allowed',
    managedNATGateway: 'allowed',
    block: 'allowed',
  },
  block: {
    loadBalancer: 'allowed',
    managedNATGatewayV2: 'allowed',
    managedNATGateway: 'allowed',
    none: 'allowed',
  },
};

const freelyChanged: readonly OutboundTypeId[] = [
  'loadBalancer',
  'userAssignedNATGateway',
  'userDefinedRouting',
  'none',
];

/**
 * What the tables of Microsoft say about a change of outboundType in place. In an own VNet four
 * types change freely; in a managed one each pair has its own cell, and what has none is refused.
 */
export function outboundChange(
  from: OutboundTypeId,
  to: OutboundTypeId,
  vnet: VnetKind,
): OutboundChange {
  if (from === to) return 'same';
  if (vnet === 'managed') return managedVnet[from]?.[to] ?? 'refused';
  return freelyChanged.includes(from) && freelyChanged.includes(to) ? 'allowed' : 'refused';
}

/** Whether a change is possible once conflicts are settled by the assumptions. */
export function isOutboundChangeAllowed(
  change: OutboundChange,
  choices: AssumptionChoices = {},
): boolean {
  if (change === 'same' || change === 'allowed') return true;
  return change !== 'refused' && assumed(change, choices) === 'allowed';
}

/** What a change of outboundType does, and who cannot do it. */
export const outboundChangeCosts: Fact<readonly string[]> = documented(
  [
    'open connections are interrupted',
    'the public addresses of the cluster change, so authorized ranges and allow lists must follow',
    'clusters with node autoprovisioning cannot change it',
  ],
  outboundPage,
  aksPage('node-auto-provisioning.md'),
);

/** What carries a packet out when several things could, strongest first. */
export const outboundPrecedence: Fact<readonly string[]> = documented(
  [
    'user route 0.0.0.0/0 to an appliance or gateway',
    'NAT gateway of the subnet',
    'public address of the instance',
    'outbound rule of the load balancer',
    'default outbound access',
  ],
  azurePage('articles/nat-gateway/nat-gateway-resource.md', '2023-07-10'),
);

/** outboundType of a cluster that states none. */
export const defaultOutboundType: Fact<OutboundTypeId> = documented(
  'loadBalancer',
  outboundPage,
  containerServiceModels,
);

/** Static egress gateway: public prefixes it offers and where it cannot be used. */
export const staticEgressGateway: Fact<{
  readonly addressesByPrefixLength: Readonly<Record<'28' | '29' | '30' | '31', number>>;
  readonly defaultPrefixLength: number;
  readonly nodesForAvailability: number;
}> = documented(
  {
    addressesByPrefixLength: { '28': 16, '29': 8, '30': 4, '31': 2 },
    defaultPrefixLength: 31,
    nodesForAvailability: 2,
  },
  aksPage('configure-static-egress-gateway.md', 'NetworkPolicy is not applied on that leg'),
  containerServiceModels,
);

/** Whether a text names a way out; safe for `__proto__` and the like. */
export function isOutboundTypeId(text: string): text is OutboundTypeId {
  return Object.hasOwn(outboundTypes, text);
}
