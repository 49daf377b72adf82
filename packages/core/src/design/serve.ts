import {
  type NotAllocated as BlockRefused,
  type Allocated as BlockTaken,
  type Candidate,
  contains,
  type FreeSpace,
  firstAddress,
  meets,
  type Prefix,
  prefixOf,
  samePrefix,
  supernet,
} from '@aksnet/net';
import { code, element, joined, type Prose, prose, range, words } from '../evidence/prose.ts';
import type { Need } from '../size/need.ts';
import type { Allocated, Allocation, AllocationInput, NotAllocated } from './allocation.ts';
import type { Obstacle } from './keep-clear.ts';
import { growthOf, outgrownSays } from './outgrown.ts';

/** One space with what explains its refusals. */
export interface Serving {
  readonly input: AllocationInput;
  readonly pools: readonly Prefix[];
  readonly blocked: readonly Obstacle[];
}

/** Serves needs from one space: first what the previous plan gave, then the rest, larger first. */
export function serve(space: FreeSpace, needs: readonly Need[], serving: Serving): Allocation {
  const done: Allocated[] = [];
  const failed: NotAllocated[] = [];
  const open: Open[] = [];
  const outgrown: Open[] = [];
  const before = needs.map((need) => ({ need, ...takenBefore(space, need, serving) }));
  for (const { need, kept, lost } of before) {
    const [first] = kept;
    if (lost.length > 0) failed.push({ need, because: noLongerFree(lost, serving) });
    else if (first === undefined) open.push({ need, kept });
    else if (kept.some((prefix) => prefix.length <= need.length))
      done.push(keptAs(need, kept, space));
    else {
      const how = growthOf(need.kind, serving.input.estate);
      const grown = how === 'superset' ? space.grow(first, need.length) : undefined;
      if (grown?.ok === true) done.push(grownTo(need, first, grown.prefix));
      else if (how === 'more') open.push({ need, kept });
      else outgrown.push({ need, kept });
    }
  }
  const ordered = open
    .map((item, i) => ({ ...item, i }))
    .sort((a, b) => a.need.length - b.need.length || a.i - b.i);
  for (const { need, kept } of ordered) {
    const answer = inRoomHeld(space, need, kept) ?? anywhere(space, need);
    if (answer.ok) done.push(cut(need, answer, kept));
    else failed.push({ need, because: full(need, answer, serving) });
  }
  for (const { need, kept } of outgrown)
    failed.push({ need, standing: kept, because: tooSmallNow({ need, kept }, space, serving) });
  const order = new Map(needs.map((need, i) => [need.id, i]));
  const place = (a: Allocated): number => order.get(a.need.id) ?? 0;
  return { allocated: [...done].sort((a, b) => place(a) - place(b)), failed };
}

/** A need that still looks for a range, with what it has. */
interface Open {
  readonly need: Need;
  readonly kept: readonly Prefix[];
}

const anywhere = (space: FreeSpace, need: Need): BlockTaken | BlockRefused =>
  space.allocate({ length: need.length, hold: need.hold, explain: shownCandidates });

/** What grows by a further range takes it from the room that is held for it, if that is large enough. */
function inRoomHeld(space: FreeSpace, need: Need, kept: readonly Prefix[]): BlockTaken | undefined {
  for (const owner of kept) {
    const hold = space.breakHold(owner);
    if (hold === undefined) continue;
    const answer = space.allocate({
      length: need.length,
      hold: 0,
      within: hold.block,
      explain: shownCandidates,
    });
    if (answer.ok) return answer;
  }
  return undefined;
}

/** How many candidates an explanation names. */
const shownCandidates = 4;

/** What the previous plan gave: what could be taken again, and what could not. */
interface Before {
  readonly kept: readonly Prefix[];
  readonly lost: readonly Prefix[];
}

/** Takes again what the previous plan gave, with the room that was held for it. */
function takenBefore(space: FreeSpace, need: Need, { input, blocked }: Serving): Before {
  const before = input.previous.get(need.id);
  if (before === undefined) return { kept: [], lost: [] };
  const kept = before.prefixes.filter((prefix) => {
    if (blocked.some((o) => meets(o.prefix, prefix))) return false;
    const held = before.held.find(
      (room) =>
        contains(room, prefix) && samePrefix(prefixOf(firstAddress(room), prefix.length), prefix),
    );
    if (held !== undefined) {
      const again = space.allocate({
        length: prefix.length,
        hold: prefix.length - held.length,
        within: held,
        keepHolds: true,
      });
      if (again.ok && samePrefix(again.prefix, prefix)) return true;
      if (again.ok) space.release(again.prefix);
    }
    return space.adopt(prefix).ok;
  });
  return { kept, lost: before.prefixes.filter((prefix) => !kept.includes(prefix)) };
}

/** A range that may be in use is never moved silently. */
const noLongerFree = (lost: readonly Prefix[], { pools, blocked }: Serving): readonly Prose[] => [
  ...lost.map((prefix) => {
    const inTheWay = blocked.filter((o) => meets(o.prefix, prefix)).slice(0, shownObstacles);
    return inTheWay.length === 0
      ? prose`the previous plan gave ${range(prefix)}, which is not within ${joined(pools.map(range))} or was given to another need`
      : prose`the previous plan gave ${range(prefix)}, which ${joined(inTheWay.map(obstacleProse))} now holds`;
  }),
  words(
    'a range in use does not move: put it back into the pools, or resolve what overlaps it; if nothing is built yet, plan into a new folder and forget the earlier plan',
  ),
];

