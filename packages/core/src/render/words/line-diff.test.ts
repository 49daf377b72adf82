import { expect, it } from 'vitest';
import { diffLines, diffText } from './line-diff.ts';

const diff = (before: string, after: string, around?: number): string =>
  diffText(diffLines(before.split(' '), after.split(' ')), around);

it.each([
  ['a b', 'a b', ' ...', 'nothing changed'],
  ['a b', 'a x b', ' a\n+x\n b', 'a line came'],
  ['a x b', 'a b', ' a\n-x\n b', 'a line went'],
  ['a x b', 'a y b', ' a\n-x\n+y\n b', 'a line is another'],
  ['1 2 3 4 5 6', '1 2 3 4 5 6 7', ' ...\n 4\n 5\n 6\n+7', 'far lines are left out'],
  [
    '1 2 3 4 5 6 7 8',
    '0 1 2 3 4 5 6 7 9',
    '+0\n 1\n 2\n 3\n ...\n 5\n 6\n 7\n-8\n+9',
    'between changes',
  ],
])('%s to %s', (before, after, expected) => {
  expect(diff(before, after)).toBe(expected);
});

it('keeps what both have most of', () => {
  const lines = diffLines(['a', 'b', 'c', 'd'], ['b', 'c', 'x', 'd']);
  expect(lines.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toEqual([
    'b',
    'c',
    'd',
  ]);
});
