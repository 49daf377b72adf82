import { id, idInList, partName } from './conversions.ts';
import type { Field, IgnoredChange, TerraformTable } from './field.ts';
import { block, blocks, mirror, orAsk, ownId, placed, value, zones } from './lines.ts';

const frontends = 'frontendIPConfigurations';

/** A frontend: of a load balancer or of an application gateway. */
const frontend = (arm: string): Field =>
  blocks(
    'frontend_ip_configuration',
    arm,
    value('name', 'name'),
    value('subnet_id', 'properties.subnet', id),
    value('public_ip_address_id', 'properties.publicIPAddress', id),
    value('private_ip_address', 'properties.privateIPAddress'),
    value('private_ip_address_allocation', 'properties.privateIPAllocationMethod'),
  );

/** What the ingress controller writes into its gateway from the cluster's objects. */
const writtenByController: readonly IgnoredChange[] = [
  { attribute: 'backend_address_pool' },
  { attribute: 'backend_http_settings' },
  { attribute: 'frontend_port' },
  { attribute: 'http_listener' },
  { attribute: 'probe' },
  { attribute: 'redirect_configuration' },
  { attribute: 'request_routing_rule' },
  { attribute: 'rewrite_rule_set' },
  { attribute: 'ssl_certificate' },
  { attribute: 'tags' },
  { attribute: 'url_path_map' },
];

