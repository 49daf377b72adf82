import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CliFailure } from './errors.ts';

/** A text that was given, with the name under which messages speak of it. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** Largest input that is read at all, in bytes; readers have tighter bounds of their own. */
export const largestInput: number = 256 * 1024 * 1024;

/** Bytes that are read in one step: large files in few. */
const atOnce = 1024 * 1024;

/** Reads a file, or standard input for `-`. */
export async function readInput(name: string): Promise<Input> {
  if (name === '-') {
    const shown = 'standard input';
    return { name: shown, text: decoded(await bytesOf(process.stdin, shown), shown) };
  }
  try {
    // A pipe or a device has no size, so the stream is counted too.
    const about = await stat(name);
    if (about.isDirectory())
      throw new CliFailure('not-readable', `${name} is a folder`, { hint: 'name a file in it' });
    if (about.size > largestInput) throw tooLarge(name);
    return {
      name,
      text: decoded(await bytesOf(createReadStream(name, { highWaterMark: atOnce }), name), name),
    };
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

async function bytesOf(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes: Uint8Array = chunk instanceof Uint8Array ? chunk : Buffer.from(chunk);
    size += bytes.length;
    if (size > largestInput) throw tooLarge(name);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (name: string): CliFailure =>
  new CliFailure('too-large', `${name} has more than ${largestInput} bytes, too many to read`, {
    hint: 'split the file',
  });

/** Bytes to text: UTF-8, or UTF-16 that says so, as PowerShell writes it. */
function decoded(bytes: Buffer, name: string): string {
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw notUtf8(name, bytes);
}

/** The encoding that the first bytes of a text mark as UTF-16; undefined without a mark. */
export const utf16Of = (bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined =>
  wide.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte))?.encoding;

/** Says in which line the bytes are no UTF-8. @param line of the first byte */
export const notUtf8 = (name: string, bytes: Buffer, line = 1): CliFailure =>
  new CliFailure(
    'not-readable',
    `${name}:${line - 1 + firstBadLine(bytes)}: the text is not UTF-8`,
    { hint: 'check which file this is, or save it as UTF-8' },
  );

/** Byte order marks of UTF-16. */
const wide = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** A line feed never is part of another character in UTF-8, so lines can be judged one by one. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, at);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(at, next))) return line;
    at = next;
  }
  return line;
}
