import type { ManifestType } from './entry.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Maps whose values stay where they are: their keys are kept, each with null. */
const secretMaps = ['data', 'stringData'] as const;
const settingMaps = ['data', 'binaryData'] as const;

/**
 * ConfigMaps that say how the cluster's network works: name resolution, which sources are rewritten,
 * and what the data plane matches.
 */
const networkSettings: ReadonlySet<string> = new Set([
  'azure-ip-masq-agent-config',
  'azure-ip-masq-agent-config-reconciled',
  'cilium-config',
  'coredns',
  'coredns-custom',
]);

/**
 * The fields of an object as the model may hold them. What a Secret holds never gets further than
 * this, nor what other ConfigMaps hold, for people put passwords there too.
 */
export function withoutContent(fields: Fields, type: ManifestType, name: string): Fields {
  if (type.apiVersion !== 'v1') return fields;
  if (type.kind === 'Secret')
    return { ...kept(fields, ['type', 'immutable']), ...emptied(fields, secretMaps) };
  if (type.kind === 'ConfigMap' && !networkSettings.has(name))
    return { ...kept(fields, ['immutable']), ...emptied(fields, settingMaps) };
  return fields;
}

const kept = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));

function emptied(fields: Fields, maps: readonly string[]): Fields {
  const empty = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.keys(value).map((key) => [key, null]))
      : null;
  return Object.fromEntries(
    Object.entries(kept(fields, maps)).map(([key, value]) => [key, empty(value)]),
  );
}
