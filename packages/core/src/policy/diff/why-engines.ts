import type { EntryOptions } from '../entries.ts';
import { type Between, type Judgement, judge } from '../judge.ts';
import { isSeenAsNode, type Party } from '../match.ts';
import { modelOf, type PolicyModel } from '../model.ts';
import type { PolicyPod } from '../pods.ts';
import type { Direction, Policy } from '../rule.ts';
import { type PolicyWorld, readPolicies } from '../world.ts';
import type { ChangeEnd, PolicyChange } from './change.ts';
import { type EngineCause, engineCauses } from './engine-causes.ts';
import type { Comparing, PairedOwner } from './owner-pairs.ts';
import { ownNodeSpan, podsOf } from './sides.ts';
import { differingDoors, entryWays } from './ways-in.ts';

/** A place in a policy by which a change comes about: a rule, or the whole policy. */
export interface CausePlace {
  readonly policy: Policy;
  /** The rule, where it is one. */
  readonly path?: readonly (string | number)[];
}

/** Why a change comes about between two engines. */
export interface EngineReason {
  readonly cause: EngineCause;
  readonly says: string;
  readonly places: readonly CausePlace[];
}

/** A cause with the model that is as the old engine in all but this. */
interface Trial {
  readonly cause: EngineCause;
  readonly says: string;
  /** The other model of the comparison: the old engine, or the new one where the trial is turned around. */
  readonly base: PolicyModel;
  readonly model: PolicyModel;
}

/**
 * Finds why changes between two engines come about, by trying: a setting is a cause where the old engine
 * with this one setting of the new gives another answer; where several work only together, where the new
 * engine without it does. Ends under the same policies that change alike are tried once.
 */
export function engineReasons(
  of: Comparing,
  options: EntryOptions = {},
): (change: PolicyChange) => readonly EngineReason[] {
  const trials = trialsOf(of.before.model, of.after.model);
  const owners = new Map(of.owners.map((owned) => [owned.key, owned]));
  const ask = { owners, options };
  const known = new Map<string, readonly EngineReason[]>();
  return (change) => {
    const key = keyOf(change, of.before.model, owners);
    const found = known.get(key);
    if (found !== undefined) return found;
    const forward = trials.there.flatMap((trial) => reasonOf(trial, change, ask) ?? []);
    const reasons =
      forward.length > 0
        ? forward
        : trials.back.flatMap((trial) => reasonOf(trial, change, ask) ?? []);
    known.set(key, reasons);
    return reasons;
  };
}

interface Asking {
  readonly owners: ReadonlyMap<string, PairedOwner>;
  readonly options: EntryOptions;
}

function trialsOf(
  from: PolicyModel,
  to: PolicyModel,
): { readonly there: readonly Trial[]; readonly back: readonly Trial[] } {
  const [target] = to.world.dialects;
  const count = Math.max(from.world.dialects.length, to.world.dialects.length);
  const systems = Array.from({ length: count }, (_, i) => i);
  const differs = ({ fields: [leading] }: EngineCause): boolean =>
    systems.some(
      (i) =>
        JSON.stringify(dialectAt(from.world, i)?.[leading]) !==
        JSON.stringify(dialectAt(to.world, i)?.[leading]),
    );
  if (target === undefined) return { there: [], back: [] };
  const causes = engineCauses.filter(differs);
  const made = (base: PolicyModel, other: PolicyModel): readonly Trial[] =>
    causes.map((cause) => ({
      cause,
      says: cause.says(target),
      base,
      model: mixed(base.world, other.world, cause),
    }));
  return { there: made(from, to), back: made(to, from) };
}

const dialectAt = (
  { dialects }: PolicyWorld,
  i: number,
): PolicyWorld['dialects'][number] | undefined => dialects[i] ?? dialects[0];

/** The world in its own reading but for the settings of one cause. */
function mixed(base: PolicyWorld, other: PolicyWorld, { fields }: EngineCause): PolicyModel {
  const dialects = base.dialects.map((own, i) => {
    const theirs = dialectAt(other, i) ?? own;
    return { ...own, ...Object.fromEntries(fields.map((field) => [field, theirs[field]])) };
  });
  const policies = dialects.map((dialect) => readPolicies(base.objects, dialect, base.ports));
  return modelOf({ ...base, dialects, policies });
}

/** Policies and spans at both ends: what changes alike for the same reasons. */
function keyOf(
  { from, to, before, after }: PolicyChange,
  model: PolicyModel,
  owners: Asking['owners'],
): string {
  const end = (one: ChangeEnd, direction: Direction): unknown =>
    one.kind === 'workload'
      ? podsOf(model, owners.get(one.key)?.before).map((pod) => [
          model.profiles.of(pod, direction).index,
          isSeenAsNode(pod, model.world),
        ])
      : one.kind === 'door'
        ? one.service
        : one.kind;
  return JSON.stringify([end(from, 'egress'), end(to, 'ingress'), before, after]);
}

