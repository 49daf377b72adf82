import type { PolicyPod } from '../pods.ts';
import type { PolicyWorld } from '../world.ts';

/**
 * Where each pod of a world is in another one of the same objects. They differ where policies of one tell
 * the pods of a stateful set apart and those of the other do not: then all stand for one.
 */
export function floorIndexes(
  { pods }: Pick<PolicyWorld, 'pods'>,
  floor: Pick<PolicyWorld, 'pods'>,
): readonly number[] {
  const byName = new Map(floor.pods.map((pod, at) => [nameOf(pod), at]));
  const byWorkload = new Map(floor.pods.map(({ workload }, at) => [workload.id, at]));
  return pods.map((pod) => byName.get(nameOf(pod)) ?? byWorkload.get(pod.workload.id) ?? 0);
}

const nameOf = ({ workload, name }: PolicyPod): string => `${workload.id} ${name}`;
