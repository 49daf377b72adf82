import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../text/caret.ts';
import { readYaml } from '../text/yaml-text.ts';
import { type PresetAnswers, type PresetId, preset, presetIds } from './presets.ts';
import { readRequirements } from './requirements.ts';

const read = (id: PresetId, answers: PresetAnswers = {}) => {
  const text = preset(id, answers);
  return { text, ...readRequirements(readYaml({ id, text: () => text })) };
};

const answerSets: readonly (readonly [what: string, answers: PresetAnswers])[] = [
  ['no answers', {}],
  ['two regions', { regions: ['southeastasia', 'eastasia'], name: 'Contoso' }],
  ['one region told twice', { regions: ['westeurope', 'westeurope'] }],
  ['few nodes', { maxNodes: 1 }],
  ['many nodes', { maxNodes: 1000 }],
  ['a pool where Service ranges would be', { pools: ['172.16.0.0/12'] }],
  ['a pool where pod ranges would be', { pools: ['100.64.0.0/10', '10.0.0.0/9'] }],
  ['an IPv6 pool', { pools: ['10.64.0.0/12', 'fd00:10::/40'] }],
  ['a blank name', { name: '  ' }],
  ['a name for YAML', { name: `"a": 'b' # {c} & *d !e | > %f\n---\nkind: Evil` }],
  ['a name for a terminal', { name: 'a\u001b[2J\u202eb\u{e0041}\ud800' }],
  ['a name for a shell', { name: '$(rm -rf ~)`id`\\' }],
];

describe.each(presetIds)('%s', (id) => {
  it.each(answerSets)('with %s reads back without a word', (_what, answers) => {
    const { requirements, diagnostics } = read(id, answers);
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    expect(requirements?.kind).toBe('Requirements');
  });

  it('explains itself in comments', () => {
    const { text } = read(id);
    expect(text.startsWith('# ')).toBe(true);
    expect(text.split('\n').filter((line) => line.includes('# ')).length).toBeGreaterThan(12);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});

describe('answers', () => {
  it('are kept as they are', () => {
    const name = 'A & B "Bank" #1: {x}';
    const { requirements } = read('general', {
      name,
      regions: ['eastus', 'westus'],
      pools: ['10.9.0.0/16'],
      maxNodes: 40,
    });
    expect(requirements?.organisation.name).toBe(name);
    expect(requirements?.regions.map(({ name: region, role, of }) => [region, role, of])).toEqual([
      ['eastus', 'primary', undefined],
      ['westus', 'dr', 'eastus'],
    ]);
    expect(requirements?.clusters[0]?.pools.map(({ maxNodes }) => maxNodes)).toEqual([6, 34]);
  });

  it('that are wrong are told when the file is read, with their place', () => {
    const { diagnostics } = read('general', { regions: ['West Europe'], pools: ['10.0.0.1/8'] });
    expect(diagnostics.map(({ code }) => code)).toContain('wrong-value');
    for (const one of diagnostics) expect(one.position).toBeDefined();
  });
});

it('each pattern asks for what it is named after', () => {
  expect(read('flat').requirements?.clusters[0]?.podIdentity.openConnectionsToPods).toHaveLength(1);
  expect(read('restricted').requirements?.clusters[0]?.egress.inspection).toBe('required');
  expect(
    read('restricted').requirements?.clusters[0]?.ingress.some(
      ({ exposure }) => exposure === 'public',
    ),
  ).toBe(false);
  expect(read('migration').requirements?.legacy[0]).toMatchObject({
    mode: 'kubenet',
    movesTo: 'next',
  });
  expect(read('general').requirements?.clusters[0]?.podIdentity.openConnectionsToPods).toEqual([]);
});
