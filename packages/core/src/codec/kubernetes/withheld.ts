import type { ManifestType } from './entry.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Maps whose values stay where they are: their keys are kept, each with null. */
const contentMaps: ReadonlySet<string> = new Set(['binaryData', 'data', 'stringData']);

/** What a Secret says beside that. */
const besideContent: ReadonlySet<string> = new Set([...contentMaps, 'immutable', 'type']);

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
 * this, nor what other ConfigMaps hold, for people put passwords there too; a kind or a version that is
 * spelled wrongly opens nothing.
 */
export function withoutContent(fields: Fields, type: ManifestType, name: string): Fields {
  if (type.kind.toLowerCase() === 'secret')
    return emptied(kept(fields, (key) => besideContent.has(key)));
  if (type.apiVersion !== 'v1' || (type.kind === 'ConfigMap' && networkSettings.has(name)))
    return fields;
  return emptied(fields);
}

const kept = (fields: Fields, isKept: (key: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => isKept(key)));

const emptied = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      contentMaps.has(key) ? empty(value) : value,
    ]),
  );

const empty = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).map((key) => [key, null]))
    : null;
