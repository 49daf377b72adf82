import { joined, prose, quote } from '../../../evidence/prose.ts';
import { type Lever, type Scope, withCluster } from '../lever.ts';

/** What one cluster asks of what leaves it. */
export function egressLevers({ cluster }: Scope): readonly Lever[] {
  if (cluster === undefined) return [];
  const { wish, index } = cluster;
  const { inspection, destinations } = wish.egress;
  const path = ['clusters', index, 'egress'];
  return [
    ...(inspection === 'required'
      ? [
          {
            path: [...path, 'inspection'],
            asks: prose`${wish.name}: everything that leaves must pass a firewall`,
            change: prose`${wish.name}: write ${'inspection: preferred'} under ${'egress'}`,
            release: (given) =>
              withCluster(given, wish.name, (one) => ({
                ...one,
                egress: { ...one.egress, inspection: 'preferred' },
              })),
          } satisfies Lever,
        ]
      : []),
    ...(destinations.length > 0
      ? [
          {
            path: [...path, 'destinations'],
            asks: prose`${wish.name}: ${joined(destinations.map(({ name }) => quote(name)))} must be reached outside`,
            change: prose`${wish.name}: name no ${'destinations'} under ${'egress'}`,
            release: (given) =>
              withCluster(given, wish.name, (one) => ({
                ...one,
                egress: { ...one.egress, destinations: [] },
              })),
          } satisfies Lever,
        ]
      : []),
  ];
}
