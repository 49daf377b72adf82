import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Route, RouteTable } from '../../estate/elements/routing.ts';
import type { Estate } from '../../estate/estate.ts';
import { type Id, nameInId } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { ingressOptions, isIngressId } from '../../facts/ingress.ts';
import { clusterSubnets } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';
import { firewallFor } from './routes.ts';

/**
 * Routes for what a firewall lets in to a public load balancer of a cluster: its translation shows the
 * firewall's public address as the client, and an answer to that address must leave by the load balancer.
 * On the default route it would come to the firewall from the wrong side and be dropped
 * (azure-aks-docs, limit-egress-traffic.md). A cluster without such an entry gets no such route.
 */
export function dressAnswers(
  estate: Estate,
  built: readonly BuiltCluster[],
): readonly AnyElement[] {
  const changed = new Map<Id<'routeTable'>, RouteTable>();
  for (const item of built.filter(hasPublicBalancer))
    for (const subnet of clusterSubnets(estate, item.cluster)) {
      const id = knownOr(subnet.routeTable, undefined);
      const table = id === undefined ? undefined : estate.elements.routeTable.get(id);
      const firewall = firewallFor(estate, subnet.virtualNetwork);
      if (table === undefined || table.existing === true || firewall === undefined) continue;
      const added = facesOf(estate, firewall).map(answer);
      if (added.length > 0)
        changed.set(table.id, { ...table, routes: [...knownOr(table.routes, []), ...added] });
    }
  return [...changed.values()];
}

/** Whether a public entry of the cluster is a load balancer of its own, and no gateway beside it. */
export const hasPublicBalancer = ({ decided }: Pick<BuiltCluster, 'decided'>): boolean =>
  decided.ask.cluster.ingress.some((wish) => {
    const id = decided.ingress[wish.name];
    return (
      wish.exposure === 'public' &&
      id !== undefined &&
      isIngressId(id) &&
      ingressOptions[id].host !== 'gateway'
    );
  });

type ExitAddress = Id<'publicIp'> | Id<'publicIpPrefix'>;

/** Public addresses of a firewall; those of one prefix are said by it, with a single route. */
const facesOf = (estate: Estate, firewall: Id<'firewall'>): readonly ExitAddress[] => [
  ...new Set(
    knownOr(estate.elements.firewall.get(firewall)?.publicIps ?? [], []).map(
      (ip): ExitAddress => estate.elements.publicIp.get(ip)?.prefix ?? ip,
    ),
  ),
];

const answer = (exit: ExitAddress): Route => ({
  name: `answers-${nameInId(exit)}`,
  destination: { kind: 'exit', of: exit },
  nextHop: 'Internet',
  nextHopAddresses: [],
});
