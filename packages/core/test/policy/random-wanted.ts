import { prefix } from '@aksnet/net';
import type { WantedEnd, WantedFlow, WantedPort } from '../../src/estate/wanted-flow.ts';
import type { Manifest, NetworkPolicyManifest, PodManifest } from './manifest-types.ts';
import { here } from './manifests.ts';
import { type Random, randomOf } from './random.ts';
import { randomLabels } from './vocabulary.ts';

const namespaces = ['shop', 'data', 'ops'];
const ranges = ['203.0.113.0/24', '203.0.113.64/26', '10.0.0.0/8', '10.244.0.0/16', '192.0.2.7/32'];

/** A small cluster whose pods labels tell apart, and connections wanted between its ends. */
export interface RandomWanted {
  readonly manifests: readonly Manifest[];
  readonly flows: readonly WantedFlow[];
}

/** The same seed gives the same cluster and the same wishes. */
export function randomWanted(seed: number, names = false): RandomWanted {
  const random = randomOf(seed);
  const pods = distinct(random.several(3, 8, (i) => pod(random, i)));
  const manifests: readonly Manifest[] = [
    ...namespaces.map(
      (name): Manifest => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: randomLabels(random) },
      }),
    ),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } },
    ...[0, 1].map(
      (i): Manifest => ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: `node-${i}` },
        status: { addresses: [{ type: 'InternalIP', address: `10.240.0.${4 + i}` }] },
      }),
    ),
    dnsPod,
    ...pods,
    ...(random.chance(0.5) ? [leftOver] : []),
  ];
  const called = pods.map(({ metadata }) => [metadata.namespace ?? '', metadata.name] as const);
  const flows = random.several(0, 8, (): WantedFlow => {
    const from = end(random, called);
    const to: WantedEnd =
      names && random.chance(0.3)
        ? { kind: 'name', name: random.pick(['api.example.com', '*.example.org']) }
        : end(random, called);
    return { from, to, ports: ports(random), source: here };
  });
  return { manifests, flows };
}

/** A policy that the generated ones take the place of. */
const leftOver: NetworkPolicyManifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'old', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{}], egress: [{}], policyTypes: ['Ingress', 'Egress'] },
};

const dnsPod: PodManifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'coredns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: { nodeName: 'node-0', containers: [{ name: 'main' }] },
  status: { phase: 'Running', podIP: '10.244.3.2', podIPs: [{ ip: '10.244.3.2' }] },
};

function pod(random: Random, at: number): PodManifest {
  const ip = `10.244.${at % 2}.${10 + at}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${at}`,
      namespace: random.pick(namespaces),
      labels: randomLabels(random),
    },
    spec: { nodeName: `node-${at % 2}`, containers: [{ name: 'main' }] },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] },
  };
}

/** Of pods with the same labels in one namespace only the first. */
function distinct(pods: readonly PodManifest[]): readonly PodManifest[] {
  const key = ({ metadata }: PodManifest): string =>
    JSON.stringify([metadata.namespace, Object.entries(metadata.labels ?? {}).sort()]);
  return pods.filter((one, i) => pods.findIndex((other) => key(other) === key(one)) === i);
}

function end(random: Random, pods: readonly (readonly [string, string])[]): WantedEnd {
  const [namespace, name] = random.pick(pods);
  switch (random.below(9)) {
    case 0:
      return { kind: 'range', prefix: prefix(random.pick(ranges)) };
    case 1:
      return { kind: 'internet' };
    case 2:
      return { kind: 'pods', namespace, labels: {} };
    case 3:
      return { kind: 'pods', namespace, labels: randomLabels(random) };
    case 4:
      return { kind: 'namespaces', labels: { 'kubernetes.io/metadata.name': namespace } };
    default:
      return { kind: 'workload', namespace, name };
  }
}

const ports = (random: Random): readonly WantedPort[] =>
  random.chance(0.15)
    ? []
    : random.several(1, 3, (): WantedPort => {
        const port = random.pick([80, 81, 443, 5432, 8080]);
        const protocol = random.pick(['TCP', 'TCP', 'UDP', 'SCTP'] as const);
        if (random.chance(0.1)) return { protocol };
        return random.chance(0.25)
          ? { protocol, port, endPort: port + random.below(6) }
          : { protocol, port };
      });
