import type { Address, Family, Prefix } from '@aksnet/net';
import { fold, type Isolation, type Matched } from '../fold.ts';
import { matches, type Party } from '../match.ts';
import { familiesOf, type PolicyPod } from '../pods.ts';
import { noPorts } from '../port-set.ts';
import { type Profile, portsAt, type Step } from '../profile.ts';
import type { RowQuestion } from '../row-question.ts';
import { dependsOnPod } from '../rows.ts';
import type { Direction, Rule } from '../rule.ts';
import { both, type Certainty, oneOf } from '../selector.ts';
import { open, type SpanId } from '../span.ts';
import { walkStretches } from '../stretches.ts';
import { isWithinSubject } from './covers.ts';
import type { Field } from './field.ts';

/** A policy, by its place in the world, or one rule of it: what could be taken away. */
export interface Part {
  readonly at: number;
  readonly rule?: { readonly direction: Direction; readonly index: number };
}

/** A part without which nothing changes, with where it shows. */
export interface IdlePart extends Part {
  /** Rules that decide in its place where it shows. */
  readonly by: readonly Step[];
  /** Another action than its own decides there: it never comes to its turn. */
  readonly overruled: boolean;
  readonly near: PolicyPod;
  readonly far: Party;
  readonly direction: Direction;
  /** What the part speaks of there. */
  readonly ports: number;
}

/**
 * Finds policies and rules that can be taken away, one after the other, and nothing changes for any pod, for
 * any address outside and for nodes.
 *
 * Idea: pods of one profile share their answer, so each distinct profile is walked once, stretch by stretch,
 * and a part falls out as soon as one place needs it. What is left is asked again one by one with the earlier
 * ones already gone, the last written first, since two parts that say the same excuse only one of them.
 * Cost: stretches x parts that are still in question.
 */
export function idleParts(field: Field): readonly IdlePart[] {
  const asking = new Asking(field);
  const parts = asking.parts();
  const needed = new Set<string>();
  const shows = new Map<string, Shown>();
  for (const question of asking.questions) asking.ask(question, { needed, gone: new Set(), shows });
  const gone = new Set<string>();
  const found: IdlePart[] = [];
  for (const [key, part] of parts) {
    const shown = shows.get(key);
    if (needed.has(key) || shown === undefined || gone.has(String(part.at))) continue;
    const again = { needed: new Set<string>(), gone, shows: new Map<string, Shown>(), only: key };
    const isNeeded = asking.questionsOf(key).some((question) => {
      asking.ask(question, again);
      return again.needed.has(key);
    });
    if (isNeeded || (part.rule === undefined && !isCoveredLater(field, part.at, gone))) continue;
    gone.add(key);
    const { by, ...rest } = again.shows.get(key) ?? shown;
    found.push({
      ...part,
      ...rest,
      by,
      overruled: by.every(({ rule }) => rule.action !== 'allow'),
    });
  }
  return found.reverse();
}

/**
 * Whether pods that come later would be isolated without the policy as well: another one that stays is about
 * all that it is about. A default deny that every pod of today has company in is no idle policy.
 */
function isCoveredLater(
  { model, selected }: Field,
  at: number,
  gone: ReadonlySet<string>,
): boolean {
  const policies = model.world.policies[0] ?? [];
  const policy = policies[at];
  const [first] = policy === undefined ? [] : selected(policy);
  if (policy === undefined || first === undefined) return false;
  const company = model.profiles
    .selecting(first.pod)
    .filter((one) => one.at !== at && !gone.has(String(one.at)));
  return (['ingress', 'egress'] as const).every(
    (direction) =>
      policy[direction]?.isolates !== true ||
      company.some(
        (one) =>
          one.policy.tier === 'standard' &&
          one.policy[direction]?.isolates === true &&
          policy.subjects.every((subject) =>
            one.policy.subjects.some((wider) => isWithinSubject(subject, wider)),
          ),
      ),
  );
}

type Shown = Pick<IdlePart, 'by' | 'near' | 'far' | 'direction' | 'ports'>;

interface Pass {
  readonly needed: Set<string>;
  readonly gone: ReadonlySet<string>;
  readonly shows: Map<string, Shown>;
  /** Only this part is asked about. */
  readonly only?: string;
}

interface Question extends RowQuestion {
  /** Keys of the parts that each step belongs to: its policy, and itself. */
  readonly keys: readonly (readonly [policy: string, rule: string])[];
  readonly all: readonly string[];
}

