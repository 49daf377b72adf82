// What outsiders may import, as one list per entry point in test/house/exports/. A change of the public
// surface is thereby a visible change of a file; `npm run update-goldens -- test/house` writes them.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filePaths, has, ROOT, readText, syntaxOf, type TextFile } from './repository.ts';

const GOLDENS = 'test/house/exports';
const UPDATING = process.env['UPDATE_GOLDENS'] === '1';

/** Entry points by the name of their list. */
function entryPoints(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (has('packages/net/src/index.ts')) found.set('net', 'packages/net/src/index.ts');
  for (const path of filePaths('packages')) {
    const name = /^packages\/core\/src\/exports\/([^/]+)\.ts$/.exec(path)?.[1];
    if (name !== undefined && !name.endsWith('.test')) found.set(`core.${name}`, path);
  }
  return found;
}

/** Exported names, sorted, types marked; `export *` is told as what it is, for it hides what it names. */
function exportedNames(file: TextFile): readonly string[] {
  return syntaxOf(file)
    .module.staticExports.flatMap(({ entries }) =>
      entries.map(({ exportName, isType }) => ({ name: exportName.name ?? '*', isType })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, isType }) => (isType ? `type ${name}` : name));
}

describe('the public surface is the one that is written down', () => {
  it.each([...entryPoints()])('%s', (name, path) => {
    const names = exportedNames({ path, text: readText(path) });
    const golden = `${GOLDENS}/${name}.txt`;
    const text = `${names.join('\n')}\n`;
    expect(names).not.toContain('*');
    if (UPDATING) writeFileSync(join(ROOT, golden), text);
    expect(has(golden) ? readText(golden) : 'no list yet: npm run update-goldens').toBe(text);
  });

  it('has no list of something that is gone', () => {
    const lists = has(GOLDENS) ? readdirSync(join(ROOT, GOLDENS)) : [];
    const gone = lists.filter((list) => !entryPoints().has(list.replace(/\.txt$/, '')));
    if (UPDATING) for (const list of gone) rmSync(join(ROOT, GOLDENS, list));
    expect(UPDATING ? [] : gone).toEqual([]);
  });
});

it('reads exports of every form', () => {
  const text = [
    "export { b, type C as D } from './b.ts';",
    'export const a: number = 1;',
    'export interface E {}',
    "export * from './f.ts';",
  ].join('\n');
  expect(exportedNames({ path: 'a.ts', text })).toEqual(['*', 'type D', 'type E', 'a', 'b']);
});
