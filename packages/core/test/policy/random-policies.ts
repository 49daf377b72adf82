import type { NetworkPolicyManifest, Peer, PolicyPort, PolicyRule } from './manifest-types.ts';
import type { Random } from './random.ts';
import { blocks, portNames, portNumbers, protocols, randomSelector } from './vocabulary.ts';

/** A NetworkPolicy of one of the namespaces that the API would accept, of any shape it allows. */
export function randomNetworkPolicy(
  random: Random,
  at: number,
  namespaces: readonly string[],
): NetworkPolicyManifest {
  const types = random.pick([
    undefined,
    undefined,
    [],
    ['Ingress'],
    ['Egress'],
    ['Ingress', 'Egress'],
  ]);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${at}`, namespace: random.pick(namespaces) },
    spec: {
      ...random.perhaps(0.9, () => ({
        podSelector: random.chance(0.4) ? {} : randomSelector(random),
      })),
      ...(types === undefined ? {} : { policyTypes: types }),
      ...random.perhaps(0.75, () => ({ ingress: randomRules(random, 'from') })),
      ...random.perhaps(0.6, () => ({ egress: randomRules(random, 'to') })),
    },
  };
}

function randomRules(random: Random, side: 'from' | 'to'): readonly PolicyRule[] {
  return random.several(0, 2, () => ({
    ...random.perhaps(0.85, () => ({
      [side]: random.chance(0.08) ? [] : random.several(1, 3, () => randomPeer(random)),
    })),
    ...random.perhaps(0.6, () => ({
      ports: random.chance(0.08) ? [] : random.several(1, 3, () => randomPort(random)),
    })),
  }));
}

function randomPeer(random: Random): Peer {
  const kind = random.pick(['pods', 'namespaces', 'both', 'block', 'block']);
  if (kind === 'pods') return { podSelector: randomSelector(random) };
  if (kind === 'namespaces') return { namespaceSelector: randomSelector(random, true) };
  if (kind === 'both') {
    return {
      namespaceSelector: randomSelector(random, true),
      podSelector: randomSelector(random),
    };
  }
  const [cidr, ...inside] = random.pick(blocks);
  const except = inside.filter(() => random.chance(0.3));
  return { ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } };
}

function randomPort(random: Random): PolicyPort {
  const protocol = random.perhaps(0.7, () => ({ protocol: random.pick(protocols) }));
  const kind = random.pick(['all', 'number', 'number', 'range', 'name', 'name']);
  if (kind === 'all') return protocol;
  if (kind === 'name') return { ...protocol, port: random.pick(portNames) };
  const port = random.pick(portNumbers);
  if (kind === 'number') return { ...protocol, port };
  return { ...protocol, port, endPort: Math.min(65535, port + random.pick([0, 1, 5, 2000])) };
}
