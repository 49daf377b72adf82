import { parsePrefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { readHtml } from '../../../test/fixtures/well-formed.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { estateOf } from '../../estate/estate.ts';
import { prefixes, sketchedFrame, subnet, vnet } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { printHtml } from '../print/html.ts';
import { printText } from '../print/text.ts';
import { leafChanges, onlyIn } from '../words/leaf-changes.ts';
import { cutText, textOfValue } from '../words/value.ts';
import { differencePage } from './difference.ts';

const net = vnet('net', ['10.0.0.0/16']);
const nodes = subnet('net/nodes', '10.0.0.0/25');

const textOf = (before: readonly AnyElement[], after: readonly AnyElement[]): string =>
  printText(differencePage(estateOf(sketchedFrame, before), estateOf(sketchedFrame, after)));

describe('difference', () => {
  test('of a plan to itself is nothing', () => {
    expect(textOf([net, nodes], [net, nodes])).toContain('Nothing differs.');
  });

  test('names what is new, gone and changed, with fields', () => {
    const grown = { ...nodes, prefixes: prefixes('10.0.4.0/22') };
    const other = subnet('net/other', '10.0.9.0/24');
    const pods = subnet('net/pods', '10.0.8.0/24');
    const text = textOf([net, nodes, other], [net, grown, pods]);
    expect(text).toContain('1 new, 1 gone, 1 changed.');
    expect(text).toMatch(/^new +net\/pods$/m);
    expect(text).toMatch(/^gone +net\/other$/m);
    expect(text).toMatch(/^net\/nodes +prefixes +10\.0\.0\.0\/25 +10\.0\.4\.0\/22$/m);
  });

  test('says where a value that is not known may be the same', () => {
    const text = textOf([nodes], [{ ...nodes, prefixes: notStated('ranges') }]);
    expect(text).toMatch(/unknown \(may be the same\)/);
  });

  test('tells the same change of several things in one row', () => {
    const also = { ...nodes, id: `${nodes.id}2`, name: 'nodes2' };
    const moved = (one: typeof nodes) => ({ ...one, prefixes: prefixes('10.0.4.0/22') });
    const text = textOf([nodes, also], [moved(nodes), moved(also)]);
    expect(text).toMatch(/^net\/nodes, net\/nodes2 +prefixes/m);
  });

  test.each(hostileNames)('hostile: %j', (name) => {
    const before = estateOf(sketchedFrame, [{ ...net, name, owner: name }]);
    const after = estateOf(sketchedFrame, [{ ...net, name, owner: `${name} 2` }]);
    const page = differencePage(before, after);
    expect(readHtml(printHtml(page)).faults).toEqual([]);
    expect(printText(page).replaceAll('\n', '')).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u);
  });
});

describe('places inside a field', () => {
  const rule = (name: string, ports: readonly number[]) => ({ name, ports });

  test.each([
    ['the same', [rule('a', [1])], [rule('a', [1])], []],
    [
      'an item of a list by its name',
      [rule('a', [1]), rule('b', [2])],
      [rule('a', [1]), rule('b', [3])],
      ['f[b].ports'],
    ],
    ['one that is gone', [rule('a', [1]), rule('b', [2])], [rule('a', [1])], ['f[b]']],
    ['a list of unnamed things as a whole', [1, 2], [1, 3], ['f']],
    // Two of one name cannot be told apart.
    ['doubled names as a whole', [rule('a', [1]), rule('a', [2])], [rule('a', [1])], ['f']],
    ['a field of a record', { x: { y: 1, z: 1 } }, { x: { y: 2, z: 1 } }, ['f.x.y']],
    ['a range as one value', parsePrefix('10.0.0.0/8'), parsePrefix('10.0.0.0/9'), ['f.value']],
  ])('%s', (...[, before, after, paths]) => {
    expect(leafChanges('f', before, after).map(({ path }) => path)).toEqual(paths);
  });

  test('there are some exactly when the values differ', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, (one) => {
        expect(leafChanges('f', one, structuredClone(one))).toEqual([]);
        expect(leafChanges('f', { a: one }, { a: one, b: 1 }).map(({ path }) => path)).toEqual([
          'f.b',
        ]);
      }),
      { seed: 11 },
    );
  });

  test('of lists only what one side has', () => {
    expect(onlyIn(['a', 'b'], ['b', 'c'])).toEqual(['a']);
    expect(onlyIn(undefined, ['b'])).toEqual(['not set']);
  });
});

test.each([
  [undefined, 'not set'],
  [[], 'none'],
  [prefixes('10.0.0.0/8', '2001:db8::/32'), '10.0.0.0/8, 2001:db8::/32'],
  [{ family: 4, value: 1 }, '0.0.0.1'],
  ['/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v', 'v'],
  [{ kind: 'prefixes', prefixes: ['a'] }, 'prefixes: a'],
  [{ kind: 'any' }, 'kind: any'],
  [notStated('x'), 'unknown'],
  [true, 'true'],
])('value %# reads as people say it', (value, reads) => {
  expect(textOfValue(value)).toBe(reads);
});

test('a long text is cut', () => {
  expect(cutText('x'.repeat(500))).toHaveLength(160);
  expect(cutText('short')).toBe('short');
});
