import type { VirtualNetworkGateway } from '../../estate/elements/gateway.ts';
import { type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { learnedBy } from '../../estate/learned.ts';
import { virtualWans } from '../../estate/neighbours.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { unlessListed } from '../network-of.ts';
import type { OutsidePlace } from '../place.ts';
import { hasLearnt, hubGatewayFor } from './hub-gateway.ts';
import { gatewaysFor } from './system-routes.ts';

/** By which gateway a packet from outside comes in, and where it is then. */
export type Entry =
  | { readonly kind: 'gateway'; readonly gateway: ElementId; readonly position: Inside }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/** Behind a gateway: in its subnet, or in the Virtual WAN hub around it. */
type Inside =
  | {
      readonly kind: 'network';
      readonly network: Id<'virtualNetwork'>;
      readonly subnet: Id<'subnet'>;
    }
  | { readonly kind: 'hub'; readonly hub: Id<'virtualHub'> };

/** The way in from a site outside: the gateway of the receiver's VNet, or the one that a peer or hub lends it. */
export interface WayIn {
  readonly from: OutsidePlace;
  readonly to: Id<'virtualNetwork'> | undefined;
}

/** Finds the gateway by which a site outside reaches a VNet, and which has learnt the site's range. */
export function gatewayFor(estate: Estate, { from, to }: WayIn): Entry {
  if (to === undefined) return { kind: 'none' };
  const { gateways, more } = gatewaysFor(estate, to);
  const { address } = from;
  const gateway = gateways.find((each) => hasLearnt(learnedBy(estate, each), address));
  if (gateway !== undefined) return at(estate, gateway);
  const open: Missing[] = [];
  for (const hub of virtualWans(estate).hubsOf.get(to) ?? []) {
    const way = hubGatewayFor(estate, { hub, address });
    if (way.kind === 'gateway')
      return {
        kind: 'gateway',
        gateway: way.gateway.id,
        position: { kind: 'hub', hub: way.hub },
      };
    if (way.kind === 'unsure') open.push(...way.missing);
  }
  const missing: readonly Missing[] = [
    ...more,
    ...gateways.flatMap((each) => learnedBy(estate, each).missing),
    ...unlessListed(estate, 'virtualNetworkGateway', to),
    ...unlessListed(estate, 'peering', to),
    ...unlessListed(estate, 'hubConnection', to),
    ...open,
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
