import { prose, words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import { type ClusterAsk, impliedNodes } from '../ask.ts';
import type { Question } from './question.ts';

/** Pools that the requirements name, beside a system pool that was only added. */
const asked = (ask: ClusterAsk): number =>
  ask.requirements.clusters.find((c) => c.name === ask.cluster.name)?.pools.length ?? 0;

/** AKS Standard or AKS Automatic. */
export const clusterSku: Question<ClusterAsk> = {
  id: 'clusterSku',
  asks: 'AKS Standard or AKS Automatic?',
  options: [
    {
      id: 'standard',
      label: 'AKS Standard',
      sets: { sku: 'standard' },
      unfit: (ask) =>
        ask.cluster.sku === 'Automatic' ? [words('the requirements ask for AKS Automatic')] : [],
      merits: (ask) =>
        asked(ask) > 0
          ? [
              {
                points: 2,
                says: prose`${asked(ask)} pools with sizes, surge and subnets of their own are asked for, and only Standard leaves them to you`,
              },
            ]
          : [],
      change: {
        how: 'newCluster',
        price: words('no supported way leads from one SKU to the other'),
      },
      cite: [aksPage('intro-aks-automatic.md')],
    },
    {
      id: 'automatic',
      label: 'AKS Automatic',
      sets: { sku: 'automatic' },
      unfit: (ask) =>
        ask.cluster.sku === 'Standard' ? [words('the requirements ask for AKS Standard')] : [],
      merits: (ask) =>
        asked(ask) === 0
          ? [
              {
                points: 2,
                says: words(
                  'no pools are asked for: nodes, scaling and upgrades can be left to the platform',
                ),
              },
            ]
          : [],
      change: {
        how: 'newCluster',
        price: words('no supported way leads from one SKU to the other'),
      },
      cite: [aksPage('intro-aks-automatic.md')],
    },
  ],
  remarks: (ask) =>
    ask.requirements.clusters.some(
      (c) => c.name === ask.cluster.name && c.pools.some((pool) => pool.purpose === 'system'),
    )
      ? []
      : [
          prose`no system pool is asked for, so one of ${impliedNodes} nodes is added: a cluster cannot be without`,
        ],
};
