import type { Address, Family } from '@aksnet/net';
import { push } from '../estate/grouped.ts';
import { isSeenAsNode } from './match.ts';
import { familiesOf, type PolicyPod } from './pods.ts';
import type { Peer, Policy } from './rule.ts';
import { type KnownLabels, keysOf } from './selector.ts';
import type { PolicyWorld } from './world.ts';

/**
 * Pods that no policy of the world tells apart, together: namespace, labels cut down to the keys that any
 * selector asks for, container ports whose names any rule names, addresses as far as any block tells them
 * apart. Classes of one namespace lie behind one another, so that a selector of namespaces is a few
 * intervals of class numbers; pods on the network of their node come last.
 */
export interface PodClasses {
  /** Pods of each class, as indexes into the world's pods. */
  readonly members: readonly (readonly number[])[];
  /** One pod of each class, to ask in its place. */
  readonly samples: readonly PolicyPod[];
  /** The class of each pod. */
  readonly of: Int32Array;
  /** First class of each namespace and the one behind its last. */
  readonly ranges: ReadonlyMap<string, readonly [start: number, end: number]>;
  /** Classes from this one on are seen as their nodes. */
  readonly nodesFrom: number;
  /** How many pods lie in all classes before each one; one more entry than there are classes. */
  readonly before: Float64Array;
  /** Families that any pod has. */
  readonly families: readonly Family[];
  /** What tells the classes apart. */
  readonly asked: AskedFor;
}

/** What policies ask about pods: only that can tell pods apart. */
export interface AskedFor {
  readonly keys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
  readonly cuts: { readonly 4: readonly number[]; readonly 6: readonly bigint[] };
}

/** Groups the pods of a world. @param also policies that are yet to come, for which classes are to hold too */
export function classesOf(world: PolicyWorld, also: readonly Policy[] = []): PodClasses {
  const asked = askedFor([...world.policies.flat(), ...also]);
  const groups = new Map<string, number[]>();
  const labelTexts = new Map<KnownLabels, string>();
  world.pods.forEach((pod, i) => {
    const node = isSeenAsNode(pod, world);
    push(groups, `${node ? 1 : 0}${keyOf(pod, { asked, node, labelTexts })}`, i);
  });
  // The namespace stands at the head of the key, behind whether it is seen as its node.
  const keys = [...groups.keys()].sort();
  const members = keys.map((key) => groups.get(key) ?? []);
  const samples = members.flatMap(([first = 0]) => world.pods[first] ?? []);
  const of = new Int32Array(world.pods.length);
  const before = new Float64Array(members.length + 1);
  members.forEach((pods, at) => {
    for (const pod of pods) of[pod] = at;
    before[at + 1] = (before[at] ?? 0) + pods.length;
  });
  const nodesAt = keys.findIndex((key) => key.startsWith('1'));
  const nodesFrom = nodesAt < 0 ? keys.length : nodesAt;
  const families = [...new Set(samples.flatMap((pod) => familiesOf(pod)))];
  return {
    members,
    samples,
    of,
    ranges: rangesOf(samples, nodesFrom),
    nodesFrom,
    before,
    families,
    asked,
  };
}

/** Whether policies ask for nothing that does not tell the classes apart already. */
export function coversAsked({ asked }: PodClasses, policies: readonly Policy[]): boolean {
  const { keys, portNames, cuts } = askedFor(policies);
  const isIn = <T>(known: readonly T[], wanted: readonly T[]): boolean => {
    const has = wanted.length === 0 ? undefined : new Set(known);
    return wanted.every((one) => has?.has(one) === true);
  };
  return (
    [...keys].every((key) => asked.keys.has(key)) &&
    [...portNames].every((name) => asked.portNames.has(name)) &&
    isIn(asked.cuts[4], cuts[4]) &&
    isIn(asked.cuts[6], cuts[6])
  );
}

interface Keying {
  readonly asked: AskedFor;
  readonly node: boolean;
  /** Texts of labels that were worked out already: pods of one template share their labels. */
  readonly labelTexts: Map<KnownLabels, string>;
}

/** A control letter that no name of Kubernetes holds. */
const separator = '\u0000';

function keyOf(pod: PolicyPod, { asked, node, labelTexts }: Keying): string {
  const places = addressText(pod, asked.cuts);
  if (node) return [pod.namespace, pod.dialect, places, pod.node ?? ''].join(separator);
  const known = labelTexts.get(pod.labels);
  const labels = known ?? labelText(pod.labels, asked.keys);
  if (known === undefined) labelTexts.set(pod.labels, labels);
  return [pod.namespace, pod.dialect, labels, portText(pod, asked.portNames), places].join(
    separator,
  );
}

function labelText(labels: KnownLabels, keys: ReadonlySet<string>): string {
  const parts: string[] = [];
  for (const [key, value] of labels)
    if (keys.has(key)) parts.push(value === undefined ? `${key}?` : `${key}=${value}`);
  return parts.length < 2 ? (parts[0] ?? '') : parts.sort().join(separator);
}

/** In the order of containers, which counts where only the first of a name is taken. */
function portText({ ports }: PolicyPod, names: ReadonlySet<string>): string {
  if (names.size === 0) return '';
  const asked = ports.filter(({ name }) => name !== undefined && names.has(name));
  return asked.map(({ name, port, protocol }) => `${name}:${port}/${protocol}`).join(' ');
}

function addressText(pod: PolicyPod, cuts: AskedFor['cuts']): string {
  if (pod.addresses === undefined) return `~${familiesOf(pod).join()}`;
  return pod.addresses.map((address) => placeText(address, cuts)).join(' ');
}

const placeText = (address: Address, cuts: AskedFor['cuts']): string =>
  address.family === 4
    ? `4:${placeAmong(cuts[4], address.value)}`
    : `6:${placeAmong(cuts[6], address.value)}`;

/** How many cuts lie at or before the value. */
function placeAmong<T extends number | bigint>(cuts: readonly T[], value: T): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const cut = cuts[middle];
    if (cut !== undefined && cut <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function askedFor(policies: readonly Policy[]): AskedFor {
  const keys = new Set<string>();
  const portNames = new Set<string>();
  const four = new Set<number>();
  const six = new Set<bigint>();
  const askPeer = (peer: Peer): void => {
    if (peer.kind === 'pods') for (const key of keysOf(peer.pods)) keys.add(key);
    if (peer.kind !== 'addresses' || !(peer.matchesPods || peer.matchesNodes)) return;
    for (const range of [peer.block, ...peer.except])
      if (range.family === 4) four.add(range.first).add(range.first + 2 ** (32 - range.length));
      else six.add(range.first).add(range.first + (1n << BigInt(128 - range.length)));
  };
  for (const policy of policies) {
    for (const { pods } of policy.subjects) for (const key of keysOf(pods)) keys.add(key);
    for (const side of [policy.ingress, policy.egress])
      for (const rule of side?.rules ?? []) {
        for (const peer of rule.peers) askPeer(peer);
        for (const term of rule.ports ?? []) if (term.kind === 'named') portNames.add(term.name);
      }
  }
  return {
    keys,
    portNames,
    cuts: {
      4: [...four].sort((a, b) => a - b),
      6: [...six].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    },
  };
}

function rangesOf(
  samples: readonly PolicyPod[],
  end: number,
): ReadonlyMap<string, readonly [number, number]> {
  const ranges = new Map<string, readonly [number, number]>();
  for (let at = 0; at < end; at += 1) {
    const namespace = samples[at]?.namespace ?? '';
    ranges.set(namespace, [ranges.get(namespace)?.[0] ?? at, at + 1]);
  }
  return ranges;
}
