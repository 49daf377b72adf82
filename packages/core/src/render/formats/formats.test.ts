import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { reportOf } from '../../../test/fixtures/render-report.ts';
import { readXml } from '../../../test/fixtures/well-formed.ts';
import { findingFormat, findingFormats } from '../formats.ts';

const printed = (id: string, name = 'snet-nodes'): string =>
  findingFormat(id)?.print(reportOf(name)) ?? '';

/** Rows of a CSV text, for a reader as strict as the format. */
function csvRows(text: string): readonly (readonly string[])[] {
  expect(text).toMatch(/^(?:"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*\r\n)+$/);
  const rows: string[][] = [];
  for (const [row] of text.matchAll(/(?:"(?:[^"]|"")*",?)+\r\n/g))
    rows.push(
      [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
    );
  return rows;
}

test('a format is found by its id and by nothing else', () => {
  expect(findingFormats.map((format) => format.id)).toEqual([
    'json',
    'sarif',
    'junit',
    'github',
    'csv',
  ]);
  expect(findingFormat('__proto__')).toBeUndefined();
  expect(findingFormat('JSON')).toBeUndefined();
});

describe.each(hostileNames.map((name) => [name.slice(0, 40), name] as const))(
  'hostile: %j',
  (...[, name]) => {
    test('JSON and SARIF parse and say the name', () => {
      const json: unknown = JSON.parse(printed('json', name));
      expect(json).toMatchObject({ findings: [{ subjectName: name, field: 'prefixes' }, {}, {}] });
      const sarif: unknown = JSON.parse(printed('sarif', name));
      expect(sarif).toMatchObject({
        version: '2.1.0',
        runs: [{ results: [{}, {}, {}, { kind: 'open' }] }],
      });
    });

    test('JUnit is well-formed', () => {
      const read = readXml(printed('junit', name).replace(/^<\?xml[^>]*\?>\n/, ''));
      expect(read.faults).toEqual([]);
      expect(new Set(read.elements)).toEqual(
        new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'skipped', 'system-out']),
      );
    });

    test('GitHub gets one command per finding and no other', () => {
      const lines = printed('github', name).split('\n');
      expect(lines).toHaveLength(4);
      for (const line of lines.slice(0, 3))
        expect(line).toMatch(
          /^::(error|warning|notice) file=[^,:]*,line=12,col=5,title=[^,:]*::[^\r\n]*$/,
        );
    });

    test('CSV has its rows and no formula', () => {
      const rows = csvRows(printed('csv', name));
      expect(rows).toHaveLength(4);
      for (const row of rows) {
        expect(row).toHaveLength(9);
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
    });
  },
);

describe('JSON', () => {
  test('has sums, balances and places', () => {
    expect(JSON.parse(printed('json'))).toMatchObject({
      shape: 1,
      summary: { errors: 1, warnings: 1, notes: 1, undetermined: 1, passed: 3 },
      findings: [
        {
          code: 'AKS-TEST-001',
          place: { document: 'snet-nodes', line: 12, column: 5, path: 'subnets[0].snet-nodes' },
          evidence: {
            kind: 'ledger',
            ledger: {
              needed: 331,
              supply: { amount: 128 },
              balance: { kind: 'short', by: 203 },
              lines: [{ amount: 331 }, { missing: [{ kind: 'notStated' }] }],
            },
          },
        },
        { causedBy: [{ code: 'AKS-TEST-001' }] },
        {},
      ],
      undetermined: [
        { code: 'AKS-TEST-004', missing: [{ says: 'snet-nodes is not among the inputs' }] },
      ],
    });
  });
});

describe('SARIF', () => {
  test('has what the standard asks of a run', () => {
    const log: unknown = JSON.parse(printed('sarif'));
    expect(log).toMatchObject({
      $schema: expect.stringContaining('sarif-2.1.0'),
      runs: [
        {
          tool: { driver: { name: 'aksnet', semanticVersion: '0.1.0' } },
          results: [
            {
              ruleId: 'AKS-TEST-001',
              ruleIndex: 0,
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'snet-nodes' },
                    region: { startLine: 12, startColumn: 5 },
                  },
                },
              ],
            },
            { level: 'warning', ruleIndex: 1 },
            { level: 'note', ruleIndex: 2 },
            { kind: 'open', level: 'none', ruleIndex: 3 },
          ],
        },
      ],
    });
  });

  test.each([
    ['a folder', 'net/plan.yaml', 'net/plan.yaml'],
    ['back slashes', 'net\\plan.yaml', 'net/plan.yaml'],
    ['what would read as a scheme', 'javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['blanks', 'my plan.yaml', 'my%20plan.yaml'],
    ['half a character', 'a\ud800', 'a%EF%BF%BD'],
  ])('a file name is a relative reference: %s', (...[, name, uri]) => {
    const text = printed('sarif', name);
    expect(text).toContain(`"uri": ${JSON.stringify(uri)}`);
  });
});

test('JUnit counts what fails, passes and stays open', () => {
  const read = readXml(printed('junit').replace(/^<\?xml[^>]*\?>\n/, ''));
  const counts = read.attributes
    .filter((one) => one.of === 'testsuites')
    .map((one) => [one.name, one.value]);
  expect(Object.fromEntries(counts)).toEqual({
    name: 'aksnet',
    tests: '7',
    failures: '2',
    skipped: '1',
  });
});

test('GitHub, to the letter', () => {
  const [first] = printed('github', 'a,b:c%\nd').split('\n');
  expect(first).toBe(
    '::error file=a%2Cb%3Ac%25%0Ad,line=12,col=5,title=AKS-TEST-001 the subnet is too small for an upgrade' +
      '::a,b:c%25%0Ad: a,b:c%25%0Ad needs 331 addresses, says "a,b:c%25%0Ad" Fix: give it a,b:c%25%0Ad',
  );
});
