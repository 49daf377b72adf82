import {
  type NotAllocated as BlockRefused,
  type Allocated as BlockTaken,
  type Candidate,
  contains,
  createFreeSpace,
  type Family,
  type FreeSpace,
  firstAddress,
  formatPrefix,
  meets,
  type Prefix,
  prefix,
  prefixOf,
  samePrefix,
} from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isKnown } from '../evidence/knowable.ts';
import { code, element, joined, type Prose, prose, range, words } from '../evidence/prose.ts';
import { spaceKinds } from '../facts/space-kinds.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Need } from '../size/need.ts';
import { type Newcomer, type Obstacle, obstacles } from './keep-clear.ts';

/*
 * Needs to ranges. Deterministic: the same requirements and the same previous plan give the same
 * ranges, because needs are served in one order (routed before local, larger before smaller, then as
 * they were written) from an allocator that takes the smallest free block that fits, lowest address
 * first. Nothing moves: what a previous plan gave, and still suffices, is adopted before anything new
 * is cut. Only this file chooses addresses.
 */

/** A need with its range. */
export interface Allocated {
  readonly need: Need;
  readonly prefixes: readonly Prefix[];
  /** Room kept free for its growth. */
  readonly held: readonly Prefix[];
  /** It is the range of the previous plan. */
  readonly kept: boolean;
  readonly because: readonly Prose[];
}

/** A need that no free block can serve. */
export interface NotAllocated {
  readonly need: Need;
  readonly because: readonly Prose[];
}

/** Every need, served or not. */
export interface Allocation {
  readonly allocated: readonly Allocated[];
  readonly failed: readonly NotAllocated[];
}

/** Ranges of a previous plan, by id of their need. */
export type PreviousRanges = ReadonlyMap<
  string,
  { readonly prefixes: readonly Prefix[]; readonly held: readonly Prefix[] }
>;

/** What allocation starts from. */
export interface AllocationInput {
  /** The skeleton: holds what exists and what others hold. */
  readonly estate: Estate;
  readonly needs: readonly Need[];
  readonly requirements: Requirements;
  readonly previous: PreviousRanges;
}

/** Finds a range for every need, family by family: their spaces have nothing to do with each other. */
export function allocate(input: AllocationInput): Allocation {
  return merged(
    ([4, 6] as const).map((family) =>
      allocateFamily(
        { ...input, needs: input.needs.filter((need) => need.family === family) },
        family,
      ),
    ),
  );
}

function allocateFamily(input: AllocationInput, family: Family): Allocation {
  const routed = input.needs.filter(
    (need) => need.within === undefined && spaceKinds[need.kind].scope === 'routed',
  );
  const networks = serveRouted(input, routed, family);
  const inside = serveInside(input, networks.allocated, family);
  const taken = [...networks.allocated, ...inside.allocated];
  const local = serveLocal(input, taken, family);
  return {
    allocated: [...taken, ...local.allocated],
    failed: [...networks.failed, ...inside.failed, ...local.failed],
  };
}

/** VNets, from the pools of their routing domain. */
function serveRouted(input: AllocationInput, needs: readonly Need[], family: Family): Allocation {
  const domains = [...new Set(needs.map((need) => need.routingDomain))];
  return merged(
    domains.map((domain) => {
      const all =
        domain === undefined ? [] : (input.estate.elements.routingDomain.get(domain)?.pools ?? []);
      const pools = all.filter((pool) => pool.family === family);
      const own = needs.filter((need) => need.routingDomain === domain);
      const blocked = obstacles(input.estate, {
        kind: 'vnet',
        sharing: 'unique',
        ...(domain === undefined ? {} : { routingDomain: domain }),
      });
      const space = createFreeSpace(pools, { exclude: blocked.map((o) => o.prefix) });
      return serve(space, own, { input, blocked, pools });
    }),
  );
}

