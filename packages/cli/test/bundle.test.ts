// The bundle as it is shipped: alone in a folder, with compiled code and without, loading what is needed.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root, tempFolder } from './run.ts';

const home = join(root, 'packages', 'cli');
const bundle = join(home, 'dist');
const example = join(root, 'examples', 'brief-good', 'plan.yaml');

const node = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

/** What a module prints as JSON, in a process of its own. */
function printedBy(code: string): unknown {
  const { stdout, stderr } = node('--input-type=module', '-e', code);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const from = (...path: readonly string[]): string =>
  JSON.stringify(pathToFileURL(join(root, ...path)).href);

/** Chunks that a command line loads, by whether their compiled code could be used. */
const chunksOf = (...args: readonly string[]): readonly (readonly [string, boolean])[] => {
  const found = printedBy(`
    import { scriptsOf } from ${from('packages', 'cli', 'bin', 'load.js')};
    const { entry, scripts } = scriptsOf(${JSON.stringify(bundle)});
    const quiet = { print: async () => {}, tell() {}, progress() {}, colour: false, width: 80 };
    await entry.main(${JSON.stringify(args)}, quiet);
    const used = [...scripts].map(([name, script]) => [name, script.cachedDataRejected === false]);
    console.log(JSON.stringify(used));
  `);
  return Array.isArray(found) ? found : [];
};

/** Rooms of core whose code is in the chunks; the bundler names the file above what it took from it. */
const roomsOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(
    names.flatMap((name) =>
      [
        ...readFileSync(join(bundle, name), 'utf8').matchAll(/^\/\/ packages\/core\/src\/(\w+)/gm),
      ].map(([, room = '']) => room),
    ),
  );

describe('the bundle', () => {
  it('runs alone, and says the same without the code that was compiled with it', () => {
    const folder = tempFolder();
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(home, part), join(folder, part), { recursive: true });
    const check = () => node(join(folder, 'bin', 'aksnet.js'), 'check', example, '-f', 'json');
    const compiled = check();
    expect(compiled.stderr).toBe('');
    expect(JSON.parse(compiled.stdout)).toMatchObject({ shape: 1 });
    const kept = readdirSync(join(folder, 'dist')).filter((name) => name.startsWith('compiled-'));
    expect(kept).toHaveLength(1);
    for (const name of kept) rmSync(join(folder, 'dist', name), { recursive: true });
    expect(check()).toEqual(compiled);
  });

  it('uses the compiled code of every chunk', () => {
    const chunks = chunksOf('check', example);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.filter(([, isUsed]) => !isUsed)).toEqual([]);
  });

  it('loads for a check what reads and judges, and neither what designs nor what writes', () => {
    const rooms = roomsOf(chunksOf('check', example).map(([name]) => name));
    expect([...rooms]).toEqual(expect.arrayContaining(['read', 'check', 'render']));
    expect(['design', 'path', 'migrate'].filter((room) => rooms.has(room))).toEqual([]);
  });

  it('loads nothing of core for help, but how to escape what it prints', () => {
    expect([...roomsOf(chunksOf('--help').map(([name]) => name))]).toEqual(['write']);
  });
});

describe('the look at the sources', () => {
  const source = join('packages', 'core', 'src', 'room', 'one.ts');

  function clone(): string {
    const folder = tempFolder();
    const files = ['package-lock.json', 'scripts/bundle.mjs', 'scripts/compile-bundle.mjs'];
    const packages = ['net', 'core', 'cli'].flatMap((name) => [
      `packages/${name}/package.json`,
      `packages/${name}/src/index.ts`,
    ]);
    for (const path of [...files, 'packages/cli/bin/load.js', ...packages, source]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'text');
    }
    return folder;
  }

  const look = (folder: string): unknown =>
    printedBy(`
      import { sourcesNow } from ${from('scripts', 'sources.mjs')};
      console.log(JSON.stringify(sourcesNow(${JSON.stringify(folder)})));
    `);

  it.each<readonly [string, (folder: string) => void]>([
    ['an edit', (folder) => writeFileSync(join(folder, source), 'other')],
    ['an older file in its place', (folder) => utimesSync(join(folder, source), 1, 1)],
    ['a new file', (folder) => writeFileSync(join(folder, `${source}.new.ts`), '')],
    ['a file that is gone', (folder) => rmSync(join(folder, source))],
  ])('notices %s', (_, change) => {
    const folder = clone();
    const before = look(folder);
    change(folder);
    expect(look(folder)).not.toBe(before);
  });

  it('does not mind tests, which are in no bundle', () => {
    const folder = clone();
    const before = look(folder);
    writeFileSync(join(folder, source.replace('.ts', '.test.ts')), 'text');
    expect(look(folder)).toBe(before);
  });
});
