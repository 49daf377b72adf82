import type { Citation } from '../citation.ts';
import { aksPage, azurePage } from '../documents.ts';
import type { Limit } from './limit.ts';

const vnetLimits: Citation = azurePage('includes/azure-virtual-network-limits.md', '2022-12-05');
const privateLinkLimits: Citation = azurePage('includes (private link limits)', '2020-04-21');

/** The ids of the limits in this table. */
export type NetworkLimitId =
  | 'reserved-ips-per-subnet'
  | 'subnet-prefix-ipv4-smallest'
  | 'subnet-prefix-ipv4-largest'
  | 'subnet-prefix-ipv6'
  | 'vnet-prefix-largest'
  | 'vnets-per-subscription-region'
  | 'subnets-per-vnet'
  | 'peerings-per-vnet'
  | 'private-ips-per-vnet'
  | 'private-ips-per-peered-group'
  | 'private-ips-per-nic'
  | 'dns-servers-per-vnet'
  | 'nsgs'
  | 'nsg-rules-per-nsg'
  | 'nsg-addresses-per-side'
  | 'asgs'
  | 'route-tables'
  | 'routes-per-route-table'
  | 'service-tag-routes-per-route-table'
  | 'flows-per-nic'
  | 'private-endpoints-per-vnet'
  | 'private-endpoints-per-vnet-high-scale'
  | 'private-endpoints-per-peered-group'
  | 'private-endpoints-per-peered-group-high-scale'
  | 'private-endpoints-per-subscription'
  | 'dns-forwarding-rules-per-ruleset';

/** Limits of Azure networking around a cluster, by id. */
export const networkLimits: Readonly<Record<NetworkLimitId, Limit>> = {
  'reserved-ips-per-subnet': {
    what: 'addresses of a subnet that Azure keeps: the first four and the last',
    value: 5,
    raisable: false,
    assumption: 'subnet.reserved',
    confidence: 'conflicting',
    cite: [
      azurePage('articles/virtual-network/virtual-networks-faq.md'),
      aksPage('concepts-network-azure-cni-overlay.md'),
    ],
  },
  'subnet-prefix-ipv4-smallest': {
    what: 'prefix length of the smallest IPv4 subnet',
    value: 29,
    raisable: false,
    confidence: 'documented',
    cite: [azurePage('articles/virtual-network/virtual-networks-faq.md')],
  },
  'subnet-prefix-ipv4-largest': {
    what: 'prefix length of the largest IPv4 subnet',
    value: 2,
    raisable: false,
    confidence: 'documented',
    cite: [azurePage('articles/virtual-network/virtual-networks-faq.md')],
  },
  'subnet-prefix-ipv6': {
    what: 'prefix length of every IPv6 subnet',
    value: 64,
    raisable: false,
    confidence: 'documented',
    cite: [azurePage('articles/virtual-network/virtual-networks-faq.md')],
  },
  'vnet-prefix-largest': {
    what: 'prefix length of the largest VNet of a cluster',
    value: 8,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('concepts-network-ip-address-planning.md')],
  },
  'vnets-per-subscription-region': {
    what: 'VNets of a subscription in a region',
    value: 1000,
    raisable: true,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'subnets-per-vnet': {
    what: 'subnets of a VNet',
    value: 3000,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'peerings-per-vnet': {
    what: 'peerings of a VNet',
    value: 500,
    raisable: true,
    assumption: 'vnet.peerings',
    confidence: 'uncertain',
    cite: [vnetLimits],
  },
  'private-ips-per-vnet': {
    what: 'private addresses in use in a VNet',
    value: 65536,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'private-ips-per-peered-group': {
    what: 'private addresses in use in a VNet and its peers',
    value: 128000,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'private-ips-per-nic': {
    what: 'private addresses of a network interface',
    value: 256,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'dns-servers-per-vnet': {
    what: 'DNS servers of a VNet',
    value: 20,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  nsgs: {
    what: 'network security groups of a subscription in a region',
    value: 5000,
    raisable: true,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'nsg-rules-per-nsg': {
    what: 'rules of a network security group',
    value: 1000,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'nsg-addresses-per-side': {
    what: 'addresses on one side of a security rule',
    value: 4000,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  asgs: {
    what: 'application security groups of a subscription in a region',
    value: 3000,
    raisable: true,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'route-tables': {
    what: 'route tables of a subscription in a region',
    value: 200,
    raisable: true,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'routes-per-route-table': {
    what: 'routes of a route table',
    value: 400,
    raisable: true,
    assumption: 'routeTable.routes',
    confidence: 'uncertain',
    cite: [vnetLimits],
  },
  'service-tag-routes-per-route-table': {
    what: 'routes with a service tag in a route table',
    value: 25,
    raisable: false,
    confidence: 'documented',
    cite: [azurePage('articles/virtual-network/virtual-networks-udr-overview.md', '2023-05-27')],
  },
  'flows-per-nic': {
    what: 'flows of a network interface',
    value: 500000,
    raisable: false,
    confidence: 'documented',
    cite: [vnetLimits],
  },
  'private-endpoints-per-vnet': {
    what: 'private endpoints of a VNet',
    value: 1000,
    raisable: true,
    confidence: 'documented',
    cite: [
      azurePage('articles/private-link/increase-private-endpoint-vnet-limits.md', '2025-04-01'),
    ],
  },
  'private-endpoints-per-vnet-high-scale': {
    what: 'private endpoints of a VNet with High Scale',
    value: 5000,
    raisable: false,
    confidence: 'documented',
    cite: [
      azurePage('articles/private-link/increase-private-endpoint-vnet-limits.md', '2025-04-01'),
    ],
  },
  'private-endpoints-per-peered-group': {
    what: 'private endpoints of a VNet and its peers',
    value: 4000,
    raisable: true,
    condition: 'beyond it trouble is silent',
    confidence: 'documented',
    cite: [
      azurePage('articles/private-link/increase-private-endpoint-vnet-limits.md', '2025-04-01'),
    ],
  },
  'private-endpoints-per-peered-group-high-scale': {
    what: 'private endpoints of a VNet and its peers with High Scale',
    value: 20000,
    raisable: false,
    confidence: 'documented',
    cite: [
      azurePage('articles/private-link/increase-private-endpoint-vnet-limits.md', '2025-04-01'),
    ],
  },
  'private-endpoints-per-subscription': {
    what: 'private endpoints of a subscription',
    value: 64000,
    raisable: false,
    assumption: 'privateEndpoint.perSubscription',
    confidence: 'conflicting',
    cite: [privateLinkLimits],
  },
  'dns-forwarding-rules-per-ruleset': {
    what: 'rules of a DNS forwarding ruleset',
    value: 1000,
    raisable: false,
    confidence: 'documented',
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  },
};
