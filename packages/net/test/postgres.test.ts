import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  comparePrefixes,
  contains,
  firstAddress,
  formatAddress,
  formatPrefix,
  lastAddress,
  meets,
  overlaps,
  type Prefix,
  parsePrefix,
  prefix,
  prefixOf,
  setOf,
  setSize,
  supernet,
} from '../src/index.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts';

const programs = postgresPrograms();
const why = programs ? '' : ' (left out: there is no PostgreSQL on the path)';

/** Clustered, so that many of them overlap. */
function sample(count: number): Prefix[] {
  const four = fc
    .tuple(fc.nat(0xffff), fc.integer({ min: 0, max: 32 }))
    .map(([value, length]) => prefixOf({ family: 4, value: 0x0aff0000 + value }, length));
  const six = fc
    .tuple(fc.bigInt(0n, 2n ** 70n), fc.integer({ min: 0, max: 128 }))
    .map(([value, length]) => prefixOf({ family: 6, value: (0x2001n << 112n) + value }, length));
  return fc.sample(fc.oneof(four, six), { seed: 20_260_801, numRuns: count });
}

describe.skipIf(!programs)(`PostgreSQL and its cidr type agree${why}`, () => {
  let server: PostgresServer;
  beforeAll(() => {
    server = startPostgres(programs ?? '');
  });
  afterAll(() => server?.stop());

  const ask = (sql: string): unknown => JSON.parse(server.query(sql));
  const list = (prefixes: readonly Prefix[]): string =>
    `unnest(array[${prefixes.map((p) => `'${formatPrefix(p)}'`).join(',')}]::text[]) with ordinality`;

  test('on text, ends and order of 2,000 prefixes', () => {
    const prefixes = sample(2000);
    const rows = ask(`select json_agg(json_build_array(
        text(t::cidr), host(network(t::cidr)), host(broadcast(t::cidr)), family(t::cidr)) order by n)
      from ${list(prefixes)} as x(t, n)`);
    expect(rows).toEqual(
      prefixes.map((p) => [
        formatPrefix(p),
        formatAddress(firstAddress(p)),
        formatAddress(lastAddress(p)),
        p.family,
      ]),
    );
    const sorted = ask(`select json_agg(t order by t::cidr, n) from ${list(prefixes)} as x(t, n)`);
    expect(sorted).toEqual(prefixes.toSorted(comparePrefixes).map(formatPrefix));
  });

  test('on who contains and meets whom, 300 by 300', () => {
    const prefixes = sample(300);
    const rows = ask(`select json_agg(json_build_array(
        a::cidr >>= b::cidr, a::cidr && b::cidr, a::cidr = b::cidr) order by i, j)
      from ${list(prefixes)} as x(a, i), ${list(prefixes)} as y(b, j)`);
    const same = (a: Prefix, b: Prefix): boolean => formatPrefix(a) === formatPrefix(b);
    expect(rows).toEqual(
      prefixes.flatMap((a) => prefixes.map((b) => [contains(a, b), meets(a, b), same(a, b)])),
    );
  });

  test('on the overlapping pairs of 3,000 prefixes', () => {
    const prefixes = sample(3000);
    const count =
      ask(`select count(*) from ${list(prefixes)} as x(a, i), ${list(prefixes)} as y(b, j)
      where i < j and a::cidr && b::cidr`);
    expect(overlaps(prefixes, (p) => p).count).toBe(count);
  });

  test('on supernets', () => {
    const pairs = sample(1000).map((p, at) => [p, at % (p.length + 1)] as const);
    const rows = ask(`select json_agg(text(set_masklen(t::cidr, l)) order by n) from rows from (
      unnest(array[${pairs.map(([p]) => `'${formatPrefix(p)}'`).join(',')}]::text[]),
      unnest(array[${pairs.map(([, length]) => length).join(',')}]::int[])) with ordinality as x(t, l, n)`);
    expect(rows).toEqual(pairs.map(([p, length]) => formatPrefix(supernet(p, length))));
  });

  test('on the size of a union', () => {
    const prefixes = sample(400).filter((p) => p.family === 4 && p.length > 15);
    const size = ask(`with r as (
        select range_agg(int8range(network(t::cidr) - '0.0.0.0', broadcast(t::cidr) - '0.0.0.0', '[]')) u
        from ${list(prefixes)} as x(t, n))
      select sum(upper(s) - lower(s)) from r, unnest(u) s`);
    expect(setSize(setOf(prefixes))).toBe(BigInt(String(size)));
  });

  test('that what is read strictly is a cidr of the same text', () => {
    const alphabet = fc.constantFrom(...'0123456789abcdef:./');
    const nearly = fc
      .tuple(fc.constantFrom(...sample(200).map(formatPrefix)), fc.nat(40), alphabet)
      .map(([text, at, letter]) => text.slice(0, at) + letter + text.slice(at + 1));
    const texts = fc.sample(nearly, { seed: 11, numRuns: 3000 });
    const read = texts.filter((text) => parsePrefix(text).ok);
    expect(read.length).toBeGreaterThan(300);
    const rows = ask(`select json_agg(text(t::cidr) order by n)
      from unnest(array[${read.map((text) => `'${text}'`).join(',')}]::text[]) with ordinality as x(t, n)`);
    // It writes ::/96 with a dotted tail, which RFC 5952 does not ask for and RFC 4291 deprecates.
    const dotted = (text: string): boolean => /^::\d+\.\d+/.test(text);
    const pairs = read.map((text, at) => [formatPrefix(prefix(text)), rowAt(rows, at)]);
    for (const [ours, theirs] of pairs.filter(([, theirs = '']) => !dotted(theirs))) {
      expect(ours).toBe(theirs);
    }
  });

  test('that bits behind the length are refused', () => {
    for (const text of ['10.0.0.1/8', '2001:db8::1/32', '0.0.0.1/0']) {
      expect(parsePrefix(text).ok).toBe(false);
      expect(() => server.query(`select '${text}'::cidr`)).toThrow(/set to right of mask/);
    }
  });
});

function rowAt(rows: unknown, at: number): string | undefined {
  return Array.isArray(rows) ? String(rows[at]) : undefined;
}