/** Subnets, from the ranges of their VNet: just allocated, or there already. */
function serveInside(
  input: AllocationInput,
  networks: readonly Allocated[],
  family: Family,
): Allocation {
  const within = [
    ...new Set(input.needs.flatMap((need) => (need.within === undefined ? [] : [need.within]))),
  ];
  const found = new Map(networks.map((network) => [network.need.id, network.prefixes]));
  return merged(
    within.map((id) => {
      const own = input.needs.filter((need) => need.within === id);
      const existing = existingNetwork(input.estate, id);
      const roots = (found.get(id) ?? existing?.prefixes ?? []).filter(
        (root) => root.family === family,
      );
      const taken = existing?.taken ?? [];
      if (roots.length === 0)
        return {
          allocated: [],
          failed: own.map((need) => ({ need, because: [words('its VNet has no range')] })),
        };
      const space = createFreeSpace(roots, { exclude: taken.map((o) => o.prefix) });
      return serve(space, own, { input, blocked: taken, pools: roots });
    }),
  );
}

function existingNetwork(
  estate: Estate,
  needId: string,
): { readonly prefixes: readonly Prefix[]; readonly taken: readonly Obstacle[] } | undefined {
  const id = needId.slice(0, needId.lastIndexOf('#'));
  const network = estate.elements.virtualNetwork.get(id);
  if (network === undefined || !isKnown(network.prefixes)) return undefined;
  const taken = [...estate.elements.subnet.values()]
    .filter((subnet) => subnet.virtualNetwork === network.id)
    .flatMap((subnet) =>
      isKnown(subnet.prefixes)
        ? subnet.prefixes.map((p) => ({ prefix: p, because: subnet.id }))
        : [],
    );
  return { prefixes: network.prefixes, taken };
}

/** Private space from which pod and Service ranges are cut when the requirements name none. */
const customary: Readonly<Record<'overlayPods' | 'service', readonly Prefix[]>> = {
  overlayPods: [prefix('100.64.0.0/10')],
  service: [prefix('172.16.0.0/12')],
};

/** Pod and Service ranges: unique ones from one space, shared ones each from a space of its own. */
function serveLocal(
  input: AllocationInput,
  routed: readonly Allocated[],
  family: Family,
): Allocation {
  const fixed: readonly Obstacle[] = routed
    .filter((a) => a.need.kind === 'vnet')
    .flatMap((a) => a.prefixes.map((p) => ({ prefix: p, because: a.need.for })));
  const done: Allocated[] = [];
  const failed: NotAllocated[] = [];
  for (const kind of ['service', 'overlayPods'] as const) {
    const needs = input.needs.filter((need) => need.kind === kind);
    const groups = groupsOf(input, needs, family);
    for (const group of groups) {
      const others = done.filter((a) => a.need.kind !== kind || group.sharing === 'unique');
      const blocked = [
        ...obstacles(input.estate, group.newcomer),
        ...fixed,
        ...others.flatMap((a) => a.prefixes.map((p) => ({ prefix: p, because: a.need.for }))),
      ];
      const space = createFreeSpace(group.pools, { exclude: blocked.map((o) => o.prefix) });
      const served = serve(space, group.needs, { input, blocked, pools: group.pools });
      done.push(...served.allocated);
      failed.push(...served.failed);
    }
  }
  return { allocated: done, failed };
}

interface Group {
  readonly needs: readonly Need[];
  readonly pools: readonly Prefix[];
  readonly sharing: Need['sharing'];
  readonly newcomer: Newcomer;
}

/** Unique needs of a domain share one space; a shared need has a space of its own. */
function groupsOf(
  input: AllocationInput,
  needs: readonly Need[],
  family: Family,
): readonly Group[] {
  const unique = new Map<string, Need[]>();
  const shared: Need[][] = [];
  for (const need of needs) {
    if (need.sharing === 'shared') shared.push([need]);
    else {
      const key = need.routingDomain ?? '';
      const group = unique.get(key);
      if (group === undefined) unique.set(key, [need]);
      else group.push(need);
    }
  }
  return [...unique.values(), ...shared].map((group) => groupOf(input, group, family));
}

function groupOf(input: AllocationInput, needs: readonly Need[], family: Family): Group {
  const [first] = needs;
  const kind = first?.kind === 'service' ? 'service' : 'overlayPods';
  const domain = first?.routingDomain;
  const named = input.requirements.addresses.domains.filter(
    (d) => domain === undefined || input.estate.elements.routingDomain.get(domain)?.name === d.name,
  );
  const wanted = named
    .flatMap((d) => (kind === 'service' ? d.services?.pools : d.overlayPods?.pools) ?? [])
    .filter((pool) => pool.family === family);
  const sharing = first?.sharing ?? 'unique';
  return {
    needs,
    pools: distinct(
      wanted.length > 0 ? wanted : customary[kind].filter((pool) => pool.family === family),
    ),
    sharing,
    newcomer: {
      kind,
      sharing,
      ...(domain === undefined ? {} : { routingDomain: domain }),
      ...(needs.length === 1 && first !== undefined ? { cluster: clusterOf(first) } : {}),
    },
  };
}

