import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonValues } from './json-values.ts';
import { readJsonItem } from './part.ts';

const told = (text: string) => {
  const values = jsonValues(text);
  return values && [...values].map(({ text: own, start }) => [own, start.line, start.column]);
};

describe('jsonValues', () => {
  test.each<[why: string, text: string, values: readonly unknown[] | undefined]>([
    ['one value', '{"a":1}\n', undefined],
    ['a list is one value', '[{"a":1}, {"b":2}]', undefined],
    ['nothing', ' \n', undefined],
    ['a value that never ends', '{"a": [1, {"b": 2}', undefined],
    [
      'lines',
      '{"a":1}\r\n{"b":2}\n',
      [
        ['{"a":1}', 1, 1],
        ['{"b":2}', 2, 1],
      ],
    ],
    [
      'values over several lines, with braces in texts',
      '{\n "a": "}{\\""\n}\n  [1]',
      [
        ['{\n "a": "}{\\""\n}', 1, 1],
        ['[1]', 4, 3],
      ],
    ],
    [
      'the last one broken',
      '[1] {"a":',
      [
        ['[1]', 1, 1],
        ['{"a":', 1, 5],
      ],
    ],
    [
      'logs between values, and logs that never end',
      '{}\n==== START logs for container a of pod b/c ====\n{"x"\n==== END logs for container a of pod b/c ====\n==== START logs for container d of pod b/c ====\n==== END logs for container d of pod b/c ====\n[1]\n==== START logs for container e of pod b/c ====\n{',
      [
        ['{}', 1, 1],
        ['[1]', 7, 1],
      ],
    ],
    [
      'something else behind',
      '\uFEFF{} rest',
      [
        ['{}', 1, 1],
        ['rest', 1, 4],
      ],
    ],
  ])('%s', (...[, text, values]) => {
    expect(told(text)).toEqual(values);
  });

  test('any values come back, each where it stands', () => {
    const value = fc.oneof(
      fc.array(fc.jsonValue(), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(0, 2),
        (values, indent) => {
          const text = values.map((one) => JSON.stringify(one, null, indent)).join('\n');
          const items = [...(jsonValues(text) ?? [])];
          expect(items.map((item) => JSON.parse(item.text) as unknown)).toEqual(
            JSON.parse(JSON.stringify(values)),
          );
          const lines = text.split('\n');
          for (const item of items) {
            const { line, column } = readJsonItem('a', item).positionOf([]) ?? item.start;
            expect(lines[line - 1]?.slice(column - 1)[0]).toBe(item.text[0]);
          }
        },
      ),
      { seed: 11, numRuns: 100 },
    );
  });
});
