import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from './address.ts';
import { address, parseAddress, parsePrefix, prefix } from './parse.ts';
import { formatPrefix, type Prefix, prefixOf } from './prefix.ts';

const runs = { seed: 20_260_801, numRuns: 1000 };

describe('prefixes that are read, and their canonical text', () => {
  test.each([
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['::/0', '::/0'],
    ['::1/128', '::1/128'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:0db8:0000:0000:0000:0000:0000:0000/32', '2001:db8::/32'],
    ['1:2:3:4:5:6:7::/112', '1:2:3:4:5:6:7:0/112'],
    ['::2:3:4:5:6:7:8/128', '0:2:3:4:5:6:7:8/128'],
    ['::ffff:0:0/96', '::ffff:0:0/96'],
    ['64:ff9b::/96', '64:ff9b::/96'],
  ])('%s', (text, canonical) => {
    expect(formatPrefix(prefix(text))).toBe(canonical);
  });
});

describe('prefixes that are refused', () => {
  test.each([
    ['empty', ['', ' ', '\t\n']],
    ['whitespace', [' 10.0.0.0/8', '10.0.0.0/8\n', '\u00a0::/0']],
    ['hostBits', ['10.0.0.1/8', '0.0.0.1/0', '10.0.0.0/6', '2001:db8::1/32', '::1/0', '8000::/0']],
    ['leadingZero', ['010.0.0.0/8', '10.0.0.00/8', '10.0.0.0/08', '::/00', '10.0.0.0/032']],
    ['shortForm', ['10/8', '10.0/16', '10.0.0/24', '167772160/8', '127.1']],
    ['zoneId', ['fe80::1%eth0/128', 'fe80::%1/64', '::%']],
    [
      'mappedForm',
      [
        '::ffff:10.0.0.0/104',
        '::ffff:a00:0/104',
        '::FFFF:10.0.0.1/128',
        '0:0:0:0:0:ffff:10.0.0.0/104',
        '::ffff:0.0.0.0/96',
      ],
    ],
    ['dottedTail', ['::10.0.0.1/128', '64:ff9b::10.0.0.1/128', '1:2:3:4:5:6:1.2.3.4/128']],
    ['missingLength', ['10.0.0.0', '::', '::ffff:a00:1']],
    ['netmask', ['10.0.0.0/255.0.0.0', '10.0.0.0/0.255.255.255']],
    ['badLength', ['10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/+8', '::/1e1']],
    ['outOfRange', ['256.0.0.0/8', '10.0.0.999/32', '1.2.3.4444/32']],
    [
      'syntax',
      [
        'example',
        '/8',
        '10.0.0.0.0/8',
        '10..0.0/8',
        '10.0.0.0/8/8',
        '10.0.0.-1/8',
        '0x0a.0.0.0/8',
        '1e1.0.0.0/8',
        '١٠.0.0.0/8',
        ':/0',
        ':::/0',
        '::1::/64',
        '1:2:3:4:5:6:7/64',
        '1:2:3:4:5:6:7:8:9/64',
        '1:2:3:4:5:6:7:8::/64',
        '::1:2:3:4:5:6:7:8/64',
        '12345::/64',
        'g::/64',
        '1:/64',
        ':1/64',
        '2001:db8:/32',
        '$(rm -rf ~)/8',
        '__proto__',
        '<script>alert(1)</script>',
      ],
    ],
  ])('%s', (code, texts) => {
    for (const text of texts) {
      const parsed = parsePrefix(text);
      expect(parsed.ok ? formatPrefix(parsed.value) : parsed.code, text).toBe(code);
    }
  });

  test('the reason proposes what was probably meant', () => {
    expect(parsePrefix('10.1.2.3/16')).toMatchObject({
      reason: '"10.1.2.3/16" has bits set behind /16; the block around it is 10.1.0.0/16',
    });
    expect(parsePrefix('2001:db8::1/64')).toMatchObject({
      reason: expect.stringContaining('the block around it is 2001:db8::/64'),
    });
    expect(parsePrefix('::ffff:a00:1/128')).toMatchObject({
      reason: expect.stringContaining('write 10.0.0.1'),
    });
    expect(parsePrefix('10.1.2.3')).toMatchObject({
      reason: expect.stringContaining('one address is 10.1.2.3/32'),
    });
  });

  test('hostile text is escaped and cut in the reason', () => {
    const parsed = parsePrefix(`"\u001b[31m${'x'.repeat(100_000)}`);
    expect(parsed.ok || parsed.reason.length).toBeLessThan(200);
    expect(parsed.ok || parsed.reason).not.toContain('\u001b');
  });
});

describe('addresses', () => {
  test.each(['0.0.0.0', '10.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1'])('%s', (text) => {
    expect(formatAddress(address(text))).toBe(text);
  });

  test.each([
    ['empty', ''],
    ['whitespace', '10.0.0.1 '],
    ['unwantedLength', '10.0.0.1/32'],
    ['unwantedLength', '::/128'],
    ['leadingZero', '10.0.0.01'],
    ['shortForm', '127.1'],
    ['zoneId', 'fe80::1%eth0'],
    ['mappedForm', '::ffff:10.0.0.1'],
    ['mappedForm', '::ffff:a00:1'],
    ['mappedForm', '0:0:0:0:0:ffff:a00:1'],
    ['dottedTail', '64:ff9b::10.0.0.1'],
    ['outOfRange', '10.0.0.256'],
    ['syntax', '10.0.0.1.2'],
    ['syntax', '::1::'],
    ['syntax', 'localhost'],
  ])('%s: %s', (code, text) => {
    expect(parseAddress(text)).toMatchObject({ ok: false, code });
  });
});

test('literals throw the reason', () => {
  expect(() => prefix('10.0.0.1/8')).toThrow('the block around it is 10.0.0.0/8');
  expect(() => address('10.0.0.1/8')).toThrow(RangeError);
});

const prefixes: fc.Arbitrary<Prefix> = fc.oneof(
  fc
    .tuple(fc.nat(0xffffffff), fc.nat(32))
    .map(([value, length]) => prefixOf({ family: 4, value }, length)),
  fc
    .tuple(fc.bigInt(0n, 2n ** 128n - 1n), fc.nat(128))
    .map(([value, length]) => prefixOf({ family: 6, value }, length)),
);

test('what is written can be read again', () => {
  fc.assert(
    fc.property(prefixes, (p) => {
      expect(prefix(formatPrefix(p))).toEqual(p);
    }),
    runs,
  );
});

test('IPv6 may be spelled with or without zeros, short or long, in either case', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }),
      fc.boolean(),
      (groups, upper) => {
        const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
        const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
        fc.pre(value >> 32n !== 0xffffn);
        expect(address(upper ? long.toUpperCase() : long)).toEqual({ family: 6, value });
      },
    ),
    runs,
  );
});

test('any text is read or refused with a reason, and what is read is canonical when written', () => {
  const alphabet = fc.constantFrom(...'0123456789abcdefF:./% -x');
  const texts = fc.array(alphabet, { maxLength: 24 }).map((letters) => letters.join(''));
  const nearly = fc
    .tuple(prefixes, fc.nat(40), alphabet)
    .map(
      ([p, at, letter]) =>
        `${formatPrefix(p).slice(0, at)}${letter}${formatPrefix(p).slice(at + 1)}`,
    );
  fc.assert(
    fc.property(fc.oneof(texts, nearly, fc.string()), (text) => {
      const parsed = parsePrefix(text);
      if (parsed.ok) expect(prefix(formatPrefix(parsed.value))).toEqual(parsed.value);
      else expect(parsed.reason).toMatch(/^".*" \S/s);
    }),
    { ...runs, numRuns: 5000 },
  );
});
