import { all, type Estate } from '../estate/estate.ts';
import { ranges } from '../estate/ranges.ts';
import { view } from '../estate/view.ts';
import { isUnknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';

/*
 * What an element hangs on: if the other is wrong, this one cannot be right. A subnet hangs on its
 * VNet, a pool on its cluster and its subnets, a cluster on the VNet it lives in, an endpoint on its
 * subnet. Followed to the end; ids point to few others, so the walk is short.
 */

const direct: (estate: Estate) => ReadonlyMap<ElementId, ReadonlySet<ElementId>> = view(
  (estate) => {
    const links = new Map<ElementId, Set<ElementId>>();
    const add = (from: ElementId, to: unknown): void => {
      if (typeof to !== 'string' || to === from) return;
      const known = links.get(from);
      if (known === undefined) links.set(from, new Set([to]));
      else known.add(to);
    };
    for (const subnet of all(estate, 'subnet')) add(subnet.id, subnet.virtualNetwork);
    for (const pool of all(estate, 'agentPool'))
      for (const to of [pool.cluster, pool.subnet, pool.podSubnet]) add(pool.id, to);
    for (const held of ranges(estate).held)
      if (held.cluster !== undefined) add(held.cluster, held.virtualNetwork);
    for (const endpoint of all(estate, 'privateEndpoint')) add(endpoint.id, endpoint.subnet);
    for (const link of all(estate, 'privateDnsLink')) add(link.id, link.zone);
    for (const peering of all(estate, 'peering')) add(peering.id, peering.from);
    for (const table of all(estate, 'subnet'))
      if (!isUnknown(table.routeTable)) add(table.id, table.routeTable);
    return links;
  },
);

/** The element itself and everything that it hangs on. */
export function grounds(estate: Estate, subject: ElementId): ReadonlySet<ElementId> {
  const links = direct(estate);
  const found = new Set<ElementId>([subject]);
  for (const id of found) for (const next of links.get(id) ?? []) found.add(next);
  return found;
}
