import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { readYaml } from '../text/yaml-text.ts';
import { jsonSchema, type WrittenFile, writtenFiles } from './json-schema.ts';
import { preset, presetIds } from './presets.ts';

const published = (file: WrittenFile): URL =>
  new URL(`../../../../docs/${file}.schema.json`, import.meta.url);
const textOf = (name: string): string =>
  readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');

const valueIn = (text: string): unknown => readYaml({ id: 'r', text: () => text }).value;

it.each(writtenFiles)('%s is the published one', (file) => {
  const current = `${JSON.stringify(jsonSchema(file), null, 2)}\n`;
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(published(file), current);
  expect(readFileSync(published(file), 'utf8')).toBe(current);
});

it.each([
  [
    'requirements',
    [textOf('financial-saas/requirements.yaml'), ...presetIds.map((id) => preset(id))],
    ['organisation:', 'organization:'],
  ],
  [
    'address-plan',
    ['brief-good', 'brief-anti', 'whole'].map((name) => textOf(`${name}/plan.yaml`)),
    ['virtualNetworks:', 'vnets:'],
  ],
  [
    'assertions',
    [
      `apiVersion: aksnet/v1
kind: Assertions
must:
  - { name: orders, from: [shop/web, shop/api], to: data/db, port: 5432, engine: [azure, cilium] }
mustNot:
  - { from: internet, to: data/*, ports: [22, { port: 53, protocol: UDP }], reason: closed }
`,
    ],
    ['mustNot:', 'must_not:'],
  ],
] as const)(
  '%s accepts what reading accepts, and refuses what is misspelled',
  (file, texts, [right, wrong]) => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(published(file), 'utf8')));
    for (const text of texts) {
      expect(schema.safeParse(valueIn(text)).error?.issues).toBeUndefined();
      expect(schema.safeParse(valueIn(text.replace(right, wrong))).success).toBe(false);
    }
  },
);

it('says of every default what it is', () => {
  const text = JSON.stringify(jsonSchema('requirements'));
  expect(text).toContain('1.25 by default');
  expect(text).not.toContain('"$ref":"#/$defs/__schema0"');
});
