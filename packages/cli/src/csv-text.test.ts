import { expect, test } from 'vitest';
import { readCsv } from './csv-text.ts';

const csv = (text: string) => readCsv({ id: 'a.csv', text: () => text });

test('a row is an object, a cell of JSON its value, an empty one null', () => {
  const { value, diagnostics } = csv(
    '\uFEFFid,name,tags,properties\r\n/x,net,,"{""addressSpace"":{""addressPrefixes"":[""10.0.0.0/8""]}}"\r\n',
  );
  expect(value).toEqual([
    {
      id: '/x',
      name: 'net',
      tags: null,
      properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } },
    },
  ]);
  expect(diagnostics).toEqual([]);
});

test('places are lines, rows of several lines included', () => {
  const document = csv('a,b\n"1\n2",x\n3,{oops\n');
  expect(document.positionsOf([[0], [1, 'b'], [7]])).toEqual([
    { line: 2, column: 1 },
    { line: 4, column: 1 },
    undefined,
  ]);
  expect(document.diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ['syntax', [1, 'b']],
  ]);
  expect(document.value).toEqual([
    { a: '1\n2', b: 'x' },
    { a: '3', b: '{oops' },
  ]);
});

test('Windows line ends inside a cell are lines too', () => {
  const document = csv('a,b\r\n"1\r\n\r\n2",x\r\n3,y\r\n');
  expect(document.positionOf([1])).toEqual({ line: 5, column: 1 });
});

test.each([
  ['a quote that never ends', 'a,b\n"1,2\n'],
  ['a quote in the middle', 'a,b\n1"2",3\n'],
])('%s is told with its line', (_why, text) => {
  const { value, diagnostics } = csv(text);
  expect(value).toBeUndefined();
  expect(diagnostics[0]?.position?.line).toBeGreaterThan(0);
});

test('a column cannot reach a prototype', () => {
  const { value } = csv('__proto__,constructor\n"{""x"":1}",y\n');
  expect(value).toEqual([{ constructor: 'y' }]);
  expect(Object.keys({})).toEqual([]);
});
