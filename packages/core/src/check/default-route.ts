import type { Route, RouteTable } from '../estate/elements/routing.ts';
import { type Estate, find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isKnown, isUnknown, type Knowable, unknown } from '../evidence/knowable.ts';

/** Whether a route is for every IPv4 address. */
const isForAll = ({ destination }: Route): boolean =>
  isKnown(destination) &&
  destination.kind === 'prefix' &&
  destination.prefix.family === 4 &&
  destination.prefix.length === 0;

/** The route for 0.0.0.0/0 of a table; undefined when it has none. */
export function defaultRoute(table: RouteTable): Knowable<Route | undefined> {
  const { routes } = table;
  if (isUnknown(routes)) return routes;
  const found = routes.find(isForAll);
  if (found !== undefined) return found;
  const [first, ...more] = routes.flatMap(({ destination }) =>
    isUnknown(destination) ? destination.unknown : [],
  );
  return first === undefined ? undefined : unknown(first, ...more);
}

/** The table of a subnet; undefined when it has none. */
export function tableOf(estate: Estate, subnet: Id<'subnet'>): Knowable<RouteTable | undefined> {
  const there = find(estate, 'subnet', subnet);
  if (isUnknown(there)) return there;
  const { routeTable } = there;
  return isUnknown(routeTable) || routeTable === undefined
    ? routeTable
    : find(estate, 'routeTable', routeTable);
}

/** The route for 0.0.0.0/0 that a subnet has from its table; undefined without table or route. */
export function defaultRouteOf(estate: Estate, subnet: Id<'subnet'>): Knowable<Route | undefined> {
  const table = tableOf(estate, subnet);
  return isUnknown(table) || table === undefined ? table : defaultRoute(table);
}
