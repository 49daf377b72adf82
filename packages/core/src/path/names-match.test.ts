import { expect, it } from 'vitest';
import { nameMatches } from './names-match.ts';

it.each([
  ['the name itself', 'api.example.com', 'API.example.com', true],
  ['a root dot', 'api.example.com', 'api.example.com.', true],
  ['a star for a label', '*.example.com', 'api.example.com', true],
  ['a star for several', '*.example.com', 'a.b.example.com', true],
  ['a star does not swallow the dot after it', '*.example.com', 'example.com', false],
  ['nor another name with the same end', '*.example.com', 'api.badexample.com', false],
  ['a star inside', 'md-*.blob.example', 'md-1.blob.example', true],
  ['no overlap of beginning and end', 'ab*ba', 'aba', false],
  ['a pattern covers a pattern', '*.data.mcr.example', '*.data.mcr.example', true],
  ['a narrow pattern does not cover a wide one', 'a.mcr.example', '*.mcr.example', false],
  ['a name is not a pattern of characters', 'a.b', 'axb', false],
])('%s', (...[, pattern, name, expected]) => {
  expect(nameMatches(pattern, name)).toBe(expected);
});

it('takes hostile patterns in its stride', () => {
  expect(nameMatches('*a'.repeat(2000), 'a'.repeat(1999))).toBe(false);
});
