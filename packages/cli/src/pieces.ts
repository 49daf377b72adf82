import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { notUtf8, utf16Of } from './inputs.ts';

/** Bytes that are read in one step. */
const atOnce = 1024 * 1024;

/**
 * The text of a file that is too long to be held, piece by piece: UTF-8, or UTF-16 that says so, without
 * its mark. Bytes that are no text are refused with their line, as in files that are read whole; what came
 * before is handed out by then.
 */
export async function* piecesOf(name: string): AsyncIterableIterator<string> {
  let decode: ((bytes: Buffer) => string) | undefined;
  for await (const chunk of createReadStream(name, { highWaterMark: atOnce })) {
    const bytes = Buffer.from(chunk);
    decode ??= decoderFor(name, bytes);
    yield decode(bytes);
  }
  yield decode?.(Buffer.alloc(0)) ?? '';
}

/** @param first the first bytes of the file, by which its encoding is known */
function decoderFor(name: string, first: Buffer): (bytes: Buffer) => string {
  const encoding = utf16Of(first);
  if (encoding === undefined) return utf8Decoder(name);
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: bytes.length > 0 });
}

/** Node's own decoder of streams makes a stand-in of what is no UTF-8, and of its mark a character. */
function utf8Decoder(name: string): (bytes: Buffer) => string {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let isFirst = true;
  return (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = bytes.length === 0 ? all.length : wholeCharacters(all);
    const whole = all.subarray(0, end);
    rest = all.subarray(end);
    if (!isUtf8(whole)) throw notUtf8(name, whole, line);
    const text = whole.toString('utf8');
    line += lineFeedsIn(whole);
    const isMarked = isFirst && text.startsWith('\ufeff');
    isFirst = false;
    return isMarked ? text.slice(1) : text;
  };
}

/** Where the last character begins, when the bytes end inside it; else their end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function lineFeedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
