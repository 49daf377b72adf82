import type { ArmValue } from '../codec.ts';
import { id, ids, pluck, words } from './conversions.ts';
import type { Conversion, Field, TerraformTable } from './field.ts';
import {
  always,
  block,
  blocks,
  childOf,
  inGroup,
  orAsk,
  parentName,
  placed,
  said,
  tags,
  value,
} from './lines.ts';
import { isList } from './path.ts';

/** Record sets of one type: their place, and their values under the type's own word. */
const records = (type: string, resource: string, ...fields: readonly Field[]): TerraformTable => ({
  arm: `Microsoft.Network/privateDnsZones/${type}`,
  resources: [
    {
      type: resource,
      fields: [
        ...inGroup,
        parentName('zone_name'),
        orAsk(value('ttl', 'properties.ttl'), {
          variable: 'record_ttl',
          type: 'number',
          description: 'Seconds for which answers from private zones may be kept.',
        }),
        ...fields,
      ],
    },
  ],
});

/** A text that ARM cuts into strings of 255 characters. */
const cut: Conversion = {
  toTerraform: (list) => (isList(list) ? list.map(String).join('') : undefined),
  toArm: (text) =>
    typeof text === 'string'
      ? ([...(text.match(/.{1,255}/gs) ?? [''])] satisfies ArmValue)
      : undefined,
};

/** The configuration of a zone is called after the zone. */
const zoneConfiguration = (ref: ArmValue): ArmValue => ({
  name: zoneName(ref).replaceAll('.', '-'),
  properties: { privateDnsZoneId: ref },
});

const zoneName = (ref: ArmValue): string => {
  const text =
    typeof ref === 'object' && ref !== null && 'to' in ref ? String(ref.to) : String(ref);
  return text.slice(text.lastIndexOf('/') + 1);
};

/** Private endpoints, private zones, resolvers. */
export const nameTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/privateEndpoints',
    folds: ['Microsoft.Network/privateEndpoints/privateDnsZoneGroups'],
    resources: [
      {
        type: 'azurerm_private_endpoint',
        fields: [
          ...placed,
          value('subnet_id', 'properties.subnet', id),
          block(
            'private_service_connection',
            'properties.privateLinkServiceConnections.0',
            value('name', 'name'),
            value('private_connection_resource_id', 'properties.privateLinkServiceId'),
            value('subresource_names', 'properties.groupIds'),
            said('is_manual_connection', false),
          ),
          block(
            'private_dns_zone_group',
            'children.privateDnsZoneGroups.0',
            value('name', 'name'),
            value(
              'private_dns_zone_ids',
              'properties.privateDnsZoneConfigs',
              pluck('properties.privateDnsZoneId', zoneConfiguration),
            ),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/privateDnsZones',
    resources: [
      {
        type: 'azurerm_private_dns_zone',
        fields: [...inGroup, tags, always('location', 'global')],
      },
    ],
  },
  records(
    'A',
    'azurerm_private_dns_a_record',
    value(
      'records',
      'properties.aRecords',
      pluck('ipv4Address', (ipv4Address) => ({ ipv4Address })),
    ),
  ),
  records(
    'AAAA',
    'azurerm_private_dns_aaaa_record',
    value(
      'records',
      'properties.aaaaRecords',
      pluck('ipv6Address', (ipv6Address) => ({ ipv6Address })),
    ),
  ),
  records(
    'CNAME',
    'azurerm_private_dns_cname_record',
    value('record', 'properties.cnameRecord.cname'),
  ),
  records(
    'PTR',
    'azurerm_private_dns_ptr_record',
    value(
      'records',
      'properties.ptrRecords',
      pluck('ptrdname', (ptrdname) => ({ ptrdname })),
    ),
  ),
  records(
    'MX',
    'azurerm_private_dns_mx_record',
    blocks(
      'record',
      'properties.mxRecords',
      value('preference', 'preference'),
      value('exchange', 'exchange'),
    ),
  ),
  records(
    'SRV',
    'azurerm_private_dns_srv_record',
    blocks(
      'record',
      'properties.srvRecords',
      value('priority', 'priority'),
      value('weight', 'weight'),
      value('port', 'port'),
      value('target', 'target'),
    ),
  ),
  records(
    'TXT',
    'azurerm_private_dns_txt_record',
    blocks('record', 'properties.txtRecords', value('value', 'value', cut)),
  ),
  {
    arm: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    resources: [
      {
        type: 'azurerm_private_dns_zone_virtual_network_link',
        fields: [
          ...inGroup,
          tags,
          parentName('private_dns_zone_name'),
          value('virtual_network_id', 'properties.virtualNetwork', id),
          value('registration_enabled', 'properties.registrationEnabled'),
          value('resolution_policy', 'properties.resolutionPolicy'),
          always('location', 'global'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsResolvers',
    resources: [
      {
        type: 'azurerm_private_dns_resolver',
        fields: [...placed, value('virtual_network_id', 'properties.virtualNetwork', id)],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsResolvers/inboundEndpoints',
    resources: [
      {
        type: 'azurerm_private_dns_resolver_inbound_endpoint',
        tells: [
          { property: 'privateAddress', attribute: 'ip_configurations[0].private_ip_address' },
        ],
        fields: [
          ...childOf('private_dns_resolver_id'),
          value('location', 'location'),
          tags,
          block(
            'ip_configurations',
            'properties.ipConfigurations.0',
            value('subnet_id', 'subnet', id),
            value('private_ip_allocation_method', 'privateIpAllocationMethod'),
            value('private_ip_address', 'privateIpAddress'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsResolvers/outboundEndpoints',
    resources: [
      {
        type: 'azurerm_private_dns_resolver_outbound_endpoint',
        fields: [
          ...childOf('private_dns_resolver_id'),
          value('location', 'location'),
          tags,
          value('subnet_id', 'properties.subnet', id),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsForwardingRulesets',
    resources: [
      {
        type: 'azurerm_private_dns_resolver_dns_forwarding_ruleset',
        fields: [
          ...placed,
          value(
            'private_dns_resolver_outbound_endpoint_ids',
            'properties.dnsResolverOutboundEndpoints',
            ids,
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsForwardingRulesets/forwardingRules',
    resources: [
      {
        type: 'azurerm_private_dns_resolver_forwarding_rule',
        fields: [
          ...childOf('dns_forwarding_ruleset_id'),
          value('domain_name', 'properties.domainName'),
          value(
            'enabled',
            'properties.forwardingRuleState',
            words({ Enabled: true, Disabled: false }),
          ),
          blocks(
            'target_dns_servers',
            'properties.targetDnsServers',
            value('ip_address', 'ipAddress'),
            value('port', 'port'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks',
    resources: [
      {
        type: 'azurerm_private_dns_resolver_virtual_network_link',
        fields: [
          ...childOf('dns_forwarding_ruleset_id'),
          value('virtual_network_id', 'properties.virtualNetwork', id),
        ],
      },
    ],
  },
];
