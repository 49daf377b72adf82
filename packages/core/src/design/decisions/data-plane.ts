import { prose, words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import { isWindowsPool } from '../../requirements/pools.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const windowsPools = (ask: ClusterAsk): readonly string[] =>
  ask.cluster.pools.filter((pool) => isWindowsPool(pool)).map((pool) => pool.name);

const reimage = {
  how: 'inPlace',
  price: words(
    'an update moves a cluster to Cilium in place: all pools are reimaged at once and policies are not enforced until the last node is done; the way back is not supported',
  ),
} as const;

/** What forwards packets and enforces policies on the nodes. */
export const dataPlane: Question<ClusterAsk> = {
  id: 'dataPlane',
  asks: 'Which data plane forwards packets and enforces NetworkPolicy?',
  options: [
    {
      id: 'cilium',
      label: 'Azure CNI powered by Cilium',
      sets: { dataPlane: 'cilium' },
      merits: (ask) => [
        {
          points: 2,
          says: words(
            'forwarding and policies in one part of the node, without kube-proxy, and with rules by name where they are paid for; Azure’s own engine for the other data plane is being retired',
          ),
        },
        ...(ask.cluster.egress.destinations.some((d) => d.fqdn !== undefined)
          ? [
              {
                points: 1,
                says: words(
                  'egress can be allowed by name (FQDN), which the declared destinations need',
                ),
              },
            ]
          : []),
      ],
      change: {
        how: 'newCluster',
        price: words('in practice the way back to the Azure data plane is a new cluster'),
      },
      cite: [aksPage('azure-cni-powered-by-cilium.md'), aksPage('update-azure-cni.md')],
    },
    {
      id: 'azure',
      label: 'Azure data plane (iptables)',
      sets: { dataPlane: 'azure' },
      merits: (ask) => {
        const windows = windowsPools(ask);
        return windows.length > 0
          ? [{ points: 1, says: prose`Windows pools (${windows.join(', ')}) run on it` }]
          : [
              {
                points: -1,
                says: words(
                  'its policy engines are retiring or limited, and FQDN rules are not offered',
                ),
              },
            ];
      },
      change: reimage,
      cite: [aksPage('concepts-network-cni-overview.md'), aksPage('update-azure-cni.md')],
    },
  ],
};
