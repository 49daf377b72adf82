import { expect, it } from 'vitest';
import { both, type Certainty, oneOf, selects } from './selector.ts';

it.each<[Certainty, Certainty, Certainty, Certainty]>([
  ['yes', 'yes', 'yes', 'yes'],
  ['yes', 'maybe', 'maybe', 'yes'],
  ['yes', 'no', 'no', 'yes'],
  ['maybe', 'yes', 'maybe', 'yes'],
  ['maybe', 'maybe', 'maybe', 'maybe'],
  ['maybe', 'no', 'no', 'maybe'],
  ['no', 'yes', 'no', 'yes'],
  ['no', 'maybe', 'no', 'maybe'],
  ['no', 'no', 'no', 'no'],
])('%s and %s: both %s, one of them %s', (...[a, b, and, or]) => {
  expect([both(a, b), oneOf(a, b)]).toEqual([and, or]);
});

/** A key whose value nobody knows; one whose value is known; one that is not there. */
const labels = new Map<string, string | undefined>([
  ['hash', undefined],
  ['app', 'web'],
]);

it.each<[string, 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', readonly string[], Certainty]>([
  ['hash', 'In', ['a'], 'maybe'],
  ['hash', 'In', [], 'no'],
  ['hash', 'NotIn', ['a'], 'maybe'],
  ['hash', 'NotIn', [], 'yes'],
  ['hash', 'Exists', [], 'yes'],
  ['hash', 'DoesNotExist', [], 'no'],
  ['app', 'In', ['web'], 'yes'],
  ['app', 'In', ['api'], 'no'],
  ['app', 'NotIn', ['web'], 'no'],
  ['app', 'NotIn', ['api'], 'yes'],
  ['gone', 'In', ['web'], 'no'],
  ['gone', 'NotIn', ['web'], 'yes'],
])('%s %s %j: %s', (...[key, operator, values, answer]) => {
  expect(selects({ matchExpressions: [{ key, operator, values }] }, labels)).toBe(answer);
});
