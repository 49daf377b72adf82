// What the way through ARM bodies loses by its nature, so that what is left can be compared exactly.
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { isUnknown, unknown } from '../../src/evidence/knowable.ts';

/** What `encode` says to lose, by kind: the model's words, and what only Azure can tell. */
const lost: Readonly<Record<string, readonly string[]>> = {
  virtualNetwork: ['dnsVia', 'dnsServers', 'heldFor', 'routingDomain'],
  subnet: ['purpose', 'usedAddresses'],
  virtualHub: ['firewall', 'privatePrefixes'],
  firewall: ['privateAddress'],
  routeTable: [],
  privateEndpoint: ['state', 'addresses'],
  privateDnsZone: ['location'],
  privateDnsLink: ['location'],
  cluster: ['dnsPrefix'],
};

/** The element without its place in the estate and without what is lost. */
export function comparable(element: AnyElement): Readonly<Record<string, unknown>> {
  const dropped = new Set(['source', 'owner', 'layer', 'spelled', ...(lost[element.kind] ?? [])]);
  const fields = Object.entries(element).filter(([key]) => !dropped.has(key));
  return Object.fromEntries(fields);
}

/** What a body cannot say: the address of a firewall still to be made, and that a list apart is empty. */
export function spelledOut(element: AnyElement): AnyElement {
  if (element.kind === 'privateDnsZone' && isUnknown(element.records) === false) {
    const untold = unknown({ kind: 'notListed', what: 'record sets', within: element.id });
    return element.records.length === 0 ? { ...element, records: untold } : element;
  }
  if (element.kind !== 'routeTable' || isUnknown(element.routes)) return element;
  const routes = element.routes.map(({ via, ...route }) =>
    via === undefined ? route : { ...route, nextHopAddresses: [] },
  );
  return { ...element, routes };
}
