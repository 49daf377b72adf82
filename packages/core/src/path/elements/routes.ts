import { contains, containsAddress, firstAddress, samePrefix } from '@aksnet/net';
import type { Route, RouteTable } from '../../estate/elements/routing.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { type AssumptionName, assumed } from '../../facts/assumptions.ts';
import { routeSelect } from '../../facts/platform/routing.ts';
import { type Cut, isCut, isPrivate, type Where, whereIn } from '../packet.ts';
import type { Loser } from '../step.ts';
import { type EffectiveRoute, networkRoutes } from './system-routes.ts';

/** The routes by which a place sends. */
export interface Routes {
  readonly routes: readonly EffectiveRoute[];
  /** Why there may be user routes beside these: they could outdo any of them. */
  readonly userMissing: readonly Missing[];
  /** Why there may be system routes beside these. */
  readonly systemMissing: readonly Missing[];
  /** Why there may be learnt routes beside these. */
  readonly learntMissing: readonly Missing[];
  /** System routes to None that an assumption took out. */
  readonly assumedAway: readonly EffectiveRoute[];
}

/** Routes of a place in a VNet that has no route table. */
export const routesWithoutTable: (estate: Estate, network: Id<'virtualNetwork'>) => Routes = viewOf(
  (estate, network) => merged(estate, network, undefined),
);

/** Effective routes of a subnet. */
export const effectiveRoutes: (estate: Estate, subnet: Id<'subnet'>) => Routes = viewOf(
  (estate, id) => {
    const subnet = find(estate, 'subnet', id);
    if (isUnknown(subnet)) return unknownRoutes(subnet.unknown);
    const { routeTable } = subnet;
    if (isUnknown(routeTable)) return unknownRoutes(routeTable.unknown);
    if (routeTable === undefined) return routesWithoutTable(estate, subnet.virtualNetwork);
    const table = find(estate, 'routeTable', routeTable);
    return isUnknown(table)
      ? unknownRoutes(table.unknown)
      : merged(estate, subnet.virtualNetwork, table);
  },
);

const unknownRoutes = (userMissing: readonly Missing[]): Routes => ({
  routes: [],
  userMissing,
  systemMissing: [],
  learntMissing: [],
  assumedAway: [],
});

function merged(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  table: RouteTable | undefined,
): Routes {
  const { system, learnt } = networkRoutes(estate, network);
  const user = table === undefined ? noUserRoutes : userRoutes(table);
  const spread = table?.propagateGatewayRoutes ?? true;
  const mayLearn = spread !== false;
  const hasDefault = user.routes.some((route) => route.prefix.length === 0);
  const drops =
    hasDefault && assumed('routes.privateNoneUnderUserDefault', estate.assume) === 'removed';
  const nones = system.routes.filter((route) => route.nextHop === 'None');
  return {
    routes: [
      ...user.routes.map((route) => viaFirewall(estate, route)),
      ...(mayLearn ? learnt.routes : []),
      ...system.routes.filter((route) => !(drops && route.nextHop === 'None')),
    ],
    userMissing: user.missing,
    systemMissing: system.missing,
    learntMissing: [
      ...(mayLearn ? learnt.missing : []),
      ...(isUnknown(spread) ? spread.unknown : []),
    ],
    assumedAway: drops ? nones : [],
  };
}

interface UserRoute extends EffectiveRoute {
  readonly written: Route;
}

interface UserRoutes {
  readonly routes: readonly UserRoute[];
  readonly missing: readonly Missing[];
}

const noUserRoutes: UserRoutes = { routes: [], missing: [] };

/** Routes of a table, compiled once. Routes to service tags are told as not modelled. */
const userRoutes: (table: RouteTable) => UserRoutes = view((table) => {
  if (isUnknown(table.routes)) return { routes: [], missing: table.routes.unknown };
  const missing: Missing[] = [];
  const routes = table.routes.flatMap((route): readonly UserRoute[] => {
    const { destination, nextHop, name } = route;
    if (isUnknown(destination) || isUnknown(nextHop)) {
      missing.push(...(isUnknown(destination) ? destination.unknown : []));
      missing.push(...(isUnknown(nextHop) ? nextHop.unknown : []));
      return [];
    }
    if (destination.kind === 'tag') {
      missing.push({ kind: 'notModelled', feature: `route to the service tag ${destination.tag}` });
      return [];
    }
    // Only answers to that exit take it, and its address is nobody else's: no packet of a walk is for it.
    if (destination.kind === 'exit') return [];
    return [
      { prefix: destination.prefix, source: 'User', nextHop, of: table.id, name, written: route },
    ];
  });
  return { routes, missing };
});

