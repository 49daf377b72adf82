import type { Prefix } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isKnown, type Knowable } from '../../../evidence/knowable.ts';
import { element, words } from '../../../evidence/prose.ts';
import { clusterNodes } from '../../../size/cluster-nodes.ts';
import type { Table } from '../../page.ts';
import { shown, shownAddress, shownPrefixes } from '../../words/shown.ts';

/** Where pods of a cluster get addresses: its own range, else the subnets that pools name for them. */
function podAddresses(estate: Estate, { id, network }: Cluster): Knowable<readonly Prefix[]> {
  const { podRanges } = network;
  if (!isKnown(podRanges) || podRanges.length > 0) return podRanges;
  const subnets = new Set(suppliedPools(estate, id).map(({ podSubnet }) => podSubnet));
  return [...subnets].flatMap((each) => {
    const subnet = typeof each === 'string' ? estate.elements.subnet.get(each) : undefined;
    return subnet !== undefined && isKnown(subnet.prefixes) ? subnet.prefixes : [];
  });
}

/** What each cluster has for itself: nodes, pods, Services. */
export const clustersTable = (estate: Estate): Table => ({
  kind: 'table',
  caption: words('Clusters'),
  quiet: true,
  columns: [
    { title: 'cluster', keep: true },
    { title: 'nodes at most', align: 'end', keep: true },
    { title: 'pods' },
    { title: 'Services' },
    { title: 'DNS' },
  ],
  rows: all(estate, 'cluster').map((cluster) => [
    [element(cluster.id, cluster.name)],
    words(shown(clusterNodes(estate, cluster.id).maximum, String)),
    words(shownPrefixes(podAddresses(estate, cluster))),
    words(shownPrefixes(cluster.network.serviceRanges)),
    words(shownAddress(cluster.network.dnsServiceIp)),
  ]),
});
