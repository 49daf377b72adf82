import type { Citation } from './citation.ts';
import { aksPage, azurePage } from './documents.ts';

/** A built-in role by its id, which is the same in every tenant. */
export interface BuiltInRole {
  readonly name: string;
  readonly id: string;
  readonly cite: readonly Citation[];
}

const rolePage = (category: string, date?: string): Citation =>
  azurePage(`articles/role-based-access-control/built-in-roles/${category}.md`, date);

/** The roles that something here is given. */
export type BuiltInRoleId =
  | 'networkContributor'
  | 'privateDnsZoneContributor'
  | 'reader'
  | 'acrPull'
  | 'managedIdentityOperator';

/** Every role that something here is given, by a short name. */
export const builtInRoles: Readonly<Record<BuiltInRoleId, BuiltInRole>> = {
  networkContributor: {
    name: 'Network Contributor',
    id: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    cite: [rolePage('networking')],
  },
  privateDnsZoneContributor: {
    name: 'Private DNS Zone Contributor',
    id: 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
    cite: [rolePage('networking'), aksPage('private-clusters.md')],
  },
  reader: {
    name: 'Reader',
    id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    cite: [rolePage('general')],
  },
  acrPull: {
    name: 'AcrPull',
    id: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
    cite: [rolePage('containers', '2025-06-30')],
  },
  managedIdentityOperator: {
    name: 'Managed Identity Operator',
    id: 'f1a07417-d97a-45cb-824c-7a7467783830',
    cite: [rolePage('identity', '2026-07-01')],
  },
};

/** The id of a role as assignments name it. */
export const roleDefinitionId = ({ id }: BuiltInRole): string =>
  `/providers/Microsoft.Authorization/roleDefinitions/${id}`;
