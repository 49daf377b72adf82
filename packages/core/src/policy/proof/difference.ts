import type { WantedFlow } from '../../estate/wanted-flow.ts';
import type { PolicyRequest } from '../generate/request.ts';
import type { Between } from '../judge.ts';
import { noPorts, type PortSetId } from '../port-set.ts';
import type { Relation } from '../relation.ts';
import type { SpanId } from '../span.ts';
import type { PolicyWorld } from '../world.ts';
import type { WantedRelation } from './wanted-relation.ts';

/** An end as a proof names it: a workload, a node, a range of addresses outside, or a name. */
export interface ProofEnd {
  readonly kind: 'workload' | 'node' | 'range' | 'name';
  readonly text: string;
}

/** Why policies do not give just what was wanted. */
export type ProofReason =
  /** An end is seen as its node, and policies do not tell what runs there apart. */
  | 'seenAsNode'
  /** The engine is given no names. */
  | 'names'
  /** A policy that stays in place closes it. */
  | 'kept'
  /** It hangs on an address, a label or a node that no file tells. */
  | 'untold'
  /** Labels do not tell the pods from others, or ports could not be spelled. */
  | 'words';

/** Connections that the policies let pass and nobody wanted, or that were wanted and do not pass. */
export interface ProofDifference {
  readonly kind: 'more' | 'less';
  /** Whether that is so for sure; else it hangs on something that no file tells. */
  readonly sure: boolean;
  readonly from: ProofEnd;
  readonly to: ProofEnd;
  readonly ports: PortSetId;
  /** The policies that let it pass, or that were asked and do not. */
  readonly by: readonly string[];
  readonly why: ProofReason;
}

/** What is held against what. */
export interface Proving {
  readonly got: Relation;
  readonly floor: Relation;
  readonly wanted: WantedRelation;
  readonly closed: ReadonlySet<string>;
  readonly request: PolicyRequest;
  readonly flows: readonly WantedFlow[];
}

/** One answer to be held against another. */
export interface Answers {
  readonly got: SpanId;
  readonly wanted: SpanId;
}

/** What the answers differ in: at most one set of ports for each kind and certainty. */
export function partsOf(
  { ports, spans }: PolicyWorld,
  { got, wanted }: Answers,
): readonly Pick<ProofDifference, 'kind' | 'sure' | 'ports'>[] {
  if (got === wanted) return [];
  const moreSure = ports.minus(spans.sure(got), spans.possible(wanted));
  const more = ports.minus(ports.minus(spans.possible(got), spans.possible(wanted)), moreSure);
  const lessSure = ports.minus(spans.sure(wanted), spans.possible(got));
  const less = ports.minus(ports.minus(spans.sure(wanted), spans.sure(got)), lessSure);
  return [
    { kind: 'more', sure: true, ports: moreSure } as const,
    { kind: 'more', sure: false, ports: more } as const,
    { kind: 'less', sure: true, ports: lessSure } as const,
    { kind: 'less', sure: false, ports: less } as const,
  ].filter((part) => part.ports !== noPorts);
}

/** Names of the policies that had a word in a judgement: those that let it pass, or that select the ends. */
export function policiesIn(between: Between, kind: ProofDifference['kind']): readonly string[] {
  const sides = [between.egress, between.ingress].flatMap((side) => side ?? []);
  const found = sides.flatMap(({ asked, profile }) =>
    kind === 'more'
      ? asked.filter(({ certainty }) => certainty !== 'no').map(({ step }) => step.policy)
      : profile.selecting.map(({ policy }) => policy),
  );
  const names = found.map(({ namespace, name }) =>
    namespace === undefined ? name : `${namespace}/${name}`,
  );
  return [...new Set(names)].sort();
}

/** Whether a policy that was not generated has a word in a judgement. */
export function isKept(between: Between, { closed }: Pick<Proving, 'closed'>): boolean {
  return [between.egress, between.ingress].some((side) =>
    side?.profile.selecting.some(
      ({ policy }) => policy.namespace === undefined || !closed.has(policy.namespace),
    ),
  );
}

/** In an order that does not hang on how they were found. */
export const sortedDifferences = (
  differences: readonly ProofDifference[],
): readonly ProofDifference[] => {
  const key = ({ kind, from, to, sure }: ProofDifference): string =>
    `${from.kind} ${from.text} ${to.kind} ${to.text} ${kind} ${sure}`;
  return differences.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};
