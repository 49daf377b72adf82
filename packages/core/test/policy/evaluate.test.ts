import { describe, expect, it } from 'vitest';
import { endOf } from '../../src/policy/ends.ts';
import { partiesMeant } from '../../src/policy/ends-parties.ts';
import { evaluate, evaluateEach } from '../../src/policy/evaluate.ts';
import type { Evaluation, SideEvaluation } from '../../src/policy/evaluation.ts';
import { judge } from '../../src/policy/judge.ts';
import type { Party } from '../../src/policy/match.ts';
import type { PolicyModel } from '../../src/policy/model.ts';
import { pairsOf } from '../../src/policy/pairs.ts';
import { protocols } from '../../src/policy/port-set.ts';
import { modelOfManifests, party } from './manifests.ts';
import { randomCluster } from './random-cluster.ts';
import { guarded, policy, shop } from './shop.ts';

const ask = (model: PolicyModel, [from, to]: readonly [string, string], port = 5432): Evaluation =>
  evaluate(model, { from: party(model, from), to: party(model, to), protocol: 'TCP', port });

const roles = (side: SideEvaluation | undefined): readonly string[] =>
  (side?.policies ?? []).flatMap(({ policy: { name }, rules }) =>
    rules.map(({ number, role }) => `${name} ${number} ${role}`),
  );

describe('one connection', () => {
  const model = modelOfManifests(guarded);

  it('is told with the rule that lets it pass, and those that had no say', () => {
    const { verdict, egress, ingress } = ask(model, ['shop/api', 'data/db']);
    expect([verdict, egress?.because.kind]).toEqual(['allowed', 'notSelected']);
    expect(ingress?.because).toMatchObject({ kind: 'rules', action: 'allow', tier: 'standard' });
    expect(roles(ingress)).toEqual(['db 1 decides', 'db 2 portDiffers']);
  });

  it('is told with the policies that close it, and what each rule lacks', () => {
    const { verdict, ingress } = ask(model, ['shop/web', 'data/db']);
    expect(verdict).toBe('denied');
    expect(ingress?.because).toEqual({ kind: 'noRule', policies: [0, 1] });
    expect(roles(ingress)).toEqual(['db 1 peerDiffers', 'db 2 portDiffers']);
    expect(ingress?.policies[1]?.rules[0]?.peers[0]?.differences).toEqual([
      {
        kind: 'label',
        of: 'pod',
        key: 'app',
        operator: 'In',
        values: ['api'],
        has: { is: 'web' },
      },
    ]);
    expect(ingress?.policies[1]?.rules[0]?.named).toEqual([{ name: 'pg', ports: [5432] }]);
  });

  it('says where each rule stands', () => {
    const { ingress } = ask(model, ['shop/web', 'data/db']);
    const at = ingress?.policies[1]?.rules.map(({ source }) => source.path);
    expect(at).toEqual([
      [6, 'spec', 'ingress', 0],
      [6, 'spec', 'ingress', 1],
    ]);
  });

  it.each([
    { says: 'no policy is about the pod', manifests: shop, because: 'notSelected' },
    { says: 'nothing enforces', manifests: guarded, reading: 'none', because: 'notEnforced' },
  ] as const)('passes where $says', ({ manifests, because, ...how }) => {
    const reading = 'reading' in how ? how.reading : 'specification';
    const told = ask(modelOfManifests(manifests, reading), ['shop/web', 'data/db']);
    expect([told.verdict, told.ingress?.because.kind]).toEqual(['allowed', because]);
  });

  it('hangs on a label that a controller sets', () => {
    const byHash = { matchLabels: { 'pod-template-hash': 'abc' } };
    const open = modelOfManifests([...shop, policy(['shop', 'hash'], { podSelector: byHash })]);
    const { verdict, ingress } = ask(open, ['data/db', 'shop/web'], 8080);
    expect(verdict).toBe('undetermined');
    expect(ingress?.because).toMatchObject({ kind: 'open', rules: [], policies: [0] });
  });

  it('tells the policy that the engine leaves out', () => {
    const { ingress } = ask(modelOfManifests(guarded, 'none'), ['shop/web', 'data/db']);
    expect(ingress?.idle.map(({ policy: { name } }) => name)).toEqual(['deny', 'db']);
  });
});

describe('several connections', () => {
  const model = modelOfManifests(guarded);
  const ends = (text: string): readonly Party[] => {
    const answer = endOf(model, text);
    return answer.ok && answer.end.meant.kind !== 'service'
      ? partiesMeant(model.world, answer.end.meant)
      : [];
  };

  it('are told once for each reason, the strictest first', () => {
    const pairs = pairsOf([...ends('shop/*'), ...ends('internet')], ends('data/db'));
    const answers = evaluateEach(
      model,
      pairs.map((pair) => ({ ...pair, protocol: 'TCP', port: 5432 })),
    );
    expect(answers.map(({ example, pairs }) => [example.verdict, pairs.length > 0])).toEqual([
      ['denied', true],
      ['denied', true],
      ['allowed', true],
    ]);
    const answered = answers.flatMap(({ pairs }) => pairs);
    expect(new Set(answered.map(({ from }) => from)).size).toBe(answered.length);
  });
});

describe('on random clusters', () => {
  const clusters = Array.from({ length: 150 }, (_, seed) =>
    modelOfManifests(randomCluster(seed, { unknownFields: false })),
  );

  /** Whether the reason of a side fits what the judge says of it. */
  function fits({ verdict, because, policies }: SideEvaluation): boolean {
    const decided = 'rules' in because && because.kind === 'rules' ? because.action : undefined;
    const isRefusal = because.kind === 'noRule' || decided === 'deny';
    if (verdict === 'denied') return isRefusal;
    if (verdict !== 'allowed') return because.kind === 'open';
    const named = policies.flatMap(({ rules }) => rules.filter(({ role }) => role === 'decides'));
    return !isRefusal && because.kind !== 'open' && (decided === undefined || named.length > 0);
  }

  it('verdict and reason agree with the judge', () => {
    const seen = new Set<string>();
    for (const model of clusters) {
      const { pods, spans, ports } = model.world;
      for (const from of pods)
        for (const to of pods)
          for (const [i, port] of [80, 53, 8080].entries()) {
            const protocol = protocols[i] ?? 'TCP';
            const ends = {
              from: { kind: 'pod', pod: from },
              to: { kind: 'pod', pod: to },
            } as const;
            const told = evaluate(model, { ...ends, protocol, port });
            const { span } = judge(model, ends.from, ends.to);
            const sure = ports.has(spans.sure(span), protocol, port);
            const possible = ports.has(spans.possible(span), protocol, port);
            expect(told.verdict).toBe(sure ? 'allowed' : possible ? 'undetermined' : 'denied');
            const sides = [told.egress, told.ingress].filter((side) => side !== undefined);
            for (const side of sides) seen.add(`${side.verdict} ${side.because.kind}`);
            expect(sides.filter((side) => !fits(side))).toEqual([]);
          }
    }
    for (const kind of ['denied noRule', 'allowed rules', 'allowed notSelected'])
      expect([...seen]).toContain(kind);
  });
});
