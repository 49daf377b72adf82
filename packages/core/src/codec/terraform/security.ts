import { adminRuleTables } from './admin-rules.ts';
import { id, ids, numberAsText, oneOf, onlyItem, words } from './conversions.ts';
import type { Field, TerraformTable } from './field.ts';
import { securityRuleApart } from './heard.ts';
import { always, block, blocks, childOf, placed, value, zones } from './lines.ts';

/** Peers and ports of one side of a security rule. */
const ruleSide = (side: 'source' | 'destination', root = 'properties'): readonly Field[] => [
  value(`${side}_address_prefix`, `${root}.${side}AddressPrefix`),
  value(`${side}_address_prefixes`, `${root}.${side}AddressPrefixes`),
  value(`${side}_application_security_group_ids`, `${root}.${side}ApplicationSecurityGroups`, ids),
  value(`${side}_port_range`, `${root}.${side}PortRange`),
  value(`${side}_port_ranges`, `${root}.${side}PortRanges`),
];

const sources: readonly Field[] = [
  value('source_addresses', 'sourceAddresses'),
  value('source_ip_groups', 'sourceIpGroups'),
];

/** Collections of one kind of rules; azurerm has a block of its own for each kind. */
const collections = (
  name: string,
  { type, rule }: { readonly type: string; readonly rule: string },
  ...fields: readonly Field[]
): Field =>
  blocks(
    name,
    'properties.ruleCollections',
    value('name', 'name'),
    value('priority', 'priority'),
    value('action', 'action.type', either),
    always('ruleCollectionType', type),
    always('rules.0.ruleType', rule),
    blocks('rule', 'rules', value('name', 'name'), always('ruleType', rule), ...fields),
  );

const either = words({ Allow: 'Allow', Deny: 'Deny', DNAT: 'Dnat' });

const filter = 'FirewallPolicyFilterRuleCollection';

/** Security groups, firewalls and their rules. */
export const securityTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/networkSecurityGroups',
    resources: [
      {
        type: 'azurerm_network_security_group',
        fields: [
          ...placed,
          blocks(
            'security_rule',
            'properties.securityRules',
            value('name', 'name'),
            value('description', 'properties.description'),
            value('priority', 'properties.priority'),
            value('direction', 'properties.direction'),
            value('access', 'properties.access', oneOf('Allow', 'Deny')),
            value('protocol', 'properties.protocol'),
            ...ruleSide('source'),
            ...ruleSide('destination'),
          ),
        ],
      },
    ],
    heard: [
      securityRuleApart([
        ...ruleSide('source', 'item.properties'),
        ...ruleSide('destination', 'item.properties'),
      ]),
    ],
  },
  {
    arm: 'Microsoft.Network/applicationSecurityGroups',
    resources: [{ type: 'azurerm_application_security_group', fields: placed }],
  },
  ...adminRuleTables,
  {
    arm: 'Microsoft.Network/ipGroups',
    resources: [
      {
        type: 'azurerm_ip_group',
        fields: [...placed, value('cidrs', 'properties.ipAddresses')],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/azureFirewalls',
    resources: [
      {
        type: 'azurerm_firewall',
        tells: [
          {
            property: 'privateAddress',
            attribute: 'virtual_hub[0].private_ip_address',
            where: 'properties.virtualHub',
          },
          { property: 'privateAddress', attribute: 'ip_configuration[0].private_ip_address' },
        ],
        fields: [
          ...placed,
          value('sku_name', 'properties.sku.name'),
          value('sku_tier', 'properties.sku.tier'),
          value('firewall_policy_id', 'properties.firewallPolicy', id),
          zones,
          blocks(
            'ip_configuration',
            'properties.ipConfigurations',
            value('name', 'name'),
            value('subnet_id', 'properties.subnet', id),
            value('public_ip_address_id', 'properties.publicIPAddress', id),
          ),
          block(
            'management_ip_configuration',
            'properties.managementIpConfiguration',
            value('name', 'name'),
            value('subnet_id', 'properties.subnet', id),
            value('public_ip_address_id', 'properties.publicIPAddress', id),
          ),
          block(
            'virtual_hub',
            'properties',
            value('virtual_hub_id', 'virtualHub', id),
            value('public_ip_count', 'hubIPAddresses.publicIPs.count'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/firewallPolicies',
    resources: [
      {
        type: 'azurerm_firewall_policy',
        fields: [
          ...placed,
          value('sku', 'properties.sku.tier'),
          value('base_policy_id', 'properties.basePolicy', id),
          value('threat_intelligence_mode', 'properties.threatIntelMode'),
          value('private_ip_ranges', 'properties.snat.privateRanges'),
          block(
            'dns',
            'properties.dnsSettings',
            value('proxy_enabled', 'enableProxy'),
            value('servers', 'servers'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    resources: [
      {
        type: 'azurerm_firewall_policy_rule_collection_group',
        fields: [
          ...childOf('firewall_policy_id'),
          value('priority', 'properties.priority'),
          collections(
            'application_rule_collection',
            { type: filter, rule: 'ApplicationRule' },
            ...sources,
            blocks('protocols', 'protocols', value('type', 'protocolType'), value('port', 'port')),
            value('destination_fqdns', 'targetFqdns'),
            value('destination_fqdn_tags', 'fqdnTags'),
            value('web_categories', 'webCategories'),
          ),
          collections(
            'network_rule_collection',
            { type: filter, rule: 'NetworkRule' },
            ...sources,
            value('protocols', 'ipProtocols'),
            value('destination_addresses', 'destinationAddresses'),
            value('destination_fqdns', 'destinationFqdns'),
            value('destination_ip_groups', 'destinationIpGroups'),
            value('destination_ports', 'destinationPorts'),
          ),
          collections(
            'nat_rule_collection',
            { type: 'FirewallPolicyNatRuleCollection', rule: 'NatRule' },
            ...sources,
            value('protocols', 'ipProtocols'),
            value('destination_address', 'destinationAddresses', onlyItem),
            value('destination_ports', 'destinationPorts'),
            value('translated_address', 'translatedAddress'),
            value('translated_fqdn', 'translatedFqdn'),
            value('translated_port', 'translatedPort', numberAsText),
          ),
        ],
      },
    ],
  },
];
