import { describe, expect, it } from 'vitest';
import { generateWanted, type WantedPolicies } from '../../src/policy/generate-wanted.ts';
import { estateWorld, type ReadingChoice } from '../../src/policy/of-estate.ts';
import { estateOfManifests } from './manifests.ts';
import { randomWanted } from './random-wanted.ts';

const readings: readonly ReadingChoice[] = ['specification', 'azure', 'calico', 'cilium'];
const seeds = Array.from({ length: 150 }, (_, i) => 100 + i);

const generated = (seed: number, reading: ReadingChoice): WantedPolicies => {
  const { manifests, flows } = randomWanted(seed);
  const estate = estateOfManifests(manifests);
  return generateWanted(estate, estateWorld(estate, { reading }), { flows });
};

const told = ({ proof }: WantedPolicies): readonly string[] =>
  proof.differences.map(({ kind, sure, from, to, ports, why, by }) => {
    const list = proof.world.ports
      .intervals(ports)
      .map(({ protocol, first, last }) => `${protocol} ${first}-${last}`);
    return `${kind} ${sure} ${from.text} -> ${to.text} ${list.join()} ${why} [${by.join()}]`;
  });

describe.each(readings)('generated for %s', (reading) => {
  it('policies let pass what was wanted and nothing else', () => {
    for (const seed of seeds) {
      const made = generated(seed, reading);
      expect(told(made), `seed ${seed}`).toEqual([]);
      expect(made.proof.verdict, `seed ${seed}`).toBe('equal');
    }
  });
});