/** A route to an appliance with the firewall that has the address, where one of the inputs has it. */
function viaFirewall(estate: Estate, { written, ...route }: UserRoute): EffectiveRoute {
  if (written.via !== undefined) return { ...route, via: written.via };
  if (isUnknown(written.nextHopAddresses)) return route;
  const [hop] = written.nextHopAddresses;
  const found =
    hop === undefined
      ? undefined
      : all(estate, 'firewall').find(({ privateAddress, subnet }) => {
          if (!isUnknown(privateAddress))
            return privateAddress.family === hop.family && privateAddress.value === hop.value;
          const there = typeof subnet === 'string' ? estate.elements.subnet.get(subnet) : undefined;
          const ranges = there?.prefixes;
          return (
            ranges !== undefined &&
            !isUnknown(ranges) &&
            ranges.some((range) => containsAddress(range, hop))
          );
        });
  return found === undefined ? route : { ...route, via: found.id };
}

/** The route that carries a packet. */
export type Choice =
  | {
      readonly kind: 'chosen';
      readonly route: EffectiveRoute;
      readonly lost: readonly Loser[];
      readonly assumes: readonly AssumptionName[];
    }
  | { readonly kind: 'noRoute' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] }
  | Cut;

/** What is asked of routes. */
export interface RouteQuestion {
  readonly dst: Where;
  /** Route of the one address that is asked for: that of a private endpoint. */
  readonly exact?: EffectiveRoute;
}

/**
 * Chooses among effective routes: longest prefix, then user before learnt before system; learnt ones
 * stand back where the VNet, a peer or a service endpoint has the address. O(routes).
 */
export function chooseRoute(routes: Routes, question: RouteQuestion): Choice {
  const { dst } = question;
  if (routes.userMissing.length > 0) return { kind: 'unsure', missing: routes.userMissing };
  if (dst.kind === 'public') return choosePublic(routes, dst.of);
  const inside = routes.routes.find(
    (route) => contains(dst.range, route.prefix) && !samePrefix(dst.range, route.prefix),
  );
  if (inside !== undefined) {
    const cut = whereIn(dst, [inside.prefix]);
    if (isCut(cut)) return cut;
  }
  const candidates =
    question.exact === undefined ? routes.routes : [question.exact, ...routes.routes];
  const route = routeSelect(candidates, firstAddress(dst.range));
  const missing = mayBeOutdone(routes, route);
  if (missing.length > 0) return { kind: 'unsure', missing };
  if (route === undefined) return { kind: 'noRoute' };
  const covering = candidates.filter(
    (other) => other !== route && containsAddress(other.prefix, firstAddress(dst.range)),
  );
  const away = routes.assumedAway.some((other) => contains(other.prefix, dst.range));
  const relied = away && route.source === 'User' && route.prefix.length === 0;
  return {
    kind: 'chosen',
    route,
    lost: covering.map((other) => loserOf(other, route)),
    assumes: relied ? ['routes.privateNoneUnderUserDefault'] : [],
  };
}

/** What nobody told of can only be outdone by the VNet's own ranges, by peers and by host routes. */
function mayBeOutdone(routes: Routes, route: EffectiveRoute | undefined): readonly Missing[] {
  const firm =
    route !== undefined &&
    (firmHops.has(route.nextHop) || route.prefix.length === hostLength[route.prefix.family]);
  if (firm) return [];
  return [...routes.systemMissing, ...routes.learntMissing];
}

const firmHops: ReadonlySet<string> = new Set(['VnetLocal', 'VNetPeering', 'InterfaceEndpoint']);
const hostLength = { 4: 32, 6: 128 } as const;

/** A public address takes the default route, unless a route for some public range may have it. */
function choosePublic(routes: Routes, of: ElementId | undefined): Choice {
  const wide = routes.routes.filter(
    (route) => route.prefix.length === 0 && route.prefix.family === 4,
  );
  const [first] = wide;
  const route = first === undefined ? undefined : routeSelect(wide, firstAddress(first.prefix));
  if (route?.source !== 'User' && routes.learntMissing.length > 0)
    return { kind: 'unsure', missing: routes.learntMissing };
  if (route === undefined) return { kind: 'noRoute' };
  const other = routes.routes.find(
    ({ prefix, source, nextHop, via }) =>
      source !== 'Default' &&
      prefix.length > 0 &&
      !isPrivate(prefix) &&
      (nextHop !== route.nextHop || via !== route.via),
  );
  if (other !== undefined) {
    const field = `public address${of === undefined ? '' : ` of ${of}`}`;
    return { kind: 'unsure', missing: [{ kind: 'notStated', field }] };
  }
  const lost = wide.filter((each) => each !== route).map((each) => loserOf(each, route));
  return { kind: 'chosen', route, lost, assumes: [] };
}

function loserOf(other: EffectiveRoute, winner: EffectiveRoute): Loser {
  const what = `${other.name} ${other.nextHop}`;
  if (other.prefix.length < winner.prefix.length) return { what, because: 'shorterPrefix' };
  return {
    what,
    because: other.prefix.length > winner.prefix.length ? 'heldBack' : 'weakerSource',
  };
}
