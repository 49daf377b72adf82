import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, azurePage, containerServiceModels, supportPage } from './documents.ts';

const lbConcepts = azurePage(
  'articles/load-balancer/load-balancer-outbound-connections.md',
  '2022-03-01',
);
const lbConfigure = aksPage('configure-load-balancer-standard.md');
const natResource = azurePage('articles/nat-gateway/nat-gateway-resource.md', '2023-07-10');
const natSku = azurePage('articles/nat-gateway/nat-sku.md', '2026-07-27');
const firewallNat = azurePage('articles/firewall/integrate-with-nat-gateway.md', '2023-10-25');
const limitEgress = aksPage('limit-egress-traffic.md');
const aksNat = aksPage('nat-gateway.md');

/** Outbound ports of one frontend address of a Standard Load Balancer. */
export const lbPortsPerFrontendIp: Fact<number> = documented(64_000, lbConcepts, lbConfigure);

/** A step of the automatic allotment: nodes from and to, and the ports each of them gets. */
export interface PortTier {
  readonly fromNodes: number;
  readonly toNodes: number;
  readonly portsPerNode: number;
}

/**
 * Ports of a node when allocatedOutboundPorts is 0, by the size of the backend pool. Crossing a
 * boundary halves the ports of the nodes that are already there. No row is published above 1,000.
 */
export const lbPortTiers: Fact<readonly PortTier[]> = documented(
  [
    { fromNodes: 1, toNodes: 50, portsPerNode: 1024 },
    { fromNodes: 51, toNodes: 100, portsPerNode: 512 },
    { fromNodes: 101, toNodes: 200, portsPerNode: 256 },
    { fromNodes: 201, toNodes: 400, portsPerNode: 128 },
    { fromNodes: 401, toNodes: 800, portsPerNode: 64 },
    { fromNodes: 801, toNodes: 1000, portsPerNode: 32 },
  ],
  lbConcepts,
  lbConfigure,
);

/** Bounds of a manual allotment. */
export const lbManualPorts: Fact<{
  readonly least: number;
  readonly most: number;
  readonly multipleOf: number;
}> = documented({ least: 0, most: 64_000, multipleOf: 8 }, lbConfigure, containerServiceModels);

/** Ports that each load balancing or inbound NAT rule takes from its frontend. */
export const lbPortsPerInboundRule: Fact<number> = documented(8, lbConcepts);

/** Ports that a node gets automatically; undefined where no row is published (none, over 1,000). */
export function lbDefaultPorts(nodes: number): number | undefined {
  const tier = lbPortTiers.value.find((row) => row.fromNodes <= nodes && nodes <= row.toNodes);
  return tier?.portsPerNode;
}

/** A manual allotment on a load balancer. */
export interface LbAllotment {
  readonly portsPerNode: number;
  readonly outboundIps: number;
}

/** Most nodes that a manual allotment serves. */
export function lbMaxNodes(allotment: LbAllotment): number {
  const supply = lbPortsPerFrontendIp.value * allotment.outboundIps;
  return Math.floor(supply / allotment.portsPerNode);
}

/** The check that AKS makes before it accepts an allotment. */
export interface LbPortsCheck {
  readonly required: number;
  readonly available: number;
  readonly ok: boolean;
  /** The error of the API when it is not. */
  readonly error?: 'InvalidLoadBalancerProfileAllocatedOutboundPorts';
}

/**
 * Whether nodes × ports fits the frontends. `nodes` counts every pool at its maximum (maxCount
 * where it autoscales) plus surge.
 */
export function lbPortsCheck(input: LbAllotment & { readonly nodes: number }): LbPortsCheck {
  const required = input.nodes * input.portsPerNode;
  const available = lbPortsPerFrontendIp.value * input.outboundIps;
  if (required <= available) return { required, available, ok: true };
  const error = 'InvalidLoadBalancerProfileAllocatedOutboundPorts';
  return { required, available, ok: false, error };
}

/** Where the check is documented. */
export const lbPortsCheckCite: readonly Citation[] = [
  lbConfigure,
  supportPage('error-codes/invalidloadbalancerprofileallocatedoutboundports-error.md'),
];

/** Ports before and during an upgrade. */
export interface LbSurgeCheck {
  readonly available: number;
  readonly needed: number;
  readonly surgeNeeded: number;
  /** Ports left before the surge. */
  readonly spare: number;
  readonly ok: boolean;
}

