import { describe, expect, it } from 'vitest';
import { evaluated, shownValue } from '../../../test/read/templates.ts';
import { templateFunctions } from './functions.ts';

const dogs = [
  { name: 'Evie', age: 5 },
  { name: 'Casper', age: 3 },
  { name: 'Indy', age: 2 },
];

const sections = {
  parameters: {
    open: { type: 'string' },
    secret: { type: 'secureString', defaultValue: 'hidden' },
    noSecret: { type: 'secureString', defaultValue: '' },
    location: { type: 'string', defaultValue: '[resourceGroup().location]' },
    maybe: { type: 'string', nullable: true },
    typed: { $ref: '#/definitions/maybeText' },
    parts: {
      type: 'object',
      defaultValue: { one: { a: 1 }, list: ['x', 'y'], Case: 'kept', text: '', none: null },
    },
    cased: { type: 'string', defaultValue: 'Found' },
  },
  definitions: { maybeText: { type: 'string', nullable: true } },
  variables: {
    dogs,
    chained: "[concat(variables('prefix'), '-b')]",
    prefix: 'a',
    circle: "[variables('round')]",
    round: "[variables('circle')]",
    copy: [{ name: 'loop', count: 3, input: "[mul(copyIndex('loop'), 10)]" }],
    inner: { copy: [{ name: 'squares', count: 3, input: "[mul(copyIndex('squares'), 2)]" }] },
  },
  functions: [
    {
      namespace: 'net',
      members: {
        wide: {
          parameters: [{ name: 'base', type: 'string' }],
          output: { type: 'string', value: "[format('{0}/16', parameters('base'))]" },
        },
      },
    },
  ],
};

const expectValues = (table: readonly (readonly [string, unknown])[]): void => {
  it.each(table)('%s', (expression, expected) => {
    expect(shownValue(evaluated(expression, sections))).toEqual(expected);
  });
};

