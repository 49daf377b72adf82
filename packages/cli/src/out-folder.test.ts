import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesIn, tempFolder } from '../test/run.ts';
import { type Change, compare, write } from './out-folder.ts';
import { listName, type OutFile } from './written-files.ts';

const files = (texts: Readonly<Record<string, string>>): readonly OutFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

const plan = files({ 'plan.json': '{}', 'a/one.tf': 'one', 'a/b/two.tf': 'two' });

const put = (folder: string, path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

/** Files without the list of ours. */
const textsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...filesIn(folder)].filter(([path]) => path !== listName));

const kindsOf = (changes: readonly Change[]): Readonly<Record<string, string>> =>
  Object.fromEntries(changes.map(({ path, kind }) => [path, kind]));

describe('a folder that is not there', () => {
  it('appears with everything in it and nothing beside it', async () => {
    const around = tempFolder();
    const folder = join(around, 'deep', 'plan');
    expect(kindsOf(await compare(folder, plan))).toEqual({
      'plan.json': 'new',
      'a/one.tf': 'new',
      'a/b/two.tf': 'new',
    });
    expect(existsSync(join(around, 'deep'))).toBe(false);
    await write(folder, plan);
    expect(textsIn(folder)).toEqual({ 'plan.json': '{}', 'a/one.tf': 'one', 'a/b/two.tf': 'two' });
    expect(readdirSync(join(around, 'deep'))).toEqual(['plan']);
  });

  it('can be entered by whom the user lets in, not by the user alone', async () => {
    const folder = join(tempFolder(), 'plan');
    await write(folder, plan);
    const other = join(dirname(folder), 'other');
    mkdirSync(other);
    expect(lstatSync(folder).mode).toBe(lstatSync(other).mode);
  });

  it('does not appear when a file stands in the way of its parent', async () => {
    const around = tempFolder();
    put(around, 'file', 'mine');
    await expect(write(join(around, 'file', 'plan'), plan)).rejects.toMatchObject({
      code: 'not-writable',
    });
    expect(textsIn(around)).toEqual({ file: 'mine' });
  });

  it.each(['../out.txt', '/etc/x', 'a/../../out.txt', '', '.', 'a/..'])(
    'does not appear when a path is %j',
    async (path) => {
      const around = tempFolder();
      const folder = join(around, 'plan');
      const bad = [...plan, { path, text: 'x' }];
      await expect(write(folder, bad)).rejects.toMatchObject({ code: 'not-writable' });
      expect(readdirSync(around)).toEqual([]);
      mkdirSync(folder);
      await expect(write(folder, bad)).rejects.toMatchObject({ code: 'not-writable' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('is refused when it is a file', async () => {
    const around = tempFolder();
    put(around, 'plan', 'mine');
    for (const attempt of [write, compare])
      await expect(attempt(join(around, 'plan'), plan)).rejects.toMatchObject({
        code: 'not-writable',
        message: expect.stringContaining('is no folder'),
      });
    expect(textsIn(around)).toEqual({ plan: 'mine' });
  });
});

describe('a folder that is there', () => {
  it('is the same after a second run, untouched', async () => {
    const folder = join(tempFolder(), 'plan');
    await write(folder, plan);
    const list = lstatSync(join(folder, listName)).ino;
    const changes = await write(folder, plan);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['same']));
    expect(lstatSync(join(folder, listName)).ino).toBe(list);
  });

  it('keeps files of the user beside ours', async () => {
    const folder = tempFolder();
    put(folder, 'notes.md', 'mine');
    put(folder, 'a/mine.tf', 'mine too');
    await write(folder, plan);
    await write(folder, plan.slice(0, 1));
    expect(textsIn(folder)).toEqual({
      'notes.md': 'mine',
      'a/mine.tf': 'mine too',
      'plan.json': '{}',
    });
  });

  it('changes what changed, removes what is gone with its folders, and tells', async () => {
    const folder = join(tempFolder(), 'plan');
    await write(folder, plan);
    const next = files({ 'plan.json': '{"a":1}', 'a/one.tf': 'one', 'c/three.tf': 'three' });
    const told = {
      'plan.json': 'changed',
      'a/one.tf': 'same',
      'a/b/two.tf': 'gone',
      'c/three.tf': 'new',
    };
    const before = textsIn(folder);
    expect(kindsOf(await compare(folder, next))).toEqual(told);
    expect(textsIn(folder)).toEqual(before);
    expect(kindsOf(await write(folder, next))).toEqual(told);
    expect(textsIn(folder)).toEqual({
      'plan.json': '{"a":1}',
      'a/one.tf': 'one',
      'c/three.tf': 'three',
    });
    expect(existsSync(join(folder, 'a', 'b'))).toBe(false);
  });

  it('is left whole when the user changed one file of ours, unless forced', async () => {
    const folder = join(tempFolder(), 'plan');
    await write(folder, plan);
    put(folder, 'a/one.tf', 'mine now');
    const next = files({ 'plan.json': 'new', 'a/one.tf': 'new', 'a/b/two.tf': 'new' });
    const before = textsIn(folder);
    expect(kindsOf(await compare(folder, next))['a/one.tf']).toBe('yours');
    await expect(write(folder, next)).rejects.toMatchObject({
      code: 'user-changed',
      message: expect.stringContaining('a/one.tf'),
      hint: expect.stringContaining('--force'),
    });
    expect(textsIn(folder)).toEqual(before);
    await write(folder, next, true);
    expect(textsIn(folder)).toEqual({ 'plan.json': 'new', 'a/one.tf': 'new', 'a/b/two.tf': 'new' });
  });

  it('keeps a file that is gone from the plan and was changed, even when forced', async () => {
    const folder = join(tempFolder(), 'plan');
    await write(folder, plan);
    put(folder, 'a/one.tf', 'mine now');
    const changes = await write(folder, plan.slice(0, 1), true);
    expect(kindsOf(changes)).toEqual({
      'plan.json': 'same',
      'a/one.tf': 'yours',
      'a/b/two.tf': 'gone',
    });
    expect(textsIn(folder)).toEqual({ 'plan.json': '{}', 'a/one.tf': 'mine now' });
  });

  it('takes no file for ours because it has the name of one', async () => {
    const folder = tempFolder();
    put(folder, 'plan.json', 'of somebody else');
    await expect(write(folder, plan)).rejects.toMatchObject({ code: 'user-changed' });
    expect(textsIn(folder)).toEqual({ 'plan.json': 'of somebody else' });
  });

  it.each([
    '{',
    '[]',
    'null',
    '{"files":null}',
    '{"files":{"plan.json":1}}',
    '{"files":{"__proto__":"x"}}',
  ])('a broken list %s makes nothing ours', async (list) => {
    const folder = tempFolder();
    put(folder, listName, list);
    put(folder, 'plan.json', 'mine');
    await expect(write(folder, plan)).rejects.toMatchObject({ code: 'user-changed' });
  });

  it('a forged list removes nothing outside', async () => {
    const around = tempFolder();
    const folder = join(around, 'plan');
    put(around, 'precious', '');
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    put(folder, listName, JSON.stringify({ files: { '../precious': empty } }));
    await expect(write(folder, plan, true)).rejects.toMatchObject({
      code: 'not-writable',
      hint: expect.stringContaining(listName),
    });
    expect(textsIn(around)).toEqual({ precious: '', [`plan/${listName}`]: expect.any(String) });
  });
});

describe.skipIf(process.platform === 'win32')('links', () => {
  it.each([
    ['a folder', 'a', 'outside'],
    ['a file', 'plan.json', 'outside/target'],
    ['nothing', 'plan.json', 'nowhere'],
  ])('to %s inside the folder are not followed, forced or not', async (_, path, to) => {
    const around = tempFolder();
    const folder = join(around, 'plan');
    put(around, 'outside/target', 'precious');
    mkdirSync(folder);
    symlinkSync(join(around, to), join(folder, path));
    expect(kindsOf(await compare(folder, plan))).toMatchObject(
      path === 'a' ? { 'a/one.tf': 'blocked', 'a/b/two.tf': 'blocked' } : { [path]: 'blocked' },
    );
    for (const force of [false, true])
      await expect(write(folder, plan, force)).rejects.toMatchObject({
        code: 'not-writable',
        message: expect.stringContaining(path),
      });
    expect(textsIn(join(around, 'outside'))).toEqual({ target: 'precious' });
    expect(readdirSync(folder)).toEqual([path]);
  });

  it('that are the folder itself are the choice of the user', async () => {
    const around = tempFolder();
    mkdirSync(join(around, 'real'));
    symlinkSync(join(around, 'real'), join(around, 'plan'));
    await write(join(around, 'plan'), plan);
    expect(textsIn(join(around, 'real'))).toMatchObject({ 'plan.json': '{}' });
    expect(lstatSync(join(around, 'plan')).isSymbolicLink()).toBe(true);
  });

  it('in a list of ours lead to no removal', async () => {
    const around = tempFolder();
    const folder = join(around, 'plan');
    await write(folder, plan);
    put(around, 'outside/one.tf', 'one');
    rmSync(join(folder, 'a'), { recursive: true });
    symlinkSync(join(around, 'outside'), join(folder, 'a'));
    await write(folder, plan.slice(0, 1));
    expect(textsIn(join(around, 'outside'))).toEqual({ 'one.tf': 'one' });
  });
});

it('a folder where a file belongs is told before anything is written', async () => {
  const folder = join(tempFolder(), 'plan');
  await write(folder, plan);
  const before = filesIn(folder);
  const next = [...files({ 'plan.json': 'new', 'new.txt': 'new' }), { path: 'a', text: 'x' }];
  await expect(write(folder, next)).rejects.toMatchObject({
    code: 'not-writable',
    message: expect.stringContaining('a cannot be written'),
  });
  expect(filesIn(folder)).toEqual(before);
});

it('what was moved is moved back when a later step fails', async () => {
  const folder = join(tempFolder(), 'plan');
  await write(folder, plan);
  const next = files({ 'plan.json': 'new', 'a/one.tf': 'new', 'new.txt': 'new' });
  const before = filesIn(folder);
  const stuck = {
    path: 'locked/x',
    get text(): string {
      // When the texts are staged, the way to the last file is barred.
      if (!existsSync(join(folder, 'locked'))) writeFileSync(join(folder, 'locked'), '');
      return 'x';
    },
  };
  await expect(write(folder, [...next, stuck])).rejects.toMatchObject({ code: 'not-writable' });
  expect(filesIn(folder)).toEqual(new Map([...before, ['locked', ''] as const]));
});

it('after any row of runs the folder holds the last plan and everything of the user', async () => {
  const path = fc.constantFrom('a', 'b', 'c/d', 'c/e', 'f/g/h');
  const texts = fc.dictionary(path, fc.constantFrom('1', '2', '3'), { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 5 }), async (runs) => {
      const around = tempFolder();
      const folder = join(around, 'plan');
      for (const wanted of runs) await write(folder, files(wanted));
      put(folder, 'mine', 'mine');
      for (const wanted of runs.toReversed()) await write(folder, files(wanted));
      expect(textsIn(folder)).toEqual({ ...runs[0], mine: 'mine' });
      expect(readdirSync(around)).toEqual(['plan']);
    }),
    { numRuns: 25, seed: 1 },
  );
});
