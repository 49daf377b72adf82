import type { Labels } from '../../estate/elements/kubernetes.ts';
import { isSeenAsNode } from '../match.ts';
import type { KnownLabels } from '../selector.ts';
import { namespaceOf, type PolicyWorld } from '../world.ts';
import type { WantedEnd } from './wanted.ts';

/** Indexes of the pods of a world that an end means, those on their node's network included. */
export function podsOfEnd(end: WantedEnd, world: PolicyWorld): readonly number[] {
  return world.pods.flatMap(({ owner, namespace, labels }, i): readonly number[] => {
    switch (end.kind) {
      case 'workload':
        return owner.namespace === end.namespace &&
          owner.name === end.name &&
          (end.workloadKind === undefined || owner.kind === end.workloadKind)
          ? [i]
          : [];
      case 'pods':
        return namespace === end.namespace && holds(labels, end.labels) ? [i] : [];
      case 'namespaces':
        return holds(namespaceOf(world, namespace).labels, end.labels) ? [i] : [];
      case 'nodes':
      case 'range':
      case 'name':
      case 'internet':
        return [];
    }
  });
}

const holds = (labels: KnownLabels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels.get(key) === value);

/** Whether policies can select the pod at all. */
export const isSelectable = (world: PolicyWorld, at: number): boolean => {
  const pod = world.pods[at];
  return pod !== undefined && !isSeenAsNode(pod, world);
};
