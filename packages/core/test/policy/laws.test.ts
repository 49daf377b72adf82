import { describe, expect, it } from 'vitest';
import { estateOf } from '../../src/estate/estate.ts';
import { sketchedFrame } from '../../src/estate/sketch.ts';
import { compareReach } from '../../src/policy/compare.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { estateWorld } from '../../src/policy/of-estate.ts';
import { allPorts } from '../../src/policy/port-set.ts';
import { reachOf } from '../../src/policy/reach.ts';
import { type Relation, relationOf } from '../../src/policy/relation.ts';
import type { Manifest, NetworkPolicyManifest, PolicyRule } from './manifest-types.ts';
import { elementsOf } from './manifests.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';

/** How many random clusters for each law. */
const clusters = Number(process.env['AKSNET_LAW_CLUSTERS'] ?? 150);
const seeds = Array.from({ length: clusters }, (_, i) => 7000 + i);

const relation = (manifests: readonly unknown[], beside?: PolicyModel): Relation => {
  const estate = estateOf(sketchedFrame, elementsOf(manifests));
  return relationOf(
    modelOf(
      estateWorld(estate, {
        reading: 'specification',
        ...(beside === undefined ? {} : { beside: beside.world }),
      }).world,
    ),
  );
};

/** Who reaches whom, as comparable text. */
const said = (of: Relation): readonly string[] => {
  const { spans, ports } = of.model.world;
  const text = (set: number): string =>
    ports
      .intervals(set)
      .map(({ protocol, first, last }) => `${protocol} ${first}-${last}`)
      .join();
  return reachOf(of)
    .map(({ from, to, span }) =>
      [from.key, to.key, text(spans.sure(span)), text(spans.possible(span))].join(' | '),
    )
    .sort();
};

const isPolicy = (object: Manifest): object is NetworkPolicyManifest =>
  object.kind === 'NetworkPolicy';

/** An empty list of types counts as none, as the API server reads it. */
const typesOf = ({ spec }: NetworkPolicyManifest): readonly string[] => {
  const stated = spec?.policyTypes ?? [];
  if (stated.length > 0) return stated;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
};

describe('laws of policies, on random clusters', () => {
  it('the order of documents does not matter', () => {
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      expect(said(relation([...objects].reverse())), `seed ${seed}`).toEqual(
        said(relation(objects)),
      );
    }
  });

  it('a policy cut into one for each rule means the same', () => {
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const cut = objects.flatMap((object) => (isPolicy(object) ? split(object) : [object]));
      expect(said(relation(cut)), `seed ${seed}`).toEqual(said(relation(objects)));
    }
  });

  it('one more rule in a direction that a policy already closes only opens', () => {
    let widened = 0;
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const random = randomOf(seed);
      const policies = objects.filter(isPolicy);
      if (policies.length === 0) continue;
      const chosen = random.pick(policies);
      const donor = random.pick(policies);
      const direction = random.chance(0.5) ? 'ingress' : 'egress';
      const asType = direction === 'ingress' ? 'Ingress' : 'Egress';
      const rule = donor.spec?.[direction]?.[0];
      if (rule === undefined || !typesOf(chosen).includes(asType)) continue;
      const wider = objects.map((object) =>
        object === chosen ? withRule(chosen, direction, rule) : object,
      );
      const before = relation(objects);
      const after = relation(wider, before.model);
      for (const { lost } of compareReach(before, after)) expect(lost, `seed ${seed}`).toBe(0);
      widened += 1;
    }
    expect(widened).toBeGreaterThan(clusters / 8);
  });

  it('labels renamed everywhere alike mean the same', () => {
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const keys = [
        ...new Set(objects.flatMap((object) => Object.keys(object.metadata.labels ?? {}))),
      ];
      // The name label is the API server's own; all others are ours to rename.
      const own = keys.filter((key) => key !== 'kubernetes.io/metadata.name');
      const renamed = renameKeys(
        objects,
        new Map(own.map((key) => [key, `renamed.example/${key}`])),
      );
      expect(said(relation(renamed)), `seed ${seed}`).toEqual(said(relation(objects)));
    }
  });

  it('a comparison turned around is its mirror', () => {
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const before = relation(objects);
      const after = relation(
        objects.filter((object, i) => !isPolicy(object) || i % 2 === 0),
        before.model,
      );
      const there = compareReach(before, after);
      const back = compareReach(after, before);
      expect(back.map(({ from, to, gained, lost }) => [from.key, to.key, lost, gained])).toEqual(
        there.map(({ from, to, gained, lost }) => [from.key, to.key, gained, lost]),
      );
      const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
      expect(back.map(({ kind }) => kind)).toEqual(there.map(({ kind }) => turned[kind]));
    }
  });

  it('without policies everything passes', () => {
    for (const seed of seeds.slice(0, 30)) {
      const bare = relation(
        randomCluster(seed, { admin: false }).filter((object) => !isPolicy(object)),
      );
      const { spans } = bare.model.world;
      for (const { span } of reachOf(bare)) expect(spans.sure(span)).toBe(allPorts);
    }
  });
});

/** One policy for each rule, and one without rules for each direction that it closes. */
function split(policy: NetworkPolicyManifest): readonly Manifest[] {
  const { spec } = policy;
  const types = typesOf(policy);
  const part = (name: string, parts: object): Manifest => ({
    ...policy,
    metadata: { ...policy.metadata, name: `${policy.metadata.name}-${name}` },
    spec: { podSelector: spec?.podSelector ?? {}, ...parts },
  });
  return [
    part('closed', { policyTypes: types }),
    ...(types.includes('Ingress') ? (spec?.ingress ?? []) : []).map((rule, i) =>
      part(`in-${i}`, { policyTypes: ['Ingress'], ingress: [rule] }),
    ),
    ...(types.includes('Egress') ? (spec?.egress ?? []) : []).map((rule, i) =>
      part(`out-${i}`, { policyTypes: ['Egress'], egress: [rule] }),
    ),
  ];
}

function withRule(
  policy: NetworkPolicyManifest,
  direction: 'ingress' | 'egress',
  rule: PolicyRule,
): NetworkPolicyManifest {
  const spec = policy.spec ?? {};
  return {
    ...policy,
    spec: {
      ...spec,
      policyTypes: typesOf(policy),
      [direction]: [...(spec[direction] ?? []), rule],
    },
  };
}

/** Renames keys of labels wherever they stand: in labels, in selectors, in expressions. */
function renameKeys(
  value: readonly Manifest[],
  names: ReadonlyMap<string, string>,
): readonly unknown[] {
  const renamed = (key: string): string => names.get(key) ?? key;
  const inLabels = (labels: unknown): unknown =>
    labels === null || typeof labels !== 'object'
      ? labels
      : Object.fromEntries(Object.entries(labels).map(([key, text]) => [renamed(key), text]));
  const walk = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(walk);
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => {
        if (key === 'labels' || key === 'matchLabels') return [key, inLabels(inner)];
        if (key === 'key' && typeof inner === 'string') return [key, renamed(inner)];
        return [key, walk(inner)];
      }),
    );
  };
  return value.map(walk);
}
