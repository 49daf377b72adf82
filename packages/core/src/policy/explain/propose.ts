import type { PolicyPeer } from '../../estate/elements/kubernetes.ts';
import { edited, editedModel, policiesPut } from '../edit.ts';
import { evaluate } from '../evaluate.ts';
import type { ConnectionAsked, Evaluation, Verdict } from '../evaluation.ts';
import type { Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import type { PolicyPod } from '../pods.ts';
import { type Relation, relationOf } from '../relation.ts';
import type { Direction } from '../rule.ts';
import { type Candidate, closings, openings, type SideToTurn } from './candidates.ts';
import {
  type ChangedPolicy,
  changedPolicies,
  editOf,
  type PolicyChange,
  sizeOf,
} from './change.ts';
import { type Collateral, collateralOf, weightOf } from './collateral.ts';

/** What a connection is to become. */
export type Wanted = 'allowed' | 'denied';

/** Changes of policies after which every connection that was asked for is as wanted. */
export interface Proposal {
  readonly changes: readonly PolicyChange[];
  readonly policies: readonly ChangedPolicy[];
  /** What else they change. */
  readonly collateral: Collateral;
  readonly size: number;
}

/** What to turn. */
export interface ProposalQuestion {
  readonly connections: readonly ConnectionAsked[];
  readonly want: Wanted;
  /** Peers that mean whole ranges, by the direction in which they are the far end. */
  readonly farPeers?: { readonly [D in Direction]?: readonly PolicyPeer[] };
}

/** How many of one side go on into combinations with the other side, and how many are told at last. */
const kept = { side: 4, told: 5 } as const;

/**
 * The least changes that turn the connections: every way to change one rule, add one, or add or drop a
 * policy is tried on the world itself; those that turn all connections are ranked by how much else they
 * change, then by their own size. Where both ends refuse, changes of both go together.
 */
export function proposals(model: PolicyModel, question: ProposalQuestion): readonly Proposal[] {
  const { connections, want, farPeers = {} } = question;
  const asked = connections.map((connection) => evaluate(model, connection));
  const parts = partsOf(model, { asked, want, farPeers });
  const candidates = parts.map((part) =>
    part.map((side) => ({ side, tries: want === 'allowed' ? openings(side) : closings(side) })),
  );
  const also = candidates
    .flat()
    .flatMap(({ tries }) =>
      tries.flatMap((one) => policiesPut(model.world, editOf(changedPolicies(model.world, one)))),
    );
  const search: Search = { before: relationOf(model, also), question };
  const found = candidates.flatMap((part) =>
    product(part.map(({ side, tries }) => bestOf(search, side, tries))).map((changes) =>
      tried(search, changes),
    ),
  );
  const distinct = new Map(
    found.flatMap((one) =>
      one === undefined ? [] : [[JSON.stringify(one.changes), one] as const],
    ),
  );
  return [...distinct.values()].toSorted(byLeast).slice(0, kept.told);
}

interface Search {
  readonly before: Relation;
  readonly question: ProposalQuestion;
}

const byLeast = (a: Proposal, b: Proposal): number =>
  weightOf(a.collateral) - weightOf(b.collateral) || a.size - b.size;

interface Parting extends Required<Pick<ProposalQuestion, 'want' | 'farPeers'>> {
  readonly asked: readonly Evaluation[];
}

/** Sides that all have to be turned; several such lists, where either does. */
function partsOf(
  { world }: PolicyModel,
  { asked, want, farPeers }: Parting,
): readonly (readonly SideToTurn[])[] {
  const wrong = (direction: Direction): readonly SideToTurn[] =>
    groupsOf(
      asked.filter((one) => one[direction] !== undefined && one[direction]?.verdict !== want),
      direction,
    ).map((group) => {
      const peers = farPeers[direction];
      return { ...group, world, direction, ...(peers === undefined ? {} : { farPeers: peers }) };
    });
  if (want === 'allowed') return [[...wrong('egress'), ...wrong('ingress')]];
  const isWhole = (direction: Direction): boolean =>
    asked.every((one) => one[direction] !== undefined || one.verdict === want);
  return (['egress', 'ingress'] as const).flatMap((direction) =>
    isWhole(direction) ? [wrong(direction)] : [],
  );
}

/** Sides of pods of one namespace, on one port. */
function groupsOf(
  asked: readonly Evaluation[],
  direction: Direction,
): readonly Pick<SideToTurn, 'pods' | 'far' | 'port' | 'sides'>[] {
  const groups = new Map<string, Evaluation[]>();
  for (const one of asked) {
    const pod = podOf(one, direction);
    if (pod === undefined) continue;
    const key = `${pod.namespace} ${one.protocol} ${one.port}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        pods: [...new Set(group.flatMap((one) => podOf(one, direction) ?? []))],
        far: [...new Set(group.map((one): Party => (direction === 'egress' ? one.to : one.from)))],
        port: { protocol: first.protocol, port: first.port },
        sides: group.flatMap((one) => one[direction] ?? []),
      },
    ];
  });
}

function podOf(one: Evaluation, direction: Direction): PolicyPod | undefined {
  const end = direction === 'egress' ? one.from : one.to;
  return end.kind === 'pod' ? end.pod : undefined;
}

/** The candidates that turn their side, the least first. */
function bestOf(
  search: Search,
  side: SideToTurn,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const { question, before } = search;
  const concerned = question.connections.filter((one) => isOf(one, side));
  return candidates
    .filter((changes) => {
      const after = modelWith(before, changes);
      return concerned.every(
        (one) => evaluate(after, one)[side.direction]?.verdict === question.want,
      );
    })
    .map((changes) => measured(search, changes))
    .toSorted(byLeast)
    .slice(0, kept.side)
    .map(({ changes }) => changes);
}

const modelWith = ({ model }: Relation, changes: Candidate): PolicyModel =>
  editedModel(model, editOf(changedPolicies(model.world, changes)));

function isOf(one: ConnectionAsked, { direction, pods, port }: SideToTurn): boolean {
  const end = direction === 'egress' ? one.from : one.to;
  const isPort = one.port === port.port && one.protocol === port.protocol;
  return isPort && end.kind === 'pod' && pods.includes(end.pod);
}

/** The proposal of changes if all connections are as wanted after them. */
function tried(search: Search, changes: Candidate): Proposal | undefined {
  if (changes.length === 0) return undefined;
  const { before, question } = search;
  const after = modelWith(before, changes);
  const verdicts = question.connections.map((one): Verdict => evaluate(after, one).verdict);
  return verdicts.every((verdict) => verdict === question.want)
    ? measured(search, changes)
    : undefined;
}

function measured({ before, question }: Search, changes: Candidate): Proposal {
  const policies = changedPolicies(before.model.world, changes);
  const after = edited(before, editOf(policies));
  const collateral = collateralOf({ before, after, asked: question.connections });
  const size = changes.reduce((sum, change) => sum + sizeOf(change), 0);
  return { changes, policies, collateral, size };
}

/** More parts than this are not combined. */
const mostParts = 4;

function product(parts: readonly (readonly Candidate[])[]): readonly Candidate[] {
  if (parts.length === 0 || parts.length > mostParts) return [];
  let found: readonly Candidate[] = [[]];
  for (const part of parts) found = found.flatMap((some) => part.map((one) => [...some, ...one]));
  return found;
}