const clusterOf = (need: Need): Id<'cluster'> => need.for;

function distinct(pools: readonly Prefix[]): readonly Prefix[] {
  const seen = new Set<string>();
  return pools.filter((pool) => {
    const text = formatPrefix(pool);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

interface Serving {
  readonly input: AllocationInput;
  readonly pools: readonly Prefix[];
  readonly blocked: readonly Obstacle[];
}

/** Serves needs from one space: first what the previous plan gave, then the rest, larger first. */
function serve(space: FreeSpace, needs: readonly Need[], serving: Serving): Allocation {
  const done: Allocated[] = [];
  const failed: NotAllocated[] = [];
  const open: { readonly need: Need; readonly kept: readonly Prefix[] }[] = [];
  const before = needs.map((need) => ({ need, kept: takenBefore(space, need, serving.input) }));
  for (const { need, kept } of before) {
    const [first] = kept;
    if (first === undefined) open.push({ need, kept });
    else if (kept.some((prefix) => prefix.length <= need.length))
      done.push(keptAs(need, kept, space));
    else {
      const grown = growth[need.kind] === 'superset' ? space.grow(first, need.length) : undefined;
      if (grown?.ok === true) done.push(grownTo(need, first, grown.prefix));
      else if (growth[need.kind] === 'more') open.push({ need, kept });
      else failed.push({ need, because: tooSmallNow(need, first) });
    }
  }
  const ordered = open
    .map((item, i) => ({ ...item, i }))
    .sort((a, b) => a.need.length - b.need.length || a.i - b.i);
  for (const { need, kept } of ordered) {
    const answer = space.allocate({
      length: need.length,
      hold: need.hold,
      explain: shownCandidates,
    });
    if (answer.ok) done.push(cut(need, answer, kept));
    else failed.push({ need, because: full(need, answer, serving) });
  }
  const order = new Map(needs.map((need, i) => [need.id, i]));
  const place = (a: Allocated): number => order.get(a.need.id) ?? 0;
  return { allocated: [...done].sort((a, b) => place(a) - place(b)), failed };
}

/** How many candidates an explanation names. */
const shownCandidates = 4;

/**
 * How a range that became too small grows. `superset`: a larger range around it; `more`: a further range
 * beside it. What is not named cannot grow while it is in use.
 */
const growth: { readonly [K in Need['kind']]?: 'superset' | 'more' } = {
  overlayPods: 'superset',
  vnet: 'more',
};

/** Takes again what the previous plan gave, with the room that was held for it. */
function takenBefore(space: FreeSpace, need: Need, input: AllocationInput): readonly Prefix[] {
  const before = input.previous.get(need.id);
  if (before === undefined) return [];
  return before.prefixes.filter((prefix) => {
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
}

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

const tooSmallNow = (need: Need, has: Prefix): readonly Prose[] => [
  prose`${element(need.for)} has ${range(has)} and now needs /${need.length}; a range of this kind cannot be enlarged while it is in use`,
  words(
    'add a pool on a new subnet (or a new cluster), move the workloads, then retire the old range',
  ),
];

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
    prose`no free /${need.length} for ${element(need.for)} in ${joined(pools.map(range))}`,
    answer.largestFree === undefined
      ? words('nothing at all is free in its pools')
      : prose`the largest free block is ${range(answer.largestFree)}; /${answer.largestFree.length} and smaller would fit`,
    ...(answer.revocable === undefined
      ? []
      : [prose`held for growth and could go: ${range(answer.revocable.block)}`]),
    ...(near.length === 0
      ? []
      : [
          prose`kept clear of: ${joined(near.map((o) => prose`${range(o.prefix)} (${code(o.because)})`))}`,
        ]),
    words('give the domain a further pool, or ask for less (nodes, surge, overlap, growth)'),
  ];
}

const shownObstacles = 8;

const merged = (parts: readonly Allocation[]): Allocation => ({
  allocated: parts.flatMap((part) => part.allocated),
  failed: parts.flatMap((part) => part.failed),
});
