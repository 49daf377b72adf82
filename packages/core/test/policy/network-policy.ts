import { lies } from './addresses.ts';
import type { Dialect } from './dialect.ts';
import type { NetworkPolicyManifest, Peer, PolicyPort, PolicyRule } from './manifest-types.ts';
import {
  labelsOf,
  matches,
  namespaceOf,
  numbersNamed,
  onHostNetwork,
  type Sight,
  says,
  type World,
} from './world.ts';

/*
 * NetworkPolicy v1, point by point of C1. Where it says `skipped`, an engine drops the whole policy,
 * both directions, when the thing it cannot do stands anywhere in its spec.
 */

/** What the policies of a namespace say: undefined when none selects the pod in this direction. */
export function networkPolicyVerdict(
  world: World,
  dialect: Dialect,
  sight: Sight,
): boolean | undefined {
  const selecting = world.policies.filter(
    (policy) =>
      !skipped(policy, dialect) &&
      namespaceOf(policy) === namespaceOf(sight.subject) &&
      matches(policy.spec?.podSelector ?? {}, labelsOf(sight.subject)) &&
      directions(policy).includes(sight.direction),
  );
  if (selecting.length === 0) return undefined;
  return selecting.some((policy) =>
    rulesOf(policy, sight).some(
      (rule) =>
        peersMatch(world, dialect, { policy, rule, sight }) && portsMatch(rule, dialect, sight),
    ),
  );
}

/** Point 3. */
function directions(policy: NetworkPolicyManifest): readonly ('ingress' | 'egress')[] {
  const types = policy.spec?.policyTypes ?? [];
  if (types.length > 0) {
    return (['ingress', 'egress'] as const).filter((direction) =>
      types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'),
    );
  }
  return (policy.spec?.egress ?? []).length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

function rulesOf(policy: NetworkPolicyManifest, sight: Sight): readonly PolicyRule[] {
  return (sight.direction === 'ingress' ? policy.spec?.ingress : policy.spec?.egress) ?? [];
}

/** C3: the policy holds something for which this engine drops it. */
const skipped = (policy: NetworkPolicyManifest, dialect: Dialect): boolean =>
  (dialect.negativeSelectors === 'policySkipped' && hasNegative(policy)) ||
  (dialect.except === 'policySkipped' &&
    peersOf(policy).some((peer) => (peer.ipBlock?.except ?? []).length > 0)) ||
  (dialect.endPort === 'policySkipped' &&
    allRules(policy).some((rule) => (rule.ports ?? []).some((port) => says(port.endPort))));

const allRules = ({ spec }: NetworkPolicyManifest): readonly PolicyRule[] => [
  ...(spec?.ingress ?? []),
  ...(spec?.egress ?? []),
];

const peersOf = (policy: NetworkPolicyManifest): readonly Peer[] =>
  allRules(policy).flatMap((rule) => [...(rule.from ?? []), ...(rule.to ?? [])]);

function hasNegative(policy: NetworkPolicyManifest): boolean {
  const peers = peersOf(policy);
  const selectors = [
    policy.spec?.podSelector,
    ...peers.flatMap((peer) => [peer.podSelector, peer.namespaceSelector]),
  ];
  return selectors.some((selector) =>
    (selector?.matchExpressions ?? []).some(
      ({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist',
    ),
  );
}

interface RuleInSight {
  readonly policy: NetworkPolicyManifest;
  readonly rule: PolicyRule;
  readonly sight: Sight;
}

/** Point 4: without peers, every peer, also nodes and addresses outside. */
function peersMatch(world: World, dialect: Dialect, { policy, rule, sight }: RuleInSight): boolean {
  const peers = (sight.direction === 'ingress' ? rule.from : rule.to) ?? [];
  if (peers.length === 0) return true;
  return peers.some((peer) =>
    says(peer.ipBlock)
      ? blockMatches(peer, dialect, sight)
      : selectorsMatch(world, peer, { policy, sight, dialect }),
  );
}

/** Points 14 to 17. */
function blockMatches({ ipBlock }: Peer, dialect: Dialect, { other }: Sight): boolean {
  if (!says(ipBlock) || other.address === undefined) return false;
  if (other.is === 'pod' && !dialect.ipBlockMatchesPods) return false;
  if (other.is === 'node' && !dialect.ipBlockMatchesNodes) return false;
  const { address } = other;
  return lies(address, ipBlock.cidr) && !(ipBlock.except ?? []).some((part) => lies(address, part));
}

/** Points 7 to 10, 24: selectors match pods only, and none on the network of its node. */
function selectorsMatch(
  world: World,
  peer: Peer,
  within: {
    readonly policy: NetworkPolicyManifest;
    readonly sight: Sight;
    readonly dialect: Dialect;
  },
): boolean {
  const { other } = within.sight;
  if (other.is !== 'pod') return false;
  if (onHostNetwork(other.pod) && !within.dialect.selectsHostNetworkPods) return false;
  const { podSelector, namespaceSelector } = peer;
  if (!says(podSelector) && !says(namespaceSelector)) return false;
  const namespace = namespaceOf(other.pod);
  const inNamespace = says(namespaceSelector)
    ? matches(namespaceSelector, world.namespaceLabels(namespace))
    : namespace === namespaceOf(within.policy);
  return inNamespace && (!says(podSelector) || matches(podSelector, labelsOf(other.pod)));
}

/** Point 4: without ports, every port of every protocol. */
function portsMatch(rule: PolicyRule, dialect: Dialect, sight: Sight): boolean {
  const ports = rule.ports ?? [];
  return ports.length === 0 || ports.some((port) => portMatches(port, dialect, sight));
}

/** Points 19 to 21. An item that the API refuses (endPort without a lower number) opens nothing. */
function portMatches(item: PolicyPort, dialect: Dialect, sight: Sight): boolean {
  if ((item.protocol ?? 'TCP') !== sight.protocol) return false;
  const { port, endPort } = item;
  if (!says(port)) return !says(endPort);
  if (typeof port === 'string') return !says(endPort) && nameMatches(port, dialect, sight);
  if (!says(endPort) || dialect.endPort === 'ignored') return sight.port === port;
  return port <= sight.port && sight.port <= endPort;
}

/** Point 21. `first` is the first of the containers in order, sidecars after them. */
function nameMatches(name: string, dialect: Dialect, sight: Sight): boolean {
  if (sight.destination.is !== 'pod') return false;
  const numbers = numbersNamed(sight.destination.pod, name, sight.protocol);
  if (dialect.namedPorts === 'none') return false;
  return (dialect.namedPorts === 'first' ? numbers.slice(0, 1) : numbers).includes(sight.port);
}
