import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { world } from '../../../test/fixtures/render-world.ts';
import { readXml } from '../../../test/fixtures/well-formed.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { type Estate, estateOf, everything, withElements } from '../../estate/estate.ts';
import {
  cluster,
  peering,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../../estate/sketch.ts';
import type { Rect } from './svg.ts';
import type { NetworkBox } from './topology/box.ts';
import { type Layout, layoutOf } from './topology/layout.ts';
import { sceneOf } from './topology/stage.ts';
import { wiresOf } from './topology/wires.ts';
import { drawTopology } from './topology.ts';

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;

const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

interface Nest {
  readonly of: Rect;
  readonly children: readonly Rect[];
}

const networksOf = (layout: Layout): readonly NetworkBox[] =>
  layout.regions.flatMap((region) => [
    ...region.hubs,
    ...region.columns.flatMap((one) => one.networks),
  ]);

/** Every box with the boxes right inside it. */
const nests = (layout: Layout): readonly Nest[] => [
  {
    of: { x: 0, y: 0, width: layout.width, height: layout.height },
    children: [
      ...layout.regions,
      layout.legend,
      ...[layout.internet, layout.outsideFrame].filter((one) => one !== undefined),
    ],
  },
  ...(layout.outsideFrame === undefined
    ? []
    : [{ of: layout.outsideFrame, children: layout.outside }]),
  ...layout.regions.map((region) => ({
    of: region,
    children: [...region.hubs, ...region.columns.flatMap((one) => one.networks)],
  })),
  ...networksOf(layout).flatMap((network) => [
    { of: network, children: [...network.cards, ...network.subnets] },
    ...network.subnets.map((one) => ({ of: one, children: one.chips })),
  ]),
];

/** What is wrong with a layout: boxes on boxes, boxes out of boxes, lines through boxes. */
function faults(estate: Estate): readonly string[] {
  const scene = sceneOf(estate);
  const layout = layoutOf(scene);
  const found: string[] = [];
  for (const { of, children } of nests(layout)) {
    children.forEach((child, i) => {
      if (!isInside(child, of)) found.push(`out of its box: ${JSON.stringify([child, of])}`);
      for (const other of children.slice(i + 1))
        if (overlap(child, other)) found.push(`overlap: ${JSON.stringify([child, other])}`);
    });
  }
  const boxes: readonly Rect[] = [
    ...networksOf(layout),
    ...[layout.internet, layout.outsideFrame].filter((one) => one !== undefined),
  ];
  for (const wire of wiresOf(layout, scene.links)) {
    wire.points.slice(1).forEach((to, i) => {
      const from = wire.points[i] ?? to;
      if (from.x !== to.x && from.y !== to.y) found.push(`a slanted line: ${JSON.stringify(wire)}`);
      const line = {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.max(0.02, Math.abs(to.x - from.x)),
        height: Math.max(0.02, Math.abs(to.y - from.y)),
      };
      if (boxes.some((box) => overlap(line, box)))
        found.push(`through a box: ${JSON.stringify(wire)}`);
    });
  }
  return found;
}

describe('layout', () => {
  test('boxes keep apart and lines keep out of them, from one region to six', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 7 }),
        fc.boolean(),
        (...[regions, clustersPerRegion, hubs]) => {
          expect(faults(world({ regions, clustersPerRegion, hubs }))).toEqual([]);
        },
      ),
      { seed: 11, numRuns: 40 },
    );
  });

  test('twenty clusters in one region', () => {
    expect(faults(world({ regions: 1, clustersPerRegion: 20 }))).toEqual([]);
  });

  test('hubs of other regions, several hubs, peers that no input holds, any network at all', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const place = fc.constantFrom('southeastasia', 'eastasia', 'westeurope');
    const elements = fc.record({
      networks: fc.dictionary(name, place, { maxKeys: 6 }),
      peerings: fc.array(fc.tuple(name, name), { maxLength: 14 }),
      clusters: fc.array(name, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(elements, ({ networks, peerings, clusters }) => {
        const made: AnyElement[] = [
          ...Object.entries(networks).map(([id, location]) =>
            vnet(id, ['10.0.0.0/16'], { location }),
          ),
          ...peerings.filter(([a, b]) => a !== b).map(([a, b]) => peering(a, b)),
          ...clusters.flatMap((at, i) => [
            cluster(`k${i}`),
            pool(`k${i}/system`, 3, { subnet: subnetId(at, 'nodes') }),
          ]),
          ...Object.keys(networks).map((id) => subnet(`${id}/nodes`, '10.0.0.0/24')),
        ];
        expect(faults(estateOf(sketchedFrame, made))).toEqual([]);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('scene', () => {
  test('tells hubs, networks and clusters', () => {
    const scene = sceneOf(world({ regions: 2, clustersPerRegion: 2 }));
    expect(
      scene.regions.map((region) => [region.name, region.hubs.length, region.spokes.length]),
    ).toEqual([
      ['southeastasia', 1, 2],
      ['eastasia', 1, 2],
    ]);
    const [spoke] = scene.regions[0]?.spokes ?? [];
    expect(spoke?.clusters[0]?.lines).toEqual([
      ['pods get', 'Azure CNI Overlay'],
      ['data plane', 'Azure CNI powered by Cilium'],
      ['policies by', 'Cilium'],
      ['pods', '100.64.0.0/15'],
      ['Services', '172.20.0.0/16'],
      ['API server', 'private, in the VNet'],
      ['way out', 'user defined routing → 10.80.0.4'],
    ]);
    expect(
      spoke?.subnets.find((one) => one.name === 'snet-endpoints')?.occupants.map((one) => one.text),
    ).toEqual(['KeyVault ×2', 'Storage ×2', 'Sql ×2', 'EventHub ×2']);
  });

  test('half a peering is told and drawn as such', () => {
    const estate = estateOf(sketchedFrame, [
      vnet('hub', ['10.0.0.0/16']),
      vnet('a', ['10.1.0.0/16']),
      vnet('b', ['10.2.0.0/16']),
      peering('hub', 'a'),
      peering('a', 'hub'),
      peering('hub', 'b'),
    ]);
    const scene = sceneOf(estate);
    expect(scene.regions[0]?.hubs.map((hub) => hub.name)).toEqual(['hub']);
    expect(scene.regions[0]?.spokes.find((one) => one.name === 'b')?.notes).toEqual([
      'peering with hub: one half only',
    ]);
    expect(scene.links.map((link) => link.kind === 'peering' && link.whole)).toEqual([true, false]);
    expect(drawTopology(estate).svg).toContain('peering that is not whole');
  });
});

describe('SVG', () => {
  test.each(hostileNames.map((name) => [name.slice(0, 40), name]))('hostile: %j', (...[, name]) => {
    const calm = world({ regions: 2, clustersPerRegion: 1 });
    const estate = withElements(
      calm,
      [...everything(calm)].map((one) => ({ ...one, name, owner: name ?? '' })),
    );
    const { svg, alt } = drawTopology(estate);
    const read = readXml(svg);
    expect(read.faults).toEqual([]);
    expect(new Set(read.elements)).toEqual(
      new Set([
        'svg',
        'title',
        'desc',
        'style',
        'defs',
        'pattern',
        'rect',
        'path',
        'g',
        'text',
        'circle',
      ]),
    );
    expect(read.attributes.filter((one) => /^on|href/.test(one.name))).toEqual([]);
    expect(alt).not.toBe('');
  });

  test('an estate of nothing is a picture of nothing', () => {
    expect(readXml(drawTopology(estateOf(sketchedFrame, [])).svg).faults).toEqual([]);
  });

  test('the same estate gives the same picture', () => {
    const draw = (): string => drawTopology(world({ regions: 3, clustersPerRegion: 2 })).svg;
    expect(draw()).toBe(draw());
  });
});
