import type { KubernetesObject, LabelSelector } from '../estate/elements/kubernetes.ts';
import { isRecord } from '../estate/same.ts';
import { type EntryBackend, groupOf, recordsIn } from './entry-objects.ts';
import { selects } from './selector.ts';
import { namespaceOf, type PolicyWorld } from './world.ts';

const group = 'gateway.networking.k8s.io';

/** Whether a listener of the gateway takes routes of the namespace. Left out, only those of its own. */
export function isLetIn(world: PolicyWorld, gateway: KubernetesObject, namespace: string): boolean {
  const listeners = recordsIn(gateway, 'spec', 'listeners');
  if (listeners.length === 0) return true;
  return listeners.some(({ allowedRoutes }) => {
    const namespaces = isRecord(allowedRoutes) ? allowedRoutes['namespaces'] : undefined;
    const { from = 'Same', selector } = isRecord(namespaces)
      ? { from: namespaces['from'] ?? 'Same', selector: namespaces['selector'] }
      : {};
    if (from === 'All') return true;
    if (from === 'Same') return (gateway.namespace ?? 'default') === namespace;
    if (from !== 'Selector') return false;
    return selects(selectorIn(selector), namespaceOf(world, namespace).labels) !== 'no';
  });
}

/** The selector in an object that is kept as it was written; words that it cannot have are left out. */
function selectorIn(value: unknown): LabelSelector {
  if (!isRecord(value)) return {};
  const { matchLabels, matchExpressions } = value;
  return {
    ...(isRecord(matchLabels)
      ? {
          matchLabels: Object.fromEntries(
            Object.entries(matchLabels).flatMap(([key, label]) =>
              typeof label === 'string' ? [[key, label] as const] : [],
            ),
          ),
        }
      : {}),
    ...(Array.isArray(matchExpressions)
      ? { matchExpressions: matchExpressions.flatMap((one) => expressionIn(one) ?? []) }
      : {}),
  };
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

function expressionIn(
  value: unknown,
): NonNullable<LabelSelector['matchExpressions']>[number] | undefined {
  if (!isRecord(value) || typeof value['key'] !== 'string') return undefined;
  const operator = operators.find((one) => one === value['operator']);
  if (operator === undefined) return undefined;
  const values = Array.isArray(value['values'])
    ? value['values'].filter((one) => typeof one === 'string')
    : [];
  return { key: value['key'], operator, values };
}

/** Whether a route may name the Service: in its own namespace, or where a ReferenceGrant says so. */
export function isGranted(
  { objects }: PolicyWorld,
  route: KubernetesObject,
  { namespace, service }: EntryBackend,
): boolean {
  const home = route.namespace ?? 'default';
  if (namespace === home) return true;
  return objects.objects.some((object) => {
    if (object.objectKind !== 'ReferenceGrant' || groupOf(object) !== group) return false;
    if ((object.namespace ?? 'default') !== namespace) return false;
    const from = recordsIn(object, 'spec', 'from').some(
      (one) =>
        one['group'] === group && one['kind'] === route.objectKind && one['namespace'] === home,
    );
    const to = recordsIn(object, 'spec', 'to').some(
      (one) => one['kind'] === 'Service' && (one['name'] === undefined || one['name'] === service),
    );
    return from && to;
  });
}
