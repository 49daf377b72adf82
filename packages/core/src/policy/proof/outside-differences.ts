import { type AddressRange, asPrefix, formatPrefix, formatRange, type Prefix } from '@aksnet/net';
import { grouped } from '../../estate/grouped.ts';
import { abilitiesOf } from '../generate/abilities.ts';
import { judgeOn } from '../judge.ts';
import { isSeenAsNode, type Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import { ownerKey } from '../owners.ts';
import { familiesOf, type PolicyPod } from '../pods.ts';
import type { Direction } from '../rule.ts';
import type { SpanId } from '../span.ts';
import type { PolicyWorld } from '../world.ts';
import {
  type Answers,
  isKept,
  type ProofDifference,
  type ProofEnd,
  type ProofReason,
  type Proving,
  partsOf,
  policiesIn,
} from './difference.ts';
import { floorIndexes } from './floor-indexes.ts';
import { outsideRanges } from './outside-ranges.ts';
import { podKinds } from './pod-kinds.ts';

/** What was found between pods and what is no pod. */
export interface OutsideDifferences {
  readonly differences: readonly ProofDifference[];
  /** How many ends outside were asked for, each with all closed pods. */
  readonly asked: number;
}

/** An end that is no pod. */
interface Far {
  readonly party: Party;
  readonly end: ProofEnd;
  readonly family: 4 | 6;
  readonly directions: readonly Direction[];
  readonly wanted: (pod: number, direction: Direction) => SpanId;
}

/** Holds what passes to and from addresses, names and nodes against what is wanted. */
export function outsideDifferences(proving: Proving): OutsideDifferences {
  const { got, floor, closed } = proving;
  const { world } = got.model;
  const fars = farEnds(proving);
  const inFloor = floorIndexes(world, floor.model.world);
  const found: ProofDifference[] = [];
  for (const pods of podKinds(proving)) {
    const [at] = pods;
    const pod = at === undefined ? undefined : world.pods[at];
    if (at === undefined || pod === undefined) continue;
    if (!closed.has(pod.namespace) || isSeenAsNode(pod, world)) continue;
    const below = floor.model.world.pods[inFloor[at] ?? at] ?? pod;
    for (const far of fars) {
      if (!familiesOf(pod).includes(far.family)) continue;
      for (const direction of far.directions) {
        const least = asked(floor.model, below, { far, direction }).span;
        const between = asked(got.model, pod, { far, direction });
        const wanted = world.spans.union(least, far.wanted(at, direction));
        const parts = partsOf(world, {
          got: between.span,
          wanted: strict(world, far, { got: between.span, wanted }),
        });
        for (const part of parts) {
          const owners = new Set(pods.flatMap((one) => ownerTexts(world.pods[one])));
          for (const text of owners) {
            const own: ProofEnd = { kind: 'workload', text };
            const [from, to] = direction === 'egress' ? [own, far.end] : [far.end, own];
            const by = policiesIn(between, part.kind);
            const why = reasonOf(part, far, { proving, kept: isKept(between, proving) });
            found.push({ ...part, from, to, by, why });
          }
        }
      }
    }
  }
  return { differences: joinedRanges(found), asked: fars.length };
}

/**
 * Any address may be what a wanted name stands for, so it passes perhaps; but that it passes for sure nobody
 * asked for, since a name is not the whole Internet.
 */
function strict({ ports, spans }: PolicyWorld, { end }: Far, { wanted, got }: Answers): SpanId {
  if (end.kind !== 'range') return wanted;
  const sure = spans.sure(wanted);
  const beyond = ports.minus(spans.sure(got), sure);
  return spans.of(sure, ports.minus(spans.possible(wanted), beyond));
}

/** Pieces of addresses that differ in the same way are one difference. */
function joinedRanges(found: readonly ProofDifference[]): readonly ProofDifference[] {
  const groups = grouped(found, ({ from, to, ...rest }) =>
    JSON.stringify([rest, ...[from, to].map((end) => (end.kind === 'range' ? 'range' : end.text))]),
  );
  return [...groups.values()].flatMap((group): readonly ProofDifference[] => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const all = (side: 'from' | 'to'): ProofEnd =>
      first[side].kind === 'range'
        ? { kind: 'range', text: group.map((one) => one[side].text).join(', ') }
        : first[side];
    return [{ ...first, from: all('from'), to: all('to') }];
  });
}

