import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { estateModels } from '../../src/policy/estate-models.ts';
import { exposures } from '../../src/policy/exposure.ts';
import { everybody } from '../../src/policy/reach-ends.ts';
import { reachTable } from '../../src/policy/reach-table.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { exposureCsv, exposureJson } from '../../src/render/formats/exposure.ts';
import { matrixScript, matrixScriptHash } from '../../src/render/formats/reach/matrix/script.ts';
import type { ReachReport } from '../../src/render/formats/reach/report.ts';
import { exposurePage } from '../../src/render/pages/policy/exposure.ts';
import { reachPage } from '../../src/render/pages/policy/reach.ts';
import { pageFormats } from '../../src/render/print.ts';
import { reachFormats } from '../../src/render/reach-formats.ts';
import { nowhere } from '../../src/render/words/place.ts';
import { estateOfManifests } from './manifests.ts';
import { guarded } from './shop.ts';

function modelIn(manifests: readonly unknown[]) {
  const found = estateModels(estateOfManifests(manifests))({ reading: 'specification' });
  if (found.model === undefined) throw new Error('no model');
  return found.model;
}

function reportOf(manifests: readonly unknown[]): ReachReport {
  const model = modelIn(manifests);
  const ask = { by: 'workload', from: everybody, to: everybody } as const;
  const table = reachTable(relationOf(model.model), ask);
  const asked = { by: 'workload', from: [], to: [], groupBy: 'sender' } as const;
  return { asked, table, model, locate: nowhere };
}

const printed = (id: string, report: ReachReport): string =>
  reachFormats.find((format) => format.id === id)?.print(report) ?? '';

/** The JSON that the page of the matrix holds. */
const dataIn = (html: string) =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');

const guard = reportOf(guarded);

it('gives reach as data with ids, states and ports', () => {
  const json = JSON.parse(printed('json', guard));
  expect(json).toMatchObject({ shape: 1, asked: { by: 'workload' } });
  expect(json.links[0]).toEqual({
    from: { kind: 'workload', key: 'shop/api[Deployment]' },
    to: { kind: 'workload', key: 'data/db[StatefulSet]' },
    state: 'limited',
    says: 'TCP 5432,9187',
    always: {
      TCP: [
        [5432, 5432],
        [9187, 9187],
      ],
    },
    some: {},
    subject: {},
    conditions: [],
    doubt: {},
  });
  expect(json.groups).toHaveLength(3);
  expect(json.groups[0].of[0]).toMatchObject({ id: expect.any(String), at: { document: 'test' } });
});

it('gives reach as rows of CSV', () => {
  expect(printed('csv', guard).split('\r\n').slice(0, 2)).toEqual([
    '"from_kind","from","to_kind","to","state","connection","always","some_pods","subject_to_rule","undetermined"',
    '"Deployment","shop/api","StatefulSet","data/db","limited","TCP 5432,9187","TCP 5432,9187","","",""',
  ]);
});

it('gives reach to Graphviz, namespaces as clusters', () => {
  const dot = printed('dot', guard);
  expect(dot).toContain('subgraph cluster_0 {\n    label="data";');
  expect(dot).toContain(
    '"shop/web[Deployment]" -> "data/db[StatefulSet]" [label="TCP 9187", style=solid];',
  );
});

it('draws senders of equal rights as one bundle', () => {
  const svg = printed('svg', guard);
  // TCP 5432,9187 from the API; TCP 9187 from the web; all from both and the outside.
  expect(svg.match(/>all connections</g)).toHaveLength(2);
  expect(svg).toContain('>TCP 5432,9187<');
});

it('shows in the matrix what decides each side', () => {
  const data = dataIn(printed('html', guard));
  const row = data.rows.findIndex(({ name }: { name: string }) => name === 'web');
  const column = data.columns.findIndex(({ name }: { name: string }) => name === 'db');
  const cell = data.cells[data.matrix[row][column]];
  expect(cell).toMatchObject({ state: 'limited', lines: ['TCP 9187'], egress: { state: 'free' } });
  expect(cell.ingress.policies.map((at: number) => data.policies[at].name)).toEqual([
    'NetworkPolicy data/db',
  ]);
});

