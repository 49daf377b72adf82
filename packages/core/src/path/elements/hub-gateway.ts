import { contains } from '@aksnet/net';
import type { Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { type Learned, learnedBy } from '../../estate/learned.ts';
import { type HubGateway, virtualWans } from '../../estate/neighbours.ts';
import { type Missing, missingOf } from '../../evidence/knowable.ts';
import { unlessListed } from '../network-of.ts';
import type { Where } from '../packet.ts';

/** Whether a gateway is known to have learnt the way to an address. */
export const hasLearnt = ({ prefixes }: Learned, address: Where): boolean =>
  address.kind === 'range' && prefixes.some((range) => contains(range, address.range));

/** A hub, and an address outside that it is to reach. */
export interface FromHub {
  readonly hub: Id<'virtualHub'>;
  readonly address: Where;
}

/** Which gateway of a Virtual WAN leads to an address outside, and the hub that it stands in. */
export type HubGatewayWay =
  | { readonly kind: 'gateway'; readonly gateway: HubGateway; readonly hub: Id<'virtualHub'> }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/**
 * The gateway by which a hub reaches an address outside: one of its own that has learnt it, else one of
 * the other hubs of its Virtual WAN, for each hub passes on to the others what its gateways learn.
 */
export function hubGatewayFor(estate: Estate, { hub, address }: FromHub): HubGatewayWay {
  const hubs = nearestFirst(estate, hub);
  const { gatewaysOf } = virtualWans(estate);
  for (const each of hubs)
    for (const gateway of gatewaysOf.get(each) ?? [])
      if (hasLearnt(learnedBy(estate, gateway), address))
        return { kind: 'gateway', gateway, hub: each };
  const missing = hubs.flatMap((each) => missingGateways(estate, each));
  const wan = missingOf(estate.elements.virtualHub.get(hub)?.virtualWan);
  return missing.length + wan.length > 0
    ? { kind: 'unsure', missing: [...missing, ...wan] }
    : { kind: 'none' };
}

/** A hub, then the others of its Virtual WAN. */
export const nearestFirst = (
  estate: Estate,
  hub: Id<'virtualHub'>,
): readonly Id<'virtualHub'>[] => [
  hub,
  ...virtualWans(estate)
    .sameWan(hub)
    .filter((other) => other !== hub),
];

/** Why more may be learnt in a hub than is known. */
export const missingGateways = (estate: Estate, hub: Id<'virtualHub'>): readonly Missing[] => [
  ...unlessListed(estate, 'vpnGateway', hub),
  ...unlessListed(estate, 'expressRouteGateway', hub),
  ...(virtualWans(estate).gatewaysOf.get(hub) ?? []).flatMap(
    (gateway) => learnedBy(estate, gateway).missing,
  ),
];
