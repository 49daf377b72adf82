// Files as files: none too long to read in one go, none that knows the machine it was written on.
import { expect, it } from 'vitest';
import { filePaths, has, readText, sources, type TextFile } from './repository.ts';

const MAX_LINES = 350;

/** Longer files, and why cutting them would make them harder to read. */
const MAY_BE_LONG: Readonly<Record<string, string>> = {};

/** Folders of one machine. The look-behind keeps URLs and relative paths out. */
const MACHINE_PATH = /(?<![\w.\-/*])\/(work|tmp|root|home\/\w+)(?![\w-])/;

const IS_TEXT = /\.(ts|mjs|js|json|md|ya?ml|txt|bicep|tf|html|sh)$|(^|\/)(run|LICENSE)$/;

const tooLong = ({ path, text }: TextFile): boolean =>
  text.trimEnd().split('\n').length > MAX_LINES && !Object.hasOwn(MAY_BE_LONG, path);

/** Lines that name a folder of one machine. */
function machinePaths({ path, text }: TextFile): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) => (MACHINE_PATH.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : []));
}

/** Sources and the scripts, which live by the same rule. */
function code(): readonly TextFile[] {
  const scripts = filePaths('scripts').map((path) => ({ path, text: readText(path) }));
  return [...sources(), ...scripts];
}

it('a file can be read in one go', () => {
  expect(
    code()
      .filter(tooLong)
      .map(({ path }) => path),
  ).toEqual([]);
  expect(tooLong({ path: 'a.ts', text: 'x\n'.repeat(MAX_LINES) })).toBe(false);
  expect(tooLong({ path: 'a.ts', text: 'x\n'.repeat(MAX_LINES + 1) })).toBe(true);
});

it('the long files on the list are still there', () => {
  expect(Object.keys(MAY_BE_LONG).filter((path) => !has(path))).toEqual([]);
});

it('no file knows the machine it was written on', () => {
  const written = filePaths()
    .filter((path) => IS_TEXT.test(path) && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readText(path) }));
  expect(written.flatMap(machinePaths)).toEqual([]);
});

it.each([
  ['work', (root: string) => `see /${root}/notes.md`],
  ['tmp', (root: string) => `open('/${root}/a')`],
  ['root', (root: string) => `(/${root})`],
  ['home', (root: string) => `"/${root}/eve/x"`],
])('notices paths below %s', (root, text) => {
  expect(machinePaths({ path: 'a.md', text: text(root) })).toHaveLength(1);
});

it.each([
  'Microsoft.OperationalInsights/workspaces/a',
  'https://example.org/home/a',
  '/subscriptions/a/providers/b/workloads/c',
  './tmp/a',
])('lets %s through', (text) => {
  expect(machinePaths({ path: 'a.md', text })).toEqual([]);
});
