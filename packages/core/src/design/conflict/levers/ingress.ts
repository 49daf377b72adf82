import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { IngressWish } from '../../../requirements/ingress.ts';
import { type Lever, type Scope, withCluster } from '../lever.ts';

interface Demand {
  readonly key: string;
  readonly asks: Prose;
  readonly change: Prose;
  readonly trades?: true;
  readonly without: Partial<IngressWish>;
}

const demands: readonly ((wish: IngressWish) => Demand | undefined)[] = [
  ({ exposure }) => {
    const other = exposure === 'public' ? 'private' : 'public';
    return {
      key: 'exposure',
      trades: true,
      asks: prose`the entry is ${exposure}`,
      change: prose`write ${`exposure: ${other}`}`,
      without: { exposure: other },
    };
  },
  ({ hosts }) =>
    hosts.length === 0
      ? undefined
      : {
          key: 'hosts',
          asks: prose`it answers by host name (${joined(hosts.map((host) => prose`${host}`))})`,
          change: prose`name no ${'hosts'}`,
          without: { hosts: [] },
        },
  ({ waf }) =>
    waf === 'required'
      ? {
          key: 'waf',
          asks: words('a web application firewall stands before it'),
          change: prose`write ${'waf: none'}`,
          without: { waf: 'none' },
        }
      : undefined,
];

/** What each way into a cluster asks. */
export function ingressLevers({ cluster }: Scope): readonly Lever[] {
  if (cluster === undefined) return [];
  const { wish, index } = cluster;
  return wish.ingress.flatMap((entry, i) =>
    demands.flatMap((find): readonly Lever[] => {
      const demand = find(entry);
      if (demand === undefined) return [];
      const { key, asks, change, without, trades } = demand;
      return [
        {
          path: ['clusters', index, 'ingress', i, key],
          asks: prose`${wish.name}, ${entry.name}: ${asks}`,
          change: prose`${wish.name}, ${entry.name}: ${change}`,
          ...(trades === undefined ? {} : { trades }),
          release: (given) =>
            withCluster(given, wish.name, (one) => ({
              ...one,
              ingress: one.ingress.map((way) =>
                way.name === entry.name ? { ...way, ...without } : way,
              ),
            })),
        },
      ];
    }),
  );
}
