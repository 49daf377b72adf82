// The two hand-written address plans: the good one has exactly one flaw, the bad one those that are true.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from '../../packages/cli/test/run.ts';

interface Told {
  readonly code: string;
  readonly severity: string;
  readonly place: string;
  readonly message: string;
}

interface Report {
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly says: string;
    readonly place?: { readonly document: string; readonly line: number; readonly column: number };
  }[];
}

async function findingsOf(
  name: string,
): Promise<{ readonly code: number; readonly told: readonly Told[] }> {
  const { code, out } = await run('check', join(root, 'examples', name, 'plan.yaml'), '-f', 'json');
  const report: Report = JSON.parse(out);
  const told = report.findings.map(({ code, severity, says, place }) => ({
    code,
    severity,
    place: `${place?.document.split('/').at(-1)}:${place?.line}:${place?.column}`,
    message: says,
  }));
  return { code, told };
}

/** Lines of the plan that hold the text. */
function linesOf(name: string, text: string): readonly number[] {
  const lines = readFileSync(join(root, 'examples', name, 'plan.yaml'), 'utf8').split('\n');
  return lines.flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
}

describe('the good plan', () => {
  it('has one error, and nothing else is called one', async () => {
    const { code, told } = await findingsOf('brief-good');
    expect(code).toBe(1);
    const errors = told.filter(({ severity }) => severity === 'error');
    expect(errors.map((one) => one.code)).toEqual(['AKS-IP-001']);
    expect(errors[0]?.message).toContain('172.30.0.0/16');
    const [line] = linesOf('brief-good', 'serviceRange: 172.30.0.0/16');
    expect(errors[0]?.place).toBe(`plan.yaml:${line}:19`);
  });
});

describe('the bad plan', () => {
  it('has its true flaws named, each with its place', async () => {
    const { code, told } = await findingsOf('brief-anti');
    expect(code).toBe(1);
    const errors = told.filter(({ severity }) => severity === 'error');
    expect(errors.map((one) => one.code)).toEqual(['AKS-IP-004', 'AKS-IP-004']);
    for (const { message } of errors) expect(message).toContain('10.0.0.0/24');
    const lines = linesOf('brief-anti', 'serviceRange: 10.0.0.0/16');
    expect(errors.map(({ place }) => place)).toEqual(lines.map((line) => `plan.yaml:${line}:19`));
    for (const { place } of told) expect(place).toMatch(/^plan\.yaml:\d+:\d+$/);
  });

  it('calls it no flaw that clusters share a pod range', async () => {
    const { told } = await findingsOf('brief-anti');
    const about = told.filter(({ message }) => message.includes('10.244.0.0/16'));
    expect(about.length).toBeGreaterThan(0);
    expect(new Set(about.map(({ severity }) => severity))).toEqual(new Set(['note']));
  });
});
