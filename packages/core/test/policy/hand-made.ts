import type {
  AdminPolicyManifest,
  AdminRule,
  Container,
  Manifest,
  NetworkPolicyManifest,
  PodManifest,
  Protocol,
} from './manifest-types.ts';
import type { Question } from './naive.ts';
import type { End } from './world.ts';

/* A cluster small enough to judge by hand, and few words to write policies and questions with. */

const onPort = (name: string, containerPort: number, protocol?: string): Container['ports'] => [
  { name, containerPort, ...(protocol === undefined ? {} : { protocol }) },
];

interface PodSays {
  readonly node: string;
  readonly ips: readonly string[];
  readonly spec?: PodManifest['spec'];
  readonly phase?: string;
}

/** A pod named `namespace/name`, with the label `app`. */
export function pod(path: string, app: string, { node, ips, spec, phase }: PodSays): PodManifest {
  const [namespace = '', name = ''] = path.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app } },
    spec: { nodeName: node, ...spec },
    status: { phase: phase ?? 'Running', podIPs: ips.map((ip) => ({ ip })) },
  };
}

const node = (name: string, zone: string, ...ips: readonly string[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { zone } },
  status: { addresses: ips.map((address) => ({ type: 'InternalIP', address })) },
});

/** Two namespaces with manifests and one (`ops`) without, two nodes, and a pod of each sort. */
export const cluster: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'red' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'data', labels: { team: 'blue' } } },
  node('n1', 'one', '10.240.0.4', 'fd00:10:240::4'),
  node('n2', 'two', '10.240.0.5', 'fd00:10:240::5'),
  pod('shop/web', 'web', { node: 'n1', ips: ['10.244.0.2'] }),
  pod('shop/api', 'api', {
    node: 'n2',
    ips: ['10.244.0.3'],
    spec: {
      containers: [
        { name: 'main', ports: onPort('http', 8080) },
        { name: 'other', ports: onPort('http', 9090, 'TCP') },
        { name: 'udp', ports: onPort('http', 53, 'UDP') },
      ],
      initContainers: [
        { name: 'sidecar', restartPolicy: 'Always', ports: onPort('http', 7070) },
        { name: 'once', ports: onPort('http', 6060) },
      ],
    },
  }),
  pod('data/db', 'db', {
    node: 'n2',
    ips: ['10.244.1.2', 'fd00:10:244::12'],
    spec: { containers: [{ name: 'main', ports: onPort('http', 80) }] },
  }),
  pod('ops/job', 'web', { node: 'n1', ips: ['10.244.2.2', 'fd00:10:244::22'] }),
  pod('ops/agent', 'web', {
    node: 'n1',
    ips: ['10.240.0.4', 'fd00:10:240::4'],
    spec: { hostNetwork: true, containers: [{ name: 'main', ports: onPort('http', 80) }] },
  }),
  pod('ops/done', 'web', { node: 'n1', ips: ['10.244.2.3'], phase: 'Succeeded' }),
  pod('ops/early', 'web', { node: 'n1', ips: [], phase: 'Pending' }),
];

/** A policy of the namespace `shop`, unless another is named. */
export const policy = (
  spec: NetworkPolicyManifest['spec'],
  namespace = 'shop',
): NetworkPolicyManifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'policy', namespace },
  spec,
});

/** A policy of the Admin tier over every pod. */
export const admin = (
  priority: number,
  rules: { readonly ingress?: readonly AdminRule[]; readonly egress?: readonly AdminRule[] },
): AdminPolicyManifest => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: `admin-${priority}` },
  spec: { tier: 'Admin', priority, subject: { namespaces: {} }, ...rules },
});

/** The same in the Baseline tier. */
export function baseline(
  priority: number,
  rules: { readonly ingress?: readonly AdminRule[]; readonly egress?: readonly AdminRule[] },
): AdminPolicyManifest {
  const made = admin(priority, rules);
  return { ...made, spec: { ...made.spec, tier: 'Baseline' } };
}

/** Reads `shop/web > data/db UDP 53 v6`: a word with a slash is a pod, with `@` a node, else an address. */
export function ask(text: string): Question {
  const [from = '', , to = '', protocol = 'TCP', port = '80', family] = text.split(' ');
  if (!isProtocol(protocol)) throw new Error(text);
  return {
    from: end(from),
    to: end(to),
    protocol,
    port: Number(port),
    ...(family === undefined ? {} : { family: family === 'v6' ? 6 : 4 }),
  };
}

const isProtocol = (text: string): text is Protocol => ['TCP', 'UDP', 'SCTP'].includes(text);

function end(text: string): End {
  if (text.includes('/')) return { pod: text };
  return text.startsWith('@') ? { node: text.slice(1) } : { address: text };
}
