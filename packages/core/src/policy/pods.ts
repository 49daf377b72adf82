import { type Address, type Family, type Prefix, parseAddress } from '@aksnet/net';
import type { ContainerPort, Labels, Workload } from '../estate/elements/kubernetes.ts';
import { isKnown } from '../evidence/knowable.ts';
import type { KnownLabels } from './selector.ts';

/** What a pod is called where people read it: the workload that made it, or itself. */
export interface PodOwner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * A pod as policies see it: a recorded one, or one stand-in for all that a template makes. Stateful sets
 * stand for as many as they have replicas where a policy tells them apart.
 */
export interface PolicyPod {
  readonly workload: Workload;
  readonly owner: PodOwner;
  readonly namespace: string;
  readonly name: string;
  readonly labels: KnownLabels;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** Recorded addresses; undefined: no file tells them. */
  readonly addresses: readonly Address[] | undefined;
  /** Where addresses that no file tells will lie, if that is known. */
  readonly within: readonly Prefix[] | undefined;
  readonly node: string | undefined;
  /** Index of the dialect that its node's engine reads policies in. */
  readonly dialect: number;
}

/** Families that the pod has addresses of, the first one being its primary. */
export function familiesOf({ addresses, within }: PolicyPod): readonly Family[] {
  const seen = new Set((addresses ?? within ?? []).map(({ family }) => family));
  return seen.size === 0 ? [4] : [...seen];
}

/** The family of a connection from one pod to another: the receiver's primary one, if both have it. */
export function familyBetween(from: PolicyPod, to: PolicyPod): Family | undefined {
  const theirs = familiesOf(from);
  return familiesOf(to).find((family) => theirs.includes(family));
}

/** Labels whose values a controller chooses when it makes the pod. */
const chosenLabels: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['pod-template-hash'],
  ReplicaSet: ['pod-template-hash'],
  DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
  StatefulSet: [
    'controller-revision-hash',
    'statefulset.kubernetes.io/pod-name',
    'apps.kubernetes.io/pod-index',
  ],
  Job: [
    'batch.kubernetes.io/controller-uid',
    'controller-uid',
    'batch.kubernetes.io/job-completion-index',
  ],
  CronJob: [
    'batch.kubernetes.io/controller-uid',
    'controller-uid',
    'batch.kubernetes.io/job-name',
    'job-name',
  ],
};

/** Labels of the pods of a template: the template's, and those that the controller will add. */
export function labelsOf(workload: Workload): Map<string, string | undefined> {
  const labels = new Map<string, string | undefined>();
  for (const key of chosenLabels[workload.workloadKind] ?? []) labels.set(key, undefined);
  if (workload.workloadKind === 'Job') {
    labels.set('batch.kubernetes.io/job-name', workload.name);
    labels.set('job-name', workload.name);
  }
  for (const key of Object.keys(workload.podLabels)) labels.set(key, workload.podLabels[key]);
  return labels;
}

/** Labels that controllers choose anew for pods, revisions or runs: nothing lasting can go by them. */
export const volatileLabels: ReadonlySet<string> = new Set([
  ...Object.values(chosenLabels).flat(),
  'batch.kubernetes.io/job-name',
  'job-name',
]);

/** Labels as a map. */
export const asMap = (labels: Labels): KnownLabels => new Map(Object.entries(labels));

const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

/** Labels that tell the pods of one stateful set apart. */
export const ordinalLabels: ReadonlySet<string> = new Set([podNameLabel, podIndexLabel]);

/** More pods than this of one set are left as one whose name is not known. */
const mostOrdinals = 1000;

/** The pods of a stateful set, told apart by name; just the one stand-in where their number is not known. */
export function ordinalsOf(pod: PolicyPod): readonly PolicyPod[] {
  const { workloadKind, replicas, name } = pod.workload;
  if (workloadKind !== 'StatefulSet' || !isKnown(replicas)) return [pod];
  if (replicas < 1 || replicas > mostOrdinals) return [pod];
  return Array.from({ length: replicas }, (_, i) => ({
    ...pod,
    name: `${name}-${i}`,
    labels: new Map([...pod.labels, [podNameLabel, `${name}-${i}`], [podIndexLabel, `${i}`]]),
  }));
}

/** Recorded addresses of a workload; undefined for what makes pods, whose addresses no file tells. */
export function addressesOf(workload: Workload): readonly Address[] | undefined {
  if (workload.addresses === undefined) return undefined;
  return workload.addresses.flatMap((text) => {
    const parsed = parseAddress(text);
    return parsed.ok ? [parsed.value] : [];
  });
}
