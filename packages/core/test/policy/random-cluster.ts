import type {
  Container,
  Manifest,
  NamespaceManifest,
  NodeManifest,
  PodManifest,
} from './manifest-types.ts';
import { type Random, randomOf } from './random.ts';
import { type AdminFeatures, randomAdminPolicies } from './random-admin.ts';
import { randomNetworkPolicy } from './random-policies.ts';
import {
  namespaceNames,
  nodeNames,
  portNames,
  portNumbers,
  protocols,
  randomLabels,
} from './vocabulary.ts';

/** What random clusters may hold; everything unless said otherwise. */
export interface Features extends AdminFeatures {
  /** Policies of the admin tiers. */
  readonly admin: boolean;
}

/** A small cluster: the same seed gives the same objects. */
export function randomCluster(seed: number, wanted: Partial<Features> = {}): readonly Manifest[] {
  const features = { admin: true, names: true, unknownFields: true, ...wanted };
  const random = randomOf(seed);
  const names = namespaceNames.slice(0, 2 + random.below(3));
  const nodes = nodeNames.slice(0, 2 + random.below(2)).map((name, i) => node(random, name, i));
  const pods = random.several(3, 8, (i) => pod(random, i, { namespaces: names, nodes }));
  return [
    // A namespace without a manifest is one that a reader has to invent.
    ...names.flatMap((name) => (random.chance(0.85) ? [namespace(random, name)] : [])),
    ...nodes,
    ...pods,
    ...random.several(0, 8, (i) => randomNetworkPolicy(random, i, names)),
    ...(features.admin && random.chance(0.5) ? randomAdminPolicies(random, features) : []),
  ];
}

function namespace(random: Random, name: string): NamespaceManifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: randomLabels(random) } };
}

function node(random: Random, name: string, at: number): NodeManifest {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: randomLabels(random) },
    status: {
      addresses: [
        { type: 'Hostname', address: name },
        { type: 'InternalIP', address: `10.240.0.${4 + at}` },
        { type: 'InternalIP', address: `fd00:10:240::${4 + at}` },
      ],
    },
  };
}

interface Around {
  readonly namespaces: readonly string[];
  readonly nodes: readonly NodeManifest[];
}

function pod(random: Random, at: number, { namespaces, nodes }: Around): PodManifest {
  const home = random.pick(nodes);
  const hostNetwork = random.chance(0.12);
  const four = `10.244.${at % 2}.${2 + at}`;
  const six = `fd00:10:244::${2 + at}`;
  const own = random.pick([[four], [four], [four, six], [six, four], [six]]);
  const hosts = (home.status?.addresses ?? []).slice(1).map(({ address }) => address);
  const ips = hostNetwork ? hosts : own;
  const phase = random.pick(['Running', 'Running', 'Running', 'Running', 'Succeeded', 'Failed']);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${at}`,
      namespace: random.pick(namespaces),
      labels: randomLabels(random),
    },
    spec: {
      nodeName: home.metadata.name,
      ...(hostNetwork ? { hostNetwork } : {}),
      containers: random.several(1, 3, (i) => container(random, `main-${i}`)),
      ...random.perhaps(0.3, () => ({
        initContainers: random.several(1, 2, (i) => ({
          ...container(random, `init-${i}`),
          ...random.perhaps(0.6, () => ({ restartPolicy: 'Always' })),
        })),
      })),
    },
    status: random.chance(0.07)
      ? { phase: 'Pending' }
      : { phase, podIP: ips[0] ?? '', podIPs: ips.map((ip) => ({ ip })) },
  };
}

/** Names differ within a container, and may come back in another with another number. */
function container(random: Random, name: string): Container {
  const ports = portNames
    .filter(() => random.chance(0.6))
    .map((portName) => ({
      name: portName,
      containerPort: random.pick(portNumbers),
      ...random.perhaps(0.5, () => ({ protocol: random.pick(protocols) })),
    }));
  return { name, ...(ports.length > 0 ? { ports } : {}) };
}
