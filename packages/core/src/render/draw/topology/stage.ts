import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { networkOfCluster } from '../../../estate/ranges.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { counted, shownPrefixes } from '../../words/shown.ts';
import { hubIds } from './hubs.ts';
import { exitLinks, pairs } from './links.ts';
import { networksOf, type Standing } from './networks.ts';
import type { Link, OutsideScene, RegionScene, Scene } from './scene.ts';

/** What of the estate the topology shows: every network once, in its region, and the links. */
export function sceneOf(estate: Estate): Scene {
  const homeOf = (cluster: ElementId): ElementId => networkOfCluster(estate, cluster) ?? cluster;
  const networkOf = (subnet: ElementId): ElementId | undefined =>
    estate.elements.subnet.get(subnet)?.virtualNetwork;
  const exits = exitLinks(estate, networkOf, homeOf);
  const hubs = hubIds(estate, exits);
  const networks = networksOf({ estate, hubs, homeOf });
  const drawn = new Set(networks.map(({ scene }) => scene.id));
  const peerings = pairs(estate)
    .filter(({ a, b }) => hubs.has(a) || hubs.has(b))
    .map(({ a, b, whole }): Link => ({ kind: 'peering', a, b, whole }));
  const regions = regionsOf(networks);
  return {
    regions: networks.length > shownInFull ? regions.map(condensed) : regions,
    links: [...peerings, ...joined(exits)].filter(
      (link) => drawn.has(link.a) && (link.kind !== 'peering' || drawn.has(link.b)),
    ),
    outside: outsideOf(estate),
  };
}

/** With more networks than this, a picture of everything could not be read at any size. */
const shownInFull = 40;

/** The region with the hubs in full, and of the others only what tells them apart. */
const condensed = (region: RegionScene): RegionScene => ({
  ...region,
  spokes: region.spokes.map((network) => ({
    ...network,
    what:
      network.subnets.length === 0
        ? network.what
        : `${network.what}, ${counted(network.subnets.length, 'subnet')}`,
    subnets: [],
    clusters: network.clusters.map((one) => ({
      ...one,
      lines: one.lines.filter(([label]) => condensedLines.includes(label)),
    })),
  })),
});

const condensedLines: readonly string[] = ['pods get', 'pods', 'way out'];

/** Regions in the order in which their networks arrive, hubs apart. */
const regionsOf = (networks: readonly Standing[]): readonly RegionScene[] =>
  [...grouped(networks, (one) => one.region ?? 'region not stated')].map(([name, members]) => ({
    name,
    hubs: members.filter((one) => one.isHub).map((one) => one.scene),
    spokes: members.filter((one) => !one.isHub).map((one) => one.scene),
  }));

/** One line per network and kind, whatever number of things stands behind it. */
function joined(links: readonly Link[]): readonly Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const key = `${link.kind} ${link.a}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? link : both(before, link));
  }
  return [...merged.values()];
}

function both(before: Link, link: Link): Link {
  if (before.kind === 'peering' || link.kind === 'peering') return link;
  const by = before.by.split(', ').includes(link.by) ? before.by : `${before.by}, ${link.by}`;
  if (before.kind === 'internet' && link.kind === 'internet')
    return { ...before, by, way: before.way === link.way ? link.way : 'both' };
  return { ...before, by };
}

const outsideOf = (estate: Estate): readonly OutsideScene[] =>
  all(estate, 'externalRange')
    // A container bridge is no network that anything connects to.
    .filter((one) => spaceKinds[one.as].scope === 'routed')
    .map((one) => ({
      id: one.id,
      name: one.name,
      what: spaceKinds[one.as].title,
      ranges: shownPrefixes(one.prefixes),
    }));
