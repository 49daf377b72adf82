import type { Labels } from '../../estate/elements/kubernetes.ts';
import type { WantedEnd } from '../../estate/wanted-flow.ts';
import { isSeenAsNode } from '../match.ts';
import type { PolicyPod } from '../pods.ts';
import type { KnownLabels } from '../selector.ts';
import { namespaceOf, type PolicyWorld } from '../world.ts';

/** Indexes of the pods of a world that an end means, those on their node's network included. */
export const podsOfEnd = (end: WantedEnd, world: PolicyWorld): readonly number[] =>
  world.pods.flatMap((pod, i) => (isMeant(end, pod, world) ? [i] : []));

function isMeant(end: WantedEnd, pod: PolicyPod, world: PolicyWorld): boolean {
  switch (end.kind) {
    case 'workload':
      return (
        pod.owner.namespace === end.namespace &&
        pod.owner.name === end.name &&
        (end.workloadKind === undefined || pod.owner.kind === end.workloadKind)
      );
    case 'pods':
      return pod.namespace === end.namespace && holds(pod.labels, end.labels);
    case 'namespaces':
      return holds(namespaceOf(world, pod.namespace).labels, end.labels);
    case 'nodes':
    case 'range':
    case 'name':
    case 'internet':
      return false;
  }
}

const holds = (labels: KnownLabels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels.get(key) === value);

/** Whether policies can select the pod at all. */
export const isSelectable = (world: PolicyWorld, at: number): boolean => {
  const pod = world.pods[at];
  return pod !== undefined && !isSeenAsNode(pod, world);
};
