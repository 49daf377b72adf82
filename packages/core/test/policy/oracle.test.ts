import { describe, expect, it } from 'vitest';
import { type EngineId, engineProfile } from '../../src/facts/policy-engines.ts';
import { judgeOn } from '../../src/policy/judge.ts';
import { familyBetween } from '../../src/policy/pods.ts';
import type { ReadingId } from '../../src/policy/readings.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { dialectOf, specification } from './dialect.ts';
import { engineAnswer } from './engine-answer.ts';
import { modelOfManifests } from './manifests.ts';
import { naiveReader } from './naive.ts';
import { probes } from './probes.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';

/** How many random clusters for each reading; 20,000 in all were run when the engine was written. */
const clusters = Number(process.env['AKSNET_ORACLE_CLUSTERS'] ?? 250);

const readings: readonly (EngineId | ReadingId)[] = ['specification', 'azure', 'calico', 'cilium'];

describe.each(readings)('read as %s, the engine and the plain reader agree', (reading) => {
  const dialect =
    reading === 'specification' || reading === 'netpol-analyzer'
      ? specification
      : dialectOf(engineProfile(reading, { os: 'Linux' }));
  it(`on ${clusters} random clusters`, () => {
    for (let seed = 1; seed <= clusters; seed += 1) {
      const manifests = randomCluster(seed, { names: false });
      const model = modelOfManifests(manifests, reading);
      const naive = naiveReader(manifests, dialect);
      for (const question of probes(manifests, randomOf(seed)))
        expect(engineAnswer(model, question), `seed ${seed}: ${JSON.stringify(question)}`).toBe(
          naive.allows(question) ? 'yes' : 'no',
        );
    }
  });
});

it('the relation by classes says what each pair says by itself', () => {
  for (let seed = 1; seed <= clusters; seed += 1) {
    const model = modelOfManifests(randomCluster(seed));
    const relation = relationOf(model);
    const { pods } = model.world;
    pods.forEach((from, i) => {
      pods.forEach((to, j) => {
        const family = familyBetween(from, to);
        if (i === j || family === undefined) return;
        const ends = { from: { kind: 'pod', pod: from }, to: { kind: 'pod', pod: to } } as const;
        expect(relation.betweenPods(i, j), `seed ${seed}: ${from.name} -> ${to.name}`).toBe(
          judgeOn(model, { ...ends, family }).span,
        );
      });
    });
  }
});
