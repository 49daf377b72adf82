import { readFileSync } from 'node:fs';
import { prefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../evidence/diagnostic.ts';
import { renderDiagnostic } from '../text/caret.ts';
import { readYaml } from '../text/yaml-text.ts';
import { clusterPlaces } from './cluster-places.ts';
import { readRequirements } from './requirements.ts';

const exampleUrl = new URL(
  '../../../../examples/financial-saas/requirements.yaml',
  import.meta.url,
);
const example = readFileSync(exampleUrl, 'utf8');

const read = (text: string) => readRequirements(readYaml({ id: 'r', text: () => text }));

const smallest = `apiVersion: aksnet/v1
kind: Requirements
organisation: { name: Example }
addresses: { domains: [{ name: corp, pools: [10.64.0.0/12] }] }
regions: [{ name: westeurope }]
environments: [{ name: prod }]
clusters:
  - name: apps
    environment: prod
    regions: [westeurope]
    pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 6 }]
`;

describe('what is right', () => {
  it('reads the worked example without a word', () => {
    const { requirements, diagnostics } = read(example);
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    expect(requirements?.addresses.domains[0]?.pools).toEqual([prefix('10.80.0.0/12')]);
    expect(requirements?.clusters[0]?.pools[0]).toMatchObject({
      surge: { kind: 'percent', percent: 33 },
      zones: ['1', '2', '3'],
    });
    expect(requirements?.clusters[0]?.environments).toEqual(['prod']);
  });

  it('needs little, and says what it takes for granted', () => {
    const { requirements, diagnostics } = read(smallest);
    expect(diagnostics).toEqual([]);
    expect(requirements).toMatchObject({
      cloud: 'public',
      hub: { topology: 'none', gateway: 'none' },
      growth: { factor: 1.25, migrationOverlap: 'blueGreenPool' },
      clusters: [{ ipFamilies: [4], apiServer: { exposure: 'private', breakGlass: 'runCommand' } }],
      security: { defaultDeny: 'sensitive' },
    });
  });

  it('reads the same text to the same value', () => {
    const said = ({ requirements, diagnostics }: ReturnType<typeof read>): unknown => [
      requirements,
      diagnostics,
    ];
    expect(said(read(example))).toEqual(said(read(example)));
  });

  it('reads Windows lines and a byte order mark', () => {
    expect(read(`\ufeff${smallest.replaceAll('\n', '\r\n')}`).diagnostics).toEqual([]);
  });

  it('spreads kinds of clusters over regions and environments, in order and quickly', () => {
    const clusters = Array.from(
      { length: 200 },
      (_, i) =>
        `  - { name: c${i}, environments: [prod, test], regions: [westeurope, northeurope], pools: [{ name: s, purpose: system, minNodes: 2, maxNodes: 6 }] }`,
    );
    const text = smallest
      .replace(/clusters:[\s\S]*/, `clusters:\n${clusters.join('\n')}\n`)
      .replace(
        '[{ name: westeurope }]',
        '[{ name: westeurope }, { name: northeurope, role: active }]',
      )
      .replace('[{ name: prod }]', '[{ name: prod }, { name: test }]');
    const { requirements, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    const places = requirements === undefined ? [] : [...clusterPlaces(requirements)];
    expect(places).toHaveLength(800);
    expect(
      places.slice(0, 5).map((p) => `${p.cluster.name} ${p.environment.name} ${p.region.name}`),
    ).toEqual([
      'c0 prod westeurope',
      'c0 prod northeurope',
      'c0 test westeurope',
      'c0 test northeurope',
      'c1 prod westeurope',
    ]);
  });
});

describe('hostile files', () => {
  const hostile: readonly (readonly [why: string, text: string])[] = [
    ['nothing', ''],
    ['not a map', '- 1\n- 2\n'],
    ['a number', '5'],
    ['keys of prototypes', `${smallest}constructor: 1\nhasOwnProperty: 2\n`],
    ['__proto__', `${smallest}__proto__: { a: 1 }\n`],
    ['a tag', smallest.replace('{ name: Example }', '!ruby/object { name: Example }')],
    ['a tab', smallest.replace('    environment', '\tenvironment')],
    ['not a number', smallest.replace('maxNodes: 6', 'maxNodes: .nan')],
    ['infinity', smallest.replace('maxNodes: 6', 'maxNodes: .inf')],
    ['a fraction', smallest.replace('maxNodes: 6', 'maxNodes: 6.5')],
    ['a negative number', smallest.replace('maxNodes: 6', 'maxNodes: -6')],
    ['a name for a shell', smallest.replace('name: apps', 'name: "$(rm -rf ~)"')],
    ['a name for a page', smallest.replace('name: apps', 'name: "<script>alert(1)</script>"')],
    ['a name for a terminal', smallest.replace('name: Example', 'name: "a\\u001b[2Jb"')],
    ['deep nesting', smallest.replace('{ name: Example }', '['.repeat(5000))],
    ['a doubled key', `${smallest}regions: []\n`],
  ];
  it.each(hostile)('%s is told with its place', (_why, text) => {
    const { diagnostics } = read(text);
    expect(hasErrors(diagnostics)).toBe(true);
    for (const one of diagnostics) expect(renderDiagnostic(one)).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('survives any few bytes changed in the example, quickly', () => {
    const bytes = fc.array(
      fc.record({
        at: fc.nat({ max: example.length - 1 }),
        cut: fc.nat({ max: 4 }),
        put: fc.constantFrom(
          '',
          ' ',
          '\t',
          '\n',
          '"',
          "'",
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '-',
          '&a',
          '*a',
          '!',
          '0',
          '\0',
          '\u202e',
          '__proto__: 1\n',
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(bytes, (edits) => {
        const text = edits.reduce(
          (before, { at, cut, put }) => before.slice(0, at) + put + before.slice(at + cut),
          example,
        );
        const { requirements, diagnostics } = read(text);
        expect(requirements !== undefined || hasErrors(diagnostics)).toBe(true);
        for (const one of diagnostics) expect(one.message).not.toMatch(/undefined|\[object/);
      }),
      { seed: 20261123, numRuns: 60 },
    );
  });
});
