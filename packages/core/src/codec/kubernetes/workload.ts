import type { Workload } from '../../estate/elements/kubernetes.ts';
import { isKnown, type Knowable, notStated } from '../../evidence/knowable.ts';
import type { KubernetesCodec, ManifestBody, ManifestValue } from './entry.ts';
import { groupOf } from './entry.ts';
import { controllerOf, decodeMetadata, encodeMetadata } from './metadata.ts';
import { into, isThere, items, oneOf, type Place, text, whole } from './place.ts';
import { decodePod, encodePodMetadata, encodePodSpec } from './pod-template.ts';

/** Where a kind of workload keeps its pod template and the number of its pods. */
interface WorkloadType {
  readonly kind: string;
  readonly apiVersion: string;
  /** Path to the pod (template). */
  readonly template: readonly string[];
  /** Path to the number of pods; undefined where the nodes decide. */
  readonly count: readonly string[] | undefined;
}

const template = ['spec', 'template'];
const replicas = ['spec', 'replicas'];

/** Every kind of object that makes pods. */
const types: readonly WorkloadType[] = [
  { kind: 'Pod', apiVersion: 'v1', template: [], count: [] },
  { kind: 'Deployment', apiVersion: 'apps/v1', template, count: replicas },
  { kind: 'StatefulSet', apiVersion: 'apps/v1', template, count: replicas },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1', template, count: replicas },
  { kind: 'ReplicationController', apiVersion: 'v1', template, count: replicas },
  { kind: 'DaemonSet', apiVersion: 'apps/v1', template, count: undefined },
  { kind: 'Job', apiVersion: 'batch/v1', template, count: ['spec', 'parallelism'] },
  {
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    template: ['spec', 'jobTemplate', 'spec', 'template'],
    count: ['spec', 'jobTemplate', 'spec', 'parallelism'],
  },
];

/**
 * A pod, or what makes pods. Older API versions are read too, and what the group `apps` was called
 * before: `extensions`. Losses: containers
 * (only their ports are kept) and a number of pods that is not known (left out, so read back as 1).
 */
export const workloadCodec: KubernetesCodec<'workload'> = {
  kind: 'workload',
  reads: ({ apiVersion, kind }) =>
    types.some(
      (t) =>
        t.kind === kind &&
        (groupOf(t.apiVersion) === groupOf(apiVersion) ||
          (groupOf(t.apiVersion) === 'apps' && groupOf(apiVersion) === 'extensions')),
    ),
  decode: (at, type) => {
    const shape = types.find((t) => t.kind === type.kind);
    const element = decodeMetadata('workload', at, { type, namespaced: true });
    if (shape === undefined || element === undefined) return undefined;
    const controller = controllerOf(at);
    return {
      ...element,
      workloadKind: type.kind,
      replicas: podCount(at, shape),
      ...decodePod(deep(at, shape.template)),
      ...(shape.template.length === 0 ? decodeStatus(at) : {}),
      ...(controller === undefined ? {} : { controller }),
    };
  },
  encode: (element) => {
    const shape = types.find((t) => t.kind === element.workloadKind);
    if (shape === undefined) throw new RangeError(`no workload kind ${element.workloadKind}`);
    return {
      apiVersion: shape.apiVersion,
      kind: shape.kind,
      metadata: {
        ...encodeMetadata(element),
        ...(element.controller === undefined ? {} : ownedBy(element.controller)),
        ...(shape.template.length === 0 ? encodePodMetadata(element) : {}),
      },
      body: bodyOf(element, shape),
    };
  },
  fields: {
    podLabels: 'spec.template.metadata.labels',
    replicas: 'spec.replicas',
    addresses: 'status.podIPs',
    node: 'spec.nodeName',
    phase: 'status.phase',
  },
};

/** Pods that ended take no part in traffic. Left out, the API's default is one pod. */
function podCount(at: Place, shape: WorkloadType): Knowable<number> {
  if (shape.count === undefined) return notStated('replicas');
  if (shape.count.length > 0) return whole(deep(at, shape.count)) ?? 1;
  const phase = into(into(at, 'status'), 'phase').value;
  return phase === 'Succeeded' || phase === 'Failed' ? 0 : 1;
}

const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] as const;

/** Where a recorded pod runs, and under which addresses; a manifest says nothing of it. */
function decodeStatus(at: Place): Pick<Workload, 'addresses' | 'node' | 'phase'> {
  const status = into(at, 'status');
  const node = text(into(into(at, 'spec'), 'nodeName'));
  const phase = oneOf(into(status, 'phase'), phases);
  const addresses = addressesOf(status);
  return {
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(node === undefined ? {} : { node }),
    ...(phase === undefined ? {} : { phase }),
  };
}

function addressesOf(status: Place): readonly string[] {
  const list = into(status, 'podIPs');
  if (isThere(list)) return items(list).flatMap((item) => text(into(item, 'ip')) ?? []);
  const single = text(into(status, 'podIP'));
  return single === undefined || single === '' ? [] : [single];
}

function encodeStatus({ addresses, phase, replicas }: Workload): ManifestBody {
  const told = phase ?? (replicas === 0 ? 'Succeeded' : undefined);
  return {
    ...(told === undefined ? {} : { phase: told }),
    ...(addresses === undefined ? {} : { podIPs: addresses.map((ip) => ({ ip })) }),
  };
}

function bodyOf(element: Workload, shape: WorkloadType): ManifestBody {
  const spec = encodePodSpec(element);
  if (shape.template.length === 0) {
    const status = encodeStatus(element);
    return {
      spec: { ...spec, ...(element.node === undefined ? {} : { nodeName: element.node }) },
      ...(Object.keys(status).length === 0 ? {} : { status }),
    };
  }
  const metadata = encodePodMetadata(element);
  const pod = { ...(Object.keys(metadata).length === 0 ? {} : { metadata }), spec };
  const parent = nested(shape.template, pod);
  if (shape.count === undefined || !isKnown(element.replicas)) return parent;
  return merged(parent, nested(shape.count, element.replicas));
}

const ownedBy = (controller: NonNullable<Workload['controller']>): ManifestBody => ({
  ownerReferences: [{ kind: controller.kind, name: controller.name, controller: true }],
});

const deep = (at: Place, path: readonly string[]): Place => path.reduce(into, at);

/** `{a: {b: value}}` for the path a, b. */
const nested = (path: readonly string[], value: ManifestValue): ManifestBody => {
  const [first = '', ...rest] = path;
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
};

function merged(a: ManifestBody, b: ManifestBody): ManifestBody {
  const both = Object.entries(b).map(([key, value]): [string, ManifestValue] => {
    const old = a[key];
    return [key, isBody(old) && isBody(value) ? merged(old, value) : value];
  });
  return { ...a, ...Object.fromEntries(both) };
}

const isBody = (value: ManifestValue | undefined): value is ManifestBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
