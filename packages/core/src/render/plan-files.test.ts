import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { financialSaas, requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { design } from '../design/design.ts';
import type { Requirements } from '../requirements/schema.ts';
import { fileNames } from './files/plan-file.ts';
import { planFiles } from './plan-files.ts';

const filesOf = (requirements: Requirements): ReadonlyMap<string, string> =>
  new Map(
    planFiles(design({ requirements, day: '2026-11-23' })).map(({ path, text }) => [path, text]),
  );

describe('files of the worked example', () => {
  const files = filesOf(financialSaas());

  test.each([
    'plan.json',
    'report.html',
    'report.md',
    'topology.svg',
    'address-map.svg',
    'decisions.md',
    'checklist.md',
    'drills.md',
    'tracing.md',
    'guards.md',
    'bicep/main.bicep',
    'terraform/hub.tf',
    'az/deploy.sh',
    'monitoring/prometheus-rules.yaml',
    'monitoring/grafana-dashboard.json',
    'monitoring/azure-alerts.json',
  ])('%s is there and says something', (path) => {
    expect(files.get(path)?.length).toBeGreaterThan(200);
  });

  test('every JSON and YAML file can be read', () => {
    for (const [path, text] of files) {
      if (path.endsWith('.json')) expect(() => JSON.parse(text), path).not.toThrow();
      if (/^monitoring\/.*yaml$/.test(path)) expect(parse(text)).toHaveProperty('groups');
    }
  });

  test('every policy of ours has its values beside it', () => {
    const policies = [...files.keys()].filter((path) => path.startsWith('policies/'));
    const definitions = policies.filter((path) => !path.endsWith('.parameters.json'));
    expect(definitions.length).toBeGreaterThan(2);
    for (const path of definitions)
      expect(policies).toContain(path.replace('.json', '.parameters.json'));
    expect(JSON.parse(files.get('policies/aksnet-no-kubenet.parameters.json') ?? '{}')).toEqual({
      effect: { value: 'Audit' },
    });
  });

  test('no cluster is to be left, so there is no migration', () => {
    expect([...files.keys()].filter((path) => path.startsWith('migration'))).toEqual([]);
  });
});

test('a cluster that shall be left has a plan of its own, in the report too', () => {
  const files = filesOf(
    requirementsOf({
      ...smallest,
      legacy: [
        {
          name: 'Old.Shop',
          mode: 'kubenet',
          region: 'westeurope',
          ranges: { virtualNetwork: ['10.8.0.0/16'], services: ['10.0.0.0/16'] },
          movesTo: 'shop',
          runs: [{ namespace: 'web' }, { namespace: 'db' }],
        },
      ],
    }),
  );
  const text = files.get('migration-old-shop.md') ?? '';
  expect(text).toContain('# Leaving `Old.Shop`');
  expect(text).toMatch(/Way back:/);
  expect(files.get('report.html')).toContain('id="migration-1-old-shop"');
});

test.each([
  [
    ['a', 'a', 'A'],
    ['a', 'a-2', 'a-3'],
  ],
  [
    ['a', 'a', 'a-2'],
    ['a', 'a-2', 'a-2-2'],
  ],
  [
    ['../../etc/passwd', '..', '', '$(rm -rf ~)'],
    ['etc-passwd', 'unnamed', 'unnamed-2', 'rm-rf'],
  ],
])('names %j become files %j', (names, files) => {
  expect(fileNames(names, (name) => name).map(([name]) => name)).toEqual(files);
});
