import type { AddressRange } from '@aksnet/net';
import type { EntryOptions } from './entries.ts';
import { type EntryAstray, type EntryEnd, type EntryShut, entryLinks } from './entry-links.ts';
import { GroupOutside } from './group-outside.ts';
import { GroupPairs } from './group-pairs.ts';
import { groupParty, namesAsked } from './group-parties.ts';
import type { Party } from './match.ts';
import { isClosed, onPorts, type Passing } from './passing.ts';
import { type Grain, type PodGroup, podGroups } from './pod-groups.ts';
import type { PortSetId } from './port-set.ts';
import type { Asked } from './reach-ends.ts';
import type { Relation } from './relation.ts';
import type { Direction } from './rule.ts';

/** One end of reach. */
export type ReachEnd =
  | { readonly kind: 'pods'; readonly group: PodGroup }
  /** Addresses outside of the cluster. */
  | { readonly kind: 'outside'; readonly ranges: readonly AddressRange[] }
  /** A name outside, or a pattern of names. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  /** A controller that brings packets in. */
  | { readonly kind: 'entry'; readonly entry: EntryEnd };

/** What one end may open to another. */
export interface ReachLink {
  readonly from: ReachEnd;
  readonly to: ReachEnd;
  readonly passing: Passing;
}

/** What is asked about reach. */
export interface ReachAsk {
  readonly by: Grain;
  readonly from: Asked;
  readonly to: Asked;
  /** Absent: every port. */
  readonly ports?: PortSetId;
  readonly entries?: EntryOptions;
}

/** Who reaches whom. */
export interface ReachTable {
  readonly relation: Relation;
  readonly ask: ReachAsk;
  /** Groups that were asked about as senders and as receivers, those without any link too. */
  readonly senders: readonly PodGroup[];
  readonly receivers: readonly PodGroup[];
  /** By sender, then receiver; pairs between which nothing passes are left out. */
  readonly links: readonly ReachLink[];
  readonly shut: readonly EntryShut[];
  readonly astray: readonly EntryAstray[];
}

/** How many pairs of groups the answer is made of: its cost. */
export const pairsAsked = ({ model }: Relation, { by, from, to }: ReachAsk): number =>
  podGroups(model.world, by, from.pods).length * podGroups(model.world, by, to.pods).length;

/** Who reaches whom; the cost is that of the pairs of groups that are asked for. */
export function reachTable(relation: Relation, ask: ReachAsk): ReachTable {
  const { world } = relation.model;
  const senders = podGroups(world, ask.by, ask.from.pods);
  const receivers = podGroups(world, ask.by, ask.to.pods);
  const pairs = new GroupPairs(relation);
  const outside = new GroupOutside(relation);
  const entries = ask.from.others ? entryLinks(relation, receivers, ask.entries) : noEntries;
  const asking: Asking = { relation, outside };
  const links = [
    ...senders.flatMap((group) => [
      ...receivers.flatMap((to): readonly ReachLink[] => {
        const passing = pairs.between(group, to);
        return passing === undefined
          ? []
          : [{ from: { kind: 'pods', group }, to: { kind: 'pods', group: to }, passing }];
      }),
      ...beyond(asking, { group, direction: 'egress', far: ask.to }).map(
        ({ end, passing }): ReachLink => ({ from: { kind: 'pods', group }, to: end, passing }),
      ),
    ]),
    ...entries.links.map(
      ({ from, to, passing }): ReachLink => ({
        from: { kind: 'entry', entry: from },
        to: { kind: 'pods', group: to },
        passing,
      }),
    ),
    ...receivers.flatMap((group) =>
      beyond(asking, { group, direction: 'ingress', far: ask.from }).map(
        ({ end, passing }): ReachLink => ({ from: end, to: { kind: 'pods', group }, passing }),
      ),
    ),
  ];
  return {
    relation,
    ask,
    senders,
    receivers,
    links: links.flatMap((link) => narrowed(link, ask, relation)),
    shut: entries.shut,
    astray: entries.astray,
  };
}

const noEntries = { links: [], shut: [], astray: [] };

function narrowed(link: ReachLink, { ports }: ReachAsk, { model }: Relation): readonly ReachLink[] {
  const passing =
    ports === undefined ? link.passing : onPorts(link.passing, ports, model.world.ports);
  return isClosed(passing) ? [] : [{ ...link, passing }];
}

interface Asking {
  readonly relation: Relation;
  readonly outside: GroupOutside;
}

interface Beyond {
  readonly group: PodGroup;
  readonly direction: Direction;
  readonly far: Asked;
}

/** What passes between a group and ends that are no pods. */
function beyond(
  { relation, outside }: Asking,
  { group, direction, far }: Beyond,
): readonly { readonly end: ReachEnd; readonly passing: Passing }[] {
  const isAsked = far.ranges === undefined || far.ranges.length > 0;
  const named = far.others && direction === 'egress' ? namesAsked(relation, group) : [];
  const parties: readonly { readonly end: ReachEnd; readonly party: Party }[] = [
    ...named.map(({ pattern, party }) => ({
      end: { kind: 'name', name: pattern } as const,
      party,
    })),
    ...far.parties.flatMap((party) => {
      const end = endOfParty(party);
      return end === undefined ? [] : [{ end, party }];
    }),
  ];
  return [
    ...(isAsked ? outside.of(group, direction, far.ranges) : []).map(({ ranges, passing }) => ({
      end: { kind: 'outside', ranges } as const,
      passing,
    })),
    ...parties.flatMap(({ end, party }) => {
      // A name is nowhere that connections come from.
      if (party.kind === 'name' && direction === 'ingress') return [];
      const passing = groupParty(relation, { group, party, direction });
      return passing === undefined ? [] : [{ end, passing }];
    }),
  ];
}

function endOfParty(party: Party): ReachEnd | undefined {
  if (party.kind === 'node') return { kind: 'node', name: party.node.name };
  return party.kind === 'name' ? { kind: 'name', name: party.name } : undefined;
}
