import { describe, expect, it } from 'vitest';
import {
  type Asserted,
  type AssertionResult,
  decideAssertions,
} from '../../src/policy/assertions.ts';
import { estateModels } from '../../src/policy/estate-models.ts';
import { estateOfManifests, here } from './manifests.ts';
import { guarded, policy, shop } from './shop.ts';

const asserted = (said: Partial<Asserted>): Asserted => ({
  name: 'a',
  expect: 'reaches',
  from: ['shop/api'],
  to: ['data/db'],
  ports: [{ protocol: 'TCP', port: 5432 }],
  engines: [],
  source: here,
  ...said,
});

const decided = (
  said: Partial<Asserted>,
  manifests: readonly object[] = guarded,
): readonly AssertionResult[] =>
  decideAssertions([asserted(said)], {
    models: estateModels(estateOfManifests(manifests)),
    wish: { reading: 'specification' },
  });

const outcome = (said: Partial<Asserted>, manifests?: readonly object[]): string | undefined =>
  decided(said, manifests)[0]?.outcome;

const mustNot = { expect: 'doesNotReach' } as const;

describe('an assertion', () => {
  it.each<[string, Partial<Asserted>, string]>([
    ['holds where the rule allows it', {}, 'holds'],
    ['fails where none does', { from: ['shop/web'] }, 'fails'],
    ['fails where one of several senders fails', { from: ['shop/*'] }, 'fails'],
    ['is turned around by must not', { ...mustNot, from: ['shop/web'] }, 'holds'],
    ['fails where it must not and does', mustNot, 'fails'],
    ['takes the ports that the receiver offers', { ports: [] }, 'holds'],
    [
      'must not on any port, and the metrics are open',
      { ...mustNot, from: ['shop/web'], ports: [] },
      'fails',
    ],
    [
      'must not on any port, and none is open',
      { ...mustNot, from: ['internet'], ports: [] },
      'holds',
    ],
    ['must not into the internet', { ...mustNot, from: ['data/db'], to: ['internet'] }, 'holds'],
    ['does not hold by a mistyped name', { ...mustNot, from: ['shop/wbe'] }, 'unresolved'],
    ['does not hold by a mistyped namespace', { ...mustNot, to: ['dta/db'] }, 'unresolved'],
    ['does not hold in a cluster that is not there', { from: ['other:shop/web'] }, 'unresolved'],
  ])('%s', (_, said, expected) => {
    expect(outcome(said)).toBe(expected);
  });

  it('counts SCTP only where it is named: some engines never filter it', () => {
    const said = { ...mustNot, from: ['data/db'], to: ['internet'], engines: ['cilium'] } as const;
    expect(outcome({ ...said, ports: [] })).toBe('holds');
    expect(outcome({ ...said, ports: [{ protocol: 'SCTP', port: 1 }] })).toBe('fails');
  });

  it('shows a connection that speaks against it, and counts them', () => {
    const [result] = decided({ ...mustNot, from: ['shop/*'], ports: [] });
    expect(result).toMatchObject({ outcome: 'fails', tried: 2, against: 2 });
    expect(result?.example).toMatchObject({ verdict: 'allowed', port: 9187 });
  });

  it('is undetermined where a label is set when the pod is made', () => {
    const byHash = { matchLabels: { 'pod-template-hash': 'abc' } };
    const manifests = [...shop, policy(['shop', 'hash'], { podSelector: byHash })];
    const said = { to: ['shop/web'], from: ['data/db'] };
    expect(outcome(said, manifests)).toBe('undetermined');
    expect(outcome({ ...said, ...mustNot }, manifests)).toBe('undetermined');
  });

  it('is held under each engine that it names', () => {
    const results = decided({ from: ['shop/web'], engines: ['azure', 'none'] });
    expect(results.map(({ engine, outcome: of }) => [engine, of])).toEqual([
      ['azure', 'fails'],
      ['none', 'holds'],
    ]);
  });

  it('proposes the name that was meant', () => {
    const [result] = decided({ from: ['shop/wbe'] });
    expect(result?.unresolved).toEqual({
      says: 'no workload, pod or Service of namespace shop is called wbe',
      near: 'shop/web',
    });
  });
});
