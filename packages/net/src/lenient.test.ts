import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePrefixLenient } from './lenient.ts';
import { parsePrefix } from './parse.ts';
import { formatPrefix } from './prefix.ts';

test.each([
  ['10.0.0.0/8', '10.0.0.0/8', 0],
  [' 10.0.0.0/8\n', '10.0.0.0/8', 1],
  ['10.1.2.3/8', '10.0.0.0/8', 1],
  ['10.1.2.3', '10.1.2.3/32', 1],
  ['2001:db8::1', '2001:db8::1/128', 1],
  ['010.000.000.001/032', '10.0.0.1/32', 1],
  ['10/8', '10.0.0.0/8', 1],
  ['172.16/12', '172.16.0.0/12', 1],
  ['172.17/12', '172.16.0.0/12', 2],
  ['10.0.0.0/255.0.0.0', '10.0.0.0/8', 1],
  ['0.0.0.0/0.0.0.0', '0.0.0.0/0', 1],
  ['10.0.0.1/255.255.255.255', '10.0.0.1/32', 1],
  ['fe80::1%eth0/64', 'fe80::/64', 2],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8', 1],
  ['::ffff:a00:1', '10.0.0.1/32', 2],
  ['0:0:0:0:0:ffff:a00::/128', '10.0.0.0/32', 1],
  ['64:ff9b::10.0.0.1/96', '64:ff9b::/96', 2],
  [' 010.1.2.3/08 ', '10.0.0.0/8', 3],
])('%j is read as %s with %i notes', (text, canonical, notes) => {
  const parsed = parsePrefixLenient(text);
  expect(parsed.ok && formatPrefix(parsed.value.value)).toBe(canonical);
  expect(parsed.ok && parsed.value.notes).toHaveLength(notes);
});

test.each([
  ['shortForm', '10.1', 'it could be 10.0.0.1 or 10.1.0.0'],
  ['netmask', '10.0.0.0/255.0.255.0', 'the mask has a hole'],
  ['netmask', '10.0.0.0/0.0.0.255', 'a wildcard mask is not a mask'],
  ['mappedForm', '::ffff:10.0.0.0/8', 'the block is larger than what stands for IPv4'],
  ['badLength', '10.0.0.0/33', ''],
  ['outOfRange', '10.0.0.256', ''],
  ['syntax', '10.0.0.0/8/8', ''],
  ['empty', '  ', ''],
])('%s: %s stays refused %s', (code, text) => {
  expect(parsePrefixLenient(text)).toMatchObject({ ok: false, code });
});

test('a note names what was read', () => {
  const parsed = parsePrefixLenient('10.1.2.3/8');
  expect(parsed.ok && parsed.value.notes).toEqual([
    '10.1.2.3/8 has bits set behind its length and was read as 10.0.0.0/8',
  ]);
});

test('what is strict needs no note, and any text gets an answer', () => {
  const alphabet = fc.constantFrom(...'0123456789af:./% ');
  const texts = fc.array(alphabet, { maxLength: 20 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string()), (text) => {
      const strict = parsePrefix(text);
      const lenient = parsePrefixLenient(text);
      if (strict.ok)
        expect(lenient).toEqual({ ok: true, value: { value: strict.value, notes: [] } });
      else if (lenient.ok) expect(lenient.value.notes.length).toBeGreaterThan(0);
    }),
    { seed: 20_260_801, numRuns: 5000 },
  );
});
