import { lies } from './addresses.ts';
import type {
  AdminPeer,
  AdminPolicyManifest,
  AdminPort,
  AdminProtocol,
  AdminRule,
  NamespacedPods,
  PodManifest,
} from './manifest-types.ts';
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
 * The tiers around NetworkPolicy (C2). They are read to the letter under every dialect: the columns
 * of C3 are about NetworkPolicy v1, and no engine of AKS documents another reading of these kinds.
 */

/** What a tier decides; undefined leads to the next one. */
export function tierVerdict(
  world: World,
  tier: 'Admin' | 'Baseline',
  sight: Sight,
): boolean | undefined {
  for (const policy of inOrder(world.adminPolicies.filter((one) => tierOf(one) === tier))) {
    if (!isSubject(world, policy, sight.subject)) continue;
    for (const rule of (sight.direction === 'ingress' ? policy.spec.ingress : policy.spec.egress) ??
      []) {
      const outcome = ruleOutcome(world, rule, sight);
      if (outcome === 'Accept') return true;
      if (outcome === 'Deny') return false;
      if (outcome === 'Pass') return undefined;
    }
  }
  return undefined;
}

function tierOf(policy: AdminPolicyManifest): string {
  if (policy.kind === 'AdminNetworkPolicy') return 'Admin';
  if (policy.kind === 'BaselineAdminNetworkPolicy') return 'Baseline';
  return policy.spec.tier ?? '';
}

/** Lower priorities first. The baseline of old has none: it comes after the numbered ones. */
function inOrder(policies: readonly AdminPolicyManifest[]): readonly AdminPolicyManifest[] {
  const priority = (policy: AdminPolicyManifest): number =>
    policy.spec.priority ?? Number.POSITIVE_INFINITY;
  return policies.toSorted((a, b) => Math.sign(priority(a) - priority(b)) || 0);
}

function isSubject(world: World, policy: AdminPolicyManifest, pod: PodManifest): boolean {
  const { namespaces, pods } = policy.spec.subject;
  if (onHostNetwork(pod)) return false;
  if (says(namespaces)) return matches(namespaces, world.namespaceLabels(namespaceOf(pod)));
  return says(pods) && isAmong(world, pods, pod);
}

function isAmong(world: World, pods: NamespacedPods, pod: PodManifest): boolean {
  return (
    matches(pods.namespaceSelector ?? {}, world.namespaceLabels(namespaceOf(pod))) &&
    matches(pods.podSelector ?? {}, labelsOf(pod))
  );
}

type Outcome = 'Accept' | 'Deny' | 'Pass' | undefined;

/** What a rule does with the connection; undefined when it does not match. */
function ruleOutcome(world: World, rule: AdminRule, sight: Sight): Outcome {
  const peers = (sight.direction === 'ingress' ? rule.from : rule.to) ?? [];
  const action = actionOf(rule);
  const byPeer = peers.map((peer) => peerMatches(world, peer, sight));
  const byPort = portAnswers(rule, sight);
  const unknown = action === undefined || byPeer.includes('unknown') || byPort.includes('unknown');
  // Fail closed: an accepting rule that is not understood matches nothing, any other denies all.
  if (unknown) return action === 'Accept' ? undefined : 'Deny';
  return byPeer.includes(true) && byPort.includes(true) ? action : undefined;
}

function actionOf({ action }: AdminRule): Outcome {
  if (action === 'Accept' || action === 'Allow') return 'Accept';
  return action === 'Deny' || action === 'Pass' ? action : undefined;
}

type Answer = boolean | 'unknown';

function peerMatches(world: World, peer: AdminPeer, sight: Sight): Answer {
  const { other, direction } = sight;
  const onEgress = direction === 'egress';
  const selectable = other.is === 'pod' && !onHostNetwork(other.pod) ? other.pod : undefined;
  const { namespaces, pods, nodes, networks, domainNames } = peer;
  if ([namespaces, pods, nodes, networks, domainNames].filter(says).length !== 1) return 'unknown';
  if (says(namespaces)) {
    if (selectable === undefined) return false;
    return matches(namespaces, world.namespaceLabels(namespaceOf(selectable)));
  }
  if (says(pods)) return selectable !== undefined && isAmong(world, pods, selectable);
  if (!onEgress) return 'unknown';
  const { address } = other;
  // A name stands for addresses only once somebody has looked it up; by address it matches none.
  if (address === undefined || says(domainNames)) return false;
  if (says(networks)) return networks.some((network) => lies(address, network));
  // Nodes are matched by the addresses that their status shows.
  return world.nodes.some(
    (node) =>
      matches(nodes ?? {}, node.metadata.labels ?? {}) &&
      (node.status?.addresses ?? []).some((shown) => shown.address === address),
  );
}

/** One answer for each item; a rule without items matches every port of every protocol. */
function portAnswers(rule: AdminRule, sight: Sight): readonly Answer[] {
  const answers = [
    ...(rule.protocols ?? []).map((item) => protocolMatches(item, sight)),
    ...(rule.ports ?? []).map((item) => portMatches(item, sight)),
  ];
  return answers.length === 0 ? [true] : answers;
}

/** v1alpha2. */
function protocolMatches(item: AdminProtocol, sight: Sight): Answer {
  const { tcp, udp, sctp, destinationNamedPort } = item;
  if ([tcp, udp, sctp, destinationNamedPort].filter(says).length !== 1) return 'unknown';
  if (says(destinationNamedPort)) return nameMatches(destinationNamedPort, sight);
  const { number, range } = (tcp ?? udp ?? sctp)?.destinationPort ?? {};
  const protocol = says(tcp) ? 'TCP' : says(udp) ? 'UDP' : 'SCTP';
  if (says(number)) return protocol === sight.protocol && number === sight.port;
  if (!says(range)) return 'unknown';
  return protocol === sight.protocol && range.start <= sight.port && sight.port <= range.end;
}

/** v1alpha1. */
function portMatches({ portNumber, portRange, namedPort }: AdminPort, sight: Sight): Answer {
  if ([portNumber, portRange, namedPort].filter(says).length !== 1) return 'unknown';
  if (says(namedPort)) return nameMatches(namedPort, sight);
  const protocol = portNumber?.protocol ?? portRange?.protocol ?? 'TCP';
  if (protocol !== sight.protocol) return false;
  if (says(portNumber)) return portNumber.port === sight.port;
  return says(portRange) && portRange.start <= sight.port && sight.port <= portRange.end;
}

/** A named port takes its protocol from the pod, so any protocol under that name will do. */
function nameMatches(name: string, { destination, protocol, port }: Sight): boolean {
  return destination.is === 'pod' && numbersNamed(destination.pod, name, protocol).includes(port);
}
