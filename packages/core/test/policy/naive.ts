import { familyOf, isSame } from './addresses.ts';
import { tierVerdict } from './admin-policy.ts';
import type { Dialect } from './dialect.ts';
import type { Manifest, PodManifest, Protocol } from './manifest-types.ts';
import { networkPolicyVerdict } from './network-policy.ts';
import {
  addressesOf,
  addressesOfNode,
  type End,
  ofFamily,
  onHostNetwork,
  type Party,
  podName,
  type Sight,
  takesPart,
  type World,
  worldOf,
} from './world.ts';

/*
 * A second reading of NetworkPolicy, slow and plain, to judge the engine by: one connection at a
 * time, every policy and every rule looked at again, nothing remembered.
 *
 * Where the specification is silent, this reading says:
 * - a pod reaches itself: such packets never leave it (C1 point 26);
 * - a pod on the network of its node is that node: no subject, no peer of selectors, no named ports;
 * - the way between a pod and its own node is outside all tiers, as far as the dialect lets it be;
 * - an engine that cannot filter SCTP lets all SCTP pass, and an unfiltered family passes likewise;
 *   a policy that names SCTP still isolates for TCP and UDP;
 * - what has finished, has no address, or none of the family, neither sends nor receives;
 * - an address that belongs to a pod or a node is that pod or node.
 */

/** A connection to be opened. The family is that of an outside end, else of the destination's first address. */
export interface Question {
  readonly from: End;
  readonly to: End;
  readonly protocol: Protocol;
  readonly port: number;
  readonly family?: 4 | 6;
}

/** Answers about one cluster under one engine. */
export interface NaiveReader {
  /** Whether the connection can be opened. Throws when a pod is asked for that is not there. */
  readonly allows: (question: Question) => boolean;
}

/** Reads the objects as an engine of the dialect does. */
export function naiveReader(objects: readonly Manifest[], dialect: Dialect): NaiveReader {
  const world = worldOf(objects);
  return { allows: (question) => allows(world, dialect, question) };
}

function allows(world: World, dialect: Dialect, question: Question): boolean {
  const family = familyAsked(world, question);
  const from = party(world, dialect, { end: question.from, family });
  const to = party(world, dialect, { end: question.to, family });
  if (from === undefined || to === undefined) return false;
  if (!dialect.enforces || !dialect.families.includes(family)) return true;
  if (question.protocol === 'SCTP' && !dialect.sctp) return true;
  if (from.is === 'pod' && to.is === 'pod' && from.pod === to.pod) return true;
  const { protocol, port } = question;
  const common = { destination: to, protocol, port };
  return (
    (from.is !== 'pod' ||
      sideAllows(world, dialect, {
        ...common,
        direction: 'egress',
        subject: from.pod,
        other: to,
      })) &&
    (to.is !== 'pod' ||
      sideAllows(world, dialect, {
        ...common,
        direction: 'ingress',
        subject: to.pod,
        other: from,
      }))
  );
}

/** What one end's policies say: Admin tier, NetworkPolicy, Baseline tier, and else open. */
function sideAllows(world: World, dialect: Dialect, sight: Sight): boolean {
  if (isOwnNode(sight)) {
    const own = sight.direction === 'ingress' ? dialect.ownNodeIngress : dialect.ownNodeEgress;
    if (own === 'allowed') return true;
  }
  return (
    tierVerdict(world, 'Admin', sight) ??
    networkPolicyVerdict(world, dialect, sight) ??
    tierVerdict(world, 'Baseline', sight) ??
    true
  );
}

function isOwnNode({ subject, other }: Sight): boolean {
  const node = subject.spec?.nodeName ?? undefined;
  return other.is === 'node' && node !== undefined && other.node === node;
}

function familyAsked(world: World, { from, to, family }: Question): 4 | 6 {
  if (family !== undefined) return family;
  const first =
    'address' in from
      ? from.address
      : 'address' in to
        ? to.address
        : 'pod' in to
          ? addressesOf(podCalled(world, to.pod))[0]
          : addressesOfNode(world, to.node)[0];
  return first === undefined ? 4 : familyOf(first);
}

function podCalled(world: World, name: string): PodManifest {
  const pod = world.pods.find((one) => podName(one) === name);
  if (pod === undefined) throw new Error(`no pod ${name}`);
  return pod;
}

interface Asked {
  readonly end: End;
  readonly family: 4 | 6;
}

/** Who stands at an end; undefined when it cannot send or receive. */
function party(world: World, dialect: Dialect, { end, family }: Asked): Party | undefined {
  if ('pod' in end) return podParty(podCalled(world, end.pod), dialect, family);
  if ('node' in end) return nodeParty(end.node, addressesOfNode(world, end.node), family);
  if (familyOf(end.address) !== family) return undefined;
  const has = (addresses: readonly string[]): boolean =>
    addresses.some((address) => isSame(address, end.address));
  const pod = world.pods.find((p) => takesPart(p) && !onHostNetwork(p) && has(addressesOf(p)));
  if (pod !== undefined) return podParty(pod, dialect, family);
  const node = world.nodes.find(({ metadata }) => has(addressesOfNode(world, metadata.name)));
  if (node !== undefined) return { is: 'node', node: node.metadata.name, address: end.address };
  return { is: 'outside', address: end.address };
}

function podParty(pod: PodManifest, dialect: Dialect, family: 4 | 6): Party | undefined {
  if (!takesPart(pod)) return undefined;
  const addresses = addressesOf(pod);
  const address = ofFamily(addresses, family);
  if (address === undefined && addresses.length > 0) return undefined;
  if (!onHostNetwork(pod) || dialect.selectsHostNetworkPods) return { is: 'pod', pod, address };
  return { is: 'node', node: pod.spec?.nodeName ?? undefined, address };
}

function nodeParty(node: string, addresses: readonly string[], family: 4 | 6): Party | undefined {
  const address = ofFamily(addresses, family);
  if (address === undefined && addresses.length > 0) return undefined;
  return { is: 'node', node, address };
}