const keyOf = ({ at, rule }: Part): string =>
  rule === undefined ? String(at) : `${at} ${rule.direction} ${rule.index}`;

class Asking {
  readonly #field: Field;
  readonly questions: readonly Question[];
  readonly #byKey = new Map<string, Question[]>();

  constructor(field: Field) {
    this.#field = field;
    this.questions = [...this.#questions()];
    for (const question of this.questions)
      for (const key of question.all) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, [question]);
        else known.push(question);
      }
  }

  questionsOf(key: string): readonly Question[] {
    return this.#byKey.get(key) ?? [];
  }

  /** The last policy first, and each whole policy before its rules. */
  parts(): ReadonlyMap<string, Part> {
    const [policies = []] = this.#field.model.world.policies;
    const found = new Map<string, Part>();
    for (let at = policies.length - 1; at >= 0; at -= 1) {
      const policy = policies[at];
      if (policy === undefined || policy.unread !== undefined) continue;
      found.set(String(at), { at });
      for (const direction of ['egress', 'ingress'] as const)
        for (let index = (policy[direction]?.rules.length ?? 0) - 1; index >= 0; index -= 1) {
          const part = { at, rule: { direction, index } };
          found.set(keyOf(part), part);
        }
    }
    return found;
  }

  *#questions(): Generator<Question> {
    const { model, relation } = this.#field;
    const seen = new Set<string>();
    const { samples, nodesFrom } = relation.classes;
    for (let at = 0; at < nodesFrom; at += 1) {
      const pod = samples[at];
      if (pod === undefined) continue;
      for (const direction of ['ingress', 'egress'] as const) {
        const profile = model.profiles.of(pod, direction);
        if (profile.selecting.length === 0 || profile.isolation.unread) continue;
        const own = dependsOnPod(profile) ? at : -1;
        for (const family of familiesOf(pod)) {
          const key = `${profile.index} ${family} ${own}`;
          if (seen.has(key)) continue;
          seen.add(key);
          yield { pod, profile, family, ...keysOf(profile) };
        }
      }
    }
  }

  ask(question: Question, pass: Pass): void {
    const { profile, family, pod } = question;
    const { model, making } = this.#field;
    if (question.all.every((key) => pass.needed.has(key))) return;
    const { samples } = making.classes;
    let isSilenceAsked = false;
    walkStretches(making, question, (start, _, { active, receiver }) => {
      // Where no rule speaks, only isolation counts, and that is the same everywhere.
      if (active.now.length === 0 && isSilenceAsked) return;
      isSilenceAsked ||= active.now.length === 0;
      const far = samples[start];
      if (far === undefined) return;
      const met = active.now.map((step): readonly [number, Certainty] => [
        step,
        active.isSure(step) ? 'yes' : 'maybe',
      ]);
      this.#judge(question, pass, { met, receiver, far: { kind: 'pod', pod: far } });
    });
    const receiver = profile.direction === 'ingress' ? pod : undefined;
    for (const far of othersOf(profile, family)) {
      const met = profile.steps.flatMap(
        ({ rule }, step): readonly (readonly [number, Certainty])[] => {
          const answer = meets(rule, far, { world: model.world, family, near: pod });
          return answer === 'no' ? [] : [[step, answer]];
        },
      );
      this.#judge(question, pass, { met, receiver, far });
    }
  }

  #judge(question: Question, pass: Pass, { met, receiver, far }: Place): void {
    const { profile, keys, pod } = question;
    const { world } = this.#field.model;
    const { spans, ports } = world;
    const here = met.flatMap(([index, answer]): readonly Here[] => {
      const step = profile.steps[index];
      const own = keys[index];
      if (step === undefined || own === undefined) return [];
      if (pass.gone.has(own[0]) || pass.gone.has(own[1])) return [];
      const certainty = both(answer, step.certainty);
      if (certainty === 'no') return [];
      const speaksOf = portsAt(step, receiver?.ports, ports);
      const { policy, rule } = step;
      return [{ step, own, matched: { tier: policy.tier, rule, certainty, ports: speaksOf } }];
    });
    const spanOf = (without: string | undefined): SpanId => {
      const isolation = isolationOf(profile, (at) => pass.gone.has(at) || at === without);
      if (isolation === undefined) return open;
      return fold(
        spans,
        isolation,
        here.flatMap(({ own, matched }) =>
          own[0] === without || own[1] === without ? [] : matched,
        ),
      );
    };
    const now = spanOf(undefined);
    for (const key of pass.only === undefined ? question.all : [pass.only]) {
      if (pass.needed.has(key) || !question.all.includes(key)) continue;
      const isHere = here.some(({ own }) => own[0] === key || own[1] === key);
      // Rules that do not mean this place do nothing here; a policy may still isolate.
      if (!isHere && key.includes(' ')) continue;
      if (spanOf(key) !== now) {
        pass.needed.add(key);
        continue;
      }
      const known = pass.shows.get(key);
      // A connection of a pod to itself shows little; any other one is better.
      if (known !== undefined && !isSelf(known)) continue;
      const [mine] = here.filter(({ own }) => own[0] === key || own[1] === key);
      if (mine === undefined || mine.matched.ports === noPorts) continue;
      const by = here.filter(
        ({ own, matched }) =>
          own[0] !== key &&
          own[1] !== key &&
          ports.meet(matched.ports, mine.matched.ports) !== noPorts,
      );
      const direction = profile.direction;
      const shown = { near: pod, far, direction, ports: mine.matched.ports };
      pass.shows.set(key, { ...shown, by: by.map(({ step }) => step) });
    }
  }
}

