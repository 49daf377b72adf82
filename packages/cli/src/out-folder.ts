import { copyFile, mkdir, mkdtemp, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliFailure } from './errors.ts';
import {
  hash,
  inside,
  isThere,
  listName,
  listOf,
  look,
  type OutFile,
  writtenBefore,
} from './written-files.ts';

/*
 * Writes a plan to a folder. A folder that is not there appears whole or not at all: everything is
 * written to a folder beside it, which then gets its name. In a folder that is there, everything is
 * written to a hidden folder inside it (the same file system, whatever is mounted there), each file is
 * then moved over its elder in one step, and what was moved is moved back when one of the steps fails.
 * Nothing of the user is touched: a file counts as ours only while it is as the list of our files says.
 */

/** What writing would do, or did, to each file. */
export type Change =
  | { readonly kind: 'new' | 'changed' | 'same'; readonly path: string }
  /** Written by an earlier run and no longer part of the plan. */
  | { readonly kind: 'gone'; readonly path: string }
  /** Not as an earlier run left it: somebody's own work, kept unless forced. */
  | { readonly kind: 'yours'; readonly path: string }
  /** Cannot be written, because `by` stands there: a link, or a folder where a file belongs. */
  | { readonly kind: 'blocked'; readonly path: string; readonly by: string };

/** Compares the wanted files with the folder as it is. */
export async function compare(
  folder: string,
  files: readonly OutFile[],
): Promise<readonly Change[]> {
  if (!(await isThere(folder))) return files.map(({ path }) => ({ kind: 'new', path }));
  const ours = await writtenBefore(folder);
  const wanted = new Set(files.map(({ path }) => path));
  const here = files.map(async (file): Promise<Change> => {
    const { path } = file;
    const found = await look(folder, path);
    if (found.kind === 'nothing') return { kind: 'new', path };
    if (found.kind === 'other') return { kind: 'blocked', path, by: found.by };
    if (found.text === file.text) return { kind: 'same', path };
    return { kind: ours.get(path) === hash(found.text) ? 'changed' : 'yours', path };
  });
  const leftOver = [...ours.keys()]
    .filter((path) => !wanted.has(path))
    .map(async (path): Promise<readonly Change[]> => {
      const found = await look(folder, path);
      if (found.kind !== 'file') return [];
      return [{ kind: ours.get(path) === hash(found.text) ? 'gone' : 'yours', path }];
    });
  const [of, old] = await Promise.all([Promise.all(here), Promise.all(leftOver)]);
  return [...of, ...old.flat()];
}

/**
 * Writes the files and tells what became of each. Files of the user, and ours that the user changed,
 * are left alone unless forced; what no longer belongs to the plan is removed if nobody changed it.
 */
export async function write(
  folder: string,
  files: readonly OutFile[],
  force = false,
): Promise<readonly Change[]> {
  try {
    const changes = await compare(folder, files);
    refuse(folder, { files, changes, force });
    if (await isThere(folder)) await update(folder, files, changes);
    else await create(folder, files);
    return changes;
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(
      'not-writable',
      `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

interface Intent {
  readonly files: readonly OutFile[];
  readonly changes: readonly Change[];
  readonly force: boolean;
}

/** Before anything is written: what stands in the way of the whole. */
function refuse(folder: string, { files, changes, force }: Intent): void {
  const wanted = new Set(files.map(({ path }) => path));
  for (const change of changes)
    if (change.kind === 'blocked')
      throw new CliFailure(
        'not-writable',
        `${change.path} cannot be written to ${folder}: ${change.by} is there and is ${change.by === change.path ? 'no file' : 'no folder'}, or is a link`,
        { hint: 'move it away, or choose another folder' },
      );
  const yours = changes.filter(({ kind, path }) => kind === 'yours' && wanted.has(path));
  if (yours.length === 0 || force) return;
  const named = yours.slice(0, mostNamed).map(({ path }) => path);
  const more = yours.length > named.length ? `, and ${yours.length - named.length} more` : '';
  throw new CliFailure(
    'user-changed',
    `nothing was written to ${folder}, because these files in it are not as aksnet left them: ${named.join(', ')}${more}`,
    { hint: 'move them away, choose another folder, or replace them with --force' },
  );
}

/** Files that a message names before it counts. */
const mostNamed = 5;

async function create(folder: string, files: readonly OutFile[]): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  await staged(dirname(target), async (staging) => {
    const whole = join(staging, 'new');
    await fill(whole, [...files, listOf(files)]);
    await rename(whole, target);
  });
}

async function update(
  folder: string,
  files: readonly OutFile[],
  changes: readonly Change[],
): Promise<void> {
  const list = listOf(files);
  const found = await look(folder, listName);
  const kinds = new Map(changes.map(({ path, kind }) => [path, kind]));
  const isListSame = found.kind === 'file' && found.text === list.text;
  const fresh = [
    ...files.filter(({ path }) => kinds.get(path) !== 'same'),
    ...(isListSame ? [] : [list]),
  ];
  const gone = changes.filter(({ kind }) => kind === 'gone');
  if (fresh.length + gone.length === 0) return;
  await staged(folder, async (staging) => {
    await fill(join(staging, 'new'), fresh);
    await mkdir(join(staging, 'old'));
    const undo: (() => Promise<void>)[] = [];
    try {
      for (const [i, { path }] of [...gone, ...fresh].entries()) {
        const target = inside(folder, path);
        const backup = join(staging, 'old', String(i));
        await mkdir(dirname(target), { recursive: true });
        const hadOne = (await look(folder, path)).kind === 'file';
        if (hadOne) await copyFile(target, backup);
        undo.push(() => (hadOne ? rename(backup, target) : rm(target, { force: true })));
        if (i < gone.length) await rm(target);
        else await rename(join(staging, 'new', path), target);
      }
    } catch (error) {
      for (const back of undo.reverse()) await back();
      throw error;
    }
  });
  for (const { path } of gone) await removeEmpty(folder, dirname(path));
}

/** Does the work with a folder for the time being, which is gone afterwards whatever happens. */
async function staged(beside: string, work: (staging: string) => Promise<void>): Promise<void> {
  const staging = await mkdtemp(join(beside, '.aksnet-'));
  try {
    await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function fill(folder: string, files: readonly OutFile[]): Promise<void> {
  const targets = files.map(({ path, text }) => ({ target: inside(folder, path), text }));
  for (const parent of new Set(targets.map(({ target }) => dirname(target))))
    await mkdir(parent, { recursive: true });
  for (let at = 0; at < targets.length; at += atOnce)
    await Promise.all(
      targets.slice(at, at + atOnce).map(({ target, text }) => writeFile(target, text)),
    );
}

/** Files that are open at the same time, at most: far from any limit, and no faster with more. */
const atOnce = 32;

/** Folders that only held what is gone go too. */
async function removeEmpty(folder: string, path: string): Promise<void> {
  if (path === '.') return;
  try {
    await rmdir(inside(folder, path));
  } catch {
    return;
  }
  await removeEmpty(folder, dirname(path));
}
