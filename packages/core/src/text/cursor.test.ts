import { parsePrefix, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { isUnknown, unknown } from '../evidence/knowable.ts';
import { openCursor } from './cursor.ts';
import { unevaluated } from './unevaluated.ts';

const open = (value: unknown) => openCursor({ document: 'net.json', value });

describe('spelling', () => {
  const spellings: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['flat, as az prints', { addressPrefix: 'x' }, ['addressPrefix']],
    [
      'wrapped, as ARM answers',
      { properties: { addressPrefix: 'x' } },
      ['properties', 'addressPrefix'],
    ],
    [
      'capitalised, as PSRule exports',
      { Properties: { AddressPrefix: 'x' } },
      ['Properties', 'AddressPrefix'],
    ],
    ['flat in odd case', { addressprefix: 'x' }, ['addressprefix']],
    [
      'own key before the wrapper',
      { addressPrefix: 'x', properties: { addressPrefix: 'y' } },
      ['addressPrefix'],
    ],
  ];
  it.each(spellings)('forgives %s', (_why, value, path) => {
    const { cursor } = open(value);
    expect(cursor.string('addressPrefix')).toBe('x');
    expect(cursor.at('addressPrefix').path).toEqual(path);
  });

  it('reads dnsServiceIP and dnsServiceIp as one field, two levels down', () => {
    const { cursor } = open({ properties: { networkProfile: { dnsServiceIp: '10.0.0.10' } } });
    expect(cursor.at('networkProfile').string('dnsServiceIP')).toBe('10.0.0.10');
  });
});

describe('values', () => {
  it('takes null for absent, and below nothing finds nothing', () => {
    const { cursor, diagnostics } = open({ a: null });
    expect(cursor.string('a')).toBeUndefined();
    expect(cursor.at('x', 'y', 3, 'z').list('q')).toBeUndefined();
    expect(cursor.has('a')).toBe(false);
    expect(diagnostics).toEqual([]);
  });

  it('forgives numbers and booleans written as text, and texts written as numbers', () => {
    const { cursor } = open({ n: '30', b: 'True', zones: [1, '2'], v: 1.33 });
    expect(cursor.number('n')).toBe(30);
    expect(cursor.boolean('b')).toBe(true);
    expect(cursor.stringList('zones')).toEqual(['1', '2']);
    expect(cursor.string('v')).toBe('1.33');
  });

  it.each([['1e9'], ['0x10'], ['NaN'], [''], ['9'.repeat(40)]])(
    'does not read %j as a number',
    (text) => {
      const { cursor, diagnostics } = open({ n: text });
      expect(isUnknown(cursor.number('n'))).toBe(true);
      expect(diagnostics[0]).toMatchObject({ code: 'wrong-type', path: ['n'] });
    },
  );

  it('compares enum values without case and answers the known spelling', () => {
    const { cursor, diagnostics } = open({ outboundType: 'userdefinedrouting', other: 'teleport' });
    expect(cursor.enumOf('outboundType', ['loadBalancer', 'userDefinedRouting'])).toBe(
      'userDefinedRouting',
    );
    expect(cursor.enumOf('other', ['a', 'b'])).toMatchObject({
      unknown: [{ kind: 'notModelled' }],
    });
    expect(diagnostics[0]?.message).toContain('"teleport"');
  });

  it('parses texts and lists of texts, a lone text being a list of one', () => {
    const { cursor, diagnostics } = open({
      one: '10.0.0.0/24',
      many: ['10.0.0.0/24', '10.0.0.1/24'],
    });
    expect(cursor.parsedList('one', parsePrefix)).toEqual([prefix('10.0.0.0/24')]);
    expect(isUnknown(cursor.parsedList('many', parsePrefix))).toBe(true);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ path: ['many', 1], code: 'unreadable-value' });
  });

  it('passes on what could not be evaluated, however deep', () => {
    const why = unknown({ kind: 'notModelled', feature: 'reference()' });
    const { cursor, diagnostics } = open({
      properties: { net: unevaluated(why), list: ['a', unevaluated(why)] },
    });
    expect(cursor.at('net', 'podCidr').string('x')).toEqual(why);
    expect(cursor.object('net')).toEqual(why);
    expect(cursor.stringList('list')).toEqual(why);
    expect(open({ properties: unevaluated(why) }).cursor.number('count')).toEqual(why);
    expect(diagnostics).toEqual([]);
  });

  it('does not take a file that says "unknown" for something unknown', () => {
    const { cursor } = open({ tags: { unknown: 'x' } });
    expect(cursor.stringMap('tags')).toEqual({ unknown: 'x' });
  });
});

