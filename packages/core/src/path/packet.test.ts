import { containsAddress, firstAddress, lastAddress, prefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { every, maybe, nothing, portsIn, some, type Where, whereIn, whole } from './packet.ts';

const at = (text: string): Where => ({ kind: 'range', range: prefix(text), slot: 's' });
const open: Where = { kind: 'public' };

describe('an end in ranges', () => {
  it.each([
    ['inside', at('10.1.0.0/24'), ['10.0.0.0/8'], 'all'],
    ['covered by two halves', at('10.0.0.0/24'), ['10.0.0.0/25', '10.0.0.128/25'], 'all'],
    ['apart', at('10.1.0.0/24'), ['10.2.0.0/16'], 'none'],
    ['partly', at('10.0.0.0/24'), ['10.0.0.0/25'], 'cut'],
    ['nothing at all', at('10.0.0.0/24'), [], 'none'],
    ['a public end in everything', open, ['0.0.0.0/0'], 'all'],
    ['a public end in private space', open, ['10.0.0.0/8'], 'none'],
    ['a public end in some public range', open, ['20.0.0.0/8'], 'maybe'],
    ['a public end at the address of the platform', open, ['168.63.129.16/32'], 'none'],
  ] as const)('%s', (...[, where, ranges, kind]) => {
    expect(whereIn(where, ranges.map(prefix)).kind).toBe(kind);
  });

  it('cuts into parts of which each is wholly in or out, and which together are the whole', () => {
    const nested = fc.tuple(fc.nat(255), fc.integer({ min: 26, max: 32 })).map(([n, length]) => {
      const size = 2 ** (32 - length);
      return prefix(`10.0.0.${Math.floor(n / size) * size}/${length}`);
    });
    fc.assert(
      fc.property(fc.array(nested, { minLength: 1, maxLength: 4 }), (ranges) => {
        const match = whereIn(at('10.0.0.0/24'), ranges);
        if (match.kind !== 'cut') return match.kind === 'all';
        const inAny = (part: (typeof ranges)[number], end: 'first' | 'last'): boolean =>
          ranges.some((range) =>
            containsAddress(range, end === 'first' ? firstAddress(part) : lastAddress(part)),
          );
        const parts = match.into;
        const sum = parts.reduce((total, part) => total + 2 ** (32 - part.length), 0);
        const settled = parts.every(
          (part) => whereIn({ kind: 'range', range: part, slot: 's' }, ranges).kind !== 'cut',
        );
        return sum === 256 && settled && parts.some((p) => inAny(p, 'first') && inAny(p, 'last'));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('ports in ranges', () => {
  it.each([
    ['one inside', [443, 443], [[1, 1000]], 'all'],
    ['one outside', [443, 443], [[444, 1000]], 'none'],
    ['some', [1, 1000], [[443, 443]], 'cutPorts'],
  ] as const)('%s', (...[, [first, last], ranges, kind]) => {
    const match = portsIn(
      { first, last },
      ranges.map(([from, to]) => ({ first: from, last: to })),
    );
    expect(match.kind).toBe(kind);
  });

  it('cuts at the edges only', () => {
    expect(portsIn({ first: 1, last: 1000 }, [{ first: 443, last: 443 }])).toEqual({
      kind: 'cutPorts',
      into: [
        { first: 1, last: 442 },
        { first: 443, last: 443 },
        { first: 444, last: 1000 },
      ],
    });
  });
});

describe('conditions together', () => {
  const doubt = maybe({ kind: 'notStated', field: 'x' });
  const cut = whereIn(at('10.0.0.0/24'), [prefix('10.0.0.0/25')]);

  it('one that fails spares the cut that another asks for', () => {
    expect(every(cut, nothing).kind).toBe('none');
  });

  it('one that holds makes doubts of others idle', () => {
    expect(some([doubt, whole]).kind).toBe('all');
    expect(every(doubt, whole).kind).toBe('maybe');
    expect(some([doubt, nothing]).kind).toBe('maybe');
  });
});
