import { field, isFields } from './bodies.ts';
import type { SingleFormat } from './format.ts';
import { nothing } from './understood.ts';

/** What lies beside a network and says nothing of it. */
interface Beside {
  readonly id: string;
  readonly says: string;
  /** Places at which every such file has something, and nothing else that is read has all of. */
  readonly places: readonly string[];
}

const beside: readonly Beside[] = [
  { id: 'fileList', says: 'lists of the files that aksnet wrote', places: ['writtenBy', 'files'] },
  { id: 'dashboard', says: 'dashboards of Grafana', places: ['panels', 'schemaVersion', 'title'] },
  { id: 'alertRules', says: 'rules of Prometheus', places: ['groups.0.name', 'groups.0.rules'] },
  {
    id: 'policyDefinition',
    says: 'definitions of Azure Policy',
    places: ['name', 'properties.policyRule'],
  },
  { id: 'policyParameters', says: 'parameters of Azure Policy', places: ['effect.value'] },
];

/**
 * Files as they lie in a folder that `aksnet design` wrote, or in a repository, and hold no network: they
 * are left aside by name. Asked after all other formats.
 */
export const besideFiles: readonly SingleFormat[] = beside.map(({ id, says, places }) => ({
  id,
  says,
  recognises: ({ value }) => places.every((place) => isThere(value, place.split('.'))),
  read: ({ document }) => ({
    ...nothing,
    ignored: [{ type: says, why: 'noResource', source: { document: document.id, path: [] } }],
  }),
}));

function isThere(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (Array.isArray(value)) return isThere(value[Number(key)], rest);
  return isFields(value) && isThere(field(value, key), rest);
}
