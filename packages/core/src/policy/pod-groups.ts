import { push } from '../estate/grouped.ts';
import { ownerKey } from './owners.ts';
import type { PolicyPod } from './pods.ts';
import type { PolicyWorld } from './world.ts';

/** What pods are told by. */
export type Grain = 'workload' | 'namespace' | 'pod';

/** Every grain, the usual one first. */
export const grains: readonly Grain[] = ['workload', 'namespace', 'pod'];

/** Pods that are told of together. */
export interface PodGroup {
  /** `shop/web[Deployment]`, `shop`, `shop/web-0[Pod]`: unique among the groups of one grain. */
  readonly key: string;
  readonly grain: Grain;
  readonly namespace: string;
  /** Absent: the group is a namespace. */
  readonly name?: string;
  /** Kind of the workload; absent for a namespace. */
  readonly kind?: string;
  /** Indexes into the pods of the world, ascending. */
  readonly pods: readonly number[];
}

/** The pods of a world in groups, sorted by namespace and name; `chosen` leaves the others out. */
export function podGroups(
  { pods }: Pick<PolicyWorld, 'pods'>,
  grain: Grain,
  chosen?: ReadonlySet<number>,
): readonly PodGroup[] {
  const heads = new Map<string, Omit<PodGroup, 'pods'>>();
  const members = new Map<string, number[]>();
  pods.forEach((pod, at) => {
    if (chosen !== undefined && !chosen.has(at)) return;
    const head = headOf(pod, grain);
    if (!heads.has(head.key)) heads.set(head.key, head);
    push(members, head.key, at);
  });
  return [...heads.values()]
    .map((head) => ({ ...head, pods: members.get(head.key) ?? [] }))
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.key, b.key));
}

function headOf(pod: PolicyPod, grain: Grain): Omit<PodGroup, 'pods'> {
  const { owner, namespace, name } = pod;
  switch (grain) {
    case 'namespace':
      return { key: namespace, grain, namespace };
    case 'workload':
      return {
        key: ownerKey(owner),
        grain,
        namespace: owner.namespace,
        name: owner.name,
        kind: owner.kind,
      };
    case 'pod': {
      // A stand-in is called like its workload, and says so by its kind.
      const { workloadKind } = pod.workload;
      const kind = name === pod.workload.name ? workloadKind : 'Pod';
      return { key: ownerKey({ namespace, name, kind }), grain, namespace, name, kind };
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A template stands for several pods, which can talk to one another, unless it says that it makes one. */
export const standsForMany = ({ workload, name }: PolicyPod): boolean =>
  workload.workloadKind !== 'Pod' && workload.replicas !== 1 && workload.name === name;

/** Whether the group is one pod, which has nobody of its group to talk to. */
export function isAlone({ pods }: Pick<PolicyWorld, 'pods'>, group: PodGroup): boolean {
  const [only, ...more] = group.pods;
  const pod = only === undefined ? undefined : pods[only];
  return pod !== undefined && more.length === 0 && !standsForMany(pod);
}
