import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { kinds } from '../../src/estate/elements/kinds.ts';
import { type Estate, everything } from '../../src/estate/estate.ts';
import { hasErrors } from '../../src/evidence/diagnostic.ts';
import { readArmBody } from '../../src/read/arm-body.ts';
import type { Supplied } from '../../src/read/format.ts';
import { missingElements } from '../../src/read/missing.ts';
import { planData } from '../../src/read/plan-data.ts';
import { type ReadResult, read } from '../../src/read/read.ts';
import { summaryOf } from '../../src/read/summary.ts';
import { readJson } from '../../src/text/json-text.ts';
import { jsonValues } from '../../src/text/json-values.ts';
import { readYamlFile } from '../../src/text/yaml-text.ts';
import { brokenText, changed, placesIn, strangers, strangeValue } from './mutate.ts';
import { sampleAnswers, sampleBodies, sampleObjects, sampleOwn } from './samples.ts';

/* No input may break a reader, and what comes out must be an Estate whatever went in. */

const day = '2026-11-23';
const about = { collected: '2026-11-01T00:00:00Z' };
const json = (text: string): Supplied => ({
  document: readJson({ id: 'a.json', text: () => text }),
  about,
});
const yaml = (text: string): Supplied => ({
  document: readYamlFile({ id: 'a.yaml', text: () => text }),
  about,
});

const tables = (estate: Estate) => kinds.map((kind) => [...estate.elements[kind].entries()]);

/** What is wrong with what was read; nothing should be. */
function faults(result: ReadResult): readonly string[] {
  const { estate } = result;
  const found: string[] = [];
  if (!isDeepStrictEqual(tables(structuredClone(estate)), tables(estate)))
    found.push('the estate does not survive structuredClone');
  for (const kind of kinds)
    for (const [key, element] of estate.elements[kind])
      if (element.kind !== kind || element.id !== key || typeof element.name !== 'string')
        found.push(`${kind} ${key} holds ${element.kind} ${element.id}`);
  const text = JSON.stringify(planData(estate));
  const again = read([{ document: readJson({ id: 'plan.json', text: () => text }), about: {} }], {
    day,
  });
  const errors = again.diagnostics.filter(({ severity }) => severity === 'error');
  found.push(...errors.map(({ message, path }) => `plan.json: ${path?.join('.')}: ${message}`));
  if (errors.length === 0 && !isDeepStrictEqual(tables(again.estate), tables(estate)))
    found.push(`plan.json reads back otherwise: ${firstDifference(estate, again.estate)}`);
  summaryOf(result);
  missingElements(estate);
  if ('polluted' in {}) found.push('a prototype was reached');
  return found;
}

function firstDifference(one: Estate, other: Estate): string {
  const others = new Map([...everything(other)].map((element) => [element.id, element]));
  for (const element of everything(one)) {
    const again = others.get(element.id);
    if (!isDeepStrictEqual(element, again))
      return `${JSON.stringify(element, spelled)} / ${JSON.stringify(again, spelled)}`;
  }
  return 'order';
}

