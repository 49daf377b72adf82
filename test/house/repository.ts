// The repository as the house tests see it: its files, and what they say. The tests hand made-up files
// to the same checks, so each of them also proves that it bites.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParseResult, parseSync } from 'vite';

/** The folder that holds the whole repository. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A file of text; `path` is relative to the repository and uses `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Folders that hold nothing written by hand. */
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage', 'out']);

/** Paths of all files that belong to the repository, sorted. */
export function filePaths(folder = ''): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filePaths(path) : [path];
    })
    .sort();
}

/** Reads a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Whether the repository has the file or folder. */
export function has(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** What the packages are made of: TypeScript under `packages/<name>/src`, tests left out. */
export function sources(): readonly TextFile[] {
  return filePaths('packages')
    .filter((path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readText(path) }));
}

const parsed = new Map<string, ParseResult>();

/** The syntax tree of a TypeScript file; remembered, because several tests ask for it. */
export function syntaxOf({ path, text }: TextFile): ParseResult {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const result = parseSync(path, text);
  parsed.set(text, result);
  return result;
}

/** `path:line` of a place in a file, as editors and terminals link it. */
export function placeOf({ path, text }: TextFile, offset: number): string {
  return `${path}:${text.slice(0, offset).split('\n').length}`;
}
