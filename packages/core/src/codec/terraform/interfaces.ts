import { id } from './conversions.ts';
import type { TerraformTable } from './field.ts';
import { blocks, ownId, placed, value } from './lines.ts';

const firstGroups = 'properties.ipConfigurations.0.properties.applicationSecurityGroups';

/** Network interfaces of machines. Groups are said for the interface and count for each of its addresses. */
export const interfaceTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/networkInterfaces',
    resources: [
      {
        type: 'azurerm_network_interface',
        fields: [
          ...placed,
          value('ip_forwarding_enabled', 'properties.enableIPForwarding'),
          blocks(
            'ip_configuration',
            'properties.ipConfigurations',
            value('name', 'name'),
            value('primary', 'properties.primary'),
            value('subnet_id', 'properties.subnet', id),
            value('private_ip_address', 'properties.privateIPAddress'),
            value('private_ip_address_allocation', 'properties.privateIPAllocationMethod'),
            value('public_ip_address_id', 'properties.publicIPAddress', id),
          ),
        ],
        alsoHeard: [value('enable_ip_forwarding', 'properties.enableIPForwarding')],
      },
      {
        type: 'azurerm_network_interface_security_group_association',
        when: 'properties.networkSecurityGroup',
        fields: [
          ownId('network_interface_id'),
          value('network_security_group_id', 'properties.networkSecurityGroup', id),
        ],
      },
      {
        type: 'azurerm_network_interface_application_security_group_association',
        each: firstGroups,
        fields: [ownId('network_interface_id'), value('application_security_group_id', 'item', id)],
      },
    ],
  },
];
