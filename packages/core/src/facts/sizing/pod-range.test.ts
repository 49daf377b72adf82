import { formatPrefix, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { parseSurge, type Surge } from '../surge.ts';
import {
  overlayMaxNodes,
  overlayMinPodCidr,
  podCidrExpand,
  podCidrSlices,
  podRangeLengthFor,
} from './pod-range.ts';

function surge(text: string): Surge {
  return parseSurge(text) ?? expect.fail(`not a surge: ${text}`);
}

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('podCidrSlices', () => {
  it.each([
    [
      'ms-node-cidr-sequence',
      { podCidr: '10.244.0.0/16', nodes: 3 },
      ['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24'],
      'configure-kubenet.md; configure-dual-stack.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(podCidrSlices(prefix(i.podCidr), i.nodes).map(formatPrefix)).toEqual(expected);
  });
});

describe('podCidrSlicesV6', () => {
  it.each([
    [
      'ms-dualstack-node-slices',
      { podCidr: 'fd12:3456:789a::/64', nodes: 3 },
      ['fd12:3456:789a::/80', 'fd12:3456:789a:0:1::/80', 'fd12:3456:789a:0:2::/80'],
      'configure-dual-stack.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(podCidrSlices(prefix(i.podCidr), i.nodes).map(formatPrefix)).toEqual(expected);
  });
});

describe('overlayMaxNodes', () => {
  it.each([
    ['overlay-nodes-16', { podCidrPrefix: 16 }, 256, 'formula'],
    ['overlay-nodes-18', { podCidrPrefix: 18 }, 64, 'formula'],
    ['overlay-nodes-14', { podCidrPrefix: 14 }, 1024, 'formula'],
    ['overlay-nodes-12', { podCidrPrefix: 12 }, 4096, 'formula'],
    ['overlay-nodes-11', { podCidrPrefix: 11 }, 8192, 'formula'],
  ])('%s', (_id, i, expected) => {
    expect(overlayMaxNodes(i.podCidrPrefix)).toEqual(expected);
  });
});

describe('overlayMinPodCidr', () => {
  it.each([
    [
      'overlay-300-nodes',
      { nodes: 300, maxSurge: '10%', maxPods: 30 },
      { surge: 30, slices: 330, minPrefix: 15, naivePrefixByPods: 18, naiveCapacityNodes: 64 },
      'formula; shows pods*nodes sizing fails because each node takes a /24',
    ],
  ])('%s', (_id, i, expected) => {
    expect(overlayMinPodCidr({ ...i, maxSurge: surge(i.maxSurge) })).toEqual(expected);
  });
});

describe('podCidrExpand', () => {
  it.each([
    [
      'ms-expand-ok',
      { from: '10.244.0.0/18', to: '10.244.0.0/16' },
      { allowed: true },
      'azure-cni-overlay-pod-expand.md',
    ],
    [
      'expand-shrink',
      { from: '10.244.0.0/16', to: '10.244.0.0/18' },
      { allowed: false },
      'azure-cni-overlay-pod-expand.md',
    ],
    [
      'expand-discontiguous',
      { from: '10.244.0.0/18', to: '10.245.0.0/16' },
      { allowed: false },
      'azure-cni-overlay-pod-expand.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect({ allowed: podCidrExpand(prefix(i.from), prefix(i.to)).allowed }).toEqual(expected);
  });
});

describe('pod ranges at their edges', () => {
  it.each([
    [24, 1],
    [25, 0],
    [17, 128],
  ])('a /%i serves %i nodes', (length, nodes) => {
    expect(overlayMaxNodes(length)).toBe(nodes);
  });

  it.each([
    [1, 24],
    [256, 16],
    [257, 15],
    [330, 15],
  ])('%i blocks need a /%i', (blocks, length) => {
    expect(podRangeLengthFor(blocks)).toBe(length);
    expect(overlayMaxNodes(length)).toBeGreaterThanOrEqual(blocks);
  });

  it('gives out no more slices than there are', () => {
    expect(podCidrSlices(prefix('10.0.0.0/23'), 5).map(formatPrefix)).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
    ]);
    expect(podCidrSlices(prefix('10.0.0.0/25'), 5)).toEqual([]);
  });

  it.each([
    ['10.244.0.0/16', '10.244.0.0/16', 'equal'],
    ['fd12::/64', 'fd12::/60', 'IPv6'],
    ['10.244.64.0/18', '10.245.0.0/16', 'beside it'],
  ])('does not expand %s to %s: %s', (from, to) => {
    expect(podCidrExpand(prefix(from), prefix(to)).allowed).toBe(false);
  });
});
