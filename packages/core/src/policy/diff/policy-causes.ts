import type { PolicyModel } from '../model.ts';
import type { Direction, Policy } from '../rule.ts';
import type { ChangeEnd, PolicyChange } from './change.ts';
import { policyText } from './fingerprints.ts';
import type { Comparing, PairedOwner } from './owner-pairs.ts';
import { podsOf } from './sides.ts';

/** What became of a policy that decides about one end of a change. */
export interface PolicyCause {
  readonly did: 'added' | 'removed' | 'edited' | 'nowSelects' | 'noLongerSelects';
  readonly policy: Policy;
  /** The end that it is about, and the way. */
  readonly of: string;
  readonly direction: Direction;
}

/** Tells which policies bring a change about; empty where pods, labels or the reading did. */
export function policyCauses(of: Comparing): (change: PolicyChange) => readonly PolicyCause[] {
  const owners = new Map(of.owners.map((owned) => [owned.key, owned]));
  const known = new Map<string, readonly PolicyCause[]>();
  const everBefore = byName(of.before.model.world.policies.flat());
  const everAfter = byName(of.after.model.world.policies.flat());
  const sideCauses = (end: ChangeEnd, direction: Direction): readonly PolicyCause[] => {
    const owned = end.kind === 'workload' ? owners.get(end.key) : undefined;
    if (owned === undefined || !owned.isDirty[direction]) return [];
    const key = `${direction} ${owned.key}`;
    const found = known.get(key) ?? find(owned, direction);
    known.set(key, found);
    return found;
  };
  const find = (owned: PairedOwner, direction: Direction): readonly PolicyCause[] => {
    const was = byName(policiesOf(of.before.model, owned.before, direction));
    const is = byName(policiesOf(of.after.model, owned.after, direction));
    const head = { of: owned.key, direction };
    return [
      ...[...is].flatMap(([name, policy]): readonly PolicyCause[] => {
        const old = was.get(name);
        if (old !== undefined)
          return policyText(old) === policyText(policy) ? [] : [{ ...head, did: 'edited', policy }];
        const isNew = !everBefore.has(name);
        if (!isNew && owned.before === undefined) return [];
        return [{ ...head, did: isNew ? 'added' : 'nowSelects', policy }];
      }),
      ...[...was].flatMap(([name, policy]): readonly PolicyCause[] => {
        if (is.has(name)) return [];
        const isGone = !everAfter.has(name);
        if (!isGone && owned.after === undefined) return [];
        return [{ ...head, did: isGone ? 'removed' : 'noLongerSelects', policy }];
      }),
    ];
  };
  return ({ from, to }) => [...sideCauses(from, 'egress'), ...sideCauses(to, 'ingress')];
}

const policiesOf = (
  model: PolicyModel,
  owned: PairedOwner['before'],
  direction: Direction,
): readonly Policy[] =>
  podsOf(model, owned).flatMap((pod) =>
    model.profiles.of(pod, direction).selecting.map(({ policy }) => policy),
  );

const byName = (policies: readonly Policy[]): ReadonlyMap<string, Policy> =>
  new Map(
    policies.map((policy) => [
      JSON.stringify([policy.objectKind, policy.namespace, policy.name]),
      policy,
    ]),
  );
