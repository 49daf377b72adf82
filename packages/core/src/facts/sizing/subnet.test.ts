import { describe, expect, it } from 'vitest';
import {
  kubenetMaxNodes,
  kubenetRange,
  nodeSubnetMaxNodes,
  nodeSubnetRequired,
  prefixLengthForUsable,
  usableIps,
} from './subnet.ts';

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('usableIps', () => {
  it.each([
    ['usable-24', { prefix: 24 }, 251, 'concepts-network-azure-cni-overlay.md'],
    ['usable-29', { prefix: 29 }, 3, 'arithmetic'],
    ['usable-28', { prefix: 28 }, 11, 'arithmetic'],
    ['usable-27', { prefix: 27 }, 27, 'arithmetic'],
    ['usable-26', { prefix: 26 }, 59, 'arithmetic'],
    ['usable-22', { prefix: 22 }, 1019, 'arithmetic'],
    ['usable-21', { prefix: 21 }, 2043, 'arithmetic'],
    ['usable-16', { prefix: 16 }, 65531, 'arithmetic'],
  ])('%s', (_id, i, expected) => {
    expect(usableIps(i.prefix)).toEqual(expected);
  });
});

describe('nodeSubnetRequired', () => {
  it.each([
    [
      'ms-nodesubnet-50',
      { nodes: 50, surge: 1, maxPods: 30 },
      { ips: 1581, minPrefix: 21 },
      'concepts-network-ip-address-planning.md',
    ],
    [
      'ms-nodesubnet-60',
      { nodes: 60, surge: 1, maxPods: 30 },
      { ips: 1891, minPrefix: 21 },
      'concepts-network-ip-address-planning.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(nodeSubnetRequired(i)).toEqual(expected);
  });
});

describe('nodeSubnetMaxNodes', () => {
  it.each([
    [
      'ms-nodesubnet-24-maxnodes',
      { prefix: 24, maxPods: 30 },
      { nodes: 8, pods: 240 },
      'concepts-network-legacy-cni.md; configure-kubenet.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(nodeSubnetMaxNodes(i)).toEqual(expected);
  });
});

describe('kubenetMaxNodes', () => {
  it.each([
    [
      'ms-kubenet-24',
      { prefix: 24, maxPods: 110 },
      { nodes: 251, pods: 27610 },
      'configure-kubenet.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(kubenetMaxNodes(i)).toEqual(expected);
  });
});

describe('kubenetRange', () => {
  it.each([
    [
      'ms-kubenet-27',
      { prefix: 27, maxPods: 110 },
      { nodesMin: 20, nodesMax: 25, podsMin: 2200, podsMax: 2750 },
      'configure-kubenet.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(kubenetRange(i)).toEqual(expected);
  });
});

describe('subnets that nobody advises', () => {
  it('has no span of nodes for a prefix the page does not mention', () => {
    expect(kubenetRange({ prefix: 26, maxPods: 110 })).toBeUndefined();
  });

  it('never counts below nothing', () => {
    expect([29, 30, 31, 32].map((length) => usableIps(length))).toEqual([3, 0, 0, 0]);
  });

  it('counts three reserved addresses when told so', () => {
    expect(usableIps(24, { 'subnet.reserved': '3' })).toBe(253);
  });

  it('gives the smallest subnet: one address more needs the next size', () => {
    expect(prefixLengthForUsable(251)).toBe(24);
    expect(prefixLengthForUsable(252)).toBe(23);
    expect(prefixLengthForUsable(2 ** 32)).toBeUndefined();
  });

  it.each([
    [6, 45, false],
    [8, 30, true],
    [9, 30, false],
  ])('a /24 holds %i nodes of %i pods: %s', (nodes, maxPods, fits) => {
    const need = nodeSubnetRequired({ nodes, surge: 0, maxPods });
    expect(need.ips <= usableIps(24)).toBe(fits);
  });
});
