import { same } from './conversions.ts';
import type { TerraformTable } from './field.ts';
import { placed, tags, value } from './lines.ts';

/** Identities, what they may do, and the groups that resources lie in. */
export const identityTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Resources/resourceGroups',
    resources: [
      {
        type: 'azurerm_resource_group',
        fields: [value('name', 'name'), value('location', 'location'), tags],
      },
    ],
  },
  {
    arm: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    resources: [{ type: 'azurerm_user_assigned_identity', fields: placed }],
  },
  {
    arm: 'Microsoft.Authorization/roleAssignments',
    resources: [
      {
        type: 'azurerm_role_assignment',
        fields: [
          value('name', 'name'),
          value('scope', 'scope', same),
          value('role_definition_id', 'properties.roleDefinitionId'),
          value('principal_id', 'properties.principalId'),
          value('principal_type', 'properties.principalType'),
          value('description', 'properties.description'),
        ],
      },
    ],
  },
];
