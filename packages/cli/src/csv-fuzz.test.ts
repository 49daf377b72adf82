import { read } from '@aksnet/core/read';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv-text.ts';

const body = (name: string): string =>
  [
    `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/${name}`,
    name,
    'microsoft.network/virtualnetworks',
    '"{""addressSpace"":{""addressPrefixes"":[""10.0.0.0/16""]},""subnets"":[]}"',
  ].join(',');
const table = `id,name,type,properties\r\n${body('a')}\r\n${body('b')}\r\n`;

/** What bends a table: quotes, commas, line ends, JSON in cells, columns that are none. */
const shard = fc.constantFrom(
  ...['"', '""', ',', ',,,,', '\r', '\n', '\r\n\r\n', '\u0000', '\ufeff', '\u2028', ';', '\t', '='],
  ...['{', '[[', '"{', '"{""__proto__"":{""polluted"":1}}"', '"[1,2', 'null', 'NaN', '1e999', '{}'],
  ...['__proto__', 'constructor', 'id', 'x'.repeat(2000), '"'.repeat(99), ','.repeat(500)],
);

const bent = fc
  .array(fc.record({ at: fc.nat(table.length), cut: fc.integer({ min: 0, max: 30 }), shard }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((blows) =>
    blows.reduce(
      (text, { at, cut, shard: piece }) => text.slice(0, at) + piece + text.slice(at + cut),
      table,
    ),
  );

test('no table breaks the reader, and a place in it is a line of it', () => {
  fc.assert(
    fc.property(fc.oneof(bent, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const document = readCsv({ id: 'a.csv', text: () => text });
      const { diagnostics, estate } = read([{ document, about: {} }], { day: '2026-11-23' });
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { position } of diagnostics)
        expect(position === undefined || (position.line >= 1 && position.line <= lines)).toBe(true);
      expect(structuredClone(estate).elements.virtualNetwork.size).toBeLessThanOrEqual(
        2 + text.length,
      );
      expect('polluted' in {}).toBe(false);
    }),
    { seed: 51, numRuns: 1500 },
  );
});

test('the table itself is read', () => {
  const document = readCsv({ id: 'a.csv', text: () => table });
  const { estate, diagnostics } = read([{ document, about: {} }], { day: '2026-11-23' });
  expect([estate.elements.virtualNetwork.size, diagnostics]).toEqual([2, []]);
});
