import { address, prefix } from '@aksnet/net';
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
    {
      because: 'a rule that objects',
      id: 'ip-dns',
      elements: [cluster('a', { network: { dnsServiceIp: address('10.9.0.10') } })],
      verdict: 'fail',
    },
    { because: 'rules that are content', id: 'ip-dns', elements: plain, verdict: 'pass' },
    {
      because: 'an input that is missing',
      id: 'ip-dns',
      elements: [cluster('a', { network: { dnsServiceIp: notStated('dnsServiceIp') } })],
      verdict: 'unknown',
    },
    {
      because: 'nothing that the question is about',
      id: 'ip-dns',
      elements: [],
      verdict: 'notApplicable',
    },
    {
      because: 'Linux alone has no differences to Windows',
      id: 'cni-os',
      elements: plain,
      verdict: 'notApplicable',
    },
    {
      because: 'what only people can tell',
      id: 'ops-runbook',
      elements: plain,
      verdict: 'unknown',
    },
    {
      because: 'what a person signed',
      id: 'ops-runbook',
      elements: [...plain, attestation('ops-runbook')],
      verdict: 'attested',
    },
    {
      because: 'a signature that has run out',
      id: 'ops-runbook',
      elements: [...plain, attestation('ops-runbook', { until: '2026-11-22' })],
      verdict: 'unknown',
    },
    {
      because: 'a signature of a later day',
      id: 'ops-runbook',
      elements: [...plain, attestation('ops-runbook', { on: '2026-12-01' })],
      verdict: 'unknown',
    },
    {
      because: 'a signature for another point',
      id: 'ops-review',
      elements: [...plain, attestation('ops-runbook')],
      verdict: 'unknown',
    },
    {
      because: 'a signature against a rule that objects',
      id: 'ip-service',
      elements: [
        cluster('a', { network: { serviceRanges: [prefix('172.30.0.0/16')] } }),
        attestation('ip-service'),
      ],
      verdict: 'fail',
    },
  ])('$verdict: $because', ({ id, elements, verdict }) => {
    expect(verdictOf(id, elements)).toBe(verdict);
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
