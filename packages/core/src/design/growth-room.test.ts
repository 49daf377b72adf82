import { expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { design } from './design.ts';

const [shop] = smallest.clusters;

test.each([
  [5, {}],
  [120, {}],
  [120, { factor: 1 }],
  [240, { factor: 1, migrationOverlap: 'none' }],
  [60, { factor: 1.1, migrationOverlap: 'none' }],
])('a VNet for %i nodes has room for a successor of its node subnet, growth %j', (most, growth) => {
  const { proof, obstacles } = design({
    requirements: requirementsOf({
      ...smallest,
      growth,
      clusters: [
        { ...shop, pools: [{ name: 'p', purpose: 'system', minNodes: 3, maxNodes: most }] },
      ],
    }),
    day: '2026-11-23',
  });
  expect(obstacles).toEqual([]);
  expect(proof.result.findings.map(({ code }) => code)).not.toContain('AKS-CAP-008');
});
