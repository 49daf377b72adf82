import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tempFolder } from '../test/run.ts';
import { CliFailure } from './errors.ts';
import { readInput } from './inputs.ts';
import { piecesOf } from './pieces.ts';

/** How a text becomes the bytes of a file. */
const spellings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 with its low byte first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 with its high byte first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16 without a mark, low': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 without a mark, high': (text) => Buffer.from(text, 'utf16le').swap16(),
};

const whole = fc.string({ unit: 'grapheme', maxLength: 60 });

/** What a file comes to, either way: its text, or why it is refused. */
async function answer(read: () => Promise<string>): Promise<string> {
  try {
    return (await read()).replace(/^\ufeff/, '');
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    return `refused: ${error.message}`;
  }
}

async function joined(name: string): Promise<string> {
  let text = '';
  for await (const piece of piecesOf(name)) text += piece;
  return text;
}

test.each(Object.keys(spellings))('%s: long files are decoded as short ones are', async (how) => {
  const path = join(tempFolder(), 'a.json');
  await fc.assert(
    fc.asyncProperty(whole, fc.option(fc.nat(80)), fc.nat(7), async (text, at, bit) => {
      const bytes = spellings[how]?.(`{"a": ${JSON.stringify(text)}}\n`) ?? Buffer.alloc(0);
      if (at !== null && at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      writeFileSync(path, bytes);
      const short = await answer(async () => (await readInput(path)).text);
      expect(await answer(() => joined(path))).toBe(short);
    }),
    { seed: 61, numRuns: 150 },
  );
});

test('characters that lie across two reads stay whole', async () => {
  const path = join(tempFolder(), 'a.json');
  for (const shift of [0, 1, 2, 3]) {
    const text = `${'x'.repeat(2 ** 20 - shift)}\u{1f30a}\u00e9\u20ac`;
    for (const spell of Object.values(spellings).slice(0, 4)) {
      writeFileSync(path, spell(text));
      expect((await joined(path)) === text).toBe(true);
    }
  }
});

test('what is no UTF-8 is told with its line, however late', async () => {
  const path = join(tempFolder(), 'a.json');
  writeFileSync(path, Buffer.concat([Buffer.from('x\n'.repeat(2 ** 20)), Buffer.from([0xff])]));
  await expect(joined(path)).rejects.toThrow(`${path}:${2 ** 20 + 1}: the text is not UTF-8`);
});
