import { describe, expect, it } from 'vitest';
import type { Attestation } from '../estate/elements/recorded.ts';
import { estateOf, type Frame } from '../estate/estate.ts';
import { ownId } from '../estate/id.ts';
import { cluster, pool, sketchedFrame, subnet, subnetId, vnet } from '../estate/sketch.ts';
import { notStated } from '../evidence/knowable.ts';
import { check } from './check.ts';
import { questions } from './checklist/questions.ts';
import { checklist } from './checklist.ts';
import { rules } from './rules.ts';

const plain = [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a'),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

const attestation = (point: string, said: Partial<Attestation> = {}): Attestation => ({
  kind: 'attestation',
  id: ownId('attestation', point),
  name: point,
  source: { document: 'attestations', path: [] },
  point,
  by: 'platform lead',
  on: '2026-11-01',
  evidence: 'change 4711',
  ...said,
});

function verdictOf(id: string, elements: Parameters<typeof estateOf>[1], frame?: Partial<Frame>) {
  const estate = estateOf({ ...sketchedFrame, ...frame }, elements);
  const point = checklist(estate, check(estate)).find((one) => one.id === id);
  if (point === undefined) throw new Error(`no point ${id}`);
  return point.verdict;
}

describe('the checklist', () => {
  it('has 24 points: 6, 4, 5, 4 and 5', () => {
    const count = (topic: string) => questions.filter((one) => one.topic === topic).length;
    const topics = ['addresses', 'cni', 'egress', 'ingress', 'operations'];
    expect(topics.map(count)).toEqual([6, 4, 5, 4, 5]);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(24);
  });

  it('asks rules that exist', () => {
    const known = new Set(rules.map(({ code }) => code));
    expect(questions.flatMap((one) => one.rules).filter((rule) => !known.has(rule))).toEqual([]);
  });

  it.each([
    [
      'a rule that objects',
      'ip-dns',
      [...plain, cluster('b', { network: { serviceRanges: [] } })],
      'fail',
    ],
    ['rules that are content', 'ip-dns', plain, 'pass'],
    [
      'an input that is missing',
      'ip-dns',
      [cluster('a', { network: { dnsServiceIp: notStated('dnsServiceIp') } })],
      'unknown',
    ],
    ['nothing that the question is about', 'ip-dns', [], 'notApplicable'],
    ['Linux alone has no differences to Windows', 'cni-os', plain, 'notApplicable'],
    ['what only people can tell', 'ops-runbook', plain, 'unknown'],
    ['what a person signed', 'ops-runbook', [...plain, attestation('ops-runbook')], 'attested'],
    [
      'what a person signed and has run out',
      'ops-runbook',
      [...plain, attestation('ops-runbook', { until: '2026-11-22' })],
      'unknown',
    ],
    [
      'what a person will sign only later',
      'ops-runbook',
      [...plain, attestation('ops-runbook', { on: '2026-12-01' })],
      'unknown',
    ],
    [
      'a signature for another point',
      'ops-review',
      [...plain, attestation('ops-runbook')],
      'unknown',
    ],
    [
      'a signature against a rule that objects',
      'ip-service',
      [cluster('a', { network: { serviceRanges: [] } }), attestation('ip-service')],
      'attested',
    ],
  ] as const)('%s', (_, id, elements, verdict) => {
    expect(verdictOf(id, elements, id === 'ip-service' ? { tense: 'observed' } : {})).toBe(verdict);
  });

  it('takes a plan as the record of its own decisions, and a dump not', () => {
    expect(verdictOf('cni-documented', plain, { tense: 'designed' })).toBe('pass');
    expect(verdictOf('cni-documented', plain, { tense: 'observed' })).toBe('unknown');
    expect(verdictOf('ops-profile', plain, { tense: 'planned' })).toBe('pass');
  });

  it('does not pass what nobody listed', () => {
    expect(verdictOf('ip-dns', [], { coverage: [] })).toBe('unknown');
  });

  it('leaves a question open when its rule was left out', () => {
    const estate = estateOf(sketchedFrame, plain);
    const points = checklist(estate, check(estate, { ignore: ['AKS-IP-009'] }));
    expect(points.find(({ id }) => id === 'ip-dns')?.verdict).toBe('unknown');
  });
});
