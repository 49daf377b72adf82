import { describe, expect, it } from 'vitest';
import { type Estate, estateOf } from '../estate/estate.ts';
import { cluster, pool, poolId, sketchedFrame, subnet, subnetId, vnet } from '../estate/sketch.ts';
import type { Finding, RuleCode } from '../evidence/finding.ts';
import { words } from '../evidence/prose.ts';
import { folded, withCauses } from './root-cause.ts';

const finding = (code: RuleCode, subject: string): Finding => ({
  code,
  title: code,
  severity: 'error',
  topic: 'capacity',
  subject,
  says: words(code),
  evidence: { kind: 'facts', says: [] },
  fix: words('fix'),
  cite: [],
  assumes: [],
  causedBy: [],
});

const estate: Estate = estateOf(sketchedFrame, [
  vnet('v', ['10.0.0.0/16']),
  subnet('v/nodes', '10.0.0.0/24'),
  cluster('a'),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
]);

const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code);

describe('causes', () => {
  const causes = new Map<RuleCode, readonly RuleCode[]>([
    ['AKS-B-001', ['AKS-A-001']],
    ['AKS-C-001', ['AKS-B-001']],
  ]);

  it('are found on the subject itself and on what it hangs on', () => {
    const found = withCauses(
      estate,
      [
        finding('AKS-A-001', subnetId('v', 'nodes')),
        finding('AKS-B-001', poolId('a', 'one')),
        finding('AKS-B-001', subnetId('v', 'nodes')),
        finding('AKS-B-001', '/elsewhere'),
      ],
      causes,
    );
    expect(found.map(({ causedBy }) => causedBy.length)).toEqual([0, 1, 1, 0]);
  });

  it('fold consequences under the first cause, over several steps', () => {
    const all = withCauses(
      estate,
      (['AKS-C-001', 'AKS-B-001', 'AKS-A-001'] as const).map((code) =>
        finding(code, subnetId('v', 'nodes')),
      ),
      causes,
    );
    const [only, ...others] = folded(all);
    expect(others).toEqual([]);
    expect(only?.finding.code).toBe('AKS-A-001');
    expect(codesOf(only?.consequences ?? [])).toEqual(['AKS-C-001', 'AKS-B-001']);
  });

  it('that name each other leave both standing', () => {
    const circle = new Map<RuleCode, readonly RuleCode[]>([
      ['AKS-A-001', ['AKS-B-001']],
      ['AKS-B-001', ['AKS-A-001']],
    ]);
    const all = withCauses(
      estate,
      [finding('AKS-A-001', '/x'), finding('AKS-B-001', '/x')],
      circle,
    );
    expect(codesOf(folded(all).map((one) => one.finding))).toEqual(['AKS-A-001', 'AKS-B-001']);
  });

  it('lose no finding', () => {
    const all = withCauses(
      estate,
      [
        finding('AKS-A-001', '/x'),
        finding('AKS-A-001', '/x'),
        finding('AKS-B-001', '/x'),
        finding('AKS-C-001', '/y'),
      ],
      causes,
    );
    const shown = folded(all).flatMap((one) => [one.finding, ...one.consequences]);
    expect(new Set(shown)).toEqual(new Set(all));
    expect(shown).toHaveLength(all.length);
  });
});
