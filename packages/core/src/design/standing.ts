import { bitsOf } from '@aksnet/net';
import type { PublicIp, PublicIpPrefix } from '../estate/elements/egress.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { type Estate, lookUp } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isKnown } from '../evidence/knowable.ts';

/*
 * What stands keeps the fields that are settled when it is made: its zones, the length of a prefix of
 * public addresses, and whether an address is of a prefix. To change one of them is to make it anew, and
 * then partners who let our addresses in would see others. Addresses that a standing prefix has no room
 * for are taken beside it.
 */

/** Kinds whose zones are settled when they are made. */
const zonal = [
  'publicIp',
  'publicIpPrefix',
  'natGateway',
  'firewall',
  'applicationGateway',
] as const;

type Zonal = Extract<AnyElement, { kind: (typeof zonal)[number] }>;

/** Whether the zones of an element are settled when it is made. */
export const isZonal = (element: AnyElement): element is Zonal =>
  zonal.some((kind) => kind === element.kind);

/** The elements of a new layout, with what the earlier plan settled for those that stand. */
export function asStanding(
  earlier: Estate | undefined,
  elements: readonly AnyElement[],
): readonly AnyElement[] {
  if (earlier === undefined) return elements;
  const kept = elements.map((element) => withZones(earlier, element));
  const prefixes = new Map(
    kept.flatMap((element): readonly [Id<'publicIpPrefix'>, PublicIpPrefix][] =>
      element.kind === 'publicIpPrefix' ? [[element.id, withLength(earlier, element)]] : [],
    ),
  );
  const taken = new Map<Id<'publicIpPrefix'>, number>();
  return kept.map((element) => {
    if (element.kind === 'publicIpPrefix') return prefixes.get(element.id) ?? element;
    return element.kind === 'publicIp' ? inPrefix(element, { earlier, prefixes, taken }) : element;
  });
}

function withZones(earlier: Estate, element: AnyElement): AnyElement {
  if (!isZonal(element) || element.existing === true) return element;
  const before = lookUp(earlier, element.id);
  return before === undefined || !isZonal(before) || !isKnown(before.zones)
    ? element
    : { ...element, zones: before.zones };
}

function withLength(earlier: Estate, prefix: PublicIpPrefix): PublicIpPrefix {
  const before = earlier.elements.publicIpPrefix.get(prefix.id);
  return before === undefined || !isKnown(before.length)
    ? prefix
    : { ...prefix, length: before.length };
}

interface Around {
  readonly earlier: Estate;
  readonly prefixes: ReadonlyMap<Id<'publicIpPrefix'>, PublicIpPrefix>;
  /** How many addresses each prefix has given so far. */
  readonly taken: Map<Id<'publicIpPrefix'>, number>;
}

/** An address in its prefix, in the zones of that; without one when it stands without, or the prefix is full. */
function inPrefix(ip: PublicIp, { earlier, prefixes, taken }: Around): PublicIp {
  const prefix = ip.prefix === undefined ? undefined : prefixes.get(ip.prefix);
  if (prefix === undefined || !isKnown(prefix.length)) return ip;
  const given = taken.get(prefix.id) ?? 0;
  const before = earlier.elements.publicIp.get(ip.id);
  const isFull = given >= 2 ** (bitsOf(4) - prefix.length);
  if (isFull || (before !== undefined && before.prefix === undefined)) {
    const { prefix: _, ...alone } = ip;
    return { ...alone, zones: before?.zones ?? prefix.zones };
  }
  taken.set(prefix.id, given + 1);
  return { ...ip, zones: prefix.zones };
}
