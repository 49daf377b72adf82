import { canonicalLocation } from '../codec/azure/reading.ts';
import type { AdminConfiguration } from '../estate/elements/admin-rules.ts';
import { canonical, nameInId } from '../estate/id.ts';
import type { DocumentId, Instant } from '../evidence/source.ts';
import { type Fields, field, isFields, type Rest } from './bodies.ts';

/**
 * Where security admin configurations are deployed, as `az network manager list-deploy-status` answers:
 * parts of the configurations, which say nothing of it themselves. Undefined for anything else.
 */
export function deployedConfigurations(
  { value, path }: Rest,
  document: DocumentId,
  collected?: Instant,
): readonly AdminConfiguration[] | undefined {
  const rows = rowsIn(value);
  const source = { document, path, ...(collected === undefined ? {} : { collected }) };
  return rows?.filter(isInForce).flatMap((row) =>
    idsOf(row).map((id) => ({
      kind: 'adminConfiguration',
      id: canonical(id),
      name: nameInId(id),
      source,
      regions: [canonicalLocation(String(field(row, 'region')))],
    })),
  );
}

/** Whether the value is such an answer. */
export const isDeploymentStatus = (value: unknown): boolean => rowsIn(value) !== undefined;

function rowsIn(value: unknown): readonly Fields[] | undefined {
  const list: unknown = isFields(value) ? field(value, 'value') : value;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const rows = list.filter(isFields);
  return rows.length === list.length && rows.every(isStatus) ? rows : undefined;
}

const isStatus = (row: Fields): boolean =>
  ['configurationIds', 'deploymentStatus', 'deploymentType', 'region'].every(
    (key) => field(row, key) !== undefined,
  );

const isInForce = (row: Fields): boolean =>
  field(row, 'deploymentType') === 'SecurityAdmin' && field(row, 'deploymentStatus') === 'Deployed';

function idsOf(row: Fields): readonly string[] {
  const ids = field(row, 'configurationIds');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