const obstacleProse = (o: Obstacle): Prose => prose`${range(o.prefix)} (${code(o.because)})`;

function keptAs(need: Need, prefixes: readonly Prefix[], space: FreeSpace): Allocated {
  const held = space
    .holds()
    .filter((hold) => prefixes.some((prefix) => samePrefix(prefix, hold.owner)));
  return {
    need,
    prefixes,
    held: held.map((hold) => hold.block),
    kept: true,
    because: [words('given by the previous plan, still large enough, so it stays')],
  };
}

const grownTo = (need: Need, from: Prefix, to: Prefix): Allocated => ({
  need,
  prefixes: [to],
  held: [],
  kept: true,
  because: [
    prose`given by the previous plan as ${range(from)} and grown in place: what was held behind it is used now`,
  ],
});

/** Why a range that stands is too small and stays so; told once everything else has its range. */
function tooSmallNow({ need, kept }: Open, space: FreeSpace, serving: Serving): readonly Prose[] {
  const { input, pools, blocked } = serving;
  const [has] = kept;
  if (has !== undefined && growthOf(need.kind, input.estate) === 'superset')
    return [
      cannotGrow({ need, has, pools, blocked }),
      need.within === undefined
        ? words('ask for less, or plan a new cluster with a larger range and move the workloads')
        : words('ask for less, or write a further pool with subnet: own and move the workloads'),
    ];
  const room = space.allocate({ length: need.length, hold: 0 });
  if (room.ok) space.release(room.prefix);
  return outgrownSays(
    { need, has: kept, network: pools, free: room.ok ? room.prefix : undefined },
    input,
  );
}

interface Stuck {
  readonly need: Need;
  readonly has: Prefix;
  readonly pools: readonly Prefix[];
  readonly blocked: readonly Obstacle[];
}

/** A range that may grow in place, and around which the room is not free. */
function cannotGrow({ need, has, pools, blocked }: Stuck): Prose {
  const wanted = supernet(has, need.length);
  const near = blocked.filter((o) => meets(o.prefix, wanted)).slice(0, shownObstacles);
  const why = !pools.some((pool) => contains(pool, wanted))
    ? prose`which reaches out of ${joined(pools.map(range))}`
    : near.length > 0
      ? prose`of which ${joined(near.map(obstacleProse))} holds a part`
      : words('of which another range of this plan holds a part');
  return prose`${element(need.for)} has ${range(has)} and now needs ${range(wanted)}, ${why}`;
}

function cut(need: Need, answer: BlockTaken, kept: readonly Prefix[]): Allocated {
  const losers = answer.candidates.filter((candidate) => candidate.lost !== undefined);
  return {
    need,
    prefixes: [...kept, answer.prefix],
    held: answer.hold === undefined ? [] : [answer.hold.block],
    kept: false,
    because: [
      ...(kept.length > 0
        ? [
            prose`what the previous plan gave (${joined(kept.map(range))}) stays and is no longer enough: this is added`,
          ]
        : []),
      prose`the smallest free block that fits a /${need.length}${need.hold > 0 ? prose` with room to grow to /${need.length - need.hold}` : words('')}, lowest address first`,
      ...losers.map(
        (loser) =>
          prose`${range(loser.block)} lost: ${words(lostBecause[loser.lost ?? 'tooSmall'])}`,
      ),
      ...(answer.hold === undefined && need.hold > 0
        ? [words('there was no room to keep free behind it')]
        : []),
      ...(answer.broken === undefined
        ? []
        : [prose`room held behind ${range(answer.broken.owner)} was given up for it`]),
    ],
  };
}

const lostBecause: Readonly<Record<NonNullable<Candidate['lost']>, string>> = {
  higherAddress: 'as good, but at a higher address',
  largerBlock: 'larger than needed, kept whole',
  held: 'held for the growth of its neighbour',
  tooSmall: 'too small',
};

/** Why nothing fits, what is largest, and who stands in the way. */
function full(need: Need, answer: BlockRefused, { blocked, pools }: Serving): readonly Prose[] {
  const near = blocked
    .filter((o) => pools.some((pool) => meets(pool, o.prefix)))
    .slice(0, shownObstacles);
  return [
    pools.length === 0
      ? prose`no pool of IPv${need.family} is named from which ${element(need.for)} could get a /${need.length}`
      : prose`no free /${need.length} for ${element(need.for)} in ${joined(pools.map(range))}`,
    answer.largestFree === undefined
      ? words(
          pools.length === 0
            ? 'so there is nothing to cut it from'
            : 'nothing at all is free in its pools',
        )
      : prose`the largest free block is ${range(answer.largestFree)}; /${answer.largestFree.length} and smaller would fit`,
    ...(answer.revocable === undefined
      ? []
      : [prose`held for growth and could go: ${range(answer.revocable.block)}`]),
    ...(near.length === 0 ? [] : [prose`kept clear of: ${joined(near.map(obstacleProse))}`]),
    words('give the domain a further pool, or ask for less (nodes, surge, overlap, growth)'),
  ];
}

const shownObstacles = 8;