describe('hostile keys', () => {
  it.each([['constructor'], ['toString'], ['hasOwnProperty'], ['__proto__']])(
    'finds no %s in an empty object',
    (key) => {
      expect(open({}).cursor.raw(key)).toBeUndefined();
      expect(open({ properties: {} }).cursor.string(key)).toBeUndefined();
    },
  );

  it('keeps free keys of any name without touching prototypes', () => {
    const { cursor } = open({ tags: JSON.parse('{"__proto__": "x", "constructor": "y"}') });
    expect(Object.entries(cursor.stringMap('tags') ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('unread fields', () => {
  it('lists what nobody asked for, topmost only', () => {
    const reading = open({
      name: 'a',
      etag: 'W/x',
      nothing: null,
      empty: [],
      properties: {
        subnets: [{ name: 's', properties: { addressPrefix: 'x', fancy: { deep: 1 } } }],
      },
    });
    const { cursor } = reading;
    cursor.string('name');
    cursor.at('subnets').raw();
    expect(open({ a: { b: 1 } }).unread()).toEqual([['a']]);
    expect(reading.unread()).toEqual([['etag']]);
  });

  it('descends into what was read', () => {
    const reading = open({ properties: { subnets: [{ Name: 's', fancy: { deep: 1 } }] } });
    const subnets = reading.cursor.list('subnets');
    if (isUnknown(subnets)) throw new Error('a list was expected');
    expect(subnets?.map((subnet) => subnet.string('name'))).toEqual(['s']);
    expect(reading.unread()).toEqual([['properties', 'subnets', 0, 'fancy']]);
  });
});

it('says document, path and time of collection of a place', () => {
  const { cursor } = openCursor({
    document: 'd',
    value: { a: [5] },
    path: ['x'],
    collected: '2026-08-21T09:30:00Z',
  });
  expect(cursor.at('a', 0).source).toEqual({
    document: 'd',
    path: ['x', 'a', 0],
    collected: '2026-08-21T09:30:00Z',
  });
  expect(cursor.at('a', 0).number()).toBe(5);
});

describe('what is there and hides something', () => {
  it.each<[why: string, value: unknown, code: string]>([
    ['a text', 'oops', 'wrong-type'],
    ['a number', 7, 'wrong-type'],
    ['a list', [{ enabled: true }], 'wrong-type'],
    ['stars', '***', 'masked'],
    ['a word for it', '<REDACTED>', 'masked'],
  ])('%s instead of an object is told once and makes all in it unknown', (_why, profile, code) => {
    const { cursor, diagnostics } = open({ profile });
    const place = cursor.at('profile');
    expect(isUnknown(place.boolean('enabled'))).toBe(true);
    expect(isUnknown(place.at('inner', 'deeper').string('name'))).toBe(true);
    expect(diagnostics.map((one) => [one.code, one.path])).toEqual([[code, ['profile']]]);
  });

  it.each([[null], [''], [[]]])('%j instead of an object is nothing', (profile) => {
    const { cursor, diagnostics } = open({ profile });
    expect(cursor.at('profile').boolean('enabled')).toBeUndefined();
    expect(diagnostics).toEqual([]);
  });

  it.each(['***', 'xxx', 'XXXXXXXX', 'REDACTED', '<redacted>', '[MASKED]', '**removed**'])(
    'a value taken out is no fault: %s',
    (text) => {
      const { cursor, diagnostics } = open({ range: text, count: text, mode: text });
      const values = [
        cursor.parsed('range', parsePrefix),
        cursor.number('count'),
        cursor.enumOf('mode', ['a']),
      ];
      expect(values.map(isUnknown)).toEqual([true, true, true]);
      expect(diagnostics.map(({ severity }) => severity)).toEqual(['note', 'note', 'note']);
    },
  );

  it.each(['xx', 'hidden-team', 'x', '*', 'masked address 10.0.0.1'])(
    'a text that only looks so is judged: %s',
    (text) => {
      const { cursor, diagnostics } = open({ range: text });
      cursor.parsed('range', parsePrefix);
      expect(diagnostics.map(({ severity }) => severity)).toEqual(['error']);
    },
  );
});
