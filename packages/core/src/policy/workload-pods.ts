import type { Workload } from '../estate/elements/kubernetes.ts';
import { push } from '../estate/grouped.ts';
import type { PodOwner } from './pods.ts';

/** A workload that takes part in traffic, and what people call it. */
export interface OwnedWorkload {
  readonly workload: Workload;
  readonly owner: PodOwner;
}

const keyOf = (namespace: string | undefined, kind: string, name: string): string =>
  `${namespace ?? 'default'}/${kind}/${name}`;

/**
 * Each pod once. A dump holds a deployment, its replica sets and its pods: where pods were recorded they
 * stand for themselves, else the outermost template stands for them. Pods that ended take no part, unless
 * they are to be counted.
 */
export function podsOf(
  workloads: readonly Workload[],
  countsEnded = false,
): readonly OwnedWorkload[] {
  const byKey = new Map<string, Workload>();
  const made = new Map<string, Workload[]>();
  for (const workload of workloads) {
    byKey.set(keyOf(workload.namespace, workload.workloadKind, workload.name), workload);
  }
  for (const workload of workloads) {
    const maker = makerKey(workload, byKey);
    if (maker !== undefined) push(made, maker, workload);
  }
  return workloads.flatMap((workload): readonly OwnedWorkload[] => {
    const owner = ownerOf(workload, byKey);
    if (workload.workloadKind === 'Pod')
      return hasEnded(workload) && !countsEnded ? [] : [{ workload, owner }];
    const maker = makerKey(workload, byKey);
    const isTold = maker !== undefined && byKey.has(maker);
    return isTold || hasLivePods(workload, made) ? [] : [{ workload, owner }];
  });
}

type ByKey = ReadonlyMap<string, Workload>;

/**
 * The key of what made it. Pods that a node runs by itself have little in common but the node. A dump may
 * lack the replica set between a pod and its deployment: its name is the deployment's with the hash behind
 * it that its pods carry as a label.
 */
function makerKey(
  { controller, namespace, podLabels }: Workload,
  byKey: ByKey,
): string | undefined {
  if (controller === undefined || controller.kind === 'Node') return undefined;
  const own = keyOf(namespace, controller.kind, controller.name);
  const hash = podLabels['pod-template-hash'];
  if (controller.kind !== 'ReplicaSet' || hash === undefined || byKey.has(own)) return own;
  if (!controller.name.endsWith(`-${hash}`)) return own;
  const deployment = keyOf(namespace, 'Deployment', controller.name.slice(0, -hash.length - 1));
  return byKey.has(deployment) ? deployment : own;
}

/** Succeeded and failed pods, and recorded ones that never got an address. */
const hasEnded = ({ phase, addresses, hostNetwork }: Workload): boolean =>
  phase === 'Succeeded' ||
  phase === 'Failed' ||
  (phase !== undefined && addresses === undefined && !hostNetwork);

/** A cron job makes jobs that make pods: what is made lies no deeper than this. */
const deepest = 3;

function hasLivePods(
  workload: Workload,
  made: ReadonlyMap<string, readonly Workload[]>,
  depth = 0,
): boolean {
  if (depth > deepest) return false;
  const key = keyOf(workload.namespace, workload.workloadKind, workload.name);
  return (made.get(key) ?? []).some((child) =>
    child.workloadKind === 'Pod' ? !hasEnded(child) : hasLivePods(child, made, depth + 1),
  );
}

/** The outermost maker among the inputs; the nearest one that is named where none is. */
function ownerOf(workload: Workload, byKey: ReadonlyMap<string, Workload>): PodOwner {
  let current = workload;
  const seen = new Set<Workload>();
  while (!seen.has(current)) {
    seen.add(current);
    const key = makerKey(current, byKey);
    if (key === undefined) break;
    const maker = byKey.get(key);
    if (maker === undefined) return named(current.controller, workload.namespace, current);
    current = maker;
  }
  return {
    kind: current.workloadKind,
    namespace: current.namespace ?? 'default',
    name: current.name,
  };
}

const named = (
  controller: Workload['controller'],
  namespace: string | undefined,
  fallback: Workload,
): PodOwner => ({
  kind: controller?.kind ?? fallback.workloadKind,
  namespace: namespace ?? 'default',
  name: controller?.name ?? fallback.name,
});
