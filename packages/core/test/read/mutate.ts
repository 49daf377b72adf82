// Broken versions of documents, drawn at random: for fuzzing readers.
import fc from 'fast-check';

/** Values that stand where another was expected. */
export const strangers: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, 2 ** 53, -0],
  ...[
    '',
    ' ',
    'x',
    '10.0.0.0/8',
    '10.0.0.1/8',
    '300.1.1.1',
    '::/0',
    '*',
    'true',
    '1e999',
    '\u0000',
  ],
  ...['/subscriptions/s', '/subscriptions//resourceGroups//providers//x//y/', '[parameters("a")]'],
  ...[[], [[]], [null], ['a', 1, null], [{}], [{ id: null }], [[{ name: 1 }]]],
  ...[{}, { id: 'x' }, { id: { id: {} } }, { properties: [] }, { unknown: [] }, { constructor: 1 }],
  ...[{ unknown: [{ kind: 'toBeAllocated' }] }, { kind: 'reference' }, { length: -1 }],
  ...[
    JSON.parse('{"__proto__": {"polluted": true}}'),
    { toString: 'x' },
    { value: [{ value: [] }] },
  ],
  'x'.repeat(5000),
];

type Path = readonly (string | number)[];

/** Every place in a value but the root. */
export function* placesIn(value: unknown, path: Path = []): IterableIterator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    yield here;
    yield* placesIn(child, here);
  }
}

/** The value with one place changed; `undefined` takes it out. */
export function changed(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (Array.isArray(value)) {
    const index = Number(key);
    if (rest.length === 0 && next === undefined) return value.toSpliced(index, 1);
    return value.toSpliced(index, 1, changed(value[index], rest, next));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): readonly (readonly [string, unknown])[] => {
      if (name !== key) return [[name, child]];
      const inner = changed(child, rest, next);
      return inner === undefined ? [] : [[name, inner]];
    }),
  );
}

/** One of the values with one to three of its places changed into something else, or taken out. */
export const strangeValue = (values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .record({
      value: fc.constantFrom(...values),
      blows: fc.array(
        fc.record({
          where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          next: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom(...strangers) },
            { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
            { weight: 1, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constantFrom(...values) },
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ value, blows }) =>
      blows.reduce<unknown>((now, { where, next }) => {
        const places = [...placesIn(now)];
        const place = places[Math.floor(where * places.length)];
        return place === undefined ? now : changed(now, place, next);
      }, value),
    );

/** Pieces that break a text, or bend it. */
const shards: readonly string[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '\\u0000',
    '\\ud800',
    '\u0000',
    '\ufeff',
    '\r\n',
  ],
  ...['NaN', 'Infinity', '-', '1e999', '1'.repeat(400), '"__proto__":', '"id":', '"id":1,'],
  ...[
    '*a',
    '&a ',
    '<<: *a',
    '!!binary x',
    '!!js/function x',
    '---\n',
    '...\n',
    '? ',
    '- ',
    '|\n',
    '%YAML',
  ],
  ...['[['.repeat(40), '{"a":'.repeat(80), '.nan', '.inf', '0x', '\t', '# ', '\u2028', ';', '\n\n'],
];

/** A text cut off, with bits flipped, with pieces put in, taken out or doubled. */
export const brokenText = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      blows: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          how: fc.constantFrom('cut', 'flip', 'put', 'drop', 'double'),
          shard: fc.constantFrom(...shards),
          length: fc.integer({ min: 1, max: 60 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ text, blows }) =>
      blows.reduce((now, { at, how, shard, length }) => {
        const start = Math.floor(at * now.length);
        const end = start + length;
        switch (how) {
          case 'cut':
            return now.slice(0, start);
          case 'flip':
            return flipped(now, start, length);
          case 'put':
            return now.slice(0, start) + shard + now.slice(start);
          case 'drop':
            return now.slice(0, start) + now.slice(end);
          default:
            return now.slice(0, end) + now.slice(start);
        }
      }, text),
    );

const flipped = (text: string, at: number, bit: number): string =>
  at < text.length
    ? text.slice(0, at) +
      String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7))) +
      text.slice(at + 1)
    : text;
