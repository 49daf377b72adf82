import { describe, expect, it } from 'vitest';
import { defaultSurge, parseSurge, type Surge, surgeNodes, surgeNodesCluster } from './surge.ts';

function surge(text: string): Surge {
  return parseSurge(text) ?? expect.fail(`not a surge: ${text}`);
}

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('surgeNodesCluster', () => {
  it.each([
    [
      'ms-surge-quota',
      { pools: [4, 4, 4, 4, 4], maxSurge: '50%' },
      { perPool: [2, 2, 2, 2, 2], total: 10 },
      'upgrade-aks-node-pools-rolling.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(surgeNodesCluster(i.pools, surge(i.maxSurge))).toEqual(expected);
  });
});

describe('surgeNodes', () => {
  it.each([
    ['surge-5-33', { nodes: 5, maxSurge: '33%' }, 2, 'round up'],
    ['surge-3-33', { nodes: 3, maxSurge: '33%' }, 1, 'round up'],
    ['surge-10-33', { nodes: 10, maxSurge: '33%' }, 4, 'round up'],
    ['surge-100-10', { nodes: 100, maxSurge: '10%' }, 10, 'round up'],
    ['surge-1-10', { nodes: 1, maxSurge: '10%' }, 1, 'round up'],
  ])('%s', (_id, i, expected) => {
    expect(surgeNodes({ nodes: i.nodes, maxSurge: surge(i.maxSurge) })).toEqual(expected);
  });
});

describe('parseSurge', () => {
  it.each([
    ['5', { kind: 'nodes', nodes: 5 }],
    [' 33% ', { kind: 'percent', percent: 33 }],
    ['0', { kind: 'nodes', nodes: 0 }],
  ])('reads %s', (text, surgeRead) => {
    expect(parseSurge(text)).toEqual(surgeRead);
  });

  it.each(['', '%', '-1', '3.5%', '33 %', '$(rm -rf ~)', '__proto__', '12345'])(
    'refuses %j',
    (text) => {
      expect(parseSurge(text)).toBeUndefined();
    },
  );
});

describe('surge at its edges', () => {
  it('is at least one node', () => {
    expect(surgeNodes({ nodes: 5, maxSurge: surge('0') })).toBe(1);
  });

  it('may be none when nodes may be missing', () => {
    const input = { nodes: 5, maxSurge: surge('0'), maxUnavailable: surge('1') };
    expect(surgeNodes(input)).toBe(0);
  });

  it('is never more than there are nodes', () => {
    expect(surgeNodes({ nodes: 3, maxSurge: surge('10') })).toBe(3);
    expect(surgeNodes({ nodes: 0, maxSurge: surge('10') })).toBe(0);
  });

  it.each([
    ['1', 1],
    ['10%', 10],
    ['larger', 10],
  ])('of 100 nodes without maxSurge, assuming %s: %i', (answer, nodes) => {
    const maxSurge = defaultSurge({ 'surge.default': answer });
    expect(surgeNodes({ nodes: 100, maxSurge })).toBe(nodes);
  });

  it('goes by the default when the answer is none of them', () => {
    expect(defaultSurge({ 'surge.default': 'x' })).toEqual(defaultSurge());
  });
});
