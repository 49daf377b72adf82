import { expect, test } from 'vitest';
import { stableUuid } from './stable-uuid.ts';

test('a text always has the same number, of version 8 and the common variant', () => {
  const seen = ['', 'a', 'b', 'ä', '💥', 'a'.repeat(1000)].map(stableUuid);
  for (const uuid of seen) {
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(stableUuid('a')).toBe(seen[1]);
});

test('the hash is FNV-1a: 128 bits of "a", but for the six bits of version and variant', () => {
  // Test vector of the reference code: d228cb696f1a8caf78912b704e4a8964.
  expect(stableUuid('a')).toBe('d228cb69-6f1a-8caf-b891-2b704e4a8964');
});
