import { knownOr } from '../../evidence/knowable.ts';
import type { PolicyElement } from '../generate/request.ts';
import { policyKindOf } from '../kinds.ts';
import type { EstateWorld } from '../of-estate.ts';
import { type PolicyWorld, worldOf } from '../world.ts';

/**
 * The same cluster with these policies in place of all that its closed namespaces have. Policies of other
 * namespaces and of the whole cluster stay: they are not ours to remove.
 */
export function replacedWorld(
  { world, cluster }: Pick<EstateWorld, 'world' | 'cluster'>,
  closed: ReadonlySet<string>,
  elements: readonly PolicyElement[],
): PolicyWorld {
  const { objects } = world;
  const [first, second = first] = world.dialects;
  if (first === undefined || second === undefined) throw new RangeError('a world has a dialect');
  const stays = ({ namespace }: { readonly namespace?: string }): boolean =>
    namespace === undefined || !closed.has(namespace);
  const podRanges = knownOr(cluster?.network.podRanges, undefined) ?? [];
  return worldOf(
    {
      ...objects,
      policies: [
        ...objects.policies.filter((policy) => !closed.has(policy.namespace ?? 'default')),
        ...elements.flatMap((one) => (one.kind === 'networkPolicy' ? [one] : [])),
      ],
      objects: [
        ...objects.objects.filter((one) => policyKindOf(one) === undefined || stays(one)),
        ...elements.flatMap((one) => (one.kind === 'kubernetesObject' ? [one] : [])),
      ],
    },
    {
      dialects: { Linux: first, Windows: second },
      beside: world,
      ...(podRanges.length === 0 ? {} : { podRanges }),
    },
  );
}
