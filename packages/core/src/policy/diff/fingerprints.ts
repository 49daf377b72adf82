import { isSeenAsNode } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import type { PolicyPod } from '../pods.ts';
import { dialectAt } from '../profile.ts';
import type { Direction, Policy } from '../rule.ts';
import { type KnownLabels, keysOf } from '../selector.ts';
import { namespaceOf } from '../world.ts';

/** What one model says of its pods, in texts that are equal where nothing can tell two models apart. */
export interface Fingerprints {
  /** All that a policy can know of the pod, whoever asks. */
  readonly pod: (pod: PolicyPod) => number;
  /** All that the policies about the pod say of one direction; the same wherever none is about it. */
  readonly side: (pod: PolicyPod, direction: Direction) => number;
}

/** Gives equal texts equal numbers, so that comparing is comparing numbers. */
export type Numbering = (text: string) => number;

/** A numbering that two models share. */
export function numbering(): Numbering {
  const known = new Map<string, number>();
  return (text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
}

/**
 * Fingerprints of a model. A row of two models is the same if the pod, what its policies say and every pod
 * they may speak of are the same: only then nothing needs to be asked again. Names of pods, places in files
 * and names of rules are left out, as they decide nothing. Labels that no selector asks for are too.
 */
export function fingerprintsOf(
  model: PolicyModel,
  asked: ReadonlySet<string>,
  number: Numbering,
): Fingerprints {
  const { world, profiles } = model;
  const policies = new Map<Policy, number>();
  const labels = new Map<KnownLabels, string>();
  const labelText = (of: KnownLabels): string => {
    const known = labels.get(of);
    if (known !== undefined) return known;
    const made = textOf([...of].filter(([key]) => asked.has(key)).sort(byKey));
    labels.set(of, made);
    return made;
  };
  const policyNumber = (policy: Policy): number => {
    const known = policies.get(policy);
    if (known !== undefined) return known;
    const made = number(policyText(policy));
    policies.set(policy, made);
    return made;
  };
  const pod = (one: PolicyPod): number => {
    const node = one.node === undefined ? undefined : world.nodes.get(one.node);
    const seen = isSeenAsNode(one, world);
    return number(
      textOf([
        'pod',
        one.namespace,
        labelText(namespaceOf(world, one.namespace).labels),
        labelText(one.labels),
        one.ports.map(({ name, port, protocol }) => [name, port, protocol]),
        seen,
        one.addresses,
        one.within,
        one.node,
        seen ? [node?.addresses, [...(node?.labels ?? [])].sort(byKey)] : undefined,
      ]),
    );
  };
  const sides = new Map<object, number>();
  const side = (one: PolicyPod, direction: Direction): number => {
    const profile = profiles.of(one, direction);
    const known = sides.get(profile);
    if (known !== undefined) return known;
    const { selecting } = profile;
    const made =
      selecting.length === 0
        ? number('open')
        : number(
            textOf([
              'side',
              direction,
              effectOf(dialectAt(world, one)),
              world.apiServer,
              ...selecting.map(({ policy, certainty }) => [policyNumber(policy), certainty]),
            ]),
          );
    sides.set(profile, made);
    return made;
  };
  return { pod, side };
}

/** Keys of labels of pods and namespaces that any policy of these models asks for. */
export function askedKeys(models: readonly PolicyModel[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const policy of models.flatMap(({ world }) => world.policies.flat())) {
    for (const { pods, namespaces } of policy.subjects) {
      for (const key of keysOf(pods)) keys.add(key);
      if (namespaces.kind === 'matching')
        for (const key of keysOf(namespaces.selector)) keys.add(key);
    }
    for (const side of [policy.ingress, policy.egress])
      for (const { peers } of side?.rules ?? [])
        for (const peer of peers) {
          if (peer.kind !== 'pods') continue;
          for (const key of keysOf(peer.pods)) keys.add(key);
          if (peer.namespaces.kind === 'matching')
            for (const key of keysOf(peer.namespaces.selector)) keys.add(key);
        }
  }
  return keys;
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** What a dialect does when a rule is asked; all else of it is in the policies already. */
const effectOf = (dialect: ReturnType<typeof dialectAt>): unknown => [
  dialect.ownNodeEgress,
  dialect.ownNodeIngress,
  dialect.sctp,
  dialect.families,
];

/** Everything of a policy that decides something. */
export const policyText = ({ tier, priority, subjects, ingress, egress, unread }: Policy): string =>
  textOf([tier, priority, subjects, sideText(ingress), sideText(egress), unread]);

const sideText = (side: Policy['ingress']): unknown =>
  side === undefined
    ? null
    : [
        side.isolates,
        side.rules.map(({ action, peers, ports, condition }) => [action, peers, ports, condition]),
      ];

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
