import { expect, test } from 'vitest';
import { notStated } from '../evidence/knowable.ts';
import type { Source } from '../evidence/source.ts';
import { assemble } from './assemble.ts';
import type { AgentPool } from './elements/cluster.ts';
import type { Subnet } from './elements/network.ts';
import { find } from './estate.ts';
import * as sketch from './sketch.ts';

const from = (document: string, collected?: string): { readonly source: Source } => ({
  source: { document, path: ['value', 0], ...(collected === undefined ? {} : { collected }) },
});

const subnet = (said: sketch.Said<Subnet>, range = '10.0.0.0/24'): Subnet =>
  sketch.subnet('spoke/nodes', range, said);

const assembled = (...subnets: readonly Subnet[]) => {
  const { estate, diagnostics } = assemble(
    sketch.sketchedFrame,
    subnets.map((one) => [one]),
  );
  return { subnet: find(estate, 'subnet', sketch.subnetId('spoke', 'nodes')), diagnostics };
};

test('one statement is taken as it is', () => {
  const only = subnet(from('a'));
  expect(assembled(only)).toEqual({ subnet: only, diagnostics: [] });
});

test('the statement collected last wins, whatever the order, and the dispute is told', () => {
  const old = subnet(from('old.json', '2026-01-01T00:00:00Z'), '10.0.0.0/24');
  const young = subnet(from('young.json', '2026-02-01T00:00:00Z'), '10.0.0.0/23');
  for (const order of [
    [old, young],
    [young, old],
  ]) {
    const { subnet: found, diagnostics } = assembled(...order);
    expect(found).toMatchObject({ prefixes: young.prefixes, source: young.source });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'contradiction',
        document: 'young.json',
        path: ['value', 0],
      }),
    ]);
    expect(diagnostics[0]?.message).toContain('prefixes');
    expect(diagnostics[0]?.message).toContain('"old.json"');
  }
});

test('without times the later fragment wins, and a dated one over an undated', () => {
  const [a, b] = [subnet(from('a'), '10.0.0.0/24'), subnet(from('b'), '10.0.0.0/23')];
  expect(assembled(a, b).subnet).toMatchObject({ prefixes: b.prefixes });
  const dated = subnet(from('c', '2026-01-01T00:00:00Z'), '10.0.0.0/22');
  expect(assembled(dated, a).subnet).toMatchObject({ prefixes: dated.prefixes });
});

test.each<[why: string, older: string | undefined, newer: string | undefined, because: string]>([
  ['collected later', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'collected later'],
  ['the other undated', undefined, '2026-01-02T00:00:00Z', 'nobody said when the other'],
  ['one moment', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'read later and neither'],
  ['both undated', undefined, undefined, 'read later and neither'],
])('a dispute tells both values and why one is used: %s', (...[, older, newer, because]) => {
  const { diagnostics } = assembled(
    subnet({ ...from('a', older), privateEndpointPolicies: 'Enabled' }),
    subnet({ ...from('b', newer), privateEndpointPolicies: 'Disabled' }),
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('privateEndpointPolicies ("Disabled", not "Enabled")'),
  ]);
  expect(diagnostics[0]?.message).toContain(because);
});

test('names that Azure answers in any case are one, tags are not', () => {
  const pool = (said: sketch.Said<AgentPool>) => sketch.pool('pay/general', 3, said);
  const told = (a: sketch.Said<AgentPool>, b: sketch.Said<AgentPool>): number =>
    assemble(sketch.sketchedFrame, [[pool(a)], [pool(b)]]).diagnostics.length;
  expect(told({ vmSize: 'Standard_D4s_v5' }, { vmSize: 'standard_d4s_v5' })).toBe(0);
  expect(told({ tags: { team: 'Pay' } }, { tags: { team: 'pay' } })).toBe(1);
});

test('what the newer one does not know or say is taken from the older', () => {
  const full = subnet({ ...from('a'), routeTable: '/rt', owner: 'network' });
  const poor = subnet({ ...from('b'), routeTable: notStated('routeTable') });
  expect(assembled(full, poor)).toMatchObject({
    subnet: { routeTable: '/rt', owner: 'network', source: poor.source },
    diagnostics: [],
  });
});

test('known to be absent is not the same as not known', () => {
  const full = subnet({ ...from('a'), routeTable: '/rt' });
  const none = subnet({ ...from('b'), routeTable: undefined });
  const { subnet: found, diagnostics } = assembled(full, none);
  expect(found).toMatchObject({ routeTable: undefined });
  expect(diagnostics).toHaveLength(1);
});

test('the network of a cluster is joined field by field', () => {
  const vague = { network: { podRanges: notStated('podRanges') }, ...from('b') };
  const { estate, diagnostics } = assemble(sketch.sketchedFrame, [
    [sketch.cluster('pay', from('a'))],
    [sketch.cluster('pay', { ...vague, network: { ...vague.network, outboundType: 'none' } })],
  ]);
  expect(estate.elements.cluster.get(sketch.clusterId('pay'))?.network).toMatchObject({
    podRanges: sketch.prefixes('10.244.0.0/16'),
    outboundType: 'none',
  });
  expect(diagnostics.map((one) => one.message)).toEqual([
    expect.stringContaining('network.outboundType'),
  ]);
});

test('names of users are quoted, and prototype keys do no harm', () => {
  const name = '$(rm -rf ~)"<script>';
  const [a, b] = [subnet(from('a')), subnet({ ...from('b'), routeTable: '/rt' })];
  const hostile = [a, b].map((one) => ({ ...one, name, tags: { ['__proto__']: 'x' } }));
  const { diagnostics, subnet: found } = assembled(...hostile);
  expect(diagnostics[0]?.message).toContain(JSON.stringify(name));
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
});
