import type { ContainerPort } from '../estate/elements/kubernetes.ts';
import { push } from '../estate/grouped.ts';
import type { Dialect } from './dialect.ts';
import type { Isolation } from './fold.ts';
import { holdsNamespace, isSeenAsNode } from './match.ts';
import type { PolicyPod } from './pods.ts';
import { allPorts, noPorts, type PortSetId, type PortSets } from './port-set.ts';
import type { Direction, Policy, PortTerm, Rule } from './rule.ts';
import { both, type Certainty, oneOf, selects } from './selector.ts';
import type { PolicyWorld } from './world.ts';

/** A policy that selects a pod. */
export interface Selecting {
  readonly policy: Policy;
  /** Its place among the policies of the world. */
  readonly at: number;
  readonly certainty: Exclude<Certainty, 'no'>;
}

/** A rule of a policy that selects a pod, ready to be matched with other ends. */
export interface Step extends Omit<Selecting, 'at'> {
  readonly rule: Rule;
  /** Ports that it names by number. */
  readonly numbers: PortSetId;
  /** Ports that it names by name, looked up on each receiver. */
  readonly names: readonly Extract<PortTerm, { kind: 'named' }>[];
}

/**
 * What the policies that select a pod say of one direction. Pods that the same policies select share one
 * profile, and so everything that is worked out from it.
 */
export interface Profile {
  readonly index: number;
  readonly direction: Direction;
  readonly dialect: Dialect;
  /** In the order in which they are asked. */
  readonly selecting: readonly Selecting[];
  readonly isolation: Isolation;
  /** In the order in which they are asked. */
  readonly steps: readonly Step[];
  /** Why nothing is asked at all. */
  readonly exempt?: 'notEnforced' | 'hostNetwork';
}

/** What an edited world shares with the one before. */
export interface Before {
  readonly profiles: Profiles;
  /** Only pods in these namespaces may be selected by other policies than before; absent: any. */
  readonly touched?: ReadonlySet<string>;
}