const ownerTexts = (pod: PolicyPod | undefined): readonly string[] =>
  pod === undefined ? [] : [ownerKey(pod.owner)];

function asked(
  model: PolicyModel,
  pod: PolicyPod,
  { far, direction }: { readonly far: Far; readonly direction: Direction },
): ReturnType<typeof judgeOn> {
  const own: Party = { kind: 'pod', pod };
  const [from, to] = direction === 'egress' ? [own, far.party] : [far.party, own];
  return judgeOn(model, { from, to, family: far.family });
}

function reasonOf(
  { kind, sure }: Pick<ProofDifference, 'kind' | 'sure'>,
  { end }: Far,
  { proving, kept }: { readonly proving: Proving; readonly kept: boolean },
): ProofReason {
  if (end.kind === 'node') return 'seenAsNode';
  const asksNames = proving.flows.some(({ to }) => to.kind === 'name');
  if (asksNames && !abilitiesOf(proving.request).names) return 'names';
  if (kind === 'less' && kept) return 'kept';
  return sure ? 'words' : 'untold';
}

const bothWays: readonly Direction[] = ['egress', 'ingress'];

function farEnds({ got, wanted, request, flows }: Proving): readonly Far[] {
  const { world } = got.model;
  const ends = flows.flatMap(({ from, to }) => [from, to]);
  const cuts = [
    ...ends.flatMap((end) => (end.kind === 'range' ? [end.prefix] : [])),
    ...request.ranges.internal,
    ...(request.dns.nodeListener === undefined ? [] : [request.dns.nodeListener]),
    ...blocksIn(got.model),
  ];
  const inside = [...request.ranges.pods, ...request.ranges.nodes, ...request.ranges.services];
  const ranges = request.families.flatMap((family) =>
    outsideRanges(family, cuts, inside).map(
      ({ range, sample }): Far => ({
        party: { kind: 'address', address: sample },
        end: { kind: 'range', text: rangeText(range) },
        family,
        directions: bothWays,
        wanted: (pod, direction) => wanted.withAddress(pod, direction, sample),
      }),
    ),
  );
  const names = [...new Set(ends.flatMap((end) => (end.kind === 'name' ? [end.name] : [])))].sort();
  return [
    ...ranges,
    ...names.flatMap((name) =>
      request.families.map(
        (family): Far => ({
          party: { kind: 'name', name },
          end: { kind: 'name', text: name },
          family,
          directions: ['egress'],
          wanted: (pod) => wanted.withName(pod, name),
        }),
      ),
    ),
    ...[...world.nodes.values()].flatMap((node) =>
      [...new Set(node.addresses.map(({ family }) => family))].map(
        (family): Far => ({
          party: { kind: 'node', node },
          end: { kind: 'node', text: node.name },
          family,
          directions: bothWays,
          wanted: (pod, direction) => wanted.withNode(pod, direction),
        }),
      ),
    ),
  ];
}

const rangeText = (range: AddressRange): string => {
  const one = asPrefix(range);
  return one === undefined ? formatRange(range) : formatPrefix(one);
};

/** Every range that a rule of the world speaks of. */
const blocksIn = ({ world }: PolicyModel): readonly Prefix[] =>
  world.policies
    .flat()
    .flatMap(({ ingress, egress }) => [...(ingress?.rules ?? []), ...(egress?.rules ?? [])])
    .flatMap(({ peers }) => peers)
    .flatMap((peer) => (peer.kind === 'addresses' ? [peer.block, ...peer.except] : []));
