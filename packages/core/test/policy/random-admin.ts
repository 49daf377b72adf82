import type {
  AdminPeer,
  AdminPolicyManifest,
  AdminPort,
  AdminProtocol,
  AdminRule,
  NamespacedPods,
} from './manifest-types.ts';
import type { Random } from './random.ts';
import { blocks, portNames, portNumbers, randomLabels, randomSelector } from './vocabulary.ts';

/** What random policies of the admin tiers may hold. */
export interface AdminFeatures {
  /** Peers by domain name. */
  readonly names: boolean;
  /** Peers and ports of a later version, for which rules fail closed. */
  readonly unknownFields: boolean;
}

/**
 * Policies of the admin tiers. All priorities of a tier differ, since equal ones have no meaning, and
 * a baseline of the older kind stands alone in its tier for the same reason.
 */
export function randomAdminPolicies(
  random: Random,
  features: AdminFeatures,
): readonly AdminPolicyManifest[] {
  const first = random.below(500);
  const admin = random.several(0, 3, (i) => {
    const older = random.chance(0.3);
    return policy(random, {
      kind: older ? 'AdminNetworkPolicy' : 'ClusterNetworkPolicy',
      name: `admin-${i}`,
      ...(older ? {} : { tier: 'Admin' }),
      // Falling, so that the order of documents is not the order of priorities.
      priority: first + 100 - i * 10,
      features,
    });
  });
  const baseline = random.chance(0.3)
    ? [policy(random, { kind: 'BaselineAdminNetworkPolicy', name: 'default', features })]
    : random.several(0, 2, (i) =>
        policy(random, {
          kind: 'ClusterNetworkPolicy',
          name: `baseline-${i}`,
          tier: 'Baseline',
          priority: first + 100 - i * 10,
          features,
        }),
      );
  return [...admin, ...baseline];
}

interface Shape {
  readonly kind: AdminPolicyManifest['kind'];
  readonly name: string;
  readonly tier?: string;
  readonly priority?: number;
  readonly features: AdminFeatures;
}

function policy(random: Random, shape: Shape): AdminPolicyManifest {
  const { kind, name, tier, priority } = shape;
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  return {
    apiVersion: `policy.networking.k8s.io/${version}`,
    kind,
    metadata: { name },
    spec: {
      ...(tier === undefined ? {} : { tier }),
      ...(priority === undefined ? {} : { priority }),
      subject: random.chance(0.5)
        ? { namespaces: randomSelector(random, true) }
        : { pods: randomPods(random) },
      ...random.perhaps(0.7, () => ({ ingress: rules(random, shape, 'from') })),
      ...random.perhaps(0.7, () => ({ egress: rules(random, shape, 'to') })),
    },
  };
}

function rules(random: Random, shape: Shape, side: 'from' | 'to'): readonly AdminRule[] {
  const accept = shape.kind === 'ClusterNetworkPolicy' ? 'Accept' : 'Allow';
  const actions =
    shape.kind === 'BaselineAdminNetworkPolicy' ? [accept, 'Deny'] : [accept, 'Deny', 'Pass'];
  return random.several(0, 3, () => {
    const action = random.pick(actions);
    const peers = random.several(1, 2, () =>
      side === 'from' ? ingressPeer(random, shape) : egressPeer(random, shape, action),
    );
    // The API refuses a named port beside peers that have none.
    const named = !peers.some((peer) => peer.networks ?? peer.nodes ?? peer.domainNames);
    return {
      action,
      [side]: peers,
      ...random.perhaps(0.6, () =>
        shape.kind === 'ClusterNetworkPolicy'
          ? { protocols: random.several(1, 2, () => protocol(random, shape, named)) }
          : { ports: random.several(1, 2, () => port(random, named)) },
      ),
    };
  });
}

const randomPods = (random: Random): NamespacedPods => ({
  namespaceSelector: randomSelector(random, true),
  podSelector: randomSelector(random),
});

function ingressPeer(random: Random, { features }: Shape): AdminPeer {
  if (features.unknownFields && random.chance(0.04)) return { services: {} };
  return random.chance(0.5)
    ? { namespaces: randomSelector(random, true) }
    : { pods: randomPods(random) };
}

function egressPeer(random: Random, shape: Shape, action: string): AdminPeer {
  const kind = random.pick(['inside', 'inside', 'networks', 'networks', 'nodes', 'names']);
  if (kind === 'networks') {
    return { networks: random.several(1, 2, () => masked(random.pick(blocks)[0])) };
  }
  if (kind === 'nodes') {
    return { nodes: random.chance(0.4) ? {} : { matchLabels: randomLabels(random) } };
  }
  const accepts = action === 'Accept' || action === 'Allow';
  if (kind === 'names' && accepts && shape.features.names)
    return { domainNames: ['*.example.com'] };
  return ingressPeer(random, shape);
}

/** These kinds refuse blocks with host bits set; the blocks that have some are replaced. */
const masked = (cidr: string): string =>
  cidr === '10.244.1.5/29'
    ? '10.244.1.0/29'
    : cidr === '203.0.113.77/26'
      ? '203.0.113.64/26'
      : cidr;

function range(random: Random): { readonly start: number; readonly end: number } {
  const start = random.pick(portNumbers.filter((number) => number < 65535));
  return { start, end: Math.min(65535, start + random.pick([1, 5, 2000])) };
}

function protocol(random: Random, { features }: Shape, named: boolean): AdminProtocol {
  if (features.unknownFields && random.chance(0.04)) return { icmp: {} };
  if (named && random.chance(0.3)) return { destinationNamedPort: random.pick(portNames) };
  const destinationPort = random.chance(0.5)
    ? { number: random.pick(portNumbers) }
    : { range: range(random) };
  return random.pick([
    { tcp: { destinationPort } },
    { tcp: { destinationPort } },
    { udp: { destinationPort } },
    { sctp: { destinationPort } },
  ]);
}

function port(random: Random, named: boolean): AdminPort {
  if (named && random.chance(0.3)) return { namedPort: random.pick(portNames) };
  const protocol = random.pick(['TCP', 'TCP', 'UDP', 'SCTP']);
  return random.chance(0.5)
    ? { portNumber: { protocol, port: random.pick(portNumbers) } }
    : { portRange: { protocol, ...range(random) } };
}
