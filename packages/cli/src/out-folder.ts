import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { CliFailure } from './errors.ts';

/** A file to be written: path relative to the folder, with forward slashes. */
export interface OutFile {
  readonly path: string;
  readonly text: string;
}

/** What writing would do, or did, to each file. */
export type Change =
  | { readonly kind: 'new'; readonly path: string }
  | { readonly kind: 'changed'; readonly path: string }
  | { readonly kind: 'same'; readonly path: string }
  /** Written by an earlier run and no longer part of the plan. */
  | { readonly kind: 'gone'; readonly path: string }
  /** Not as an earlier run left it: somebody's own work, kept unless forced. */
  | { readonly kind: 'yours'; readonly path: string };

/** Name of the list of files that we wrote, with their hashes. */
const manifestName = '.aksnet-files.json';

/** Compares the wanted files with the folder as it is. */
export async function compare(
  folder: string,
  files: readonly OutFile[],
): Promise<readonly Change[]> {
  const ours = await manifestOf(folder);
  const wanted = new Set(files.map((file) => file.path));
  const here = await Promise.all(files.map((file) => changeOf(folder, file, ours)));
  const old = [...ours.keys()].filter((path) => !wanted.has(path));
  const gone = await Promise.all(old.map((path) => leftOver(folder, path, ours)));
  return [...here, ...gone.flatMap((change) => (change === undefined ? [] : [change]))];
}

async function changeOf(
  folder: string,
  file: OutFile,
  ours: ReadonlyMap<string, string>,
): Promise<Change> {
  const now = await contentOf(join(folder, file.path));
  if (now === undefined) return { kind: 'new', path: file.path };
  if (now === file.text) return { kind: 'same', path: file.path };
  return { kind: ours.get(file.path) === hash(now) ? 'changed' : 'yours', path: file.path };
}

async function leftOver(
  folder: string,
  path: string,
  ours: ReadonlyMap<string, string>,
): Promise<Change | undefined> {
  const now = await contentOf(inside(folder, path));
  if (now === undefined) return undefined;
  return { kind: ours.get(path) === hash(now) ? 'gone' : 'yours', path };
}

/**
 * Writes the files. A folder that is not there appears whole or not at all; in one that is there, each
 * file is replaced in one step from a staging folder beside it, and the list of our files comes last.
 * Files of the user, and ours that the user changed, are left alone unless forced.
 */
export async function write(
  folder: string,
  files: readonly OutFile[],
  force = false,
): Promise<readonly Change[]> {
  const changes = await compare(folder, files);
  const yours = changes.filter(
    (change) => change.kind === 'yours' && files.some((file) => file.path === change.path),
  );
  if (yours.length > 0 && !force)
    throw new CliFailure(
      'user-changed',
      `${yours.length} files in ${folder} were changed since they were written, e.g. ${yours[0]?.path ?? ''}`,
      {
        hint: 'move them away, choose another folder, or replace them with --force',
      },
    );
  const staging = await stage(folder, files);
  try {
    if (await isFresh(folder)) await rename(staging, folder);
    else {
      for (const change of changes.filter(
        (c) => c.kind !== 'same' && c.kind !== 'gone' && files.some((f) => f.path === c.path),
      ))
        await moveIn(staging, folder, change.path);
      for (const change of changes.filter((c) => c.kind === 'gone'))
        await rm(inside(folder, change.path), { force: true });
      await moveIn(staging, folder, manifestName);
    }
    return changes;
  } catch (error) {
    throw new CliFailure(
      'not-writable',
      `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function stage(folder: string, files: readonly OutFile[]): Promise<string> {
  try {
    const parent = dirname(resolve(folder));
    await mkdir(parent, { recursive: true });
    const staging = await mkdtemp(join(parent, '.aksnet-'));
    for (const file of files) {
      const target = inside(staging, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, file.text);
    }
    const hashes = Object.fromEntries(files.map((file) => [file.path, hash(file.text)]));
    await writeFile(
      join(staging, manifestName),
      `${JSON.stringify({ writtenBy: 'aksnet', files: hashes }, undefined, 2)}\n`,
    );
    return staging;
  } catch (error) {
    throw new CliFailure(
      'not-writable',
      `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** Whether the folder is not there or empty: then it can be put in place in one step. */
async function isFresh(folder: string): Promise<boolean> {
  try {
    if ((await readdir(folder)).length > 0) return false;
    await rmdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

async function moveIn(staging: string, folder: string, path: string): Promise<void> {
  const target = inside(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await rename(inside(staging, path), target);
}

/** The path in the folder; a path that would leave it is a defect of ours or a forged list. */
function inside(folder: string, path: string): string {
  const root = resolve(folder);
  const full = resolve(root, path);
  if (!full.startsWith(root + sep))
    throw new CliFailure('not-writable', `the path ${path} leaves the folder ${folder}`);
  return full;
}

async function manifestOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await contentOf(join(folder, manifestName));
  if (text === undefined) return new Map();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('files' in parsed)) return new Map();
    const files = parsed.files;
    if (typeof files !== 'object' || files === null) return new Map();
    return new Map(
      Object.entries(files).flatMap(([path, value]) =>
        typeof value === 'string' ? [[path, value] as const] : [],
      ),
    );
  } catch {
    return new Map();
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    )
      return undefined;
    throw error;
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
