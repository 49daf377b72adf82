import { formatPrefix } from '@aksnet/net';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import type { Route } from '../../estate/elements/routing.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { isUnknown, knownOr } from '../../evidence/knowable.ts';

/**
 * Subnets whose way to the internet is known to lead through a firewall: their default route names
 * it, or the Virtual WAN hub that holds it spreads a default route to their VNet.
 */
export const subnetsBehind = (estate: Estate, firewall: Firewall): readonly Subnet[] =>
  all(estate, 'subnet').filter((subnet) => {
    const route = defaultRoute(estate, subnet);
    return route === undefined ? isByHub(estate, subnet, firewall) : leadsTo(route, firewall);
  });

/** IPv4 ranges of the subnets behind a firewall, as far as known, sorted as text. */
export const rangesBehind = (estate: Estate, firewall: Firewall): readonly string[] =>
  subnetsBehind(estate, firewall)
    .flatMap((subnet) => knownOr(subnet.prefixes, []))
    .filter((prefix) => prefix.family === 4)
    .map(formatPrefix)
    .sort();

function defaultRoute(estate: Estate, subnet: Subnet): Route | undefined {
  if (isUnknown(subnet.routeTable) || subnet.routeTable === undefined) return undefined;
  const table = estate.elements.routeTable.get(subnet.routeTable);
  return knownOr(table?.routes ?? [], []).find(
    ({ destination }) =>
      !isUnknown(destination) &&
      destination.kind === 'prefix' &&
      destination.prefix.family === 4 &&
      destination.prefix.length === 0,
  );
}

function leadsTo(route: Route, firewall: Firewall): boolean {
  if (route.via !== undefined) return route.via === firewall.id;
  const at = firewall.privateAddress;
  return (
    !isUnknown(at) &&
    knownOr(route.nextHopAddresses, []).some(
      (hop) => hop.family === at.family && hop.value === at.value,
    )
  );
}

function isByHub(estate: Estate, subnet: Subnet, firewall: Firewall): boolean {
  return all(estate, 'hubConnection').some(({ hub, virtualNetwork }) => {
    const intent = estate.elements.virtualHub.get(hub)?.routingIntent;
    return (
      virtualNetwork === subnet.virtualNetwork &&
      hub === firewall.virtualHub &&
      intent !== undefined &&
      !isUnknown(intent) &&
      intent.internet
    );
  });
}
