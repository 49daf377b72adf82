import { expect, it } from 'vitest';
import type { AssertionResult } from '../../policy/assertions.ts';
import { assertionFormat, assertionFormats } from '../assertion-formats.ts';
import { assertionsPage } from '../pages/policy/assertions.ts';
import { printText } from '../print/text.ts';
import { type AssertionsReport, countedAs } from './assertions/report.ts';

const hostile = 'a # SKIP <b>&"%0A\u001b[31m\n::error::x';

const result = (outcome: AssertionResult['outcome'], name = 'plain'): AssertionResult => ({
  assertion: {
    name,
    expect: 'doesNotReach',
    from: ['shop/web'],
    to: ['data/db'],
    ports: [],
    engines: [],
    source: { document: 'assert\nions.yaml', path: ['mustNot', 0] },
  },
  engine: 'cilium',
  outcome,
  tried: 1,
  against: 0,
  ...(outcome === 'unresolved' ? { unresolved: { says: hostile, near: hostile } } : {}),
});

const report = (allowUndetermined = false): AssertionsReport => ({
  results: [result('holds'), result('undetermined'), result('unresolved', hostile)],
  allowUndetermined,
  locate: () => ({ document: 'assert\nions.yaml', path: [], position: { line: 3, column: 5 } }),
});

const printed = (id: string, of = report()): string => assertionFormat(id)?.print(of) ?? '';

it.each([
  ['holds', false, 'passed'],
  ['undetermined', false, 'failed'],
  ['undetermined', true, 'skipped'],
  ['fails', true, 'failed'],
  // A mistyped name is a fault of the file, whatever is forgiven.
  ['unresolved', true, 'failed'],
] as const)('%s, undetermined allowed %s: %s', (outcome, allowUndetermined, expected) => {
  expect(countedAs(result(outcome), { allowUndetermined })).toBe(expected);
});

it.each(assertionFormats.map(({ id }) => id))(
  '%s keeps what is hostile from being obeyed',
  (id) => {
    const text = printed(id);
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^::error::x/m);
  },
);

it('TAP has a line for each, and no name reads as a directive', () => {
  const lines = printed('tap').split('\n');
  expect(lines.slice(0, 3)).toEqual(['TAP version 14', '1..3', 'ok 1 - plain']);
  expect(lines.filter((line) => /^(not )?ok /.test(line))).toHaveLength(3);
  expect(lines.filter((line) => /^(not )?ok .*[^\\]# SKIP/.test(line))).toEqual([]);
  expect(printed('tap', report(true))).toContain('ok 2 - plain # SKIP undetermined\n');
});

it('JUnit counts failures and what is skipped, and holds no tag of a name', () => {
  expect(printed('junit')).not.toContain('<b>');
  expect(printed('junit')).toMatch(/<testsuites [^>]*tests="3" failures="2" skipped="0"/);
  expect(printed('junit', report(true))).toMatch(/failures="1" skipped="1"/);
});

it('SARIF tells what failed as errors and the rest as open', () => {
  const { runs } = JSON.parse(printed('sarif', report(true)));
  expect(runs[0].results).toMatchObject([
    { ruleId: 'mustNot', kind: 'open', level: 'none' },
    { ruleId: 'mustNot', level: 'error' },
  ]);
});

it('the page says first whether all passed', () => {
  expect(printText(assertionsPage(report()))).toMatch(/^failed: assertions\n/);
  const good = { ...report(), results: [result('holds')] };
  expect(printText(assertionsPage(good))).toMatch(/^passed: assertions\n/);
});
