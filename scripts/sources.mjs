// Whether the bundle was made from the sources as they are. The command asks in every clone, so this
// reads no file but its own note, and loads nothing else.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the whole repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the command is bundled to. */
export const BUNDLE = join(ROOT, 'packages', 'cli', 'dist');

const NOTE = join(ROOT, '.cache', 'bundled-from');

/** All that the bundle is made from, the way it is made among it. */
const SOURCES = [
  'package-lock.json',
  'scripts/bundle.mjs',
  'scripts/compile-bundle.mjs',
  'packages/cli/bin/load.js',
  ...['net', 'core', 'cli'].flatMap((name) => [
    `packages/${name}/package.json`,
    `packages/${name}/src`,
  ]),
];

/** Whether there is a bundle, and nothing changed since it was made. */
export function isBundleFresh() {
  try {
    return statSync(BUNDLE).isDirectory() && readFileSync(NOTE, 'utf8') === sourcesNow();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** What the sources look like; taken before they are read, so that a change meanwhile is noticed. */
export function sourcesNow(root = ROOT) {
  const seen = { files: 0, bytes: 0, times: 0 };
  for (const path of SOURCES) look(join(root, path), seen);
  return `${seen.files} files, ${seen.bytes} bytes, ${seen.times}`;
}

/** Remembers what a bundle was made from. */
export function noteBundle(sources) {
  mkdirSync(dirname(NOTE), { recursive: true });
  writeFileSync(NOTE, sources);
}

/** Counts, sizes and times of change: different after any edit, move or removal. */
function look(path, seen) {
  const about = statSync(path);
  if (about.isDirectory()) {
    for (const name of readdirSync(path))
      if (!name.endsWith('.test.ts')) look(`${path}/${name}`, seen);
    return;
  }
  seen.files += 1;
  seen.bytes += about.size;
  seen.times += Math.round(about.mtimeMs * 1000) % 2 ** 40;
}
