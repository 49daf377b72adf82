import { readFile, stat } from 'node:fs/promises';
import { text as consume } from 'node:stream/consumers';
import { CliFailure } from './errors.ts';

/** A text that was given, with the name under which messages speak of it. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** Largest input that is read at all, in bytes; readers have tighter bounds of their own. */
const largest = 256 * 1024 * 1024;

/** Reads a file, or standard input for `-`. */
export async function readInput(name: string): Promise<Input> {
  if (name === '-') return { name: 'standard input', text: await consume(process.stdin) };
  try {
    const about = await stat(name);
    if (about.isDirectory())
      throw new CliFailure('not-readable', `${name} is a folder`, { hint: 'name a file in it' });
    if (about.size > largest)
      throw new CliFailure(
        'too-large',
        `${name} has ${about.size} bytes; at most ${largest} are read`,
      );
    return { name, text: await readFile(name, 'utf8') };
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing
      ? new CliFailure('not-found', `there is no file ${name}`, {
          cause: error,
          hint: 'check the path; - reads standard input',
        })
      : new CliFailure(
          'not-readable',
          `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
  }
}