// Most rows are examples of https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions.
describe('what Azure documents of texts', () => {
  expectValues([
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
    ['base64ToJson(base64(\'{"one": "a"}\')).one', 'a'],
    ["concat('prefix', '-', 'x')", 'prefix-x'],
    ["dataUri('Hello')", 'data:text/plain;charset=utf8;base64,SGVsbG8='],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["endsWith('abcdef', 'ef')", true],
    ["endsWith('abcdef', 'F')", true],
    ["endsWith('abcdef', 'e')", false],
    ["startsWith('abcdef', 'A')", true],
    ["startsWith('abcdef', 'e')", false],
    ["first('One Two Three')", 'O'],
    ["last('One Two Three')", 'e'],
    ["format('{0}, {1}', 'Hello', 'User')", 'Hello, User'],
    ["format('{0}{0}{{1}}', 'a')", 'aa{1}'],
    ["format('{0:D3}-{1:00}', 7, 4)", '007-04'],
    ["indexOf('test', 't')", 0],
    ["lastIndexOf('test', 't')", 3],
    ["indexOf('abcdef', 'CD')", 2],
    ["lastIndexOf('abcdef', 'AB')", 0],
    ["indexOf('abcdef', 'z')", -1],
    ["join(createArray('one', 'two', 'three'), ',')", 'one,two,three'],
    ["length('One Two Three')", 13],
    ["padLeft('123', 10, '0')", '0000000123'],
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('a', 'a', '$&$&')", '$&$&'],
    ["skip('one two three', 4)", 'two three'],
    ["take('one two three', 3)", 'one'],
    ["split('one,two,three', ',')", ['one', 'two', 'three']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["string(createArray('a', 'b'))", '["a","b"]'],
    ['string(10)', '10'],
    ["substring('one two three', 4, 3)", 'two'],
    ["toUpper('One Two Three')", 'ONE TWO THREE'],
    ["trim('    one two three   ')", 'one two three'],
    ["uri('http://contoso.org/firstpath', 'myscript.sh')", 'http://contoso.org/myscript.sh'],
    [
      "uri('http://contoso.org/firstpath/', 'myscript.sh')",
      'http://contoso.org/firstpath/myscript.sh',
    ],
    [
      "uri('http://contoso.org/firstpath/azuredeploy.json', '/myscript.sh')",
      'http://contoso.org/myscript.sh',
    ],
    ["uriComponent('http://a/b c')", 'http%3A%2F%2Fa%2Fb%20c'],
    ["uriComponentToString('http%3A%2F%2Fa')", 'http://a'],
  ]);
});

describe('what Azure documents of lists and objects', () => {
  expectValues([
    ["array('efgh')", ['efgh']],
    ["concat(createArray('1-1'), createArray('2-1', '2-2'))", ['1-1', '2-1', '2-2']],
    ["contains(createArray('one', 'two'), 'two')", true],
    ["contains(createObject('one', 'a'), 'ONE')", true],
    ["contains('OneTwoThree', 'Three')", true],
    ["contains('OneTwoThree', 'three')", false],
    ["createObject('intProp', 1, 'arrayProp', createArray('a'))", { intProp: 1, arrayProp: ['a'] }],
    ['empty(createArray())', true],
    ["empty('')", true],
    ['empty(null())', true],
    ["indexFromEnd(createArray('a', 'b', 'c'), 1)", 'c'],
    [
      "intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))",
      ['two', 'three'],
    ],
    [
      'intersection(json(\'{"one": "a", "two": "b", "three": "c"}\'), json(\'{"one": "a", "two": "z", "three": "c"}\'))',
      { one: 'a', three: 'c' },
    ],
    [
      "items(createObject('b', 1, 'a', 2))",
      [
        { key: 'a', value: 2 },
        { key: 'b', value: 1 },
      ],
    ],
    ['json(\'{"a": [1, null]}\')', { a: [1, null] }],
    ['max(createArray(0, 3, 2, 5, 4))', 5],
    ['min(0, 3, 2, 5, 4)', 0],
    ['range(5, 3)', [5, 6, 7]],
    ["objectKeys(createObject('b', 1, 'a', 2))", ['a', 'b']],
    ["tryGet(createObject('a', 1), 'b')", null],
    [
      "union(createArray('one', 'two', 'three'), createArray('three', 'four'))",
      ['one', 'two', 'three', 'four'],
    ],
    [
      'union(json(\'{"one": "a", "deep": {"x": 1}}\'), json(\'{"deep": {"y": 2}, "four": "d"}\'))',
      { one: 'a', deep: { x: 1, y: 2 }, four: 'd' },
    ],
    ["shallowMerge(createArray(createObject('a', 1), createObject('a', 2)))", { a: 2 }],
    ["first(createArray('one'))", 'one'],
    ["last(createArray('one', 'two'))", 'two'],
  ]);
});

describe('what Azure documents of numbers, logic, dates and ranges', () => {
  expectValues([
    ['add(5, 3)', 8],
    ['sub(7, 3)', 4],
    ['mul(5, 3)', 15],
    ['div(8, 3)', 2],
    ['div(-8, 3)', -2],
    ['mod(7, 3)', 1],
    ["int('4')", 4],
    ["bool('True')", true],
    ['bool(0)', false],
    ["coalesce(null(), 'x')", 'x'],
    ["equals('abc', 'ABC')", false],
    ["less('a', 'b')", true],
    ['greaterOrEquals(2, 2)', true],
    ["and(true(), bool('false'))", false],
    ['not(false())', true],
    ["if(true(), 'yes', fail('never reached'))", 'yes'],
    ["dateTimeAdd('2024-01-01 00:00:00Z', 'P1Y')", '2024-12-31T00:00:00Z'],
    ["dateTimeAdd('2023-02-01 00:00:00Z', 'P1M')", '2023-03-03T00:00:00Z'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')", '2020-03-29T14:53:14Z'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')", '2020-04-07T15:53:14Z'],
    ["dateTimeToEpoch('1970-01-02T00:00:00Z')", 86_400],
    ['dateTimeFromEpoch(86400)', '1970-01-02T00:00:00Z'],
    [
      "parseCidr('10.144.0.0/20')",
      {
        network: '10.144.0.0',
        netmask: '255.255.240.0',
        broadcast: '10.144.15.255',
        firstUsable: '10.144.0.1',
        lastUsable: '10.144.15.254',
        cidr: 20,
      },
    ],
    [
      "parseCidr('fdad:3236:5555::/48')",
      {
        network: 'fdad:3236:5555::',
        netmask: 'ffff:ffff:ffff::',
        firstUsable: 'fdad:3236:5555::',
        lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff',
        cidr: 48,
      },
    ],
    ["cidrSubnet('10.144.0.0/20', 24, 4)", '10.144.4.0/24'],
    ["cidrSubnet('fdad:3236:5555::/48', 52, 4)", 'fdad:3236:5555:4000::/52'],
    ["cidrHost('10.144.3.0/24', 4)", '10.144.3.5'],
    ["cidrHost('fdad:3236:5555:3000::/52', 0)", 'fdad:3236:5555:3000::1'],
  ]);
});

describe('what Azure documents of lambdas', () => {
  const dog = (name: string) => `lambdaVariables('dog').${name}`;
  expectValues([
    [`map(variables('dogs'), lambda('dog', ${dog('name')}))`, ['Evie', 'Casper', 'Indy']],
    [`filter(variables('dogs'), lambda('dog', greaterOrEquals(${dog('age')}, 5)))[0].name`, 'Evie'],
    ["filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))", [0, 2, 4, 6, 8]],
    [
      "reduce(range(1, 4), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))",
      10,
    ],
    [
      "map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('dog', lambdaVariables('dog').age))",
      [2, 3, 5],
    ],
    [
      `toObject(variables('dogs'), lambda('dog', ${dog('name')}), lambda('dog', ${dog('age')}))`,
      { Evie: 5, Casper: 3, Indy: 2 },
    ],
    [
      "map(createArray('a', 'b'), lambda('x', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i'))))",
      ['a0', 'b1'],
    ],
    [
      "map(range(0, 2), lambda('x', map(range(0, 2), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))",
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      "groupBy(createArray('aa', 'ab', 'b'), lambda('x', first(lambdaVariables('x'))))",
      { a: ['aa', 'ab'], b: ['b'] },
    ],
    ["mapValues(createObject('a', 1), lambda('x', add(lambdaVariables('x'), 1)))", { a: 2 }],
  ]);
});

describe('parameters, variables and members', () => {
  expectValues([
    ["variables('chained')", 'a-b'],
    ["variables('loop')", [0, 10, 20]],
    ["variables('inner').squares[2]", 4],
    ["parameters('parts').one.a", 1],
    ["parameters('PARTS').case", 'kept'],
    ["parameters('parts')['list'][1]", 'y'],
    ["parameters('parts').?gone", null],
    ["parameters('parts').?gone.?deeper", null],
    ["tryGet(parameters('parts'), 'one', 'a')", 1],
    ["parameters('maybe')", null],
    ["parameters('typed')", null],
    ["parameters('noSecret')", ''],
    ["net.wide('10.0.0.0')", '10.0.0.0/16'],
    ['environment().suffixes.storage', 'core.windows.net'],
    ["CONCAT('a','b')", 'ab'],
    ["concat(\n  'it''s',\n  ' fine')", "it's fine"],
    ["parameters('parts').none", null],
  ]);
});

it('lists each function once', () => {
  const names = templateFunctions.map(({ name }) => name.toLowerCase());
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
