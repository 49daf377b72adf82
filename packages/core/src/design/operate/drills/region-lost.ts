import { formatAddress } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { knownOr } from '../../../evidence/knowable.ts';
import { code, element, joined, type Prose, prose } from '../../../evidence/prose.ts';
import { azurePage } from '../../../facts/documents.ts';
import { atWorkstation, type Drill, type DrillEntry, type DrillStep, rehearsed } from '../drill.ts';
import { kubectl, located, sh, variable } from '../shell.ts';
import { type LoadMoved, type Loss, loadOfBoth, loadOfStandIn } from './region-load.ts';

/** Take the ways into one region away and let another one serve. */
export const regionLost: DrillEntry = {
  drill: 'region-lost',
  drills: (estate) =>
    [...byRegion(estate)].flatMap(([region, lost]) => {
      const elsewhere = all(estate, 'cluster').filter((cluster) => takesOver(cluster, lost));
      if (elsewhere.length === 0) return [];
      const standIns = elsewhere.filter((cluster) => standsInFor(cluster, region));
      const others = standIns.length === 0 ? elsewhere : standIns;
      return [drillOf(estate, region, { lost, others })];
    }),
};

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

/** One that stands by for no region in particular stands by for each. */
const standsInFor = ({ duty }: Cluster, region: string): boolean =>
  duty?.role === 'dr' && (duty.of === undefined || duty.of === region);

/** What a loss means: whether clients move, and which load arrives where. */
interface Meaning {
  readonly proves: (lost: Prose, others: Prose) => Prose;
  readonly moves: boolean;
  readonly load: (estate: Estate, loss: Loss) => LoadMoved;
}

const clientsMove = (lost: Prose, others: Prose): Prose =>
  prose`${others} can take the traffic of ${lost}, and clients find the way`;

/** Regions that serve at the same time; so are taken those of which nothing is stated. */
const bothServe: Meaning = { proves: clientsMove, moves: true, load: loadOfBoth };

/** The first that applies holds. */
const meanings: readonly (Meaning & {
  readonly applies: (region: string, loss: Loss) => boolean;
})[] = [
  {
    applies: (_, { lost }) => lost.every(({ duty }) => duty?.role === 'dr'),
    proves: (lost, others) =>
      prose`${others} needs nothing of ${lost}, which stands by: clients notice nothing`,
    moves: false,
    load: () => ({ before: [], expected: [] }),
  },
  {
    applies: (region, { others }) => others.every((cluster) => standsInFor(cluster, region)),
    proves: clientsMove,
    moves: true,
    load: loadOfStandIn,
  },
];

function drillOf(estate: Estate, region: string, loss: Loss): Drill {
  const { lost, others } = loss;
  const meaning = meanings.find(({ applies }) => applies(region, loss)) ?? bothServe;
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
  const load = meaning.load(estate, loss);
  const parts = meaning.moves ? whenClientsMove(loss) : whenNobodyMoves(loss);
  return {
    id: `region-lost:${region}`,
    drill: 'region-lost',
    title: prose`region ${code(region)} is lost`,
    proves: meaning.proves(lostNames, otherNames),
    about: [...lost, ...others].map((each) => each.id),
    before: [rehearsed, ...parts.before, ...load.before],
    steps: [
      ...resolve(estate, region),
      ...(gateways.length === 0
        ? [closeByHand(lostNames)]
        : switched('stop', (name) => prose`close ${name}, as if the region were gone`)),
      ...parts.steps,
      ...resolve(estate, region),
    ],
    expected: [...load.expected, ...parts.expected],
    abort: parts.abort,
    undo: [...switched('start', (name) => prose`open ${name} again`), ...parts.undo],
    assumes: [],
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  };
}

/** What differs between a loss that clients feel and one that they must not. */
type Parts = Pick<Drill, 'before' | 'steps' | 'expected' | 'abort' | 'undo'>;

function whenClientsMove({ lost, others }: Loss): Parts {
  const lostNames = joined(lost.map((each) => element(each.id, each.name)));
  const otherNames = joined(others.map((each) => element(each.id, each.name)));
  return {
    before: [
      prose`the public names have a lifetime short enough for the time in which you must be back`,
      prose`data is in ${otherNames} as well: this drill moves connections, not state`,
      prose`partners that allow addresses by list have those of the other exits too`,
    ],
    steps: [
      {
        says: prose`point the public and the private names of the entries at ${otherNames}`,
        where: 'portal',
      },
      ...others.map(watched),
    ],
    expected: [
      prose`clients outside and on-premises reach the entries of ${otherNames} when the lifetime of the names is over`,
      prose`no partner refuses the addresses of the other exits`,
    ],
    abort: [
      prose`${otherNames} cannot start nodes, or its exits refuse connections`,
      prose`errors of clients do not fall after twice the lifetime of the names`,
    ],
    undo: [
      {
        says: prose`let traffic back by weights, a tenth first, when ${lostNames} is healthy`,
        where: 'portal',
      },
    ],
  };
}

function whenNobodyMoves({ lost, others }: Loss): Parts {
  const lostNames = joined(lost.map((each) => element(each.id, each.name)));
  const otherNames = joined(others.map((each) => element(each.id, each.name)));
  return {
    before: [prose`no name of an entry points at ${lostNames}: it stands by`],
    steps: others.map(watched),
    expected: [
      prose`clients of ${otherNames} notice nothing, and none of its ports and nodes are used more than before`,
    ],
    abort: [prose`clients of ${otherNames} report errors: something there needs ${lostNames}`],
    undo: [
      {
        says: prose`see that data is copied to ${lostNames} again: until it is, nothing stands by`,
        where: 'portal',
      },
    ],
  };
}

const watched = (cluster: Cluster): DrillStep =>
  atWorkstation(
    prose`watch the nodes of ${element(cluster.id, cluster.name)}`,
    sh`${kubectl(cluster)} get nodes --watch`,
  );

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
