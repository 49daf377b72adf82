import type { Estate } from '../../estate/estate.ts';
import { find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isUnknown, missingOf } from '../../evidence/knowable.ts';
import { assumed } from '../../facts/assumptions.ts';
import { peeringsFrom, unlessListed } from '../network-of.ts';
import { type Cut, isCut, type Packet, whereIn } from '../packet.ts';
import { passes, type Ruling, stops, unsure } from '../step.ts';
import type { Asked } from './groups.ts';

/** The way from one VNet into another that is peered with it. */
export interface Crossing {
  readonly from: Id<'virtualNetwork'>;
  readonly to: Id<'virtualNetwork'>;
}

/**
 * Whether a peering carries the packet: both halves are connected, and the receiving half lets
 * relayed packets in when the packet does not come from the ranges of the VNet before it.
 */
export function crossPeering(estate: Estate, packet: Packet, { from, to }: Crossing): Asked | Cut {
  const there = peeringsFrom(estate, from).find((half) => half.to === to);
  const back = peeringsFrom(estate, to).find((half) => half.to === from);
  const answer = (ruling: Ruling): Asked => ({
    filter: 'peering',
    at: back?.id ?? there?.id ?? to,
    direction: 'in',
    ruling,
  });
  if (there === undefined || back === undefined) {
    const missing = unlessListed(estate, 'peering', there === undefined ? from : to);
    return answer(missing.length > 0 ? unsure(...missing) : stops('half'));
  }
  const halves = [there.state, back.state];
  if (halves.some((state) => state === 'Initiated')) return answer(stops('state'));
  const missing = missingOf(...halves);
  if (missing.length > 0) return answer(unsure(...missing));
  const relay = isRelayed(estate, packet, from);
  if (isCut(relay)) return relay;
  if (relay.kind === 'none') return answer(passes());
  const flag = back.allowForwardedTraffic;
  if (flag === true) return answer(passes('allowForwardedTraffic'));
  const unknown = [...missingOf(flag), ...(relay.kind === 'maybe' ? relay.missing : [])];
  if (unknown.length > 0) return answer(unsure(...unknown));
  const required = assumed('peering.forwardedFlag', estate.assume) === 'required';
  const ruling = required ? stops : passes;
  return answer(ruling('allowForwardedTraffic', ['peering.forwardedFlag']));
}

/** Whether the packet was sent by something outside of the VNet that it now leaves. */
function isRelayed(estate: Estate, packet: Packet, from: Id<'virtualNetwork'>) {
  const network = find(estate, 'virtualNetwork', from);
  const prefixes = isUnknown(network) ? network : network.prefixes;
  if (isUnknown(prefixes)) return { kind: 'maybe', missing: prefixes.unknown } as const;
  const own = whereIn(packet.src, prefixes);
  if (own.kind === 'all') return { kind: 'none' } as const;
  return own.kind === 'none' ? ({ kind: 'all' } as const) : own;
}
