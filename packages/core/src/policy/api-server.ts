import { type Address, parseAddress } from '@aksnet/net';
import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { fieldOf, itemsOf } from './kinds/value.ts';

/**
 * Where the API server listens, as its own Service `default/kubernetes` records it; empty where the
 * input holds neither its Endpoints nor its EndpointSlice.
 */
export function apiServerAddresses(objects: readonly KubernetesObject[]): readonly Address[] {
  return objects.filter(isOfApiServer).flatMap(({ body }) => {
    const old = itemsOf(fieldOf(body, 'subsets'))
      .flatMap((subset) => itemsOf(fieldOf(subset, 'addresses')))
      .map((entry) => fieldOf(entry, 'ip'));
    const slices = itemsOf(fieldOf(body, 'endpoints')).flatMap((endpoint) =>
      itemsOf(fieldOf(endpoint, 'addresses')),
    );
    return [...old, ...slices].flatMap((text) => {
      const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
      return parsed?.ok === true ? [parsed.value] : [];
    });
  });
}

function isOfApiServer({ objectKind, namespace, name, labels }: KubernetesObject): boolean {
  if (namespace !== 'default') return false;
  if (objectKind === 'Endpoints') return name === 'kubernetes';
  return objectKind === 'EndpointSlice' && labels['kubernetes.io/service-name'] === 'kubernetes';
}