const isSelf = ({ near, far }: Shown): boolean => far.kind === 'pod' && far.pod === near;

interface Place {
  readonly met: readonly (readonly [step: number, certainty: Certainty])[];
  readonly receiver: PolicyPod | undefined;
  readonly far: Party;
}

interface Here {
  readonly step: Step;
  readonly own: readonly [string, string];
  readonly matched: Matched;
}

function keysOf(profile: Profile): Pick<Question, 'keys' | 'all'> {
  const places = new Map(profile.selecting.map(({ policy, at }) => [policy, at]));
  const keys = profile.steps.map(({ policy, rule }): readonly [string, string] => {
    const at = places.get(policy) ?? -1;
    const index = policy[profile.direction]?.rules.indexOf(rule) ?? -1;
    return [String(at), keyOf({ at, rule: { direction: profile.direction, index } })];
  });
  const all = [...new Set([...profile.selecting.map(({ at }) => String(at)), ...keys.flat()])];
  return { keys, all };
}

/** Who isolates without some policies; undefined: no policy is left that says anything. */
function isolationOf(
  { selecting, direction }: Profile,
  isGone: (at: string) => boolean,
): Isolation | undefined {
  let isolated: Certainty = 'no';
  let isAnyLeft = false;
  for (const { policy, at, certainty } of selecting) {
    if (isGone(String(at))) continue;
    isAnyLeft = true;
    if (policy.tier === 'standard' && policy[direction]?.isolates === true)
      isolated = oneOf(isolated, certainty);
  }
  return isAnyLeft ? { isolated, unread: false } : undefined;
}

function meets(rule: Rule, far: Party, meeting: Parameters<typeof matches>[2]): Certainty {
  let met: Certainty = 'no';
  for (const peer of rule.peers) {
    met = oneOf(met, matches(peer, far, meeting));
    if (met === 'yes') break;
  }
  return met;
}

/** One address outside of each piece that the rules tell apart, a node, and names that they know. */
function othersOf({ steps, direction }: Profile, family: Family): readonly Party[] {
  const cuts = new Set<bigint>([0n]);
  const names = new Set<string>();
  const cut = (range: Prefix): void => {
    if (range.family !== family) return;
    const bits = range.family === 4 ? 32 : 128;
    cuts.add(BigInt(range.first)).add(BigInt(range.first) + (1n << BigInt(bits - range.length)));
  };
  for (const { rule } of steps)
    for (const peer of rule.peers) {
      if (peer.kind === 'addresses') for (const range of [peer.block, ...peer.except]) cut(range);
      if (peer.kind === 'names') for (const { text } of peer.patterns) names.add(text);
    }
  const end = 1n << BigInt(family === 4 ? 32 : 128);
  const addresses = [...cuts].flatMap((value): readonly Address[] =>
    value >= end ? [] : [family === 4 ? { family, value: Number(value) } : { family, value }],
  );
  const node = { name: '', labels: new Map<string, string>(), addresses: [] };
  return [
    ...addresses.map((address): Party => ({ kind: 'address', address })),
    { kind: 'node', node },
    // A pattern stands for the names that it fits, letter for letter.
    ...(direction === 'egress' ? [...names].map((name): Party => ({ kind: 'name', name })) : []),
  ];
}