const spelled = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}n` : value;

const bodies = sampleBodies.map(({ value }) => value);
/** One body of each type: the longest, which says most. */
const oneOfEachType = [
  ...new Map(
    sampleBodies
      .toSorted((a, b) => JSON.stringify(a.value).length - JSON.stringify(b.value).length)
      .map((one) => [one.type, one]),
  ).values(),
];

describe('samples', () => {
  test('are read whole and without a remark', () => {
    const result = read(
      [json(JSON.stringify(bodies)), ...sampleObjects.map((one) => json(JSON.stringify(one)))],
      { day },
    );
    expect(result.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(faults(result)).toEqual([]);
  });
});

describe('whatever stands in a document', () => {
  test('every value of a body of each type replaced by strangers, and taken out', () => {
    let runs = 0;
    const wrong: string[] = [];
    // Neighbours meet one half of the strangers each: what one key endures, the next one does.
    for (const { type, value } of oneOfEachType)
      for (const [i, place] of [...placesIn(value)].entries())
        for (const next of [undefined, ...strangers.filter((_, j) => (i + j) % 2 === 0)]) {
          runs++;
          const body = { type, value: changed(value, place, next), document: 'a.json', path: [] };
          const { elements, parts } = readArmBody(body);
          for (const element of [...elements, ...parts])
            if (typeof element.id !== 'string' || typeof element.name !== 'string')
              wrong.push(`${type} ${place.join('.')}`);
          // The way through a plan costs most of the time: one in many goes it.
          if (runs % 211 === 0)
            for (const fault of faults(read([json(JSON.stringify(body.value) ?? 'null')], { day })))
              wrong.push(`${type} ${place.join('.')} ${JSON.stringify(next)}: ${fault}`);
        }
    expect(wrong).toEqual([]);
    expect(runs).toBeGreaterThan(15_000);
  });

  test.each<[what: string, values: readonly unknown[], runs: number]>([
    ['bodies of Azure', bodies, 300],
    ['answers', sampleAnswers, 150],
    ['Kubernetes objects', sampleObjects, 300],
    ['files of ours', sampleOwn, 60],
  ])('%s', (...[, values, numRuns]) => {
    fc.assert(
      fc.property(strangeValue(values), (value) => {
        expect(faults(read([json(JSON.stringify(value) ?? 'null')], { day }))).toEqual([]);
      }),
      { seed: 41, numRuns },
    );
  });

  test('several documents that contradict each other in strange ways', () => {
    fc.assert(
      fc.property(
        fc.array(strangeValue(bodies.slice(0, 12)), { minLength: 2, maxLength: 4 }),
        (values) => {
          const documents = values.map((value) => json(JSON.stringify(value) ?? 'null'));
          expect(faults(read(documents, { day }))).toEqual([]);
        },
      ),
      { seed: 42, numRuns: 150 },
    );
  });
});

const example = readFileSync(
  new URL('../../../../examples/financial-saas/requirements.yaml', import.meta.url),
  'utf8',
);
const small = [...bodies.slice(0, 8), ...sampleAnswers, ...sampleObjects];
const jsonTexts = small.map((value) => JSON.stringify(value, null, 1));
const yamlTexts = [...small.map((value) => stringify(value)), example];

describe('whatever stands in a text', () => {
  test('JSON', () => {
    fc.assert(
      fc.property(brokenText(jsonTexts), (text) => {
        const result = read([json(text)], { day });
        expect(faults(result)).toEqual([]);
        for (const { position } of result.diagnostics)
          expect(position === undefined || position.line <= text.split('\n').length).toBe(true);
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  test('several JSON values', () => {
    fc.assert(
      fc.property(brokenText([jsonTexts.join('\n')]), (text) => {
        const cut = [...(jsonValues(text) ?? [])];
        expect(cut.map((item) => item.text).join('').length).toBeLessThanOrEqual(text.length);
      }),
      { seed: 44, numRuns: 300 },
    );
  });

  test('YAML', () => {
    fc.assert(
      fc.property(brokenText(yamlTexts), (text) => {
        expect(faults(read([yaml(text)], { day }))).toEqual([]);
      }),
      { seed: 45, numRuns: 150 },
    );
  });

  test.each<[why: string, text: string]>([
    ['lists in lists in lists', '['.repeat(100_000)],
    ['objects in objects', '{"a":'.repeat(100_000)],
    ['a well-formed tower', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['a number without end', `{"count": ${'9'.repeat(100_000)}}`],
    ['a key without end', `{"${'k'.repeat(1_000_000)}": 1}`],
    ['doubled keys', `{"id": 1, "id": 2, "ID": 3, "Id": ${JSON.stringify(bodies[0])}}`],
    [
      'a prototype',
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": 1}}}',
    ],
    ['zeros', '\u0000\u0000'],
    ['UTF-16 read as UTF-8', [...JSON.stringify(bodies[0])].join('\u0000')],
    ['nothing', ''],
    ['NaN', '{"count": NaN}'],
  ])('JSON: %s', (...[, text]) => {
    const result = read([json(text)], { day });
    expect(faults(result)).toEqual([]);
    const [report] = result.documents;
    const isTold = result.diagnostics.length > 0 || (report?.elements ?? 0) > 0;
    expect(isTold || text === '' || hasErrors(result.diagnostics)).toBe(true);
  });

  test.each<[why: string, text: string]>([
    [
      'aliases of aliases',
      `a: &a [x, x]\n${[...'bcdefghij'].map((to, i) => `${to}: &${to} [${`*${'abcdefghi'[i]}, `.repeat(9)}]`).join('\n')}`,
    ],
    ['an alias inside itself', 'a: &a [*a]'],
    ['tags', '!!js/function x: !!binary y\nid: !<tag:x> z'],
    ['numbers that are none', `${stringify(bodies[0])}\ncount: .nan\nx: .inf\ny: -.inf`],
    ['a tower', '['.repeat(10_000)],
    ['merged keys', 'base: &b {id: x}\nother: {<<: *b, <<: *b}'],
    ['many documents', '---\n'.repeat(2000)],
  ])('YAML: %s', (...[, text]) => {
    expect(faults(read([yaml(text)], { day }))).toEqual([]);
  });

  test('numbers that are none where numbers are read', () => {
    for (const number of ['.nan', '.inf', '-.inf', '1e400', '-1', '1.5', '99999999999999999999'])
      for (const { value } of oneOfEachType) {
        const text = stringify(value).replace(/: \d+$/gm, `: ${number}`);
        expect([number, faults(read([yaml(text)], { day }))]).toEqual([number, []]);
      }
  });
});