it('allows exactly its own script to run', () => {
  const hash = createHash('sha256').update(matrixScript).digest('base64');
  expect(matrixScriptHash).toBe(hash);
  expect(printed('html', guard)).toContain(`sha256-${hash}`);
  expect(matrixScript).not.toMatch(/innerHTML|fetch\(|https?:/);
});

describe('hostile names', () => {
  const hostile = [
    '</script><b>"x"',
    "=cmd|'/c'!A1",
    'a\nb\r\u202ec',
    '`|*_[x](javascript:1)',
    '"]; x -> y; "\\',
  ];
  const report = reportOf(
    hostile.flatMap((name, i) => [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: hostile[(i + 1) % hostile.length], namespace: name },
        spec: { containers: [] },
      },
    ]),
  );

  it('are nothing but text in the matrix', () => {
    const html = printed('html', report);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain('<b>');
    const names = dataIn(html).rows.map(({ space }: { space: string }) => space);
    expect(hostile.every((name) => names.includes(name))).toBe(true);
  });

  it.each(['svg', 'dot', 'csv', 'json'])('break nothing in %s', (id) => {
    const text = printed(id, report);
    expect(text).not.toContain(
      id === 'json' || id === 'csv' || id === 'dot' ? '\u202ec"; ' : '<b>',
    );
    if (id === 'svg') expect(text).not.toMatch(/<\/script>/);
    if (id === 'json') expect(JSON.parse(text).groups).toHaveLength(hostile.length);
    if (id === 'csv') expect(text).not.toMatch(/(^|,)"?[=+@]/m);
    // Outside of quotes nothing of a name is left: quoted strings away, only our own words stay.
    if (id === 'dot')
      expect(text.replace(/"(\\.|[^"\\])*"/g, '""')).not.toMatch(/x -> y|cmd|javascript/);
  });

  it.each(pageFormats.map(({ id }) => id))('break nothing in the page as %s', (id) => {
    const format = pageFormats.find((one) => one.id === id);
    for (const page of [
      reachPage(report),
      exposurePage({ exposures: exposures(report.model.model), model: report.model }),
    ]) {
      const text = format?.print(page, {}) ?? '';
      // A browser keeps the direction of letters within their element.
      if (id !== 'html') expect(text).not.toContain('\u202e');
      // In Markdown and on a terminal names stand verbatim in their code spans.
      if (id === 'html') expect(text).not.toMatch(/<b>/);
    }
  });

  it('break nothing in the CSV of exposure', () => {
    const text = exposureCsv({ exposures: exposures(report.model.model), model: report.model });
    expect(text).not.toMatch(/(^|,)"[=+@]/m);
  });
});

it('tells exposure: to the world, to the cluster, to nobody that is there, without any policy', () => {
  const model = modelIn(guarded);
  const report = { exposures: exposures(model.model), model };
  expect(exposureJson(report)).toMatchObject({
    shape: 1,
    unprotected: expect.arrayContaining([
      { kind: 'Deployment', namespace: 'shop', name: 'web', direction: 'ingress' },
    ]),
    openings: expect.arrayContaining([
      expect.objectContaining({
        name: 'web',
        direction: 'egress',
        to: 'world',
        guarded: false,
        ranges: ['0.0.0.0-255.255.255.255'],
        says: 'all connections',
      }),
      expect.objectContaining({
        name: 'db',
        direction: 'ingress',
        to: 'cluster',
        guarded: true,
        says: 'TCP 9187',
      }),
    ]),
  });
  expect(exposureCsv(report)).toContain(
    '"data","db","StatefulSet","ingress","yes","cluster","every pod of the cluster","TCP 9187"',
  );
});
