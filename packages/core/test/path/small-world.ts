import { address } from '@aksnet/net';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import type { Estate } from '../../src/estate/estate.ts';
import {
  cluster,
  endpoint,
  external,
  firewall,
  peering,
  pool,
  prefixes,
  subnet,
  subnetId,
  vnet,
} from '../../src/estate/sketch.ts';
import {
  applicationRule,
  gateway,
  link,
  namespace,
  networkRule,
  policy,
  policyId,
  ruleGroup,
  table,
  tableId,
  workload,
  world,
  zone,
  zoneId,
} from './draw.ts';

/**
 * A hub with a firewall and a gateway, a spoke with a private overlay cluster behind the firewall, and a
 * vault with a private endpoint: small enough to break in every place.
 *
 *     on-premises 192.168.0.0/16 - gateway | hub 10.0.0.0/24 firewall 10.0.0.4 | spoke 10.1.0.0/16
 */
export const smallWorldElements: readonly AnyElement[] = [
  vnet('hub', ['10.0.0.0/24']),
  subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
  subnet('hub/GatewaySubnet', '10.0.0.64/27', { routeTable: tableId('gateway') }),
  firewall('fw', subnetId('hub', 'AzureFirewallSubnet'), {
    privateAddress: address('10.0.0.4'),
    policy: policyId('fwp'),
  }),
  policy('fwp'),
  ruleGroup('fwp/rules', [
    networkRule('people', '192.168.0.0/16', '10.1.0.0/16:443'),
    applicationRule('aks', '10.1.0.0/16', 'AzureKubernetesService'),
    applicationRule('partner', '10.1.0.0/16', 'api.partner.example'),
  ]),
  gateway('er', subnetId('hub', 'GatewaySubnet'), '192.168.0.0/16'),
  table('gateway', { '10.1.0.0/16': '10.0.0.4' }),
  external('office', 'onPremises', ['192.168.0.0/16']),
  vnet('spoke', ['10.1.0.0/16']),
  peering('spoke', 'hub', { useRemoteGateways: true }),
  peering('hub', 'spoke', { allowGatewayTransit: true }),
  table(
    'spoke',
    { '0.0.0.0/0': '10.0.0.4', '192.168.0.0/16': '10.0.0.4' },
    {
      propagateGatewayRoutes: false,
    },
  ),
  subnet('spoke/nodes', '10.1.0.0/24', { routeTable: tableId('spoke') }),
  subnet('spoke/api', '10.1.1.0/28', { routeTable: tableId('spoke') }),
  subnet('spoke/endpoints', '10.1.2.0/24', {
    privateEndpointPolicies: 'NetworkSecurityGroupEnabled',
  }),
  endpoint('pe-vault', subnetId('spoke', 'endpoints'), {
    target: '/x/vaults/vault',
    zones: [zoneId('privatelink.vaultcore.azure.net')],
    addresses: { unknown: [{ kind: 'notStated', field: 'addresses' }] },
  }),
  zone('privatelink.vaultcore.azure.net'),
  link('privatelink.vaultcore.azure.net', 'spoke'),
  zone('private.southeastasia.azmk8s.io'),
  link('private.southeastasia.azmk8s.io', 'spoke'),
  link('private.southeastasia.azmk8s.io', 'hub'),
  cluster('aks', {
    network: { outboundType: 'userDefinedRouting', podRanges: prefixes('100.64.0.0/16') },
    access: {
      private: true,
      publicFqdn: false,
      vnetIntegration: true,
      subnet: subnetId('spoke', 'api'),
      privateDnsZone: zoneId('private.southeastasia.azmk8s.io'),
    },
  }),
  pool('aks/system', 3, { mode: 'System', subnet: subnetId('spoke', 'nodes') }),
  namespace('shop', 'aks'),
  namespace('back', 'aks'),
  workload('shop/web', 'aks'),
  workload('back/db', 'aks'),
];

/** The estate of {@link smallWorldElements}. */
export const smallWorld: Estate = world(smallWorldElements);
