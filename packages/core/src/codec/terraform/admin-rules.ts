import { pluck } from './conversions.ts';
import type { Field, TerraformTable } from './field.ts';
import { always, blocks, childOf, value } from './lines.ts';

const manager = 'Microsoft.Network/networkManagers';

/** One side of an admin rule: as many blocks as it has addresses. */
const ruleSide = (side: 'source' | 'destination'): readonly Field[] => [
  blocks(
    side,
    `properties.${side}s`,
    value('address_prefix', 'addressPrefix'),
    value('address_prefix_type', 'addressPrefixType'),
  ),
  value(`${side}_port_ranges`, `properties.${side}PortRanges`),
];

/** What a network manager says about security. */
export const adminRuleTables: readonly TerraformTable[] = [
  {
    arm: `${manager}/networkGroups`,
    resources: [
      {
        type: 'azurerm_network_manager_network_group',
        fields: [...childOf('network_manager_id'), value('member_type', 'properties.memberType')],
      },
    ],
  },
  {
    arm: `${manager}/networkGroups/staticMembers`,
    resources: [
      {
        type: 'azurerm_network_manager_static_member',
        fields: [
          ...childOf('network_group_id'),
          value('target_virtual_network_id', 'properties.resourceId'),
        ],
      },
    ],
  },
  {
    arm: `${manager}/securityAdminConfigurations`,
    resources: [
      {
        type: 'azurerm_network_manager_security_admin_configuration',
        fields: childOf('network_manager_id'),
      },
    ],
  },
  {
    arm: `${manager}/securityAdminConfigurations/ruleCollections`,
    resources: [
      {
        type: 'azurerm_network_manager_admin_rule_collection',
        fields: [
          ...childOf('security_admin_configuration_id'),
          value(
            'network_group_ids',
            'properties.appliesToGroups',
            pluck('networkGroupId', (networkGroupId) => ({ networkGroupId })),
          ),
        ],
      },
    ],
  },
  {
    arm: `${manager}/securityAdminConfigurations/ruleCollections/rules`,
    resources: [
      {
        type: 'azurerm_network_manager_admin_rule',
        fields: [
          ...childOf('admin_rule_collection_id'),
          always('kind', 'Custom'),
          value('description', 'properties.description'),
          value('action', 'properties.access'),
          value('direction', 'properties.direction'),
          value('priority', 'properties.priority'),
          value('protocol', 'properties.protocol'),
          ...ruleSide('source'),
          ...ruleSide('destination'),
        ],
      },
    ],
  },
];
