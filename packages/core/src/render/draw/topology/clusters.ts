import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { RouteTable } from '../../../estate/elements/routing.ts';
import type { Estate } from '../../../estate/estate.ts';
import { clusterModes } from '../../../estate/modes-of.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isKnown, knownOr } from '../../../evidence/knowable.ts';
import { dataPlanes } from '../../../facts/data-planes.ts';
import { outboundTypes } from '../../../facts/outbound.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import { nameOf, shown, shownAddress, shownPrefixes } from '../../words/shown.ts';
import type { ClusterScene } from './scene.ts';

/** A cluster in the words of its card. */
export function clusterScene(estate: Estate, cluster: Cluster, badge: number): ClusterScene {
  const { network, access } = cluster;
  const modes = shown(clusterModes(estate, cluster), (found) =>
    found.map((mode) => mode.title).join(', '),
  );
  const dataPlane = shown(network.dataPlane, (id) => dataPlanes[id].title);
  const engine = shown(network.policyEngine, (id) => policyEngines[id].title);
  const way = shown(network.outboundType, (id) => outboundTypes[id].title);
  const via = nextHopNames(estate, cluster);
  return {
    id: cluster.id,
    badge,
    name: cluster.name,
    lines: [
      ['pods get', modes],
      ['data plane', dataPlane],
      ['policies by', engine],
      ['pods', shownPrefixes(network.podRanges)],
      ['Services', shownPrefixes(network.serviceRanges)],
      ['API server', accessText(access)],
      ['way out', via === '' ? way : `${way} → ${via}`],
    ],
  };
}

function accessText(access: Cluster['access']): string {
  const reach = shown(access.private, (isPrivate) => (isPrivate ? 'private' : 'public'));
  const ranges = knownOr(access.authorizedRanges, []).length;
  const inVnet = knownOr(access.vnetIntegration, false) ? ', in the VNet' : '';
  return reach + (ranges === 0 ? '' : `, ${ranges} authorised ranges`) + inVnet;
}

/** The next hops of the default routes of the subnets that hold the cluster's nodes. */
function nextHopNames(estate: Estate, cluster: Cluster): string {
  const tables = new Set(
    suppliedPools(estate, cluster.id).flatMap((pool) => {
      const subnet =
        typeof pool.subnet === 'string' ? estate.elements.subnet.get(pool.subnet) : undefined;
      const table = subnet === undefined ? undefined : knownOr(subnet.routeTable, undefined);
      const found = table === undefined ? undefined : estate.elements.routeTable.get(table);
      return found === undefined ? [] : [found];
    }),
  );
  return [...new Set([...tables].flatMap((table) => defaultHops(estate, table)))].join(', ');
}

const defaultHops = (estate: Estate, table: RouteTable): readonly string[] =>
  knownOr(table.routes, []).flatMap((route) => {
    const { destination } = route;
    const isDefault =
      isKnown(destination) && destination.kind === 'prefix' && destination.prefix.length === 0;
    if (!isDefault) return [];
    if (route.via !== undefined) return [nameOf(estate, route.via)];
    return shown(route.nextHopAddresses, (addresses) => addresses.map(shownAddress).join(', '))
      .split(', ')
      .filter((text) => text !== '');
  });