/** Whether the surge nodes of an upgrade still get their ports. */
export function lbSurgeCheck(
  input: LbAllotment & { readonly nodes: number; readonly surge: number },
): LbSurgeCheck {
  const available = lbPortsPerFrontendIp.value * input.outboundIps;
  const needed = input.nodes * input.portsPerNode;
  const surgeNeeded = input.surge * input.portsPerNode;
  const spare = available - needed;
  return { available, needed, surgeNeeded, spare, ok: surgeNeeded <= spare };
}

/** Backend address configurations that services put on one frontend. */
export function lbBackendIpConfigs(input: {
  readonly services: number;
  readonly ports: number;
  readonly nodes: number;
}): number {
  return input.services * input.ports * input.nodes;
}

/** What a NAT gateway supplies. */
export interface NatSupply {
  readonly portsPerIp: number;
  readonly mostIps: number;
  /** Concurrent connections of one address to one destination. */
  readonly connectionsPerIpPerDestination: number;
  readonly totalConnections: number;
  readonly subnets: number;
  readonly vnets: number;
}

/** Supply of a NAT gateway, shared on demand by all its subnets. */
export const natGatewaySupply: Fact<NatSupply> = documented(
  {
    portsPerIp: 64_512,
    mostIps: 16,
    connectionsPerIpPerDestination: 50_000,
    totalConnections: 2_000_000,
    subnets: 800,
    vnets: 1,
  },
  natResource,
);

/** A SKU of NAT gateway. */
export interface NatSku {
  readonly zones: 'one' | 'redundant';
  readonly ipv6: boolean;
  readonly gigabitsPerSecond: number;
  readonly packetsPerSecond: number;
  readonly icmp: boolean;
  /** Regions that do not offer it. */
  readonly missingIn: readonly string[];
  readonly notes: readonly string[];
}

/** The SKUs of NAT gateway, in ARM's words. */
export const natGatewaySkus: Fact<Readonly<Record<'Standard' | 'StandardV2', NatSku>>> = documented(
  {
    Standard: {
      zones: 'one',
      ipv6: false,
      gigabitsPerSecond: 50,
      packetsPerSecond: 5_000_000,
      icmp: false,
      missingIn: [],
      notes: ['carries no IP fragments'],
    },
    StandardV2: {
      zones: 'redundant',
      ipv6: true,
      gigabitsPerSecond: 100,
      packetsPerSecond: 10_000_000,
      icmp: true,
      missingIn: [
        'canadaeast',
        'indonesiacentral',
        'israelnorthwest',
        'qatarcentral',
        'swedensouth',
        'westindia',
      ],
      notes: [
        'needs public addresses of SKU StandardV2; no own address ranges',
        'a Standard gateway cannot be turned into it',
        'breaks IPv6 outbound rules of a load balancer in the same subnet',
        'one connection gets at most 1 Gbps',
      ],
    },
  },
  natResource,
  natSku,
);

/** Ports of a NAT gateway with so many addresses. */
export function natGatewayPorts(ips: number): number {
  return natGatewaySupply.value.portsPerIp * ips;
}

/** What Azure Firewall supplies. */
export const firewallSupply: Fact<{
  readonly portsPerIpPerInstance: number;
  readonly leastInstances: number;
  readonly mostIps: number;
  /** Frontend addresses advised for production egress of AKS. */
  readonly advisedIps: number;
}> = documented(
  { portsPerIpPerInstance: 2496, leastInstances: 2, mostIps: 250, advisedIps: 20 },
  firewallNat,
  limitEgress,
);

/** Ports of Azure Firewall with so many addresses and instances. */
export function azureFirewallPorts(input: {
  readonly ips: number;
  readonly instances: number;
}): number {
  return firewallSupply.value.portsPerIpPerInstance * input.ips * input.instances;
}

/** Destinations that Azure Firewall leaves untranslated unless told otherwise. */
export const firewallUntranslated: Fact<readonly string[]> = documented(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
  azurePage('articles/firewall/snat-private-range.md'),
);

/** Outbound NAT of Windows nodes behind a load balancer. */
export const windowsOutboundNat: Fact<{
  readonly portsPerHostIp: number;
  readonly disableFromKubernetes: string;
  readonly disableFlag: string;
}> = documented(
  {
    portsPerHostIp: 64,
    disableFromKubernetes: '1.26',
    disableFlag: '--disable-windows-outbound-nat',
  },
  aksNat,
);
