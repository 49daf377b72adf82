import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckResult, check } from '../../src/check/check.ts';
import { checklist } from '../../src/check/checklist.ts';
import { type Estate, estateOf } from '../../src/estate/estate.ts';
import { nameInId } from '../../src/estate/id.ts';
import { plain } from '../../src/evidence/prose.ts';
import { readAddressPlan } from '../../src/requirements/address-plan.ts';
import { readYaml } from '../../src/text/yaml-text.ts';

/** A hand-written plan: only what it says to be whole is listed. */
function planned(name: string): Estate {
  const path = join(import.meta.dirname, '../../../../examples', name, 'plan.yaml');
  const document = readYaml({ id: path, text: () => readFileSync(path, 'utf8') });
  const { fragment, coverage, diagnostics } = readAddressPlan(document);
  expect(diagnostics).toEqual([]);
  return estateOf(
    { tense: 'planned', day: '2026-11-23', assume: {}, raised: [], coverage },
    fragment,
  );
}

/** Findings as `severity code subject`, each once. */
const told = ({ findings }: CheckResult): readonly string[] => [
  ...new Set(
    findings.map(({ severity, code, subject }) => `${severity} ${code} ${nameInId(subject)}`),
  ),
];

const saying = ({ findings }: CheckResult, code: string): string =>
  findings
    .filter((finding) => finding.code === code)
    .map(({ says, fix }) => `${plain(says)} ${plain(fix)}`)
    .join('\n');

describe('the good plan', () => {
  const estate = planned('brief-good');
  const result = check(estate);

  it('has one error: its Service range is one that AKS keeps', () => {
    expect(told(result)).toEqual(['error AKS-IP-001 aks-prod']);
    expect(saying(result, 'AKS-IP-001')).toContain('172.30.0.0/16');
    expect(saying(result, 'AKS-IP-001')).toContain(
      'whether the API rejects it here is not documented',
    );
    expect(saying(result, 'AKS-IP-001')).toContain('for example 172.16.0.0/16');
  });

  it('is told where it is written', () => {
    expect(result.findings[0]?.source?.path).toEqual(['clusters', 0]);
    expect(result.findings[0]?.field).toBe('network.serviceRanges');
  });

  it('leaves open what it does not state, and passes nothing of that', () => {
    const open = new Set(result.undetermined.map(({ code }) => code));
    for (const code of ['AKS-CAP-001', 'AKS-CAP-002', 'AKS-EGR-001', 'AKS-MODE-003', 'AKS-IP-003'])
      expect(open, code).toContain(code);
    const verdicts = checklist(estate, result).map(({ id, verdict }) => [id, verdict]);
    expect(Object.fromEntries(verdicts)).toMatchObject({
      'ip-overlap': 'unknown',
      'ip-nodes': 'unknown',
      'ip-service': 'fail',
      'ip-dns': 'pass',
      'egress-explicit': 'unknown',
      'ops-profile': 'pass',
      'ops-runbook': 'unknown',
    });
  });
});

describe('the plan that shows how not to do it', () => {
  const estate = planned('brief-anti');
  const result = check(estate);

  it('has its true flaws, and the shared pod range is only a note', () => {
    expect(told(result)).toEqual([
      'error AKS-IP-004 aks-one',
      'error AKS-IP-004 aks-two',
      'warning AKS-CAP-007 snet-nodes',
      'warning AKS-CAP-008 snet-nodes',
      'note AKS-IP-006 aks-one',
      'note AKS-IP-013 aks-one',
      'note AKS-IP-013 aks-two',
    ]);
  });

  it('shows the arithmetic and the way out', () => {
    expect(saying(result, 'AKS-IP-004')).toContain(
      'Service range 10.0.0.0/16 of aks-one meets VNet range 10.0.0.0/24 of vnet-prod',
    );
    expect(saying(result, 'AKS-CAP-008')).toContain('/25 with 123 usable addresses');
    expect(saying(result, 'AKS-CAP-008')).toContain('room for a /24');
    expect(saying(result, 'AKS-IP-006')).toContain('Azure allows it');
  });
});

describe('a plan that says that it is whole', () => {
  const estate = planned('whole');
  const result = check(estate);

  it('has no question left that waits for a list, and finds nothing', () => {
    expect(told(result)).toEqual([]);
    expect(
      result.undetermined.flatMap(({ missing }) => missing).filter((m) => m.kind === 'notListed'),
    ).toEqual([]);
  });

  it('leaves more open when it does not say so', () => {
    const unsaid = check({ ...estate, coverage: [] });
    expect(unsaid.undetermined.length).toBeGreaterThan(result.undetermined.length);
  });
});
