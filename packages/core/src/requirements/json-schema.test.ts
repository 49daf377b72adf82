import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { readYaml } from '../text/yaml-text.ts';
import { requirementsJsonSchema } from './json-schema.ts';
import { preset, presetIds } from './presets.ts';

const published = new URL('../../../../docs/requirements.schema.json', import.meta.url);
const example = new URL('../../../../examples/financial-saas/requirements.yaml', import.meta.url);

const valueIn = (text: string): unknown => readYaml({ id: 'r', text: () => text }).value;

it('is the published one', () => {
  const current = `${JSON.stringify(requirementsJsonSchema(), null, 2)}\n`;
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(published, current);
  expect(readFileSync(published, 'utf8')).toBe(current);
});

it('accepts what reading accepts, and refuses what is misspelled', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(published, 'utf8')));
  for (const text of [readFileSync(example, 'utf8'), ...presetIds.map((id) => preset(id))]) {
    expect(schema.safeParse(valueIn(text)).error?.issues).toBeUndefined();
    const misspelled = text.replace('organisation:', 'organization:');
    expect(schema.safeParse(valueIn(misspelled)).success).toBe(false);
  }
});

it('says of every default what it is', () => {
  const text = JSON.stringify(requirementsJsonSchema());
  expect(text).toContain('1.25 by default');
  expect(text).not.toContain('"$ref":"#/$defs/__schema0"');
});
