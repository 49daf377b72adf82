import type { Estate } from '../../estate/estate.ts';
import { code, element, joined, type Prose, words } from '../../evidence/prose.ts';
import type { Link, NetworkScene } from '../draw/topology/scene.ts';
import { sceneOf } from '../draw/topology/stage.ts';
import { drawTopology } from '../draw/topology.ts';
import type { Figure, Table } from '../page.ts';

/** The topology as a figure, with the same in rows for who cannot see it. */
export function topologyFigure(estate: Estate): Figure {
  const { svg, alt } = drawTopology(estate);
  return {
    kind: 'figure',
    name: 'topology',
    svg,
    alt,
    caption: words('Regions, hubs, networks, subnets and what lives in them.'),
    instead: [networksTable(estate)],
  };
}

function networksTable(estate: Estate): Table {
  const scene = sceneOf(estate);
  const networks = scene.regions.flatMap((region) =>
    [...region.hubs, ...region.spokes].map((network) => ({ region: region.name, network })),
  );
  const names = new Map(networks.map(({ network }) => [network.id, network.name]));
  return {
    kind: 'table',
    caption: words('Networks and what they are joined to'),
    columns: [
      { title: 'network' },
      { title: 'region' },
      { title: 'what' },
      { title: 'range', keep: true },
      { title: 'clusters' },
      { title: 'joined to' },
    ],
    rows: networks.map(({ region, network }) => [
      [element(network.id, network.name)],
      words(region),
      words(network.what),
      network.ranges === '' ? [] : [code(network.ranges)],
      joined(network.clusters.map((cluster) => element(cluster.id, cluster.name))),
      joined(scene.links.flatMap((link) => linkProse(link, network, names))),
    ]),
  };
}

const outsideWords: Readonly<Record<'internet' | 'outside', string>> = {
  internet: 'internet',
  outside: 'networks outside',
};

/** The other end of a link of the network; nothing for links of others. */
function linkProse(
  link: Link,
  { id }: NetworkScene,
  names: ReadonlyMap<string, string>,
): readonly Prose[] {
  if (link.kind !== 'peering')
    return link.a === id ? [[`${outsideWords[link.kind]} (`, code(link.by), ')']] : [];
  if (link.a !== id && link.b !== id) return [];
  const other = link.a === id ? link.b : link.a;
  return [[element(other, names.get(other)), ...(link.whole ? [] : [' (not whole)'])]];
}
