import { describe, expect, it } from 'vitest';
import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { keysOf, selectorKey, selects } from './selector.ts';

const labels = new Map<string, string | undefined>([
  ['app', 'web'],
  ['pod-template-hash', undefined],
]);
const expression = (
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  ...values: readonly string[]
): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values.length === 0 ? {} : { values }) }],
});

describe('selects', () => {
  it.each<[string, LabelSelector, 'yes' | 'maybe' | 'no']>([
    ['everything when it is empty', {}, 'yes'],
    ['a label', { matchLabels: { app: 'web' } }, 'yes'],
    ['not another value', { matchLabels: { app: 'db' } }, 'no'],
    ['not a key that is missing', { matchLabels: { tier: 'web' } }, 'no'],
    ['all of several', { matchLabels: { app: 'web', tier: 'x' } }, 'no'],
    ['perhaps what a controller chooses', { matchLabels: { 'pod-template-hash': 'f00' } }, 'maybe'],
    ['In', expression('app', 'In', 'db', 'web'), 'yes'],
    ['In without the value', expression('app', 'In', 'db'), 'no'],
    ['In with a missing key', expression('tier', 'In', 'web'), 'no'],
    ['In of what is chosen', expression('pod-template-hash', 'In', 'a'), 'maybe'],
    ['NotIn', expression('app', 'NotIn', 'db'), 'yes'],
    ['NotIn with the value', expression('app', 'NotIn', 'web'), 'no'],
    ['NotIn with a missing key', expression('tier', 'NotIn', 'web'), 'yes'],
    ['NotIn of what is chosen', expression('pod-template-hash', 'NotIn', 'a'), 'maybe'],
    ['Exists', expression('app', 'Exists'), 'yes'],
    ['Exists of what is chosen', expression('pod-template-hash', 'Exists'), 'yes'],
    ['Exists with a missing key', expression('tier', 'Exists'), 'no'],
    ['DoesNotExist', expression('tier', 'DoesNotExist'), 'yes'],
    ['DoesNotExist with the key', expression('app', 'DoesNotExist'), 'no'],
    ['a key called like what every object inherits', { matchLabels: { constructor: 'x' } }, 'no'],
  ])('%s: %j is %s', (_, selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  it('says no for sure although something else is in doubt', () => {
    const selector = { matchLabels: { 'pod-template-hash': 'f00', app: 'db' } };
    expect(selects(selector, labels)).toBe('no');
  });
});

describe('selectorKey', () => {
  it('is the same for what selects the same, in any order', () => {
    expect(selectorKey({ matchLabels: { a: '1', b: '2' } })).toBe(
      selectorKey({ matchLabels: { b: '2', a: '1' } }),
    );
    expect(selectorKey(expression('a', 'In', 'x', 'y'))).toBe(
      selectorKey(expression('a', 'In', 'y', 'x')),
    );
  });

  it.each([
    [{ matchLabels: { a: '1\n1:b=2' } }, { matchLabels: { a: '1', b: '2' } }],
    [{ matchLabels: { 'a=1': '' } }, { matchLabels: { a: '1=' } }],
    [{}, { matchLabels: { a: '' } }],
    [expression('a', 'In', 'x'), expression('a', 'NotIn', 'x')],
  ])('differs for %j and %j', (a, b) => {
    expect(selectorKey(a)).not.toBe(selectorKey(b));
  });
});

it('tells the keys that are asked for', () => {
  expect(keysOf({ matchLabels: { a: '1' }, ...expression('b', 'Exists') })).toEqual(['a', 'b']);
});
