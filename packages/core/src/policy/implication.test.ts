import { expect, it } from 'vitest';
import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { implies, isContradiction, sameWords } from './implication.ts';
import type { Certainty } from './selector.ts';

/** `a=1 b!=2 c !d e in 1,2` as a selector. */
function selector(text: string): LabelSelector {
  const matchExpressions = text
    .split(' ')
    .filter((word) => word !== '')
    .map((word): NonNullable<LabelSelector['matchExpressions']>[number] => {
      const [key = '', values = ''] = word.replace(/^!/, '').split(/!?=/);
      if (!word.includes('='))
        return { key, operator: word.startsWith('!') ? 'DoesNotExist' : 'Exists' };
      return { key, operator: word.includes('!=') ? 'NotIn' : 'In', values: values.split('|') };
    });
  return { matchExpressions };
}

it.each<readonly [string, string, Certainty, string]>([
  ['', '', 'yes', 'everything is everything'],
  ['', 'a=1', 'maybe', 'some have the label'],
  ['a=1', '', 'yes', 'the empty selector wants nothing'],
  ['a=1', 'a=1', 'yes', 'the same'],
  ['a=1', 'a=1|2', 'yes', 'one of those'],
  ['a=1|2', 'a=1', 'maybe', 'the other one is not'],
  ['a=1', 'a=2', 'no', 'another value'],
  ['a=1', 'a', 'yes', 'there is a value'],
  ['a=1', '!a', 'no', 'there is a value'],
  ['a=1', 'a!=2', 'yes', 'another value'],
  ['a=1', 'a!=1', 'no', 'that very value'],
  ['a=1|2', 'a!=1', 'maybe', 'one of two'],
  ['a', 'a=1', 'maybe', 'any value'],
  ['a', 'a!=1', 'maybe', 'any value'],
  ['!a', 'a=1', 'no', 'no value'],
  ['!a', 'a!=1', 'yes', 'NotIn holds without the label'],
  ['!a', '!a', 'yes', 'the same'],
  ['!a', 'a', 'no', 'the opposite'],
  ['a!=1|2', 'a!=1', 'yes', 'fewer are refused'],
  ['a!=1', 'a!=1|2', 'maybe', 'more are refused'],
  ['a!=1', 'a=1', 'no', 'that very value'],
  ['a!=1', 'a=2', 'maybe', 'it may be that one'],
  ['a!=1', 'a', 'maybe', 'it may be missing'],
  ['a=1|2 a!=1', 'a=2', 'yes', 'two words about one key'],
  ['a=1', 'a=1 b=1', 'maybe', 'another key is open'],
  ['a=1 a=2', '', 'no', 'nothing is both'],
])('%s within %s: %s, %s', (given, wanted, expected) => {
  expect(implies(selector(given), selector(wanted))).toBe(expected);
});

it.each([
  ['a=1', 'a=1', 'yes'],
  ['a=1', '', 'yes'],
  ['a=1', 'a', 'no'],
  ['', 'a=1', 'no'],
])('by words, %s within %s: %s', (given, wanted, expected) => {
  expect(sameWords(selector(given), selector(wanted))).toBe(expected);
});

it('takes labels and expressions that say the same for the same words', () => {
  expect(sameWords({ matchLabels: { a: '1' } }, selector('a=1'))).toBe('yes');
});

it.each([
  ['a=1 a=2', true],
  ['a !a', true],
  ['a=1 a!=1', true],
  ['a a!=1', false],
  ['!a a!=1', false],
])('%s is a contradiction: %s', (text, expected) => {
  expect(isContradiction(selector(text))).toBe(expected);
});
