import { push } from '../estate/grouped.ts';
import type { PodOwner } from './pods.ts';
import type { PolicyWorld } from './world.ts';

/** Pods that people call by one name. */
export interface OwnedPods {
  readonly key: string;
  readonly owner: PodOwner;
  /** Indexes into the pods of the world. */
  readonly pods: readonly number[];
}

/** One text for an owner: `shop/web[Deployment]`. */
export const ownerKey = ({ namespace, name, kind }: PodOwner): string =>
  `${namespace}/${name}[${kind}]`;

/** The pods of a world by what made them, sorted by name. */
export function ownersOf({ pods }: Pick<PolicyWorld, 'pods'>): readonly OwnedPods[] {
  const groups = new Map<string, number[]>();
  pods.forEach(({ owner }, i) => {
    push(groups, ownerKey(owner), i);
  });
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, indexes]) => {
      const owner = pods[indexes[0] ?? 0]?.owner;
      return owner === undefined ? [] : [{ key, owner, pods: indexes }];
    });
}
