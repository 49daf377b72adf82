import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { templateFunctions } from './functions.ts';
import { functionsPage } from './functions-page.ts';

const path = join(import.meta.dirname, '../../../../../docs/arm-functions.md');

it('docs/arm-functions.md tells what the catalogue holds', () => {
  const page = functionsPage(templateFunctions);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, page);
  expect(existsSync(path) ? readFileSync(path, 'utf8') : 'npm run update-goldens').toBe(page);
});

it('says why of everything that is not evaluated', () => {
  const silent = templateFunctions.filter(
    ({ answers, says }) => answers !== 'evaluated' && says === undefined,
  );
  expect(silent).toEqual([]);
});
