import type { Firewall } from '../estate/elements/firewall.ts';
import { find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { virtualWans } from '../estate/neighbours.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import { type Exit, exitOf } from './elements/exits.ts';
import { askFirewall, firewallAddress } from './elements/firewall.ts';
import { subnetFilters } from './elements/groups.ts';
import { faceOf, hasUnseenRoutes, unseenParts } from './elements/others-firewall.ts';
import { crossPeering } from './elements/peering.ts';
import { endpointRoute } from './elements/private-endpoint.ts';
import { chooseRoute, effectiveRoutes, routesWithoutTable } from './elements/routes.ts';
import type { EffectiveRoute } from './elements/system-routes.ts';
import { throughHub } from './elements/virtual-hub.ts';
import { type Log, lose, stick, write, writeFilter } from './log.ts';
import { networkOfFirewall } from './network-of.ts';
import { type Cut, isCut } from './packet.ts';
import { onInWan, outOfWan } from './travel-wan.ts';
import type { End, Next, Position, Voyage } from './voyage.ts';

/*
 * The way through the networks, from hop to hop: where a packet is says which routes it has, the route
 * says who is next. Filters on the way are asked and written down; one that denies does not end the
 * walk, so that all of them come to light. A missing answer ends it, for nobody knows where it goes on.
 * At most `mostHops` hops, so a circle ends.
 */

const mostHops = 12;

/** Goes on from a position until the packet is where its receiver is, or goes no further. */
export function travel(voyage: Voyage, start: Position): End {
  let here: Position = start;
  for (let hop = 0; hop < mostHops; hop++) {
    const next = here.kind === 'hub' ? throughWan(voyage, here) : oneHop(voyage, here);
    if (typeof next === 'string' || isCut(next)) return next;
    here = next;
  }
  const at = here.kind === 'hub' ? here.hub : here.network;
  return stick(voyage.log, at, { because: 'loop' });
}

function oneHop(voyage: Voyage, here: Extract<Position, { kind: 'network' }>): Next {
  const { estate, log, to } = voyage;
  const at = here.subnet ?? here.network;
  log.consulted.add(at);
  const isUnseen = hasUnseenRoutes(estate, here);
  if (isUnseen && to.kind === 'internet') return straightOut(voyage, here);
  const routes =
    here.subnet === undefined || isUnseen
      ? routesWithoutTable(estate, here.network)
      : effectiveRoutes(estate, here.subnet);
  const exact =
    to.kind === 'endpoint'
      ? endpointRoute(estate, to.place, { network: here.network, routes })
      : undefined;
  if (exact?.kind === 'unsure')
    return stick(log, at, { because: 'missing', missing: exact.missing });
  const choice = chooseRoute(routes, {
    dst: log.packet.dst,
    ...(exact?.kind === 'route' ? { exact: exact.route } : {}),
  });
  if (isCut(choice)) return choice;
  if (choice.kind === 'unsure')
    return stick(log, at, { because: 'missing', missing: choice.missing });
  if (choice.kind === 'noRoute') return stick(log, at, { because: 'noRoute' });
  const { route, lost } = choice;
  const assumes: readonly AssumptionName[] = [
    ...choice.assumes,
    ...(exact?.kind === 'none' ? exact.assumes : []),
    ...(isUnseen ? [unseenParts] : []),
  ];
  const { prefix, nextHop, source, via, of, name } = route;
  log.consulted.add(of);
  write(log, {
    kind: 'routed',
    at,
    decidedBy: of === here.network ? name : `${of} ${name}`,
    lost,
    assumes,
    prefix,
    nextHop,
    source,
    ...(via === undefined ? {} : { via }),
  });
  return follow(voyage, here, route);
}

/** Azure insists that the subnet of a firewall leads to the internet by itself. */
function straightOut(voyage: Voyage, here: InNetwork): Next {
  write(voyage.log, {
    kind: 'routed',
    at: here.subnet ?? here.network,
    nextHop: 'Internet',
    source: 'Default',
    assumes: [unseenParts],
  });
  return leave(voyage, here);
}

type InNetwork = Extract<Position, { kind: 'network' }>;

/** Who takes the packet, by the next hop of its route. */
function follow(voyage: Voyage, here: InNetwork, route: EffectiveRoute): Next {
  const { estate, log, to } = voyage;
  switch (route.nextHop) {
    case 'VnetLocal':
      return placeIsIn(voyage, here.network);
    case 'InterfaceEndpoint':
      return 'reached';
    case 'VNetPeering': {
      const peering = estate.elements.peering.get(route.via ?? '');
      if (peering === undefined) return stick(log, here.network, { because: 'noRoute' });
      return enter(voyage, here.network, peering.to) ?? placeIsIn(voyage, peering.to);
    }
    case 'VirtualAppliance':
    case 'VirtualApplianceEcmp':
      return toFirewall(voyage, here, route);
    case 'VirtualNetworkGateway':
      return toGateway(voyage, route);
    case 'Internet':
      return leave(voyage, here);
    case 'None':
      return stick(log, route.of, { because: 'routeToNone', decidedBy: route.name });
    case 'VirtualNetworkServiceEndpoint':
      return to.kind === 'internet' ? 'reached' : stick(log, route.of, { because: 'noRoute' });
  }
}

/** The receiver is where the route leads; else nobody known has the address. */
function placeIsIn({ log, to }: Voyage, network: Id<'virtualNetwork'>): End {
  const there =
    to.kind === 'endpoint' ? to.place.network : 'network' in to ? to.network : undefined;
  if (there === network) return 'reached';
  const field = 'who has the address in this network';
  return stick(log, network, { because: 'missing', missing: [{ kind: 'notStated', field }] });
}

/** Crosses a peering; undefined when the packet is on the other side. */
function enter(
  { estate, log, leg }: Voyage,
  from: Id<'virtualNetwork'>,
  to: Id<'virtualNetwork'>,
): Cut | undefined {
  const asked = crossPeering(estate, log.packet, { from, to });
  if (isCut(asked)) return asked;
  // Replies cross the halves that the first packet crossed the other way: both have to be connected.
  if (leg.kind === 'first' || asked.ruling.kind !== 'passes') writeFilter(log, asked);
  else log.consulted.add(asked.at);
  return undefined;
}

function toFirewall(voyage: Voyage, here: InNetwork, route: EffectiveRoute): Next {
  const { estate, log } = voyage;
  const { via } = route;
  if (via === undefined) {
    const feature = 'an appliance that is no Azure Firewall of the inputs';
    return stick(log, route.of, {
      because: 'missing',
      missing: [{ kind: 'notModelled', feature }],
    });
  }
  const firewall = find(estate, 'firewall', via);
  if (isUnknown(firewall)) return lose(log, via, firewall);
  const network = networkOfFirewall(estate, firewall.id);
  if (isUnknown(network)) return lose(log, via, network);
  if (here.firewall?.id === firewall.id) return stick(log, via, { because: 'loop' });
  if (network === undefined) {
    const hub = firewall.virtualHub;
    const near =
      hub !== undefined && (virtualWans(estate).hubsOf.get(here.network) ?? []).includes(hub);
    return near
      ? passFirewall(voyage, firewall, { kind: 'hub', hub, firewall })
      : stick(log, route.of, { because: 'noRoute', decidedBy: route.name });
  }
  if (network !== here.network) {
    const isPeer = estate.elements.virtualNetwork.has(network);
    if (!isPeer) return lose(log, network, find(estate, 'virtualNetwork', network));
    const cut = enter(voyage, here.network, network);
    if (cut !== undefined) return cut;
  }
  return passFirewall(voyage, firewall, {
    kind: 'network',
    network,
    firewall,
    ...(typeof firewall.subnet === 'string' ? { subnet: firewall.subnet } : {}),
  });
}

/** A firewall judges first packets; a reply it knows only if it has seen the first one. */
function passFirewall(voyage: Voyage, firewall: Firewall, after: Position): Next {
  const { estate, log, leg, to } = voyage;
  log.consulted.add(firewall.id);
  if (to.of === firewall.id) return 'reached';
  if (leg.kind === 'reply') {
    log.passed.push({ firewall: firewall.id, translates: false });
    if (!leg.seenBy.has(firewall.id)) {
      stick(log, firewall.id, { because: 'unseenByFirewall' });
      return after;
    }
    write(log, {
      kind: 'filtered',
      at: firewall.id,
      filter: 'firewall',
      direction: 'out',
      outcome: 'allowed',
      byState: true,
    });
    return after;
  }
  const judged = askFirewall(estate, log.packet, firewall);
  if (isCut(judged)) return judged;
  writeFilter(log, { filter: 'firewall', at: judged.at, direction: 'out', ruling: judged.ruling });
  if (typeof judged.source === 'object') log.missing.push(...judged.source.missing);
  if (judged.sentTo !== undefined) {
    const feature = 'the way on after a firewall has translated the destination';
    return stick(log, judged.at, {
      because: 'missing',
      missing: [{ kind: 'notModelled', feature }],
    });
  }
  const translates = judged.source === 'firewall';
  log.passed.push({ firewall: firewall.id, translates });
  if (!translates || to.kind === 'internet') return after;
  const address = firewallAddress(estate, firewall);
  if (isUnknown(address)) return lose(log, firewall.id, address);
  const before = log.packet.src;
  log.packet = { ...log.packet, src: address };
  write(log, { kind: 'translated', at: firewall.id, end: 'source', before, as: 'firewall' });
  return after;
}

function toGateway(voyage: Voyage, route: EffectiveRoute): Next {
  const { estate, log, to } = voyage;
  const via = route.via ?? '';
  if (estate.elements.virtualHub.has(via)) return { kind: 'hub', hub: via };
  if (to.kind === 'outside') return 'reached';
  if (route.via === undefined) {
    const missing: readonly Missing[] = [
      { kind: 'notModelled', feature: 'a user route to a gateway' },
    ];
    return stick(log, route.of, { because: 'missing', missing });
  }
  return stick(log, via, { because: 'noRoute', decidedBy: route.name });
}

/** Leaves for the internet by whoever shows its public address there. */
function leave({ log, to, leg, estate }: Voyage, here: InNetwork): End {
  if (to.kind !== 'internet') return stick(log, here.network, { because: 'noRoute' });
  if (leg.kind === 'reply') return 'reached';
  const { firewall, subnet: id, cluster, pool } = here;
  if (firewall !== undefined) return showFace(log, firewall.id, faceOf(estate, firewall));
  const subnet = id === undefined ? undefined : find(estate, 'subnet', id);
  if (isUnknown(subnet)) return lose(log, here.network, subnet);
  const face = exitOf({
    ...(subnet === undefined ? {} : { subnet }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(pool === undefined ? {} : { pool }),
  });
  return showFace(log, id ?? here.network, face);
}

/** The source becomes a public address, unless there is none to become. */
export function showFace(log: Log, at: ElementId, exit: Exit): End {
  if (exit.kind === 'unsure') return stick(log, at, { because: 'missing', missing: exit.missing });
  if (exit.kind === 'none') return stick(log, at, { because: 'noExit' });
  const before = log.packet.src;
  log.packet = { ...log.packet, src: { kind: 'public', of: exit.of } };
  write(log, {
    kind: 'translated',
    at: exit.of,
    decidedBy: exit.as,
    end: 'source',
    before,
    as: 'exit',
  });
  return 'reached';
}

/** Through the hub of a Virtual WAN: by its firewall first, where the routing intent says so. */
function throughWan(voyage: Voyage, here: Extract<Position, { kind: 'hub' }>): Next {
  const { estate, log, to } = voyage;
  const { hub } = here;
  log.consulted.add(hub);
  if (here.firewall === undefined) {
    const way = throughHub(
      estate,
      hub,
      to.kind === 'internet' ? to : { kind: 'private', address: log.packet.dst },
    );
    if (way.kind === 'unsure') return stick(log, hub, { because: 'missing', missing: way.missing });
    if (way.kind === 'firewall') {
      const firewall = find(estate, 'firewall', way.firewall);
      if (isUnknown(firewall)) return lose(log, way.firewall, firewall);
      return passFirewall(voyage, firewall, { kind: 'hub', hub, firewall });
    }
  }
  if (to.kind === 'internet')
    return here.firewall === undefined
      ? stick(log, hub, { because: 'noExit' })
      : showFace(log, hub, faceOf(estate, here.firewall));
  return to.kind === 'outside' ? outOfWan(voyage, hub) : onInWan(voyage, hub);
}

/** The filters of the subnet that a first packet leaves or enters. */
export function passSubnet(
  { estate, log, leg }: Voyage,
  subnet: Id<'subnet'>,
  direction: 'in' | 'out',
): Cut | undefined {
  log.consulted.add(subnet);
  if (leg.kind === 'reply') return undefined;
  const asked = subnetFilters(estate, log.packet, { subnet, direction });
  if ('kind' in asked) return asked;
  for (const each of asked) writeFilter(log, each);
  return undefined;
}
