import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { design } from '../../design/design.ts';
import { all } from '../../estate/estate.ts';
import { plain } from '../../evidence/prose.ts';
import { drillsOf } from '../derived.ts';
import { planFiles } from '../plan-files.ts';
import { printHtml } from '../print/html.ts';
import { alikeLedgers } from './ledgers/alike.ts';
import { planLedgers, planPage } from './plan.ts';

const regions = ['westeurope', 'northeurope', 'eastus', 'eastus2', 'uksouth'];
const kind = (_: unknown, i: number) => ({
  ...smallest.clusters[0],
  name: `app${i}`,
  regions,
  environments: ['dev', 'prod'],
});
const result = design({
  requirements: requirementsOf({
    ...smallest,
    addresses: { domains: [{ name: 'corp', pools: ['10.0.0.0/9'] }] },
    regions: regions.map((name) => ({ name, role: 'active' })),
    environments: [{ name: 'dev' }, { name: 'prod' }],
    clusters: Array.from({ length: 4 }, kind),
  }),
  day: '2026-11-23',
});

describe('the report on forty clusters', () => {
  const page = planPage(result);
  const html = printHtml(page);

  test('tells parts that are alike once', () => {
    expect(all(result.estate, 'cluster')).toHaveLength(40);
    const kinds = new Set(drillsOf(result.estate).map(({ drill }) => drill));
    const told = html.match(/id="drill-\d+-/g) ?? [];
    expect(drillsOf(result.estate).length).toBeGreaterThan(100);
    expect(told.length).toBeLessThanOrEqual(kinds.size * 4);
    expect(html.length).toBeLessThan(2_500_000);
  });

  test('has titles that can be read', () => {
    for (const block of page.blocks)
      if (block.kind === 'section')
        for (const inner of block.blocks)
          if (inner.kind === 'section') expect(plain(inner.title).length).toBeLessThan(200);
  });

  test('still names every cluster', () => {
    for (const { name } of all(result.estate, 'cluster'))
      expect(html.replaceAll('<wbr>', '')).toContain(name);
  });

  test('loses no drill: each stands with its commands in a file', () => {
    const files = planFiles(result).filter(({ path }) => path.startsWith('drills/'));
    const sections = files.flatMap(({ text }) => text.match(/^## .*$/gm) ?? []);
    expect(sections).toHaveLength(drillsOf(result.estate).length);
  });
});

test('ledgers are alike when nothing but names differs', () => {
  const ledgers = planLedgers(result);
  const groups = alikeLedgers(ledgers);
  expect(ledgers.length).toBeGreaterThan(100);
  expect(groups.flat()).toHaveLength(ledgers.length);
  expect(groups.length).toBeLessThan(ledgers.length / 4);
  for (const [first, ...others] of groups)
    for (const other of others) {
      expect(other.supply).toEqual(first?.supply);
      expect(other.lines.map(({ amount }) => amount)).toEqual(
        first?.lines.map(({ amount }) => amount),
      );
    }
  // Few ledgers are told one by one.
  expect(alikeLedgers(ledgers.slice(0, 100))).toHaveLength(100);
});
