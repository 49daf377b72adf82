// The command line as a function: what it says on both streams, and how it ends.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { main } from '../src/main.ts';
import type { Output } from '../src/output.ts';

/** The folder that holds the whole repository. */
export const root: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The requirements of the worked example. */
export const exercise: string = join(root, 'examples', 'financial-saas', 'requirements.yaml');

/** How a call ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, with both streams caught. */
export async function run(...args: readonly string[]): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
  const output: Output = {
    print: async (text) => {
      out.push(ended(text));
    },
    tell: (text) => {
      err.push(ended(text));
    },
    progress: () => undefined,
    colour: false,
    width: 100,
    interactive: false,
  };
  const code = await main(args, output);
  return { code, out: out.join(''), err: err.join('') };
}

/** A new empty folder that is gone when the test is; a hook says itself what follows it. */
export function tempFolder(after: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'aksnet-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, by its path with forward slashes. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        readFileSync(path, 'utf8'),
      ]),
  );
}
