import { createHash } from 'node:crypto';
import { lstat, readFile, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { CliFailure } from './errors.ts';

/** A file to be written: path relative to the folder, with forward slashes. */
export interface OutFile {
  readonly path: string;
  readonly text: string;
}

/** Name of the list of files that we wrote, with their hashes. */
export const listName = '.aksnet-files.json';

/** The list for these files, as a file itself. */
export const listOf = (files: readonly OutFile[]): OutFile => ({
  path: listName,
  text: `${JSON.stringify(
    {
      writtenBy: 'aksnet',
      files: Object.fromEntries(files.map((file) => [file.path, hash(file.text)])),
    },
    undefined,
    2,
  )}\n`,
});

/** What an earlier run wrote to the folder: paths with hashes. Empty when there is no list that can be read. */
export async function writtenBefore(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = await look(folder, listName);
  if (found.kind !== 'file') return new Map();
  try {
    const parsed: unknown = JSON.parse(found.text);
    if (typeof parsed !== 'object' || parsed === null || !('files' in parsed)) return new Map();
    const { files } = parsed;
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

/** What stands at a path of the folder. */
export type Found =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly text: string }
  /** `by` stands there, or on the way there, and is no file or folder of its own: a link, a folder for a file. */
  | { readonly kind: 'other'; readonly by: string };

/** Looks at a path without following any link below the folder. */
export async function look(folder: string, path: string): Promise<Found> {
  const full = inside(folder, path);
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const by = parts.slice(0, i).join('/');
    const about = await unlessMissing(lstat(join(folder, by)));
    if (about === undefined) return { kind: 'nothing' };
    const isRight = i < parts.length ? about.isDirectory() : about.isFile();
    if (!isRight) return { kind: 'other', by };
  }
  return { kind: 'file', text: await readFile(full, 'utf8') };
}

/** Whether the folder is there; what is there and no folder cannot be written to. */
export async function isThere(folder: string): Promise<boolean> {
  const about = await unlessMissing(stat(folder));
  if (about === undefined) return false;
  if (about.isDirectory()) return true;
  throw new CliFailure('not-writable', `${folder} is there and is no folder`, {
    hint: 'choose another folder with --out',
  });
}

/** The path in the folder; a path that would leave it is a defect of ours or a forged list. */
export function inside(folder: string, path: string): string {
  const root = resolve(folder);
  const full = resolve(root, path);
  if (full.startsWith(root.endsWith(sep) ? root : root + sep) && full !== root) return full;
  throw new CliFailure('not-writable', `the path ${path} leaves the folder ${folder}`, {
    hint: `look at ${join(folder, listName)}: it was changed, and can be removed`,
  });
}

/** Fingerprint of a text, as the list keeps it. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw error;
  }
}
