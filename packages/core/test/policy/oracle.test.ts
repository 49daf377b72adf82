import { address } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { type EngineId, engineProfile } from '../../src/facts/policy-engines.ts';
import { judgeOn } from '../../src/policy/judge.ts';
import type { Party } from '../../src/policy/match.ts';
import type { PolicyModel } from '../../src/policy/model.ts';
import { familyBetween } from '../../src/policy/pods.ts';
import type { ReadingId } from '../../src/policy/readings.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { familyOf } from './addresses.ts';
import { dialectOf, specification } from './dialect.ts';
import { modelOfManifests } from './manifests.ts';
import { naiveReader, type Question } from './naive.ts';
import { probes } from './probes.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';
import type { End } from './world.ts';

/** How many random clusters for each reading; 20,000 in all were run when the engine was written. */
const clusters = Number(process.env['AKSNET_ORACLE_CLUSTERS'] ?? 250);

const partyOf = ({ world }: PolicyModel, end: End): Party => {
  if ('address' in end) return { kind: 'address', address: address(end.address) };
  if ('node' in end) {
    const node = world.nodes.get(end.node);
    if (node === undefined) throw new Error(`no node ${end.node}`);
    return { kind: 'node', node };
  }
  const pod = world.pods.find(({ namespace, name }) => `${namespace}/${name}` === end.pod);
  if (pod === undefined) throw new Error(`no pod ${end.pod}`);
  return { kind: 'pod', pod };
};

const familyAsked = ({ from, to, family }: Question, ends: readonly [Party, Party]): 4 | 6 => {
  if (family !== undefined) return family;
  for (const end of [from, to]) if ('address' in end) return familyOf(end.address);
  const [a, b] = ends;
  if (a.kind === 'pod' && b.kind === 'pod') return familyBetween(a.pod, b.pod) ?? 4;
  const [first] =
    b.kind === 'pod' ? (b.pod.addresses ?? []) : b.kind === 'node' ? b.node.addresses : [];
  return first?.family ?? 4;
};

const answer = (model: PolicyModel, question: Question): 'yes' | 'no' | 'maybe' => {
  const [from, to] = [partyOf(model, question.from), partyOf(model, question.to)];
  const { span } = judgeOn(model, { from, to, family: familyAsked(question, [from, to]) });
  const { spans, ports } = model.world;
  if (ports.has(spans.sure(span), question.protocol, question.port)) return 'yes';
  return ports.has(spans.possible(span), question.protocol, question.port) ? 'maybe' : 'no';
};

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
        expect(answer(model, question), `seed ${seed}: ${JSON.stringify(question)}`).toBe(
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
