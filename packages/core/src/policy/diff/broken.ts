import { type Lifeline, type LifelineKind, lifelineKinds, lifelinePasses } from '../lifelines.ts';
import type { PolicyModel } from '../model.ts';
import type { Certainty } from '../selector.ts';

/** A lifeline that fares differently after a change. */
export interface LifelineChange {
  readonly kind: LifelineKind;
  readonly lifeline: Lifeline;
  readonly before: Certainty;
  readonly after: Certainty;
}

const worth: Readonly<Record<Certainty, number>> = { no: 0, maybe: 1, yes: 2 };

/** Whether it passes less surely than before. */
export const isLost = ({ before, after }: LifelineChange): boolean => worth[after] < worth[before];

/** Lifelines of workloads that are in both states and fare differently. */
export function lifelineChanges(
  before: PolicyModel,
  after: PolicyModel,
): readonly LifelineChange[] {
  return lifelineKinds.flatMap((kind) => {
    const was = byKey(before, kind);
    return [...byKey(after, kind)].flatMap(([key, lifeline]): readonly LifelineChange[] => {
      const old = was.get(key);
      if (old === undefined) return [];
      const change = {
        kind,
        lifeline,
        before: lifelinePasses(before, { ...lifeline, span: old.span }),
        after: lifelinePasses(after, lifeline),
      };
      return change.before === change.after ? [] : [change];
    });
  });
}

/** One for each workload and other end, over all pods and objects that ask for it. */
function byKey(model: PolicyModel, kind: LifelineKind): ReadonlyMap<string, Lifeline> {
  const found = new Map<string, Lifeline>();
  const { spans, ports } = model.world;
  for (const one of kind.find(model)) {
    const key = JSON.stringify([one.owner, one.with]);
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? one
        : {
            ...one,
            ports: ports.union(one.ports, known.ports),
            span: spans.either(one.span, known.span),
          },
    );
  }
  return found;
}
