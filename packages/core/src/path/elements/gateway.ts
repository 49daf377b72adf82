import { contains } from '@aksnet/net';
import type { VirtualNetworkGateway } from '../../estate/elements/gateway.ts';
import { type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { virtualWans } from '../../estate/neighbours.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import { unlessListed } from '../network-of.ts';
import type { OutsidePlace } from '../place.ts';
import { gatewaysFor } from './system-routes.ts';

/** By which gateway a packet from outside comes in. */
export type Entry =
  | {
      readonly kind: 'gateway';
      readonly gateway: Id<'virtualNetworkGateway'>;
      readonly position: {
        readonly kind: 'network';
        readonly network: Id<'virtualNetwork'>;
        readonly subnet: Id<'subnet'>;
      };
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/** The way in from a site outside: the gateway of the receiver's VNet, or the one that a peer lends it. */
export interface WayIn {
  readonly from: OutsidePlace;
  readonly to: Id<'virtualNetwork'> | undefined;
}

/** Finds the gateway by which a site outside reaches a VNet, and which has learnt the site's range. */
export function gatewayFor(estate: Estate, { from, to }: WayIn): Entry {
  if (to === undefined) return { kind: 'none' };
  const { gateways, more } = gatewaysFor(estate, to);
  const { address } = from;
  const knows = gateways.filter(
    ({ learned }) =>
      !isUnknown(learned) &&
      address.kind === 'range' &&
      learned.some((range) => contains(range, address.range)),
  );
  const [gateway] = knows;
  if (gateway !== undefined) return at(estate, gateway);
  const hubs = virtualWans(estate).hubsOf.get(to) ?? [];
  const missing: readonly Missing[] = [
    ...more,
    ...gateways.flatMap(({ learned }) => (isUnknown(learned) ? learned.unknown : [])),
    ...unlessListed(estate, 'virtualNetworkGateway', to),
    ...unlessListed(estate, 'peering', to),
    ...(hubs.length > 0
      ? [{ kind: 'notModelled', feature: 'gateways of a Virtual WAN hub' } as const]
      : []),
  ];
  return missing.length > 0 ? { kind: 'unsure', missing } : { kind: 'none' };
}

function at(estate: Estate, gateway: VirtualNetworkGateway): Entry {
  if (isUnknown(gateway.subnet)) return { kind: 'unsure', missing: gateway.subnet.unknown };
  const subnet = find(estate, 'subnet', gateway.subnet);
  if (isUnknown(subnet)) return { kind: 'unsure', missing: subnet.unknown };
  const position = { kind: 'network', network: subnet.virtualNetwork, subnet: subnet.id } as const;
  return { kind: 'gateway', gateway: gateway.id, position };
}