function reasonOf(trial: Trial, change: PolicyChange, ask: Asking): EngineReason | undefined {
  const places = placesOf(trial, change, ask);
  return places === undefined
    ? undefined
    : { cause: trial.cause, says: trial.says, places: distinct(places) };
}

/** Where the cause lies; undefined where the trial answers as its base does. */
function placesOf(
  { base, model }: Trial,
  { from, to }: PolicyChange,
  { owners, options }: Asking,
): readonly CausePlace[] | undefined {
  const near = from.kind === 'workload' ? from : to;
  const far = from.kind === 'workload' ? to : from;
  if (near.kind !== 'workload') return undefined;
  const direction: Direction = near === from ? 'egress' : 'ingress';
  const owned = owners.get(near.key)?.before;
  const pods = podsOf(base, owned);
  const closing = (): readonly CausePlace[] =>
    pods.flatMap((pod) => closingPolicies(base, model, { pod, direction }));
  switch (far.kind) {
    case 'ownNode':
      return ownNodeSpan(base, owned, direction) === ownNodeSpan(model, owned, direction)
        ? undefined
        : closing();
    case 'entry': {
      const key = JSON.stringify([far.controller, near.key]);
      const [one, other] = [base, model].map((asked) => entryWays(asked, options).get(key)?.span);
      return one === other ? undefined : closing();
    }
    case 'door':
      return differingDoors(base, model).some(
        ({ service, first, last }) =>
          service === far.service &&
          first.family === far.first.family &&
          first.value <= far.last.value &&
          last.value >= far.first.value,
      )
        ? closing()
        : undefined;
    case 'workload':
    case 'addresses':
    case 'nodes': {
      const others = partiesOf(far, base, owners);
      for (const pod of pods)
        for (const other of others) {
          const self: Party = { kind: 'pod', pod };
          const ends: readonly [Party, Party] =
            direction === 'egress' ? [self, other] : [other, self];
          const [was, is] = [judge(base, ...ends), judge(model, ...ends)];
          if (was.span !== is.span) return ruleDifferences(was, is);
        }
      return undefined;
    }
  }
}

function partiesOf(
  end: Extract<ChangeEnd, { kind: 'workload' | 'addresses' | 'nodes' }>,
  model: PolicyModel,
  owners: Asking['owners'],
): readonly Party[] {
  if (end.kind === 'addresses') return [{ kind: 'address', address: end.first }];
  if (end.kind === 'workload')
    return podsOf(model, owners.get(end.key)?.before).map((pod) => ({ kind: 'pod', pod }));
  return end.names.flatMap((name): readonly Party[] => {
    const node = model.world.nodes.get(name);
    return node === undefined ? [] : [{ kind: 'node', node }];
  });
}

/** Rules that mean the other end in one model only or on other ports; else the policies that close. */
function ruleDifferences(was: Between, is: Between): readonly CausePlace[] {
  return (['egress', 'ingress'] as const).flatMap((direction): readonly CausePlace[] => {
    const [one, other] = [was[direction], is[direction]];
    if (one === undefined || other === undefined || one.span === other.span) return [];
    const [old, now] = [matchedIn(one), matchedIn(other)];
    const rules = [...old, ...now].flatMap(([key, { place, says }]) =>
      old.get(key)?.says === says && now.get(key)?.says === says ? [] : [place],
    );
    return rules.length > 0
      ? rules
      : [...one.profile.selecting, ...other.profile.selecting].map(({ policy }) => ({ policy }));
  });
}

function matchedIn({
  asked,
}: Judgement): ReadonlyMap<string, { readonly place: CausePlace; readonly says: string }> {
  return new Map(
    asked.flatMap(({ step, matched }) =>
      matched === undefined
        ? []
        : [
            [
              JSON.stringify([step.policy.id, step.rule.path]),
              {
                place: { policy: step.policy, path: step.rule.path },
                says: `${matched.certainty} ${matched.ports}`,
              },
            ] as const,
          ],
    ),
  );
}

function closingPolicies(
  base: PolicyModel,
  model: PolicyModel,
  { pod, direction }: { readonly pod: PolicyPod; readonly direction: Direction },
): readonly CausePlace[] {
  return [base, model].flatMap(({ profiles }) =>
    profiles
      .of(pod, direction)
      .selecting.flatMap(({ policy }) => (policy[direction]?.isolates ? { policy } : [])),
  );
}

const distinct = (places: readonly CausePlace[]): readonly CausePlace[] => [
  ...new Map(
    places.map((place) => [JSON.stringify([place.policy.id, place.path]), place]),
  ).values(),
];
