import { clusterTables } from './terraform/cluster.ts';
import { egressTables } from './terraform/egress.ts';
import type { TerraformResource, TerraformTable } from './terraform/field.ts';
import { identityTables } from './terraform/identity.ts';
import { interfaceTables } from './terraform/interfaces.ts';
import { nameTables } from './terraform/names.ts';
import { networkTables } from './terraform/network.ts';
import { onPremisesTables } from './terraform/on-premises.ts';
import { protectionTables } from './terraform/protection.ts';
import { securityTables } from './terraform/security.ts';

/** The provider's version whose words the tables use. */
export const azurermVersion = '4.73.0';

/**
 * Every ARM type that azurerm has words for, as tables that are read both ways. A new type is one entry
 * in the file of its group.
 */
export const terraformTables: readonly TerraformTable[] = [
  ...identityTables,
  ...networkTables,
  ...securityTables,
  ...interfaceTables,
  ...egressTables,
  ...onPremisesTables,
  ...protectionTables,
  ...nameTables,
  ...clusterTables,
];

const byArm: ReadonlyMap<string, TerraformTable> = new Map(
  terraformTables.map((table) => [table.arm.toLowerCase(), table]),
);

/** The table of an ARM type, in any spelling. */
export const tableOf = (arm: string): TerraformTable | undefined => byArm.get(arm.toLowerCase());

/** ARM types that are said inside the resource of their parent. */
export const foldedTypes: ReadonlySet<string> = new Set(
  terraformTables.flatMap((table) => table.folds ?? []).map((type) => type.toLowerCase()),
);

/** An azurerm resource and the table that it belongs to. */
export interface TerraformEntryPoint {
  readonly table: TerraformTable;
  readonly resource: TerraformResource;
}

const byResource: ReadonlyMap<string, TerraformEntryPoint> = new Map(
  terraformTables.flatMap((table) =>
    [...table.resources, ...(table.heard ?? [])].map(
      (resource) => [resource.type, { table, resource }] as const,
    ),
  ),
);

/** What an azurerm resource type says in ARM; undefined for types outside the tables. */
export const resourceOf = (type: string): TerraformEntryPoint | undefined => byResource.get(type);
