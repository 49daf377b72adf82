import type { Id } from '../estate/id.ts';
import { virtualWans } from '../estate/neighbours.ts';
import { missingOf } from '../evidence/knowable.ts';
import { hubGatewayFor, nearestFirst } from './elements/hub-gateway.ts';
import { stick, write } from './log.ts';
import { unlessListed } from './network-of.ts';
import type { Next, Voyage } from './voyage.ts';

/*
 * The way on from a hub of a Virtual WAN, once its own firewall has judged: in this hub, or to the next.
 */

/** To a VNet: of this hub, or of another hub of the Virtual WAN, whose firewall then judges too. */
export function onInWan({ estate, log, to }: Voyage, hub: Id<'virtualHub'>): Next {
  const network =
    to.kind === 'endpoint' ? to.place.network : 'network' in to ? to.network : undefined;
  const hubs = network === undefined ? [] : (virtualWans(estate).hubsOf.get(network) ?? []);
  if (hubs.includes(hub)) return 'reached';
  const next = nearestFirst(estate, hub).find((other) => hubs.includes(other));
  if (next !== undefined) return { kind: 'hub', hub: next };
  const missing = [
    ...missingOf(...[hub, ...hubs].map((id) => estate.elements.virtualHub.get(id)?.virtualWan)),
    ...(network === undefined ? [] : unlessListed(estate, 'hubConnection', network)),
  ];
  return missing.length > 0
    ? stick(log, hub, { because: 'missing', missing })
    : stick(log, hub, { because: 'noRoute' });
}

/** To a site outside: by the gateway that has learnt its range, of this hub or of another. */
export function outOfWan({ estate, log }: Voyage, hub: Id<'virtualHub'>): Next {
  const way = hubGatewayFor(estate, { hub, address: log.packet.dst });
  if (way.kind === 'unsure') return stick(log, hub, { because: 'missing', missing: way.missing });
  if (way.kind === 'none') return stick(log, hub, { because: 'noRoute' });
  if (way.hub !== hub) return { kind: 'hub', hub: way.hub };
  log.consulted.add(way.gateway.id);
  write(log, {
    kind: 'routed',
    at: hub,
    nextHop: 'VirtualNetworkGateway',
    source: 'VirtualNetworkGateway',
    via: way.gateway.id,
  });
  return 'reached';
}
