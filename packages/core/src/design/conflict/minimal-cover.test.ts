import { expect, test } from 'vitest';
import { minimalCover } from './minimal-cover.ts';

const cover = (...cases: readonly string[]): string =>
  [...minimalCover(cases.map((reasons) => [...reasons]))].sort().join('');

test.each([
  ['one reason against everything', ['ab', 'a', 'ac'], 'a'],
  ['two that are both needed', ['a', 'b', 'ab'], 'ab'],
  ['the one that says more stays', ['xa', 'xb', 'xc'], 'x'],
  ['a chain', ['ab', 'bc', 'cd'], 'bc'],
  ['the same reason twice in a case', ['aa'], 'a'],
  ['nothing to exclude', [], ''],
  ['a case that nothing excludes is passed over', ['', 'a'], 'a'],
])('%s', (_, cases, kept) => {
  expect(cover(...cases)).toBe(kept);
});

test('no reason can be left out, and every case stays excluded', () => {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const cases = Array.from({ length: 1 + next(12) }, () =>
      Array.from({ length: 1 + next(4) }, () => 'abcdefgh'[next(8)] ?? 'a'),
    );
    const kept = [...minimalCover(cases)];
    const excludes = (reasons: readonly string[]): boolean =>
      cases.every((one) => one.some((reason) => reasons.includes(reason)));
    expect(excludes(kept)).toBe(true);
    for (const reason of kept) expect(excludes(kept.filter((r) => r !== reason))).toBe(false);
  }
});
