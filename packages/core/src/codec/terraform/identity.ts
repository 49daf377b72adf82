import { builtInRoles, roleDefinitionId } from '../../facts/built-in-roles.ts';
import { same, words } from './conversions.ts';
import type { Conversion, TerraformTable } from './field.ts';
import { placed, tags, value } from './lines.ts';

/**
 * Built-in roles by their names: azurerm reads an id back with the subscription in front and would then
 * see a change (learn.microsoft.com/azure/role-based-access-control/built-in-roles).
 */
const roleNames = words(
  Object.fromEntries(
    Object.values(builtInRoles).map((role) => [roleDefinitionId(role), role.name]),
  ),
);

/** Roles that have no name in the table. */
const otherRole: Conversion = {
  toTerraform: (value) =>
    roleNames.toTerraform(value) === undefined ? same.toTerraform(value) : undefined,
  toArm: same.toArm,
};

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
    resources: [
      {
        type: 'azurerm_user_assigned_identity',
        fields: placed,
        tells: [
          { property: 'principalId', attribute: 'principal_id' },
          { property: 'clientId', attribute: 'client_id' },
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Authorization/roleAssignments',
    resources: [
      {
        type: 'azurerm_role_assignment',
        label: 'properties.description',
        fields: [
          value('name', 'name'),
          value('scope', 'scope'),
          value('role_definition_name', 'properties.roleDefinitionId', roleNames),
          value('role_definition_id', 'properties.roleDefinitionId', otherRole),
          value('principal_id', 'properties.principalId'),
          value('principal_type', 'properties.principalType'),
          value('description', 'properties.description'),
        ],
      },
    ],
  },
];
