import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../test/run.ts';
import { readInput } from './inputs.ts';

const written = (bytes: Buffer | string): string => {
  const path = join(tempFolder(), 'input.yaml');
  writeFileSync(path, bytes);
  return path;
};

describe('bytes become text', () => {
  const text = 'name: Fj\u00f6rd \u{1f30a}\n';
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(text), text],
    // A reader of documents takes the mark away, so that positions count from the same place.
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), `\ufeff${text}`],
    ['UTF-16 with its low byte first', wide, text],
    ['UTF-16 with its high byte first', Buffer.from(wide).swap16(), text],
    ['nothing', Buffer.alloc(0), ''],
  ])('%s', async (_, bytes, expected) => {
    expect((await readInput(written(bytes))).text).toBe(expected);
  });
});

describe('what cannot be read is refused with the reason', () => {
  it('bytes that are no UTF-8, with the line', async () => {
    const file = written(Buffer.from('one: 1\ntwo: caf\u00e9\nthree: 3\n', 'latin1'));
    await expect(readInput(file)).rejects.toMatchObject({
      code: 'not-readable',
      message: `${file}:2: the text is not UTF-8`,
    });
  });

  it('a folder', async () => {
    const folder = tempFolder();
    await expect(readInput(folder)).rejects.toMatchObject({
      code: 'not-readable',
      message: `${folder} is a folder`,
    });
  });

  it('a file that is not there', async () => {
    const file = join(tempFolder(), 'a.yaml');
    await expect(readInput(file)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a file below a file', async () => {
    const file = join(written('x'), 'a.yaml');
    await expect(readInput(file)).rejects.toMatchObject({ code: 'not-readable' });
  });

  it.skipIf(process.platform === 'win32')('a device that never ends', async () => {
    await expect(readInput('/dev/zero')).rejects.toMatchObject({ code: 'too-large' });
  });
});
