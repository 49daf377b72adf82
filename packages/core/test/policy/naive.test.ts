import { describe, expect, it } from 'vitest';
import { engineProfile } from '../../src/facts/policy-engines.ts';
import { adminCases } from './admin-cases.ts';
import { dialectOf, specification } from './dialect.ts';
import { ask, cluster } from './hand-made.ts';
import { naiveReader } from './naive.ts';
import { type Case, dialectCases, networkPolicyCases } from './naive-cases.ts';
import { probes } from './probes.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';

/* The judge judged: by hand-made cases here, by the suite of Kubernetes beside. */

describe.each<[string, readonly Case[]]>([
  ['NetworkPolicy', networkPolicyCases],
  ['an engine', dialectCases],
  ['the admin tiers', adminCases],
])('%s', (_, cases) => {
  it.each(cases)('$says', ({ objects, dialect, open = [], closed = [] }) => {
    const reader = naiveReader([...cluster, ...objects], { ...specification, ...dialect });
    const answers = [...open, ...closed].map((text) => [text, reader.allows(ask(text))]);
    expect(answers).toEqual([...open.map((t) => [t, true]), ...closed.map((t) => [t, false])]);
  });
});

describe('dialectOf', () => {
  it('answers the assumptions of a profile, by default and as chosen', () => {
    const cilium = engineProfile('cilium', { os: 'Linux', kubernetesVersion: '1.33' });
    expect(dialectOf(cilium)).toMatchObject({
      ipBlockMatchesPods: false,
      namedPorts: 'every',
      sctp: false,
      families: [4, 6],
    });
    const chosen = { 'cilium.namedPorts': 'first', 'cilium.sctp': 'on' };
    expect(dialectOf(cilium, chosen)).toMatchObject({ namedPorts: 'first', sctp: true });
    const npm = engineProfile('azure', { os: 'Linux' });
    expect(dialectOf(npm, { 'npm.endPort': 'ignored' }).endPort).toBe('ignored');
  });
});

describe('random clusters', () => {
  it('the same seed gives the same cluster and questions', () => {
    const made = () => {
      const objects = randomCluster(7);
      return { objects, questions: probes(objects, randomOf(8)) };
    };
    expect(made()).toEqual(made());
    expect(randomCluster(8)).not.toEqual(randomCluster(7));
  });

  it('questions fall on both sides, and every feature makes a difference somewhere', () => {
    const seeds = Array.from({ length: 600 }, (_, i) => i);
    const asked = seeds.flatMap((seed) => {
      const objects = randomCluster(seed);
      return probes(objects, randomOf(seed)).map((question) => ({ objects, question }));
    });
    const answer = (at: (typeof asked)[number], dialect: Partial<typeof specification>): boolean =>
      naiveReader(at.objects, { ...specification, ...dialect }).allows(at.question);
    const plain = asked.map((at) => answer(at, {}));
    const share = plain.filter(Boolean).length / plain.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
    const others = [
      { enforces: false },
      { ipBlockMatchesPods: false },
      { ipBlockMatchesNodes: false },
      { ownNodeEgress: 'filtered' },
      { ownNodeIngress: 'filtered' },
      { namedPorts: 'first' },
      { namedPorts: 'none' },
      { endPort: 'ignored' },
      { endPort: 'policySkipped' },
      { negativeSelectors: 'policySkipped' },
      { except: 'policySkipped' },
      { sctp: false },
      { families: [4] },
      { selectsHostNetworkPods: true },
    ] as const;
    const same = others.filter((dialect) =>
      asked.every((at, i) => answer(at, dialect) === plain[i]),
    );
    expect(same).toEqual([]);
  });
});
