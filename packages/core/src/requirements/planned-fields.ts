import type { Kind } from '../estate/elements/kinds.ts';
import type { Path } from '../evidence/source.ts';
import type { TextDocument } from '../text/document.ts';

/**
 * How fields of elements are spelled in an address plan, the short form first. What is not listed has
 * no key of its own there.
 */
export const plannedFields: Readonly<
  Partial<Record<Kind, Readonly<Record<string, readonly string[]>>>>
> = {
  virtualNetwork: { prefixes: ['range', 'ranges'] },
  subnet: { prefixes: ['range', 'ranges'], purpose: ['purpose'] },
  firewall: { privateAddress: ['privateAddress'], subnet: ['virtualNetwork'] },
  privateEndpoint: { subnet: ['subnet'] },
  cluster: {
    'network.plugin': ['mode'],
    'network.pluginMode': ['mode'],
    'network.podRanges': ['podRange', 'podRanges'],
    'network.serviceRanges': ['serviceRange', 'serviceRanges'],
    'network.dnsServiceIp': ['dnsServiceIp'],
    'network.outboundType': ['outboundType'],
    kubernetesVersion: ['kubernetesVersion'],
  },
  agentPool: {
    subnet: ['nodeSubnet'],
    podSubnet: ['podSubnet'],
    maxPods: ['maxPods'],
    maxCount: ['maxNodes'],
    minCount: ['minNodes'],
    zones: ['zones'],
    'upgrade.maxSurge': ['surge'],
  },
  externalRange: { prefixes: ['ranges'] },
};

/** The path at which a plan states a field of an element; that of the element when it has no key. */
export function plannedFieldPath(
  document: TextDocument,
  element: { readonly kind: Kind; readonly source: { readonly path: Path } },
  field: string | undefined,
): Path {
  const { path } = element.source;
  const fields = plannedFields[element.kind] ?? {};
  const keys = field !== undefined && Object.hasOwn(fields, field) ? (fields[field] ?? []) : [];
  const places = keys.map((key) => [...path, key]);
  const positions = document.positionsOf(places);
  return places.find((_, i) => positions[i] !== undefined) ?? path;
}
