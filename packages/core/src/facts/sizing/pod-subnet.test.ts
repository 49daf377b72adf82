import { describe, expect, it } from 'vitest';
import { dynamicMinimum, dynamicNodeAllocation, idealMaxPods, staticBlocks } from './pod-subnet.ts';

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('staticBlocks', () => {
  it.each([
    [
      'ms-static-30',
      { maxPods: 30 },
      { blocks: 2, podIps: 31, waste: 1 },
      'configure-azure-cni-static-block-allocation.md',
    ],
    [
      'ms-static-31',
      { maxPods: 31 },
      { blocks: 2, podIps: 31, waste: 0 },
      'configure-azure-cni-static-block-allocation.md',
    ],
    [
      'ms-static-32',
      { maxPods: 32 },
      { blocks: 3, podIps: 47, waste: 15 },
      'configure-azure-cni-static-block-allocation.md',
    ],
    ['static-110', { maxPods: 110 }, { blocks: 7, podIps: 111, waste: 1 }, 'formula'],
    ['static-250', { maxPods: 250 }, { blocks: 16, podIps: 255, waste: 5 }, 'formula'],
  ])('%s', (_id, i, expected) => {
    expect(staticBlocks(i.maxPods)).toEqual(expected);
  });
});

describe('dynamicMinimum', () => {
  it.each([
    ['dynamic-min-50', { nodes: 50, surge: 0 }, 800, 'concepts-network-azure-cni-pod-subnet.md'],
    ['dynamic-min-200', { nodes: 200, surge: 0 }, 3200, 'concepts-network-azure-cni-pod-subnet.md'],
  ])('%s', (_id, i, expected) => {
    expect(dynamicMinimum(i)).toEqual(expected);
  });
});

describe('dynamicNodeAllocation', () => {
  it.each([
    ['dynamic-alloc-0', { podsOnNode: 0 }, 16, 'formula'],
    ['dynamic-alloc-8', { podsOnNode: 8 }, 16, 'formula'],
    ['dynamic-alloc-9', { podsOnNode: 9 }, 32, 'formula'],
    ['dynamic-alloc-24', { podsOnNode: 24 }, 32, 'formula'],
    ['dynamic-alloc-25', { podsOnNode: 25 }, 48, 'formula'],
    ['dynamic-alloc-110', { podsOnNode: 110 }, 128, 'formula'],
  ])('%s', (_id, i, expected) => {
    expect(dynamicNodeAllocation(i.podsOnNode)).toEqual(expected);
  });
});

describe('pod subnets in general', () => {
  const everyMaxPods = Array.from({ length: 241 }, (_, at) => at + 10);

  it('leaves at least 8 addresses free, and fewer than 8 + 16', () => {
    for (const pods of everyMaxPods) {
      const free = dynamicNodeAllocation(pods) - pods;
      expect(free).toBeGreaterThanOrEqual(8);
      expect(free).toBeLessThan(24);
    }
  });

  it('grows by batches as a node would ask for them', () => {
    let held = 16;
    for (let pods = 0; pods <= 250; pods++) {
      while (held - pods < 8) held += 16;
      expect(dynamicNodeAllocation(pods)).toBe(held);
    }
  });

  it('wastes nothing exactly at 16 n - 1', () => {
    const tight = everyMaxPods.filter((pods) => staticBlocks(pods).waste === 0);
    expect(tight).toEqual(
      [...Array(15).keys()].map((at) => idealMaxPods(at + 1)).filter((n) => n >= 10),
    );
  });
});