/** Finds the profile of pods. */
export class Profiles {
  readonly #world: PolicyWorld;
  readonly #byKey = new Map<string, Profile>();
  readonly #local: readonly ReadonlyMap<string, readonly number[]>[];
  readonly #wide: readonly (readonly number[])[];
  readonly #before: Before | undefined;
  /** Shared with those of an edited world, so that no two profiles have one index. */
  readonly #made: { count: number };
  readonly #selecting = new WeakMap<PolicyPod, readonly Selecting[]>();
  readonly #ofPod = {
    ingress: new WeakMap<PolicyPod, Profile>(),
    egress: new WeakMap<PolicyPod, Profile>(),
  };

  /** @param before profiles of the world before an edit, and the pods that it does not touch */
  constructor(world: PolicyWorld, before?: Before) {
    this.#world = world;
    this.#before = before;
    this.#made = before === undefined ? { count: 0 } : before.profiles.#made;
    const places = world.policies.map((policies) => placesOf(policies, before?.touched));
    this.#local = places.map(({ local }) => local);
    this.#wide = places.map(({ wide }) => wide);
  }

  /** How many distinct profiles were found so far. */
  get size(): number {
    return this.#made.count;
  }

  of(pod: PolicyPod, direction: Direction): Profile {
    const known = this.#ofPod[direction].get(pod);
    if (known !== undefined) return known;
    const found =
      this.#before !== undefined && this.#before.touched?.has(pod.namespace) === false
        ? this.#before.profiles.of(pod, direction)
        : this.#find(pod, direction);
    this.#ofPod[direction].set(pod, found);
    return found;
  }

  #find(pod: PolicyPod, direction: Direction): Profile {
    const dialect = dialectAt(this.#world, pod);
    const exempt = !dialect.enforces
      ? 'notEnforced'
      : isSeenAsNode(pod, this.#world)
        ? 'hostNetwork'
        : undefined;
    if (exempt !== undefined)
      return this.#once(`${exempt} ${direction} ${pod.dialect}`, (index) => ({
        ...nothingAsked(index, direction, dialect),
        exempt,
      }));
    const selecting = this.selecting(pod).filter(
      ({ policy }) => policy[direction] !== undefined || policy.unread !== undefined,
    );
    let key = `${direction} ${pod.dialect}`;
    for (const { at, certainty } of selecting) key += certainty === 'yes' ? ` ${at}` : ` ${at}?`;
    return this.#once(key, (index) =>
      selecting.length === 0
        ? nothingAsked(index, direction, dialect)
        : profileOf({ index, direction, dialect, selecting }, this.#world.ports),
    );
  }

  /** The policies that select the pod, in either direction. */
  selecting(pod: PolicyPod): readonly Selecting[] {
    const known = this.#selecting.get(pod);
    if (known !== undefined) return known;
    const found: Selecting[] = [];
    const policies = this.#world.policies[pod.dialect] ?? [];
    const ask = (at: number): void => {
      const policy = policies[at];
      if (policy === undefined) return;
      const certainty = selectsPod(policy, pod, this.#world);
      if (certainty !== 'no') found.push({ policy, at, certainty });
    };
    for (const at of this.#local[pod.dialect]?.get(pod.namespace) ?? []) ask(at);
    for (const at of this.#wide[pod.dialect] ?? []) ask(at);
    this.#selecting.set(pod, found);
    return found;
  }

  #once(key: string, make: (index: number) => Profile): Profile {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = make(this.#made.count);
    this.#made.count += 1;
    this.#byKey.set(key, made);
    return made;
  }
}

/** The dialect that the engine of the pod's node reads policies in. */
export function dialectAt(world: PolicyWorld, pod: PolicyPod): Dialect {
  const dialect = world.dialects[pod.dialect];
  if (dialect === undefined) throw new RangeError(`no dialect ${pod.dialect}`);
  return dialect;
}

/** Policies by the only namespace that they can be about, if asked for; the others may be about any. */
function placesOf(
  policies: readonly Policy[],
  only: ReadonlySet<string> | undefined,
): {
  readonly local: ReadonlyMap<string, readonly number[]>;
  readonly wide: readonly number[];
} {
  const local = new Map<string, number[]>();
  const wide: number[] = [];
  policies.forEach((policy, at) => {
    const [subject, ...more] = policy.subjects;
    if (subject === undefined) return;
    if (more.length > 0 || subject.namespaces.kind !== 'own') wide.push(at);
    else if (only === undefined || only.has(subject.namespaces.namespace))
      push(local, subject.namespaces.namespace, at);
  });
  return { local, wide };
}

/** Whether the policy is about the pod. */
export function selectsPod(policy: Policy, pod: PolicyPod, world: PolicyWorld): Certainty {
  let answer: Certainty = 'no';
  for (const { namespaces, pods } of policy.subjects) {
    const inNamespace = holdsNamespace(namespaces, pod.namespace, world);
    if (inNamespace === 'no') continue;
    answer = oneOf(answer, both(inNamespace, selects(pods, pod.labels)));
  }
  return answer;
}

const nothingAsked = (index: number, direction: Direction, dialect: Dialect): Profile => ({
  index,
  direction,
  dialect,
  selecting: [],
  isolation: { isolated: 'no', unread: false },
  steps: [],
});

const rank = { admin: 0, standard: 1, baseline: 2 } as const;

function profileOf(
  head: Pick<Profile, 'index' | 'direction' | 'dialect' | 'selecting'>,
  ports: PortSets,
): Profile {
  const { direction, selecting } = head;
  const asked = [...selecting].sort(
    ({ policy: a }, { policy: b }) => rank[a.tier] - rank[b.tier] || a.priority - b.priority,
  );
  const closing = selecting.filter(
    ({ policy }) => policy.tier === 'standard' && policy[direction]?.isolates === true,
  );
  const isolated = closing.reduce<Certainty>((so, { certainty }) => oneOf(so, certainty), 'no');
  return {
    ...head,
    selecting: asked,
    isolation: { isolated, unread: selecting.some(({ policy }) => policy.unread !== undefined) },
    steps: asked.flatMap(({ policy, certainty }) =>
      (policy[direction]?.rules ?? []).map((rule) => ({
        policy,
        certainty,
        rule,
        ...portsOf(rule, ports),
      })),
    ),
  };
}

function portsOf(rule: Rule, ports: PortSets): Pick<Step, 'numbers' | 'names'> {
  if (rule.ports === undefined) return { numbers: allPorts, names: [] };
  let numbers = noPorts;
  for (const term of rule.ports)
    if (term.kind === 'numbers') numbers = ports.union(numbers, term.ports);
  return { numbers, names: rule.ports.flatMap((term) => (term.kind === 'named' ? term : [])) };
}

/** The ports of a step at a receiver with these container ports; undefined: a receiver that has none. */
export function portsAt(
  step: Pick<Step, 'numbers' | 'names'>,
  receiver: readonly ContainerPort[] | undefined,
  ports: PortSets,
): PortSetId {
  let found = step.numbers;
  for (const term of step.names) {
    const named = (receiver ?? []).filter(
      ({ name, protocol }) =>
        name === term.name && (term.protocol === undefined || protocol === term.protocol),
    );
    for (const { port, protocol } of term.mode === 'first' ? named.slice(0, 1) : named)
      found = ports.union(found, ports.of([{ protocol, first: port, last: port }]));
  }
  return found;
}
