import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleIndexPage, rulePage } from './rule-page.ts';
import { rules } from './rules.ts';

const folder = join(import.meta.dirname, '../../../../docs/rules');
const isUpdating = process.env['UPDATE_GOLDENS'] === '1';

/** Every page by its file name: what docs/rules must hold, and nothing else. */
const pages = new Map([
  ['README.md', ruleIndexPage(rules)],
  ...rules.map((rule) => [`${rule.code}.md`, rulePage(rule)] as const),
]);

describe('docs/rules holds the pages of the rules', () => {
  it.each([...pages])('%s', (name, text) => {
    const path = join(folder, name);
    if (isUpdating) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, text);
    }
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'npm run update-goldens').toBe(text);
  });

  it('and no page of a rule that is gone', () => {
    const gone = readdirSync(folder).filter((name) => !pages.has(name));
    if (isUpdating) for (const name of gone) rmSync(join(folder, name));
    expect(isUpdating ? [] : gone).toEqual([]);
  });
});

describe('a page', () => {
  it.each(rules.map((rule) => [rule.code, rulePage(rule)]))(
    'of %s shows its example',
    (_, text) => {
      expect(text).toMatch(/^> \*\*(error|warning|note)\*\* \S/m);
      expect(text).toMatch(/^Proposed: \S/m);
      expect(text).not.toContain('undefined');
      expect(text).not.toContain('[object');
    },
  );
});
