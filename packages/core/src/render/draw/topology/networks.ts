import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { nameInId } from '../../../estate/id.ts';
import { view } from '../../../estate/view.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { nameOf, shown, shownPrefixes } from '../../words/shown.ts';
import { clusterScene } from './clusters.ts';
import { type Pair, pairs } from './links.ts';
import { occupantsOf } from './occupants.ts';
import type { ClusterScene, NetworkScene } from './scene.ts';

/** What the makers of boxes need to know beside the estate. */
export interface Cast {
  readonly estate: Estate;
  readonly hubs: ReadonlySet<ElementId>;
  /** The network in whose box a cluster stands; its own id when AKS makes the VNet. */
  readonly homeOf: (cluster: ElementId) => ElementId;
}

/** A network and where it stands. */
export interface Standing {
  readonly region: string | undefined;
  readonly isHub: boolean;
  readonly scene: NetworkScene;
}

/** Every network of the estate, supplied or only named, each once. */
export function networksOf(cast: Cast): readonly Standing[] {
  const { estate } = cast;
  const clusters = clustersByHome(cast);
  const badges = badgesOf(estate);
  const subnets = grouped(all(estate, 'subnet'), (subnet) => subnet.virtualNetwork);
  const cards = (network: ElementId): readonly ClusterScene[] =>
    (clusters.get(network) ?? []).map((cluster) =>
      clusterScene(estate, cluster, badges.get(cluster.id) ?? 0),
    );
  const subnetScene = (subnet: Subnet): NetworkScene['subnets'][number] => ({
    id: subnet.id,
    name: subnet.name,
    range: shownPrefixes(subnet.prefixes),
    occupants: occupantsOf(estate, subnet, (id) => badges.get(id)),
  });
  const virtualHubs = all(estate, 'virtualHub').map(
    (hub): Standing => ({
      region: hub.location,
      isHub: true,
      scene: {
        ...plainNetwork(hub.id, hub.name, 'Virtual WAN hub'),
        look: 'hub',
        ranges: shown(hub.prefix, (prefix) => shownPrefixes([prefix])),
      },
    }),
  );
  const networks = all(estate, 'virtualNetwork').map(
    (network): Standing => ({
      region: network.location,
      isHub: cast.hubs.has(network.id),
      scene: {
        ...plainNetwork(network.id, network.name, 'VNet'),
        look: cast.hubs.has(network.id) ? 'hub' : 'spoke',
        ranges: shownPrefixes(network.prefixes),
        ...(network.owner === undefined ? {} : { owner: network.owner }),
        notes: notesOf(cast, network.id),
        clusters: cards(network.id),
        subnets: (subnets.get(network.id) ?? []).map(subnetScene),
      },
    }),
  );
  const unseen = [...unseenNetworks(cast)].map(
    ([id, region]): Standing => ({
      region,
      isHub: cast.hubs.has(id),
      scene: { ...plainNetwork(id, nameInId(id), 'not among the inputs'), clusters: cards(id) },
    }),
  );
  const managed = all(estate, 'cluster')
    .filter((cluster) => cast.homeOf(cluster.id) === cluster.id)
    .map(
      (cluster): Standing => ({
        region: cluster.location,
        isHub: false,
        scene: {
          ...plainNetwork(cluster.id, `network of ${cluster.name}`, 'made by AKS, or not stated'),
          clusters: cards(cluster.id),
        },
      }),
    );
  return [...virtualHubs, ...networks, ...unseen, ...managed];
}

const plainNetwork = (id: ElementId, name: string, what: string): NetworkScene => ({
  id,
  look: 'ghost',
  name,
  what,
  ranges: '',
  notes: [],
  clusters: [],
  subnets: [],
});

const clustersByHome = (cast: Cast): ReadonlyMap<ElementId, readonly Cluster[]> =>
  grouped(all(cast.estate, 'cluster'), (cluster) => cast.homeOf(cluster.id));

/** Clusters are numbered in the order of their arrival. */
const badgesOf = (estate: Estate): ReadonlyMap<ElementId, number> =>
  new Map(all(estate, 'cluster').map((cluster, i) => [cluster.id, i + 1]));

/** Halves of peerings, and peerings between spokes, which have no line. */
function notesOf({ estate, hubs }: Cast, network: ElementId): readonly string[] {
  return (pairsByNetwork(estate).get(network) ?? []).flatMap((pair) => {
    const other = pair.a === network ? pair.b : pair.a;
    const hasLine = hubs.has(network) || hubs.has(other);
    if (hasLine && pair.whole) return [];
    return [`peering with ${nameOf(estate, other)}${pair.whole ? '' : `: ${pair.amiss}`}`];
  });
}

const pairsByNetwork: (estate: Estate) => ReadonlyMap<ElementId, readonly Pair[]> = view(
  (estate) => {
    const ends = pairs(estate).flatMap((pair) => [
      { end: pair.a, pair },
      { end: pair.b, pair },
    ]);
    return new Map(
      [...grouped(ends, (one) => one.end)].map(([end, found]) => [
        end,
        found.map((one) => one.pair),
      ]),
    );
  },
);

/** Networks that peerings or clusters name but no input holds, with the region of who names them. */
function unseenNetworks({ estate, homeOf }: Cast): ReadonlyMap<ElementId, string | undefined> {
  const networks = estate.elements.virtualNetwork;
  const isKnown = (id: ElementId): boolean =>
    networks.has(id) || estate.elements.virtualHub.has(id);
  const regions = new Map<ElementId, string | undefined>();
  for (const { a, b } of pairs(estate)) {
    if (!isKnown(a)) regions.set(a, networks.get(b)?.location);
    if (!isKnown(b)) regions.set(b, networks.get(a)?.location);
  }
  for (const cluster of all(estate, 'cluster')) {
    const home = homeOf(cluster.id);
    if (home !== cluster.id && !isKnown(home)) regions.set(home, cluster.location);
  }
  return regions;
}
