import {
  contains,
  formatPrefix,
  intersect,
  type Prefix,
  prefixesOf,
  setContains,
  setMeets,
  setOf,
  subtract,
} from '@aksnet/net';
import type { Flow } from '../estate/elements/flow.ts';
import type { PortRange } from '../estate/elements/security-group.ts';
import type { Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import { supportedPodSpace, wellKnownAddresses } from '../facts/reserved-ranges.ts';

/*
 * A packet here stands for many: its addresses and ports are ranges, and so are the addresses of what
 * is not deployed yet. As long as nothing on the way tells two of them apart, one walk speaks for all.
 * An element that would, asks for a cut, and the walk starts again with each part. So an answer is
 * exact for every address, and an address that nobody knows needs no guess.
 */

/**
 * What a range stands for, so that a cut can be carried back to where the range came from. One that
 * begins with `?` is a single address not known yet, any other all of its addresses.
 */
export type Slot = string;

/** The slot of the one, unknown address of an element. */
export const slotOf = (element: ElementId): Slot => `?${element}`;

/** Where an end of a packet is. */
export type Where =
  | {
      readonly kind: 'range';
      readonly range: Prefix;
      readonly slot: Slot;
      /** The element that has the address, when it is one. */
      readonly of?: ElementId;
    }
  /** A public address that nobody knows, outside of all networks of the estate. */
  | { readonly kind: 'public'; readonly of?: ElementId };

/** Transport protocol. */
export type Protocol = Flow['ports'][number]['protocol'];

/** The first packet of a connection, or the reply to it. */
export interface Packet {
  readonly src: Where;
  readonly dst: Where;
  readonly protocol: Protocol;
  /** Ports of the receiver of the first packet; of a reply, the ports it comes from. */
  readonly ports: PortRange;
  /** Name that was asked for, in lower case. */
  readonly name?: string;
}

/** A range or a set of ports must be divided before an element can answer. */
export type Cut =
  | { readonly kind: 'cut'; readonly slot: Slot; readonly into: readonly Prefix[] }
  | { readonly kind: 'cutPorts'; readonly into: readonly PortRange[] };

/** Whether a condition holds for the packet. `maybe`: it hangs on what is missing. */
export type Match =
  | { readonly kind: 'all' | 'none'; readonly assumes?: readonly AssumptionName[] }
  | { readonly kind: 'maybe'; readonly missing: readonly Missing[] }
  | Cut;

/** It holds for all of the packet. */
export const whole: Match = { kind: 'all' };
/** It holds for none of it. */
export const nothing: Match = { kind: 'none' };
/** Whether it holds is not known. */
export const maybe = (...missing: readonly Missing[]): Match => ({ kind: 'maybe', missing });
/** As the condition says. */
export const when = (holds: boolean): Match => (holds ? whole : nothing);

/** Whether an answer is that something must be divided first. */
export const isCut = (value: unknown): value is Cut =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'cut' || value.kind === 'cutPorts');

const privateSpace = setOf(supportedPodSpace.map(({ prefix }) => prefix));

/** Addresses that mean the same on every node: they are nobody's public address. */
const platform = setOf(wellKnownAddresses.map(({ address }) => address));

/** Whether the range lies in private space, so that no public address is in it. */
export const isPrivate = (range: Prefix): boolean => setContains(privateSpace, range);

/** Whether the address is a public one; undefined for a range that holds both kinds. */
export function isPublic(where: Where): boolean | undefined {
  if (where.kind === 'public') return true;
  if (isPrivate(where.range)) return false;
  return setMeets(privateSpace, where.range) ? undefined : true;
}

/** Whether an end lies in any of the prefixes. */
export function whereIn(where: Where, prefixes: readonly Prefix[]): Match {
  if (where.kind === 'public') return publicIn(prefixes, where.of);
  const { range, slot } = where;
  if (prefixes.some((prefix) => contains(prefix, range))) return whole;
  if (!prefixes.some((prefix) => contains(range, prefix))) return nothing;
  const set = setOf(prefixes);
  if (setContains(set, range)) return whole;
  const own = setOf([range]);
  const into = [...prefixesOf(intersect(own, set)), ...prefixesOf(subtract(own, set))];
  return { kind: 'cut', slot, into };
}

function publicIn(prefixes: readonly Prefix[], of: ElementId | undefined): Match {
  if (prefixes.some((prefix) => prefix.length === 0)) return whole;
  const open = prefixes.filter((prefix) => !isPrivate(prefix) && !setContains(platform, prefix));
  if (open.length === 0) return nothing;
  const field = `public address${of === undefined ? '' : ` of ${of}`}`;
  return maybe({ kind: 'notStated', field });
}

/** Whether the ports of the packet lie in any of the ranges. */
export function portsIn(ports: PortRange, ranges: readonly PortRange[]): Match {
  const touching = ranges.filter((r) => r.first <= ports.last && r.last >= ports.first);
  if (touching.length === 0) return nothing;
  if (touching.some((r) => r.first <= ports.first && r.last >= ports.last)) return whole;
  const starts = touching.flatMap((r) => [r.first, r.last + 1]);
  const edges = [...new Set([ports.first, ...starts])]
    .filter((edge) => edge >= ports.first && edge <= ports.last)
    .sort((a, b) => a - b);
  if (edges.length === 1) return whole;
  const into = edges.map((first, i) => ({ first, last: (edges[i + 1] ?? ports.last + 1) - 1 }));
  return { kind: 'cutPorts', into };
}

/** Whether all of the conditions hold: one that surely fails spares looking at the others. */
export function every(...matches: readonly Match[]): Match {
  const failed = matches.find((match) => match.kind === 'none');
  if (failed !== undefined) return failed;
  const cut = matches.find(isCut);
  if (cut !== undefined) return cut;
  return joined(matches, 'all');
}

/** As {@link every}, looking at each condition only while none before it has failed: cheap ones first. */
export function inTurn(...conditions: readonly (() => Match)[]): Match {
  const matches: Match[] = [];
  for (const condition of conditions) {
    const match = condition();
    if (match.kind === 'none') return match;
    matches.push(match);
  }
  return every(...matches);
}

/** Whether any of the conditions holds. */
export function some(matches: readonly Match[]): Match {
  const holding = matches.find((match) => match.kind === 'all');
  if (holding !== undefined) return holding;
  const cut = matches.find(isCut);
  if (cut !== undefined) return cut;
  return joined(matches, 'none');
}

function joined(matches: readonly Match[], otherwise: 'all' | 'none'): Match {
  if (matches.some((match) => match.kind === 'maybe'))
    return maybe(...matches.flatMap((match) => (match.kind === 'maybe' ? match.missing : [])));
  if (!matches.some((match) => 'assumes' in match)) return otherwise === 'all' ? whole : nothing;
  const assumes = matches.flatMap((m) =>
    'assumes' in m && m.assumes !== undefined ? m.assumes : [],
  );
  return assumes.length === 0 ? { kind: otherwise } : { kind: otherwise, assumes };
}

/** Whether the condition does not hold. */
export function not(match: Match): Match {
  if (isCut(match) || match.kind === 'maybe') return match;
  return { ...match, kind: match.kind === 'all' ? 'none' : 'all' };
}

/** The reply to a packet: ends swapped. */
export const reply = (packet: Packet): Packet => ({
  ...packet,
  src: packet.dst,
  dst: packet.src,
});

/** An end as text, for messages and tests. */
export const whereText = (where: Where): string =>
  where.kind === 'public' ? 'public' : formatPrefix(where.range);
