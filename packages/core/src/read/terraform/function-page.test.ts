import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { functionPage } from './function-page.ts';
import { functionGroups } from './functions.ts';

const path = join(import.meta.dirname, '../../../../../docs/terraform-functions.md');

it('docs/terraform-functions.md lists every function', () => {
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, functionPage());
  expect(readFileSync(path, 'utf8')).toBe(functionPage());
});

it('every function has a name of its own', () => {
  const names = functionGroups.flatMap(({ functions }) => functions.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});
