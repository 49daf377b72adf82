import {
  addressCount,
  contains,
  createFreeSpace,
  type Prefix,
  smallestLengthFor,
} from '@aksnet/net';
import { all, type Estate } from '../estate/estate.ts';
import { knownNeed } from '../evidence/ledger.ts';
import { amount, element, joined, type Prose, prose, range, words } from '../evidence/prose.ts';
import { assumptions } from '../facts/assumptions.ts';
import type { Need } from '../size/need.ts';
import { needsSuccessor } from '../size/successor.ts';
import type { AllocationInput } from './allocation.ts';

/*
 * Subnets that stand and have become too small. Whether one that is in use can be enlarged is a question
 * on which sources conflict (assumption `subnet.resizeInUse`); until it is answered with yes, a larger
 * subnet is a second one, with pools of its own.
 */

/**
 * How a range that became too small grows. `superset`: a larger range around it; `more`: a further range
 * beside it. Undefined: it cannot grow while it is in use.
 */
export function growthOf(kind: Need['kind'], estate: Estate): 'superset' | 'more' | undefined {
  if (subnetsInUse.has(kind)) return needsSuccessor(estate) ? undefined : 'superset';
  return growth[kind];
}

const growth: { readonly [K in Need['kind']]?: 'superset' | 'more' } = {
  overlayPods: 'superset',
  vnet: 'more',
};

/** Kinds of subnets that hold nodes or pods. */
const subnetsInUse: ReadonlySet<Need['kind']> = new Set(['nodeSubnet', 'podSubnet']);

/** Whether the previous plan gave a need a range that is too small now and cannot grow. */
const isStuck = (need: Need, { estate, previous }: AllocationInput): boolean => {
  const given = previous.get(need.id)?.prefixes ?? [];
  return (
    need.within !== undefined &&
    growthOf(need.kind, estate) === undefined &&
    given.length > 0 &&
    given.every((prefix) => prefix.length > need.length)
  );
};

/**
 * The needs of VNets without what their subnets would have to grow by and cannot: a VNet does not grow
 * for a subnet that stays as it is.
 */
export function withoutStuck(input: AllocationInput): readonly Need[] {
  const stuck = input.needs.filter((need) => isStuck(need, input));
  return input.needs.map((need) => {
    const inside = stuck.filter(({ within }) => within === need.id);
    if (inside.length === 0 || need.ledger === undefined) return need;
    const extra = inside.reduce(
      (sum, { id, length }) =>
        sum + 2 ** (32 - length) - addressesOf(input.previous.get(id)?.prefixes ?? []),
      0,
    );
    const standing = smallestLengthFor(Math.max(1, knownNeed(need.ledger) - extra), 4);
    return { ...need, length: Math.max(need.length, standing ?? need.length) };
  });
}

const addressesOf = (prefixes: readonly Prefix[]): number =>
  prefixes.reduce((sum, prefix) => sum + addressCount(prefix), 0);

/** A subnet that is too small, with what surrounds it once everything else has its range. */
export interface Outgrown {
  readonly need: Need;
  readonly has: readonly Prefix[];
  /** The ranges of its VNet. */
  readonly network: readonly Prefix[];
  /** A free block of the VNet in which all of it would fit. */
  readonly free: Prefix | undefined;
}

/** What the subnet has and needs, why it cannot simply be larger, and what can be done. */
export function outgrownSays(
  { need, has, network, free }: Outgrown,
  { estate, previous }: AllocationInput,
): readonly Prose[] {
  const needed = need.ledger === undefined ? 2 ** (32 - need.length) : knownNeed(need.ledger);
  const held = need.within === undefined ? [] : (previous.get(need.within)?.held ?? []);
  const pools = all(estate, 'agentPool')
    .filter((pool) => pool.subnet === need.for || pool.podSubnet === need.for)
    .map((pool) => element(pool.id, pool.name));
  const { values } = assumptions[resizing];
  return [
    prose`${element(need.for)} has ${joined(has.map(range))} with ${amount(addressesOf(has), 'addresses')} and now needs ${amount(needed, 'addresses')}, a /${need.length}`,
    ...(subnetsInUse.has(need.kind)
      ? [
          prose`enlarging it in place: ${words(values.no)}; ${words(values.yes)}. Sources conflict, so it is not planned; whoever has tried it in this cloud writes ${`${resizing}: yes`} under ${'assumptions'}, and it grows where the room beside it is free`,
        ]
      : [words('a range of this kind cannot be enlarged while it is in use')]),
    roomFor({ need, network, free, held }),
    pools.length === 0
      ? words('ask for less of it, or make another one beside it')
      : prose`to go on: put ${joined(pools)} back to the size that the plan before has, write further pools with ${'subnet: own'} for the rest, move the workloads there, then retire the old pools`,
  ];
}

const resizing = 'subnet.resizeInUse';

interface Room extends Pick<Outgrown, 'need' | 'network' | 'free'> {
  readonly held: readonly Prefix[];
}

/** Where a second subnet for all of it would lie: in the VNet, in the room held for it, or nowhere yet. */
function roomFor({ need, network, free, held }: Room): Prose {
  const second = prose`a second subnet of /${need.length}`;
  if (free !== undefined) return prose`${second} fits into the VNet as it is, e.g. ${range(free)}`;
  const beside = held.filter((room) => !network.some((own) => contains(own, room)));
  const space = createFreeSpace(beside, {
    exclude: network.filter((own) => beside.some((room) => contains(room, own))),
  });
  const answer = space.allocate({ length: need.length, hold: 0 });
  if (answer.ok)
    return prose`${second} does not fit into ${joined(network.map(range))}; the room held for the VNet, ${joined(beside.map(range))}, covers it: the VNet gets ${range(answer.prefix)} as a further range as soon as a pool asks for it`;
  const largest = answer.largestFree;
  return prose`${second} does not fit into ${joined(network.map(range))}${
    beside.length === 0
      ? words(', and no room is held for the VNet')
      : largest === undefined
        ? prose`, and the room held for the VNet (${joined(beside.map(range))}) is used up`
        : prose`; of the room held for the VNet (${joined(beside.map(range))}) ${range(largest)} is left, too small for all of it`
  }: the VNet gets a further range from its pools as soon as a pool asks for it`;
}
