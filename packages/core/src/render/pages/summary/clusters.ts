import { all, type Estate } from '../../../estate/estate.ts';
import { element, words } from '../../../evidence/prose.ts';
import { clusterNodes } from '../../../size/cluster-nodes.ts';
import type { Table } from '../../page.ts';
import { shown, shownAddress, shownPrefixes } from '../../words/shown.ts';

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
    words(shownPrefixes(cluster.network.podRanges)),
    words(shownPrefixes(cluster.network.serviceRanges)),
    words(shownAddress(cluster.network.dnsServiceIp)),
  ]),
});
