import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { type Estate, estateOf } from '../estate/estate.ts';
import {
  cluster,
  clusterId,
  endpoint,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../estate/sketch.ts';
import type { Prose } from '../evidence/prose.ts';
import { check } from './check.ts';
import { folded } from './root-cause.ts';
import { rules } from './rules.ts';

const network = [
  vnet('v', ['10.0.0.0/24']),
  subnet('v/nodes', '10.0.0.0/25'),
  cluster('a', { network: { serviceRanges: [prefix('172.30.0.0/16')] } }),
  pool('a/one', 200, { subnet: subnetId('v', 'nodes') }),
  endpoint('kv', subnetId('v', 'nodes')),
];
const estate: Estate = estateOf(sketchedFrame, network);

describe('check', () => {
  const result = check(estate);

  it('tells the gravest first, then by code and subject', () => {
    const gravity = { error: 0, warning: 1, note: 2 };
    const keys = result.findings.map(
      ({ severity, code, subject }) => `${gravity[severity]} ${code} ${subject}`,
    );
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(result.findings.map(({ severity }) => severity)).size).toBe(3);
  });

  it('counts what passed for every rule that was asked', () => {
    expect(Object.keys(result.passed)).toEqual(rules.map(({ code }) => code));
    expect(result.passed['AKS-IP-007']).toBe(1);
    expect(result.passed['AKS-IP-001']).toBe(1);
  });

  it('loses no judgement', () => {
    const total = [...result.judgements.values()].flat().length;
    const passed = Object.values(result.passed).reduce((sum, count) => sum + count, 0);
    expect(passed + result.findings.length + result.undetermined.length).toBe(total);
  });

  it('carries severity, field, source and sources of the rule', () => {
    const found = result.findings.find(({ code }) => code === 'AKS-IP-001');
    expect(found).toMatchObject({
      severity: 'error',
      subject: clusterId('a'),
      field: 'network.serviceRanges',
      topic: 'addresses',
      source: { document: 'design', path: ['a'] },
      assumes: ['serviceCidr.forbiddenEnforced'],
    });
    expect(found?.cite.length).toBeGreaterThan(0);
  });

  it('folds what follows under its cause', () => {
    const short = folded(result.findings).find(({ finding }) => finding.code === 'AKS-CAP-007');
    expect(short?.consequences.map(({ code }) => code)).toEqual(['AKS-CAP-001']);
  });

  it('asks only what it is to ask', () => {
    expect(Object.keys(check(estate, { only: ['AKS-IP-001', 'AKS-IP-002'] }).passed)).toEqual([
      'AKS-IP-001',
      'AKS-IP-002',
    ]);
    const most = check(estate, { ignore: ['AKS-IP-001'] });
    expect(most.findings.map(({ code }) => code)).not.toContain('AKS-IP-001');
    expect(check(estate, { rules: [] }).findings).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    expect(check(estateOf(sketchedFrame, []))).toMatchObject({ findings: [], undetermined: [] });
  });
});

describe('names of others', () => {
  const hostile = [
    '$(rm -rf ~)',
    '"]; drop table claims; --',
    '<script>alert(1)</script>',
    '__proto__',
    'constructor',
    '\u202eevil',
  ];

  it.each(hostile)('%j stays a part of its own and harms nothing', (name) => {
    const { findings } = check(
      estateOf(
        sketchedFrame,
        network.map((element) => ({ ...element, name })),
      ),
    );
    expect(findings.map(({ code }) => code)).toEqual(
      check(estate).findings.map(({ code }) => code),
    );
    const own = findings.flatMap(({ says, fix }): Prose => [...says, ...fix]);
    expect(own.filter((part) => typeof part === 'string' && part.includes(name))).toEqual([]);
  });
});
