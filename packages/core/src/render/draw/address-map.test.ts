import { addressCount, formatPrefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { world } from '../../../test/fixtures/render-world.ts';
import { readXml } from '../../../test/fixtures/well-formed.ts';
import { type Estate, estateOf, everything, withElements } from '../../estate/estate.ts';
import {
  cluster,
  domain,
  external,
  prefixes,
  sketchedFrame,
  subnet,
  vnet,
} from '../../estate/sketch.ts';
import { chaptersOf } from './address-map/frames.ts';
import { type FrameBox, layoutOf, type MapLayout } from './address-map/layout.ts';
import type { ScaleKind } from './address-map/scale.ts';
import { spread } from './address-map/spread.ts';
import { drawAddressMap } from './address-map.ts';
import type { Rect } from './svg.ts';

const framesOf = (estate: Estate, scale: ScaleKind = 'true'): readonly FrameBox[] =>
  layoutOf(chaptersOf(estate), scale).chapters.flatMap((chapter) => chapter.frames);

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 1e-6 &&
  b.x < a.x + a.width - 1e-6 &&
  a.y < b.y + b.height - 1e-6 &&
  b.y < a.y + a.height - 1e-6;

/** Ranges anywhere, of any size, in any kind of place. */
const anyEstate = fc
  .array(
    fc.record({
      first: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      length: fc.integer({ min: 6, max: 30 }),
      as: fc.constantFrom('vnet', 'external', 'pods', 'pool'),
    }),
    { maxLength: 60 },
  )
  .map((ranges) =>
    estateOf(
      sketchedFrame,
      ranges.map(({ first, length, as }, i) => {
        const base = (first & ((-1 << (32 - length)) >>> 0)) >>> 0;
        const text = formatPrefix({ family: 4, first: base, length });
        if (as === 'vnet') return vnet(`v${i}`, [text]);
        if (as === 'external') return external(`e${i}`, 'onPremises', [text]);
        if (as === 'pool') return domain(`d${i}`, text);
        return cluster(`c${i}`, { network: { podRanges: prefixes(text) } });
      }),
    ),
  );

describe('to scale', () => {
  test('widths are in the ratio of sizes, in every row', () => {
    fc.assert(
      fc.property(anyEstate, (estate) => {
        for (const { frame, bar, items } of framesOf(estate))
          for (const item of items)
            expect(item.width / bar.width).toBeCloseTo(
              addressCount(item.item.prefix) / addressCount(frame.container),
              9,
            );
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('a /20 lies where it lies in its /12', () => {
    const estate = estateOf(sketchedFrame, [
      domain('corp', '10.80.0.0/12'),
      vnet('a', ['10.88.0.0/13']),
    ]);
    const pool = framesOf(estate).find((one) => one.frame.title === 'pool of corp');
    const [item] = pool?.items ?? [];
    expect(((item?.x ?? 0) - (pool?.bar.x ?? 0)) / (pool?.bar.width ?? 1)).toBeCloseTo(0.5, 9);
    expect((item?.width ?? 0) / (pool?.bar.width ?? 1)).toBeCloseTo(0.5, 9);
  });

  test('IPv6 is to scale too', () => {
    const estate = estateOf(sketchedFrame, [
      vnet('a', ['fd00:1::/48']),
      subnet('a/nodes', 'fd00:1:0:8000::/49'),
    ]);
    const [row] = framesOf(estate).filter((one) => one.frame.title === 'a');
    expect((row?.items[0]?.width ?? 0) / (row?.bar.width ?? 1)).toBeCloseTo(0.5, 9);
    expect(row?.items[0]?.x).toBeCloseTo((row?.bar.x ?? 0) + (row?.bar.width ?? 0) / 2, 6);
  });

  test('the logarithmic row keeps order and nesting, and shows the small', () => {
    const estate = estateOf(sketchedFrame, [
      vnet('a', ['10.0.0.0/8']),
      subnet('a/big', '10.0.0.0/9'),
      subnet('a/tiny', '10.200.0.0/28'),
    ]);
    const [row] = framesOf(estate, 'log').filter((one) => one.frame.title === 'a');
    const [big, tiny] = row?.items ?? [];
    expect(tiny?.width).toBeGreaterThan(20);
    expect((big?.x ?? 0) + (big?.width ?? 0)).toBeLessThanOrEqual((tiny?.x ?? 0) + 1e-9);
  });
});

/** What is wrong with a layout. */
function faults(layout: MapLayout): readonly string[] {
  const found: string[] = [];
  const apart = (what: string, rects: readonly Rect[]): void => {
    rects.forEach((one, i) => {
      for (const other of rects.slice(i + 1))
        if (overlap(one, other)) found.push(`${what}: ${JSON.stringify([one, other])}`);
    });
  };
  apart('chapters', [...layout.chapters, layout.legend]);
  for (const chapter of layout.chapters) {
    apart('rows', chapter.frames);
    for (const { bar, items, tags, entries } of chapter.frames) {
      apart('ranges', items);
      apart('tags and the row', [...tags, bar]);
      apart('list and the row', [...entries, bar]);
      for (const tag of tags)
        if (tag.x < bar.x - 1e-6 || tag.x + tag.width > bar.x + bar.width + 1e-6)
          found.push(`a tag beyond the row: ${JSON.stringify(tag)}`);
    }
  }
  return found;
}

describe('layout', () => {
  test.each(['true', 'log'] as const)('nothing lies on anything else (%s)', (scale) => {
    fc.assert(
      fc.property(anyEstate, (estate) => {
        expect(faults(layoutOf(chaptersOf(estate), scale))).toEqual([]);
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  test('every range is named in its row, by words or by a number', () => {
    const rows = framesOf(world({ regions: 2, clustersPerRegion: 4 }));
    for (const { items, entries } of rows) {
      const numbered = items.filter((one) => one.naming.kind !== 'inside');
      expect(entries.map((entry) => entry.item)).toEqual(numbered.map((one) => one.item));
    }
  });

  test('two hundred networks in one pool share tags', () => {
    const networks = Array.from({ length: 200 }, (_, i) => vnet(`v${i}`, [`10.${i}.0.0/24`]));
    const layout = layoutOf(
      chaptersOf(estateOf(sketchedFrame, [domain('corp', '10.0.0.0/8'), ...networks])),
      'true',
    );
    expect(faults(layout)).toEqual([]);
    const row = layout.chapters
      .flatMap((one) => one.frames)
      .find((one) => one.frame.title === 'pool of corp');
    expect(row?.entries).toHaveLength(200);
    expect(row?.tags.length).toBeLessThan(60);
  });
});

describe('chapters', () => {
  const chapters = chaptersOf(
    estateOf(sketchedFrame, [
      domain('corp', '10.80.0.0/12'),
      vnet('spoke', ['10.80.0.0/16'], { heldFor: prefixes('10.81.0.0/16') }),
      subnet('spoke/nodes', '10.80.16.0/21'),
      external('datacentre', 'onPremises', ['10.0.0.0/14']),
      cluster('a', { network: { serviceRanges: prefixes('172.30.0.0/16') } }),
      cluster('b', { network: { serviceRanges: prefixes('172.30.0.0/16') } }),
    ]),
  );
  const rows = chapters.flatMap((chapter) =>
    chapter.frames.map((frame) => [chapter.title, frame] as const),
  );
  const row = (title: string, container: string) =>
    rows.find(
      ([chapter, frame]) => chapter === title && formatPrefix(frame.container) === container,
    )?.[1];

  test('what is cut from a pool stands in the pool, with room kept for growth', () => {
    expect(
      row('Pools and what is cut from them', '10.80.0.0/12')?.items.map((one) => one.name),
    ).toEqual(['spoke', 'kept free for spoke']);
    expect(row('Address space', '10.0.0.0/8')?.items.map((one) => one.name)).toEqual([
      'pool of corp',
      // The pod ranges of the sketched clusters, 10.244.0.0/16.
      'a, b',
      'datacentre',
    ]);
  });

  test('equal Service ranges are one range with two holders, beside what is reserved', () => {
    expect(
      row('Service ranges, cluster by cluster', '172.30.0.0/16')?.items.map((one) => [
        one.name,
        one.what,
      ]),
    ).toEqual([
      ['a, b', 'Service range'],
      ['reserved', 'kept by AKS'],
    ]);
  });

  test('reserved ranges are shown in their block', () => {
    const reserved = row('Address space', '172.16.0.0/12')?.items.filter(
      (one) => one.name === 'reserved',
    );
    expect(reserved?.map((one) => formatPrefix(one.prefix))).toEqual(
      expect.arrayContaining(['172.30.0.0/16', '172.31.0.0/16']),
    );
  });
});

test('tags spread evenly around their wishes', () => {
  const line = { widths: [10, 10, 10], gap: 2, from: 0, to: 200 };
  expect(spread({ ...line, targets: [100, 100, 100] })).toEqual([88, 100, 112]);
  expect(spread({ ...line, targets: [0, 0, 0] })).toEqual([5, 17, 29]);
  expect(spread({ ...line, targets: [200, 200, 200] })).toEqual([171, 183, 195]);
  expect(spread({ ...line, targets: [20, 100, 180] })).toEqual([20, 100, 180]);
});

describe('SVG', () => {
  test.each(hostileNames.map((name) => [name.slice(0, 40), name]))('hostile: %j', (...[, name]) => {
    const calm = world({ regions: 1, clustersPerRegion: 2 });
    const estate = withElements(
      calm,
      [...everything(calm)].map((one) => ({ ...one, name, owner: name ?? '' })),
    );
    for (const scale of ['true', 'log'] as const) {
      const read = readXml(drawAddressMap(estate, { scale }).svg);
      expect(read.faults).toEqual([]);
      expect(new Set(read.elements)).toEqual(
        new Set(['svg', 'title', 'desc', 'style', 'defs', 'pattern', 'rect', 'path', 'g', 'text']),
      );
      expect(read.attributes.filter((one) => /^on|href/.test(one.name))).toEqual([]);
    }
  });

  test('ids are those of the drawing, so that several fit on a page', () => {
    const estate = world({ regions: 1, clustersPerRegion: 1 });
    const ids = (name: string): readonly string[] =>
      readXml(drawAddressMap(estate, { name }).svg)
        .attributes.filter((one) => one.name === 'id')
        .map((one) => one.value);
    expect(ids('one').every((id) => id.startsWith('one-'))).toBe(true);
    expect(ids('one').filter((id) => ids('two').includes(id))).toEqual([]);
  });

  test('a range of one address and a range of all', () => {
    const estate = estateOf(sketchedFrame, [
      external('all', 'onPremises', ['0.0.0.0/0']),
      external('one', 'vpn', ['192.0.2.1/32']),
    ]);
    expect(readXml(drawAddressMap(estate).svg).faults).toEqual([]);
  });
});
