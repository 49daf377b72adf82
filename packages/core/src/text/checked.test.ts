import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { place } from './caret.ts';
import { checked } from './checked.ts';
import { editDistance, nearestWord } from './nearest.ts';
import { readYaml } from './yaml-text.ts';

const schema = z.strictObject({
  name: z.string(),
  zone: z.enum(['north', 'south']).default('north'),
  pools: z
    .array(
      z
        .strictObject({
          name: z.string(),
          nodes: z.int().min(1).max(9),
          port: z.union([z.int(), z.strictObject({ port: z.int() })]).optional(),
        })
        .refine((pool) => pool.name !== 'cursed', { error: 'not this name', path: ['name'] }),
    )
    .min(1),
  place: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sea'), depth: z.number() }),
      z.strictObject({ kind: z.literal('land') }),
    ])
    .optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

const check = (text: string) => {
  const document = readYaml({ id: 'f', text: () => text });
  const result = checked(document, schema);
  const said = result.diagnostics.map(
    (one) => `${place(one)} ${one.message}${one.hint === undefined ? '' : ` (${one.hint})`}`,
  );
  return { ...result, said };
};

const head = 'name: a\npools:\n  - { name: p, nodes: 3 }\n';

describe('checked', () => {
  it('answers what is right, with defaults', () => {
    expect(check(head)).toMatchObject({
      said: [],
      value: { name: 'a', zone: 'north', pools: [{ name: 'p', nodes: 3 }], tags: {} },
    });
  });

  const bad: readonly (readonly [why: string, text: string, said: readonly string[]])[] = [
    ['wrong type', `${head}zone: 5\n`, ['f:4:7 5 is none of north, south (take one of them)']],
    [
      'near word',
      `${head}zone: nroth\n`,
      ['f:4:7 "nroth" is none of north, south (was north meant?)'],
    ],
    [
      'unknown key',
      `${head}color: x\n`,
      ['f:4:1 "color" is no key of the file (known are name, place, pools, tags, zone)'],
    ],
    [
      'misspelled key, whose value is looked at',
      `${head}zoen: nowhere\n`,
      [
        'f:4:1 "zoen" is no key of the file (was zone meant?)',
        'f:4:7 "nowhere" is none of north, south (take one of them)',
      ],
    ],
    [
      'misspelled beside the right one',
      `${head}zone: south\nzoen: north\n`,
      ['f:5:1 "zoen" is no key of the file (was zone meant?)'],
    ],
    [
      'misspelled required key',
      'nmae: a\npools: [{ name: p, nodes: 3 }]\n',
      ['f:1:1 "nmae" is no key of the file (was name meant?)'],
    ],
    [
      'nothing behind the key',
      `${head}zone:\n`,
      ['f:4:6 zone is empty: one of north, south was expected'],
    ],
    [
      'discriminator',
      `${head}place: { kind: see }\n`,
      ['f:4:16 "see" is none of sea, land (was sea meant?)'],
    ],
    [
      'branch of a union',
      `${head}place: { kind: sea }\n`,
      ['f:4:8 depth is missing: a number was expected'],
    ],
    [
      'no branch of a union',
      'name: a\npools: [{ name: p, nodes: 3, port: x }]\n',
      ['f:2:36 "x" is not a number or a section with keys'],
    ],
    [
      'inside a union',
      'name: a\npools: [{ name: p, nodes: 3, port: { port: x } }]\n',
      ['f:2:44 "x" is not a number (write a number in digits, such as 3)'],
    ],
    [
      'range',
      'name: a\npools: [{ name: p, nodes: 10 }]\n',
      ['f:2:27 10 is too much; at most 9 were expected (write 9 or less)'],
    ],
    [
      'fraction',
      'name: a\npools: [{ name: p, nodes: 1.5 }]\n',
      ['f:2:27 1.5 is not a whole number (write 2)'],
    ],
    [
      'not a number',
      'name: a\npools: [{ name: p, nodes: .nan }]\n',
      ['f:2:27 NaN is not a number (write a number in digits, such as 3)'],
    ],
    [
      'own check',
      'name: a\npools: [{ name: cursed, nodes: 1 }]\n',
      ['f:2:17 "cursed": not this name'],
    ],
    [
      'key of a prototype',
      `${head}constructor: 1\n`,
      ['f:4:1 "constructor" is no key of the file (known are name, place, pools, tags, zone)'],
    ],
    [
      'list for a section',
      '- a\n',
      ['f:1:1 a list of 1 is not a section with keys (write key: value pairs)'],
    ],
    ['nothing', '', ['f the file is empty: a section with keys was expected']],
  ];
  it.each(bad)('%s', (_why, text, said) => {
    expect(check(text).said).toEqual(said);
  });

  it('tells everything at once, in the order of the text', () => {
    const { said } = check(
      'zone: x\npools:\n  - { name: p, nodes: 0, x: 1 }\n  - { nodes: 2 }\ntags: { a: 1 }\n',
    );
    expect(said.map((line) => line.split(' ')[0])).toEqual([
      'f:1:1',
      'f:1:7',
      'f:3:23',
      'f:3:26',
      'f:4:5',
      'f:5:12',
    ]);
  });

  it('keeps what was understood and knows where it stood', () => {
    const { value, pathInDocument, said } = check(
      'name: a\nzone: x\npools:\n  - { name: bad }\n  - { name: good, nodse: 3 }\n',
    );
    expect(said).toHaveLength(3);
    expect(value).toMatchObject({ zone: 'north', pools: [{ name: 'good', nodes: 3 }] });
    expect(pathInDocument(['pools', 0, 'nodes'])).toEqual(['pools', 1, 'nodse']);
  });

  it('tells no consequences: an emptied list is not told to be too short', () => {
    expect(check('name: a\npools: [{ name: p, nodes: 0 }]\n')).toMatchObject({
      said: ['f:2:27 0 is too little; at least 1 were expected (write 1 or more)'],
    });
  });

  it('never throws, whatever the values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (whole, part) => {
        for (const value of [whole, { name: 'a', pools: [part], place: part, tags: part }]) {
          const { diagnostics } = check(JSON.stringify(value));
          for (const one of diagnostics) expect(one.position).toBeDefined();
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('nearestWord', () => {
  it.each([
    ['maxNode', 'maxNodes'],
    ['sruge', 'surge'],
    ['SURGE', 'surge'],
    ['zzz', undefined],
    ['', undefined],
  ])('%s', (word, nearest) => {
    expect(nearestWord(word, ['name', 'maxNodes', 'surge'])).toBe(nearest);
  });

  it('measures as the textbook recursion does', () => {
    const slow = (a: string, b: string): number => {
      if (a === '' || b === '') return a.length + b.length;
      const same = a[0] === b[0] ? 0 : 1;
      const ways = [
        slow(a.slice(1), b) + 1,
        slow(a, b.slice(1)) + 1,
        slow(a.slice(1), b.slice(1)) + same,
      ];
      if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
        ways.push(slow(a.slice(2), b.slice(2)) + 1);
      }
      return Math.min(...ways);
    };
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(slow(a, b));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