/** Public addresses, NAT gateways, load balancers and gateways. */
export const egressTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/publicIPAddresses',
    resources: [
      {
        type: 'azurerm_public_ip',
        tells: [{ property: 'publicAddress', attribute: 'ip_address' }],
        awaits: ['properties.ipAddress'],
        alsoHeard: [value('ip_address', 'properties.ipAddress')],
        fields: [
          ...placed,
          value('allocation_method', 'properties.publicIPAllocationMethod'),
          value('ip_version', 'properties.publicIPAddressVersion'),
          value('sku', 'sku.name'),
          zones,
          value('public_ip_prefix_id', 'properties.publicIPPrefix', id),
          value('domain_name_label', 'properties.dnsSettings.domainNameLabel'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/publicIPPrefixes',
    resources: [
      {
        type: 'azurerm_public_ip_prefix',
        tells: [{ property: 'publicRange', attribute: 'ip_prefix' }],
        awaits: ['properties.ipPrefix'],
        alsoHeard: [value('ip_prefix', 'properties.ipPrefix')],
        fields: [
          ...placed,
          value('prefix_length', 'properties.prefixLength'),
          value('ip_version', 'properties.publicIPAddressVersion'),
          value('sku', 'sku.name'),
          zones,
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/natGateways',
    resources: [
      {
        type: 'azurerm_nat_gateway',
        fields: [
          ...placed,
          value('sku_name', 'sku.name'),
          value('idle_timeout_in_minutes', 'properties.idleTimeoutInMinutes'),
          zones,
        ],
      },
      {
        type: 'azurerm_nat_gateway_public_ip_association',
        each: 'properties.publicIpAddresses',
        fields: [ownId('nat_gateway_id'), value('public_ip_address_id', 'item', id)],
      },
      {
        type: 'azurerm_nat_gateway_public_ip_prefix_association',
        each: 'properties.publicIpPrefixes',
        fields: [ownId('nat_gateway_id'), value('public_ip_prefix_id', 'item', id)],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/loadBalancers',
    resources: [
      {
        type: 'azurerm_lb',
        tells: [{ property: 'privateAddress', attribute: 'private_ip_address' }],
        fields: [...placed, value('sku', 'sku.name'), frontend(`properties.${frontends}`)],
      },
      {
        type: 'azurerm_lb_backend_address_pool',
        each: 'properties.backendAddressPools',
        part: 'backendAddressPools',
        fields: [value('name', 'item.name'), ownId('loadbalancer_id')],
      },
      {
        type: 'azurerm_lb_rule',
        each: 'properties.loadBalancingRules',
        part: 'loadBalancingRules',
        fields: [
          value('name', 'item.name'),
          ownId('loadbalancer_id'),
          value(
            'frontend_ip_configuration_name',
            'item.properties.frontendIPConfiguration',
            partName(frontends),
          ),
          value('backend_address_pool_ids', 'item.properties.backendAddressPool', idInList),
          value('protocol', 'item.properties.protocol'),
          value('frontend_port', 'item.properties.frontendPort'),
          value('backend_port', 'item.properties.backendPort'),
          value('floating_ip_enabled', 'item.properties.enableFloatingIP'),
          value('disable_outbound_snat', 'item.properties.disableOutboundSnat'),
        ],
      },
      {
        type: 'azurerm_lb_outbound_rule',
        each: 'properties.outboundRules',
        part: 'outboundRules',
        fields: [
          value('name', 'item.name'),
          ownId('loadbalancer_id'),
          value('backend_address_pool_id', 'item.properties.backendAddressPool', id),
          value('protocol', 'item.properties.protocol'),
          value('allocated_outbound_ports', 'item.properties.allocatedOutboundPorts'),
          value('idle_timeout_in_minutes', 'item.properties.idleTimeoutInMinutes'),
          blocks(
            'frontend_ip_configuration',
            `item.properties.${frontends}`,
            value('name', '', partName(frontends)),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualNetworkGateways',
    resources: [
      {
        type: 'azurerm_virtual_network_gateway',
        fields: [
          ...placed,
          value('type', 'properties.gatewayType'),
          value('vpn_type', 'properties.vpnType'),
          value('active_active', 'properties.activeActive'),
          orAsk(value('sku', 'properties.sku.name'), {
            variable: 'virtual_network_gateway_sku',
            type: 'string',
            description: 'SKU of the gateways, e.g. ErGw1AZ: by the bandwidth that was bought.',
          }),
          mirror('properties.sku.tier', 'properties.sku.name'),
          blocks(
            'ip_configuration',
            'properties.ipConfigurations',
            value('name', 'name'),
            value('subnet_id', 'properties.subnet', id),
            value('public_ip_address_id', 'properties.publicIPAddress', id),
            value('private_ip_address_allocation', 'properties.privateIPAllocationMethod'),
          ),
          block(
            'vpn_client_configuration',
            'properties.vpnClientConfiguration.vpnClientAddressPool',
            value('address_space', 'addressPrefixes'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/bastionHosts',
    resources: [
      {
        type: 'azurerm_bastion_host',
        fields: [
          ...placed,
          value('sku', 'sku.name'),
          block(
            'ip_configuration',
            'properties.ipConfigurations.0',
            value('name', 'name'),
            value('subnet_id', 'properties.subnet', id),
            value('public_ip_address_id', 'properties.publicIPAddress', id),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/applicationGateways',
    resources: [
      {
        type: 'azurerm_application_gateway',
        fields: [
          ...placed,
          zones,
          value('firewall_policy_id', 'properties.firewallPolicy', id),
          block('sku', 'properties.sku', value('name', 'name'), value('tier', 'tier')),
          block(
            'autoscale_configuration',
            'properties.autoscaleConfiguration',
            value('min_capacity', 'minCapacity'),
            value('max_capacity', 'maxCapacity'),
          ),
          blocks(
            'gateway_ip_configuration',
            'properties.gatewayIPConfigurations',
            value('name', 'name'),
            value('subnet_id', 'properties.subnet', id),
          ),
          frontend(`properties.${frontends}`),
          blocks(
            'frontend_port',
            'properties.frontendPorts',
            value('name', 'name'),
            value('port', 'properties.port'),
          ),
          blocks('backend_address_pool', 'properties.backendAddressPools', value('name', 'name')),
          blocks(
            'backend_http_settings',
            'properties.backendHttpSettingsCollection',
            value('name', 'name'),
            value('port', 'properties.port'),
            value('protocol', 'properties.protocol'),
            value('cookie_based_affinity', 'properties.cookieBasedAffinity'),
          ),
          blocks(
            'http_listener',
            'properties.httpListeners',
            value('name', 'name'),
            value(
              'frontend_ip_configuration_name',
              'properties.frontendIPConfiguration',
              partName(frontends),
            ),
            value('frontend_port_name', 'properties.frontendPort', partName('frontendPorts')),
            value('protocol', 'properties.protocol'),
          ),
          blocks(
            'request_routing_rule',
            'properties.requestRoutingRules',
            value('name', 'name'),
            value('rule_type', 'properties.ruleType'),
            value('priority', 'properties.priority'),
            value('http_listener_name', 'properties.httpListener', partName('httpListeners')),
            value(
              'backend_address_pool_name',
              'properties.backendAddressPool',
              partName('backendAddressPools'),
            ),
            value(
              'backend_http_settings_name',
              'properties.backendHttpSettings',
              partName('backendHttpSettingsCollection'),
            ),
          ),
        ],
        ignoreChanges: writtenByController,
      },
    ],
  },
];
