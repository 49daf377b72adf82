import { describe, expect, it } from 'vitest';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import type { NetworkPolicy } from '../../src/estate/elements/kubernetes.ts';
import { edited, editedModel, type PolicyEdit } from '../../src/policy/edit.ts';
import { countPairsAgain } from '../../src/policy/edit-counts.ts';
import { judge } from '../../src/policy/judge.ts';
import type { PolicyModel } from '../../src/policy/model.ts';
import { modelOf } from '../../src/policy/model.ts';
import { type Relation, relationOf } from '../../src/policy/relation.ts';
import { countPairs } from '../../src/policy/summary.ts';
import { worldOf } from '../../src/policy/world.ts';
import { elementsOf, modelOfManifests } from './manifests.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';
import { guarded, policy } from './shop.ts';

const isPolicy = (element: AnyElement): element is NetworkPolicy =>
  element.kind === 'networkPolicy';

/** The same objects as those of an edited model, read from the start; spans can be compared. */
function fresh({ world }: PolicyModel, dialects = world.dialects): PolicyModel {
  const [Linux, Windows = Linux] = dialects;
  if (Linux === undefined || Windows === undefined) throw new Error('no dialect');
  return modelOf(worldOf(world.objects, { dialects: { Linux, Windows }, beside: world }));
}

/** All pairs of pods as one list. */
const everyPair = ({ betweenPods, model }: Relation): readonly number[] =>
  model.world.pods.flatMap((_, from) =>
    model.world.pods.flatMap((__, to) => (from === to ? [] : betweenPods(from, to))),
  );

/** One to three edits after one another: policies that come, change and go. */
function randomEdit(seed: number, { world }: PolicyModel): PolicyEdit {
  const random = randomOf(seed);
  const { policies, objects } = world.objects;
  const others = elementsOf(randomCluster(seed + 50_000)).filter(isPolicy);
  const known = policies.length === 0 ? undefined : random.pick(policies);
  const drop = known !== undefined && random.chance(0.5) ? [known.id] : [];
  const put = others.slice(0, random.below(3)).map((one, i) => {
    const old = random.chance(0.5) ? policies[i] : undefined;
    return old === undefined ? one : { ...one, id: old.id, name: old.name };
  });
  const adminIds = objects.slice(0, random.chance(0.3) ? 1 : 0).map(({ id }) => id);
  return { put, drop: [...drop, ...adminIds] };
}

describe('after an edit', () => {
  it('everything is as if read from the start, on random clusters', () => {
    for (let seed = 1; seed <= 250; seed += 1) {
      const model = modelOfManifests(randomCluster(seed), seed % 2 === 0 ? 'cilium' : 'azure');
      let relation = relationOf(model);
      if (seed % 3 !== 0) countPairs(relation);
      for (let step = 0; step < 3; step += 1) {
        const edit = randomEdit(seed * 10 + step, relation.model);
        const before = relation;
        const counts = countPairs(before);
        relation = edited(before, edit);
        const again = relationOf(fresh(relation.model));
        expect(everyPair(relation), `seed ${seed}, edit ${step}`).toEqual(everyPair(again));
        const counted = countPairsAgain(counts, { before, after: relation });
        expect(sorted(counted), `seed ${seed}, edit ${step}`).toEqual(sorted(countPairs(again)));
      }
    }
  });

  it('what was before stays as it was', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const relation = relationOf(modelOfManifests(randomCluster(seed)));
      const before = everyPair(relationOf(fresh(relation.model)));
      everyPair(edited(relation, randomEdit(seed, relation.model)));
      expect(everyPair(relation), `seed ${seed}`).toEqual(before);
    }
  });
});

const sorted = (counts: ReadonlyMap<number, number>): readonly (readonly [number, number])[] =>
  [...counts].sort(([a], [b]) => a - b);

describe('an edit of one namespace', () => {
  const relation = relationOf(modelOfManifests(guarded));
  const put = elementsOf([
    policy(['shop', 'closed'], { podSelector: { matchLabels: { app: 'web' } } }),
  ]).filter(isPolicy);

  it('leaves classes and rows of the others alone', () => {
    everyPair(relation);
    const after = edited(relation, { put });
    expect(after.classes).toBe(relation.classes);
    const at = relation.classes.samples.findIndex(({ namespace }) => namespace === 'data');
    expect(after.side('ingress', at, 4)).toBe(relation.side('ingress', at, 4));
    const web = relation.classes.samples.findIndex(({ name }) => name === 'web');
    expect(after.side('ingress', web, 4)).not.toBe(relation.side('ingress', web, 4));
  });

  it('makes classes anew where it asks for a label that told nobody apart', () => {
    const asking = elementsOf([
      policy(['shop', 'closed'], { podSelector: { matchLabels: { colour: 'red' } } }),
    ]).filter(isPolicy);
    expect(edited(relation, { put: asking }).classes).not.toBe(relation.classes);
  });

  it('takes the place of a policy of its id, and only of that', () => {
    const [closed] = put;
    if (closed === undefined) throw new Error('no policy');
    const once = editedModel(relation.model, { put });
    const twice = editedModel(once, { put: [{ ...closed, podSelector: {} }] });
    const names = twice.world.policies[0]?.map(({ name }) => name);
    expect(names).toEqual(['deny', 'db', 'closed']);
    const [web, api] = twice.world.pods;
    if (web === undefined || api === undefined) throw new Error('no pods');
    const between = judge(twice, { kind: 'pod', pod: web }, { kind: 'pod', pod: api });
    expect(between.span).toBe(0);
    expect(editedModel(twice, { drop: [closed.id] }).world.objects.policies).toHaveLength(2);
  });
});
