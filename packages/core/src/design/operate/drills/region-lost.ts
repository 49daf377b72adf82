import { formatAddress } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { amount, code, element, joined, type Prose, prose } from '../../../evidence/prose.ts';
import { azurePage } from '../../../facts/documents.ts';
import { sum } from '../../../size/amount.ts';
import { poolSize } from '../../../size/pools.ts';
import { atWorkstation, type Drill, type DrillEntry, type DrillStep, rehearsed } from '../drill.ts';
import { kubectl, located, sh, variable } from '../shell.ts';

/** Take the ways into one region away and let another one serve. */
export const regionLost: DrillEntry = {
  drill: 'region-lost',
  drills: (estate) =>
    [...byRegion(estate)].flatMap(([region, lost]) => {
      const others = all(estate, 'cluster').filter((cluster) => takesOver(cluster, lost));
      return others.length === 0 ? [] : [drillOf(estate, { region, lost, others })];
    }),
};

interface Loss {
  readonly region: string;
  readonly lost: readonly Cluster[];
  readonly others: readonly Cluster[];
}

function byRegion(estate: Estate): ReadonlyMap<string, readonly Cluster[]> {
  const regions = new Map<string, Cluster[]>();
  for (const cluster of all(estate, 'cluster')) {
    const { location } = cluster;
    if (location !== undefined) regions.set(location, [...(regions.get(location) ?? []), cluster]);
  }
  return regions;
}

/** A cluster elsewhere that serves the same environment. */
const takesOver = (cluster: Cluster, lost: readonly Cluster[]): boolean =>
  lost.some(
    ({ location, environment }) =>
      cluster.location !== undefined &&
      cluster.location !== location &&
      cluster.environment === environment,
  );

function drillOf(estate: Estate, loss: Loss): Drill {
  const { region, lost, others } = loss;
  const lostNames = joined(lost.map((each) => element(each.id, each.name)));
  const otherNames = joined(others.map((each) => element(each.id, each.name)));
  const gateways = all(estate, 'applicationGateway').filter((each) => each.location === region);
  const switched = (verb: 'stop' | 'start', says: (name: Prose) => Prose): readonly DrillStep[] =>
    gateways.map((gateway) =>
      atWorkstation(
        says([element(gateway.id, gateway.name)]),
        sh`az network application-gateway ${{ shell: verb }} ${located(gateway)} --name=${gateway.name}`,
      ),
    );
  return {
    id: `region-lost:${region}`,
    drill: 'region-lost',
    title: prose`region ${code(region)} is lost`,
    proves: prose`${otherNames} can take the traffic of ${lostNames}, and clients find the way`,
    about: [...lost, ...others].map((each) => each.id),
    before: [
      rehearsed,
      prose`the public names have a lifetime short enough for the time in which you must be back`,
      prose`data is in ${otherNames} as well: this drill moves connections, not state`,
      prose`partners that allow addresses by list have those of the other exits too`,
    ],
    steps: [
      ...resolve(estate, region),
      ...(gateways.length === 0
        ? [closeByHand(lostNames)]
        : switched('stop', (name) => prose`close ${name}, as if the region were gone`)),
      {
        says: prose`point the public and the private names of the entries at ${otherNames}`,
        where: 'portal',
      },
      ...others.map((cluster) =>
        atWorkstation(
          prose`watch ${element(cluster.id, cluster.name)} scale`,
          sh`${kubectl(cluster)} get nodes --watch`,
        ),
      ),
      ...resolve(estate, region),
    ],
    expected: [
      ...nodes(estate, loss),
      prose`clients outside and on-premises reach the entries of ${otherNames} when the lifetime of the names is over`,
      prose`no exit runs out of ports, and no partner refuses the addresses of the other exits`,
    ],
    abort: [
      prose`${otherNames} cannot start nodes, or its exits refuse connections`,
      prose`errors of clients do not fall after twice the lifetime of the names`,
    ],
    undo: [
      ...switched('start', (name) => prose`open ${name} again`),
      {
        says: prose`let traffic back by weights, a tenth first, when ${lostNames} is healthy`,
        where: 'portal',
      },
    ],
    assumes: [],
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  };
}

const closeByHand = (lost: Prose): DrillStep => ({
  says: prose`take the entries of ${lost} out of the names, as if the region were gone`,
  where: 'portal',
});

/** The resolvers of the other regions must answer for private names when this one does not. */
function resolve(estate: Estate, region: string): readonly DrillStep[] {
  return all(estate, 'dnsResolver')
    .filter((each) => each.location !== region)
    .flatMap((resolver) =>
      knownOr(resolver.inbound, []).map(({ address }) =>
        atWorkstation(
          prose`from on-premises, ask ${element(resolver.id, resolver.name)} for a private name`,
          sh`nslookup ${variable('PRIVATE_HOST')} ${address === undefined ? variable('RESOLVER_ADDRESS') : formatAddress(address)}`,
        ),
      ),
    );
}

/** Whether what is left can become as large as what is lost and itself together. */
function nodes(estate: Estate, { lost, others }: Loss): readonly Prose[] {
  const maximum = (clusters: readonly Cluster[]) =>
    sum(
      clusters.flatMap((cluster) =>
        suppliedPools(estate, cluster.id).map((pool) => poolSize(estate, pool).maximum),
      ),
    );
  const [gone, left] = [maximum(lost), maximum(others)];
  if (isUnknown(gone) || isUnknown(left)) return [];
  return [
    prose`what stays has at most ${amount(left, 'nodes')}; the lost region had at most ${amount(gone, 'nodes')}: both loads together must fit the first`,
  ];
}
