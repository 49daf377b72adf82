import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHtml, readXml } from '../../../test/fixtures/well-formed.ts';
import { type DesignResult, design } from '../../design/design.ts';
import { readRequirements } from '../../requirements/requirements.ts';
import { readYaml } from '../../text/yaml-text.ts';
import { figuresOf } from '../figures.ts';
import { printHtml } from '../print/html.ts';
import { printMarkdown } from '../print/markdown.ts';
import { printText } from '../print/text.ts';
import { planPage } from './plan.ts';

const example = new URL(
  '../../../../../examples/financial-saas/requirements.yaml',
  import.meta.url,
);

function designed(change: (text: string) => string = (text) => text): DesignResult {
  const text = change(readFileSync(example, 'utf8'));
  const { requirements } = readRequirements(
    readYaml({ id: 'requirements.yaml', text: () => text }),
  );
  if (requirements === undefined) throw new Error('the example cannot be read');
  return design({ requirements, day: '2026-11-23' });
}

describe('the report on the worked example', () => {
  const page = planPage(designed());
  const html = printHtml(page);
  const read = readHtml(html);

  test('has its parts in order', () => {
    const anchors = page.blocks.map((block) => (block.kind === 'section' ? block.anchor : ''));
    expect(anchors).toEqual([
      'summary',
      'topology',
      'addresses',
      'ledgers',
      'decisions',
      'objects',
      'checklist',
      'findings',
      'paths',
      'drills',
      'monitoring',
      'tracing',
      'guards',
      'open',
    ]);
  });

  test('is one whole HTML file that asks nobody for anything', () => {
    expect(read.faults).toEqual([]);
    expect(read.elements.filter((one) => /^(link|img|iframe|object|base|form)$/.test(one))).toEqual(
      [],
    );
    const addresses = html.match(/(?:https?:)?\/\/[a-z][^\s"'<)]*/gi) ?? [];
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
  });

  test('every link leads to a part, and no anchor is there twice', () => {
    const ids = read.attributes.filter((one) => one.name === 'id').map((one) => one.value);
    const targets = read.attributes
      .filter((one) => one.name === 'href')
      .map((one) => one.value.slice(1));
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test('points from Markdown at the drawings beside it', () => {
    const figures = figuresOf(page);
    expect(figures.map((figure) => figure.name)).toEqual(['topology', 'address-map']);
    for (const { name, svg } of figures) {
      expect(readXml(svg).faults).toEqual([]);
      expect(printMarkdown(page)).toContain(`](<${name}.svg>)`);
    }
  });

  test('names the ranges that were allocated', () => {
    const text = printText(page);
    expect(text).toMatch(/aks-pay-prod-southeastasia +pod range +100\.\d+\.\d+\.\d+\/\d+/);
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('[object Object]');
  });
});

test('a pool that is too small is told as an obstacle, with the need that found no room', () => {
  const text = printText(
    planPage(designed((yaml) => yaml.replace('10.80.0.0/12', '10.80.0.0/24'))),
  );
  expect(text).toContain('The plan does not hold');
  expect(text).toMatch(/\[x\] No room for the VNet range of/);
});
