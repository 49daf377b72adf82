// Elements that are Kubernetes objects, drawn at random, hostile names included.
import fc from 'fast-check';
import type {
  ContainerPort,
  KubernetesNode,
  KubernetesObject,
  LabelSelector,
  Labels,
  Namespace,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  Service,
  Workload,
} from '../../src/estate/elements/kubernetes.ts';
import { kubernetesId } from '../../src/estate/elements/kubernetes-id.ts';
import { notStated } from '../../src/evidence/knowable.ts';

/** The cluster that all of them belong to. */
export const cluster = '/subscriptions/s/resourcegroups/r/providers/p/managedclusters/c';

/** What decoding leaves as the source of the n-th object of a stream. */
export const sourceOf = (n: number) => ({ document: 'stream.yaml', path: [n] });

const tricky = fc.constantFrom(
  ...['yes', 'no', 'null', '~', 'true', '1e3', '0x1F', '017', '1:20', '2001-01-01', '- a', '? b'],
  ...['a: b', '#c', '&d', '*e', '!f', '|', '>', '%g', '@h', '`i`', '"', "'", '\\', ' ', '\t', '\n'],
  ...['{}', '[]', ',', '<<', '=', '.inf', '.nan', '+1', '-0', '1_000', '__proto__', 'constructor'],
  ...['$(rm -rf ~)', '"]', '<script>', 'é\u0301', '\u2028', '\u0085', '\ufeff', '😀', '\u202e'],
);

/** Texts: names, and what breaks careless printers. */
export const text: fc.Arbitrary<string> = fc.oneof(
  tricky,
  fc.stringMatching(/^[a-z0-9-]{1,12}$/),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

const name = fc.oneof(fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/), text);
const labels: fc.Arbitrary<Labels> = fc
  .array(fc.tuple(text, text), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const number = fc.integer({ min: 1, max: 65535 });

const selector: fc.Arbitrary<LabelSelector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.record(
        {
          key: text,
          operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
          values: fc.array(text, { maxLength: 2 }),
        },
        { requiredKeys: ['key', 'operator'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const peer: fc.Arbitrary<PolicyPeer> = fc.oneof(
  fc.record({
    kind: fc.constant('ipBlock'),
    cidr: fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/8'),
    except: fc.array(fc.constantFrom('10.1.0.0/16', '10.2.0.0/16'), { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('ipBlock'),
    cidr: fc.constantFrom('::/0', 'fd00::/8'),
    except: fc.array(fc.constant('fd00:1::/32'), { maxLength: 2 }),
  }),
  fc
    .record(
      { kind: fc.constant('pods'), podSelector: selector, namespaceSelector: selector },
      { requiredKeys: ['kind'] },
    )
    .filter((p) => p.podSelector !== undefined || p.namespaceSelector !== undefined),
);

const port: fc.Arbitrary<PolicyPort> = fc.oneof(
  fc.record(
    { protocol, port: fc.oneof(number, fc.constantFrom('http', 'metrics')) },
    { requiredKeys: ['protocol'] },
  ),
  fc.record({
    protocol,
    port: fc.integer({ min: 1, max: 100 }),
    endPort: fc.integer({ min: 100, max: 200 }),
  }),
);

const rules = fc.array(
  fc.record({ peers: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) }),
  { maxLength: 2 },
);

const base = fc
  .record(
    { name, namespace: name, labels, annotations: labels },
    {
      requiredKeys: ['name', 'namespace', 'labels'],
    },
  )
  .map((value) => ({ ...value, cluster, source: sourceOf(0) }));

export const networkPolicy: fc.Arbitrary<NetworkPolicy> = fc
  .tuple(
    base,
    fc.record({
      podSelector: selector,
      policyTypes: fc.constantFrom<NetworkPolicy['policyTypes']>(
        ['Ingress'],
        ['Egress'],
        ['Ingress', 'Egress'],
      ),
      ingress: rules,
      egress: rules,
    }),
  )
  .map(([head, body]) => ({
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', { ...head }),
    ...head,
    ...body,
  }));

export const namespace: fc.Arbitrary<Namespace> = base.map(({ namespace: _, ...head }) => ({
  kind: 'namespace',
  id: kubernetesId('namespace', { cluster, name: head.name }),
  ...head,
  labels: { ...head.labels, 'kubernetes.io/metadata.name': head.name },
}));

const address = fc.constantFrom('10.0.0.4', '10.244.0.7', 'fd00::4');

export const node: fc.Arbitrary<KubernetesNode> = fc
  .tuple(
    base,
    fc.record({
      addresses: fc.array(address, { maxLength: 2 }),
      podRanges: fc.array(fc.constantFrom('10.244.0.0/24', 'fd00::/80'), { maxLength: 2 }),
    }),
  )
  .map(([{ namespace: _, ...head }, rest]) => ({
    kind: 'node',
    id: kubernetesId('node', { cluster, name: head.name }),
    ...head,
    ...rest,
  }));

const containerPort: fc.Arbitrary<ContainerPort> = fc.record(
  { name: fc.constantFrom('http', 'metrics'), port: number, protocol },
  { requiredKeys: ['port', 'protocol'] },
);

const workloadTypes: readonly (readonly [kind: string, group: string])[] = [
  ['Pod', ''],
  ['Deployment', 'apps/'],
  ['StatefulSet', 'apps/'],
  ['ReplicaSet', 'apps/'],
  ['ReplicationController', ''],
  ['DaemonSet', 'apps/'],
  ['Job', 'batch/'],
  ['CronJob', 'batch/'],
];

export const workload: fc.Arbitrary<Workload> = fc
  .tuple(
    base,
    fc.constantFrom(...workloadTypes),
    fc.record(
      {
        podLabels: labels,
        podAnnotations: labels,
        ports: fc.array(containerPort, { maxLength: 4 }),
        hostNetwork: fc.boolean(),
        replicas: fc.integer({ min: 0, max: 9 }),
        controller: fc.record({ kind: fc.constant('ReplicaSet'), name: text }),
        addresses: fc.array(address, { minLength: 1, maxLength: 2 }),
        node: text,
        phase: fc.constantFrom('Pending', 'Running', 'Unknown'),
      },
      { requiredKeys: ['podLabels', 'ports', 'hostNetwork', 'replicas'] },
    ),
  )
  .map(([head, [workloadKind, group], { addresses, node: on, phase, ...rest }]) => {
    const place = { ...head, type: `${group}${workloadKind}` };
    const shared = {
      kind: 'workload' as const,
      id: kubernetesId('workload', place),
      ...head,
      workloadKind,
      ...rest,
    };
    if (workloadKind === 'DaemonSet') return { ...shared, replicas: notStated('replicas') };
    if (workloadKind !== 'Pod') return shared;
    // A pod has one set of labels: its own.
    const { annotations: _, ...pod } = shared;
    const notes = rest.podAnnotations;
    const ended = rest.replicas === 0;
    const told = ended ? 'Succeeded' : phase;
    return {
      ...pod,
      ...(addresses === undefined ? {} : { addresses }),
      ...(on === undefined ? {} : { node: on }),
      ...(told === undefined ? {} : { phase: told }),
      ...(notes === undefined ? {} : { annotations: notes }),
      labels: rest.podLabels,
      replicas: Math.min(rest.replicas, 1),
    };
  });

export const service: fc.Arbitrary<Service> = fc
  .tuple(
    base,
    fc.record(
      {
        type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
        selector: fc.option(labels, { nil: undefined }),
        ports: fc.array(
          fc.record(
            {
              name: text,
              port: number,
              targetPort: fc.oneof(number, fc.constant('http')),
              protocol,
            },
            { requiredKeys: ['port', 'targetPort', 'protocol'] },
          ),
          { maxLength: 2 },
        ),
        clusterIps: fc.constantFrom<Service['clusterIps']>(
          ['10.0.0.1'],
          ['None'],
          notStated('clusterIps'),
        ),
        externalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
        entrances: fc.array(fc.oneof(address, text), { minLength: 1, maxLength: 2 }),
        externalName: text,
      },
      { requiredKeys: ['type', 'selector', 'ports', 'clusterIps'] },
    ),
  )
  .map(([head, rest]) => ({
    kind: 'service',
    id: kubernetesId('service', { ...head }),
    ...head,
    ...rest,
  }));

export const other: fc.Arbitrary<KubernetesObject> = fc
  .tuple(base, fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }))
  .map(([head, body]) => ({
    kind: 'kubernetesObject',
    id: kubernetesId('kubernetesObject', { ...head, type: 'example.org/Thing' }),
    ...head,
    apiVersion: 'example.org/v1',
    objectKind: 'Thing',
    body: Object.fromEntries(
      Object.entries(body).filter(([key]) => !['apiVersion', 'kind', 'metadata'].includes(key)),
    ),
  }));
