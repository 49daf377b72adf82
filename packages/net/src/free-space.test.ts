import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapOf, NaiveSpace } from '../test/naive-space.ts';
import { runs, type World, worlds } from '../test/small-world.ts';
import { createFreeSpace, type FreeSpace } from './free-space.ts';
import { prefix } from './parse.ts';
import {
  comparePrefixes,
  formatPrefix,
  halves,
  type Prefix,
  prefixSize,
  subnets,
} from './prefix.ts';
import type { Allocated, NotAllocated } from './space-allocate.ts';
import { advisedHold } from './space-holds.ts';

const space = (...roots: string[]): FreeSpace => createFreeSpace(roots.map(prefix));

function took(answer: ReturnType<FreeSpace['allocate']>): Allocated {
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}

const text = (p: Prefix | undefined): string | undefined => p && formatPrefix(p);

describe('choosing', () => {
  test('the lowest of the smallest blocks that fit, so that large ones stay whole', () => {
    const free = space('10.0.0.0/16');
    const sizes = [24, 26, 24, 26, 28].map((length) =>
      text(took(free.allocate({ length })).prefix),
    );
    expect(sizes).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/26',
      '10.0.2.0/24',
      '10.0.1.64/26',
      '10.0.1.128/28',
    ]);
    expect(text(free.largestFree(4))).toBe('10.0.128.0/17');
  });

  test('what was released is one block again', () => {
    const free = space('10.0.0.0/16');
    const blocks = Array.from({ length: 256 }, () => took(free.allocate({ length: 24 })).prefix);
    expect(free.allocate({ length: 32 })).toMatchObject({ ok: false, code: 'full' });
    for (const block of blocks.toReversed()) free.release(block);
    expect([...free.freeBlocks()].map(formatPrefix)).toEqual(['10.0.0.0/16']);
    expect(free.verify()).toEqual([]);
  });

  test('roots side by side are not joined; one inside another is dropped', () => {
    const free = space('10.1.0.0/17', '10.1.128.0/17', '10.1.2.0/24', '192.168.0.0/24');
    expect([...free.freeBlocks()].map(formatPrefix)).toEqual([
      '10.1.0.0/17',
      '10.1.128.0/17',
      '192.168.0.0/24',
    ]);
    expect(free.allocate({ length: 16 })).toMatchObject({ ok: false, code: 'full' });
    expect(free.adopt(prefix('10.1.0.0/16'))).toMatchObject({ ok: false, code: 'outside' });
    expect(text(took(free.allocate({ length: 24 })).prefix)).toBe('192.168.0.0/24');
    expect(free.verify()).toEqual([]);
  });

  test('within', () => {
    const free = space('10.0.0.0/8');
    const within = prefix('10.64.0.0/16');
    expect(text(took(free.allocate({ length: 24, within })).prefix)).toBe('10.64.0.0/24');
    expect(text(took(free.allocate({ length: 17, within })).prefix)).toBe('10.64.128.0/17');
    expect(free.allocate({ length: 17, within })).toMatchObject({
      ok: false,
      reason: 'no /17 is free in 10.64.0.0/16; the largest free block is 10.64.64.0/18',
    });
    expect(free.allocate({ length: 15, within })).toMatchObject({ ok: false, code: 'full' });
    expect(free.allocate({ length: 24, within: prefix('11.0.0.0/8') })).toMatchObject({
      ok: false,
    });
  });

  test('both families, each in its own roots', () => {
    const free = space('10.0.0.0/24', 'fd00::/48');
    expect(text(took(free.allocate({ length: 25 })).prefix)).toBe('10.0.0.0/25');
    expect(text(took(free.allocate({ length: 64, family: 6 })).prefix)).toBe('fd00::/64');
    expect(text(took(space('fd00::/48').allocate({ length: 64 })).prefix)).toBe('fd00::/64');
    expect(space('10.0.0.0/8').allocate({ length: 64, family: 6 })).toMatchObject({
      ok: false,
      code: 'noRoots',
    });
  });

  test.each([-1, 33, 24.5, Number.NaN])('/%s is no length', (length) => {
    expect(space('10.0.0.0/8').allocate({ length })).toMatchObject({ code: 'badLength' });
  });

  test('the whole of either family', () => {
    for (const [root, length] of [
      ['0.0.0.0/0', 32],
      ['::/0', 128],
    ] as const) {
      const free = space(root);
      expect(took(free.allocate({ length })).prefix.length).toBe(length);
      expect(free.verify()).toEqual([]);
      expect(took(free.allocate({ length: 1 })).prefix.length).toBe(1);
      expect(free.allocate({ length: 0 })).toMatchObject({ ok: false });
    }
  });
});

describe('holds', () => {
  test('growth in place', () => {
    const free = space('10.0.0.0/16');
    const first = took(free.allocate({ length: 24, hold: 2 }));
    const second = took(free.allocate({ length: 24 }));
    expect([text(first.hold?.block), text(second.prefix)]).toEqual(['10.0.0.0/22', '10.0.4.0/24']);
    expect(free.grow(first.prefix, 23)).toMatchObject({
      ok: true,
      prefix: prefix('10.0.0.0/23'),
      hold: { owner: prefix('10.0.0.0/23'), block: prefix('10.0.0.0/22') },
    });
    expect(free.grow(prefix('10.0.0.0/23'), 22)).toMatchObject({ ok: true, hold: undefined });
    expect(free.grow(prefix('10.0.0.0/22'), 21)).toMatchObject({
      ok: false,
      code: 'inTheWay',
      reason: '10.0.0.0/21 meets 10.0.4.0/24',
    });
    expect(free.holds()).toEqual([]);
    expect(free.verify()).toEqual([]);
  });

  test('the oldest that gives room is broken, and told', () => {
    const free = space('10.0.0.0/24');
    const [first, second] = [26, 26].map((length) => took(free.allocate({ length, hold: 1 })));
    const third = took(free.allocate({ length: 26 }));
    expect(third.broken).toEqual(first?.hold);
    expect(text(third.prefix)).toBe('10.0.0.64/26');
    expect(free.holds()).toEqual([second?.hold]);
    expect(free.verify()).toEqual([]);
  });

  test('one that gives no room stays, however old', () => {
    const free = space('10.0.0.0/24');
    const small = took(free.allocate({ length: 28, hold: 1 }));
    const large = took(free.allocate({ length: 26, hold: 1 }));
    free.allocate({ length: 26 });
    free.allocate({ length: 27 });
    expect(took(free.allocate({ length: 26 })).broken).toEqual(large.hold);
    expect(free.holds()).toEqual([small.hold]);
  });

  test('age decides, not size', () => {
    const free = space('10.0.0.0/24');
    const older = took(free.allocate({ length: 27, hold: 1 }));
    const newer = took(free.allocate({ length: 26, hold: 1 }));
    free.allocate({ length: 26 });
    expect(took(free.allocate({ length: 28 })).broken).toEqual(older.hold);
    expect(took(free.allocate({ length: 27 })).broken).toEqual(newer.hold);
    expect(free.verify()).toEqual([]);
  });

  test('keepHolds would rather fail, and names the hold and what there is', () => {
    const free = space('10.0.0.0/24');
    const { hold } = took(free.allocate({ length: 25, hold: 1 }));
    const refused = free.allocate({ length: 26, keepHolds: true });
    expect(refused).toMatchObject({ ok: false, code: 'full', revocable: hold });
    expect(refused).toMatchObject({ largestFree: undefined, largestHeld: prefix('10.0.0.128/25') });
    expect(free.holds()).toEqual([hold]);
  });

  test('a wish for growth gets what there is, without breaking another', () => {
    const free = space('10.0.0.0/24');
    free.allocate({ length: 26, hold: 1 });
    expect(text(took(free.allocate({ length: 26, hold: 4 })).hold?.block)).toBe('10.0.0.128/25');
  });

  test('released with its owner, broken on demand', () => {
    const free = space('10.0.0.0/24');
    const { prefix: owner, hold } = took(free.allocate({ length: 26, hold: 2 }));
    expect(free.breakHold(prefix('10.0.0.0/25'))).toBeUndefined();
    expect(free.breakHold(owner)).toEqual(hold);
    expect(free.breakHold(owner)).toBeUndefined();
    expect(text(free.largestFree(4))).toBe('10.0.0.128/25');
    free.release(owner);
    expect(text(free.largestFree(4))).toBe('10.0.0.0/24');
  });

  test.each([
    [0, 0, 1],
    [0.49, 3, 3],
    [0.5, 0, 0],
    [0.69, 2, 2],
    [0.7, 2, 0],
    [1, 5, 0],
  ])('at a load of %d with %i declared, %i bits are advised', (load, declared, bits) => {
    expect(advisedHold(load, declared)).toBe(bits);
  });
});

describe('what exists already', () => {
  test('is adopted exactly, with what it meets', () => {
    const free = createFreeSpace([prefix('10.0.0.0/16')], { exclude: [prefix('10.0.2.0/24')] });
    const { hold } = took(free.allocate({ length: 24, hold: 1 }));
    expect(free.adopt(prefix('10.0.0.0/23'))).toMatchObject({
      ok: false,
      code: 'taken',
      reason: '10.0.0.0/23 meets 10.0.0.0/24',
      meets: [{ prefix: prefix('10.0.0.0/24'), state: 'taken' }],
    });
    expect(free.adopt(prefix('10.0.1.128/25'))).toMatchObject({ ok: true, broken: [hold] });
    expect(free.adopt(prefix('10.0.2.0/23'))).toMatchObject({
      ok: true,
      excluded: [prefix('10.0.2.0/24')],
    });
    expect(free.adopt(prefix('11.0.0.0/24'))).toMatchObject({ ok: false, code: 'outside' });
    expect(free.verify()).toEqual([]);
  });

  test('an exclusion outlives what was adopted in it', () => {
    const free = createFreeSpace([prefix('10.0.0.0/24')], { exclude: [prefix('10.0.0.64/26')] });
    free.adopt(prefix('10.0.0.0/25'));
    expect(free.release(prefix('10.0.0.0/25'))).toMatchObject({ ok: true });
    expect([...free.freeBlocks()].map(formatPrefix)).toEqual(['10.0.0.0/26', '10.0.0.128/25']);
  });

  test('only what was taken is released, exactly', () => {
    const free = space('10.0.0.0/24');
    free.adopt(prefix('10.0.0.0/26'));
    for (const other of ['10.0.0.0/25', '10.0.0.0/27', '10.0.0.64/26', '11.0.0.0/8', '::/0']) {
      expect(free.release(prefix(other)), other).toMatchObject({ ok: false, code: 'notTaken' });
    }
    expect(free.grow(prefix('10.0.0.0/27'), 26)).toMatchObject({ ok: false, code: 'notTaken' });
    expect([...free.takenBlocks()].map(formatPrefix)).toEqual(['10.0.0.0/26']);
  });
});

test('usage adds up, fragmentation is told', () => {
  const free = createFreeSpace([prefix('10.0.0.0/24')], { exclude: [prefix('10.0.0.0/29')] });
  expect(free.fragmentation(4)).toMatchObject({ largestFree: prefix('10.0.0.128/25') });
  free.allocate({ length: 25 });
  free.allocate({ length: 28, hold: 1 });
  expect(free.usage(4)).toEqual({
    free: 88n,
    taken: 144n,
    held: 16n,
    excluded: 8n,
    load: 144 / 248,
  });
  expect(free.fragmentation(4)).toEqual({
    score: 1 - 64 / 88,
    largestFree: prefix('10.0.0.64/26'),
    blocks: [
      { length: 26, count: 1 },
      { length: 28, count: 1 },
      { length: 29, count: 1 },
    ],
  });
  expect(free.fragmentation(6)).toEqual({ score: 0, largestFree: undefined, blocks: [] });
  expect(free.usage(6).load).toBe(1);
});

describe('explaining', () => {
  test('the winner, then why the others lost', () => {
    const free = space('10.0.0.0/24');
    free.adopt(prefix('10.0.0.0/26'));
    free.adopt(prefix('10.0.0.128/27'));
    free.adopt(prefix('10.0.0.192/28'));
    free.allocate({ length: 29, hold: 1 });
    const told = took(free.allocate({ length: 27, explain: 9 })).candidates;
    expect(told.map(({ block, lost }) => [text(block), lost])).toEqual([
      ['10.0.0.160/27', undefined],
      ['10.0.0.224/27', 'higherAddress'],
      ['10.0.0.64/26', 'largerBlock'],
    ]);
    const rest = took(free.allocate({ length: 30, explain: 2 })).candidates;
    expect(rest.map(({ block, lost }) => [text(block), lost])).toEqual([
      ['10.0.0.224/27', undefined],
      ['10.0.0.64/26', 'largerBlock'],
    ]);
  });

  test('a refusal tells what was held and what was too small', () => {
    const free = space('10.0.0.0/24');
    free.allocate({ length: 26, hold: 1 });
    free.adopt(prefix('10.0.0.192/26'));
    const refused = free.allocate({ length: 25, explain: 9 });
    expect(refused.candidates).toEqual([{ block: prefix('10.0.0.128/26'), lost: 'tooSmall' }]);
    const kept = free.allocate({
      length: 26,
      explain: 9,
      within: prefix('10.0.0.0/25'),
      keepHolds: true,
    });
    expect(kept.candidates).toEqual([{ block: prefix('10.0.0.0/25'), lost: 'held' }]);
    expect(free.allocate({ length: 25 }).candidates).toEqual([]);
  });
});

test('a copy lives on its own', () => {
  const free = space('10.0.0.0/24');
  const owner = took(free.allocate({ length: 26, hold: 1 })).prefix;
  const copy = free.copy();
  copy.release(owner);
  copy.exclude(prefix('10.0.0.0/25'));
  expect(free.holds()).toHaveLength(1);
  expect(copy.holds()).toHaveLength(0);
  expect([text(free.largestFree(4)), text(copy.largestFree(4))]).toEqual([
    '10.0.0.128/25',
    '10.0.0.128/25',
  ]);
  free.allocate({ length: 25 });
  expect(text(copy.largestFree(4))).toBe('10.0.0.128/25');
  expect([...free.verify(), ...copy.verify()]).toEqual([]);
});

type Step =
  | {
      kind: 'allocate';
      bits: number;
      hold: number;
      within?: Prefix | undefined;
      keepHolds: boolean;
    }
  | { kind: 'adopt' | 'exclude'; prefix: Prefix }
  | { kind: 'release' | 'breakHold'; which: number }
  | { kind: 'grow'; which: number; bits: number };

function steps(world: World): fc.Arbitrary<Step[]> {
  const which = fc.nat(40);
  const bits = fc.integer({ min: 0, max: 8 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('allocate' as const),
        bits: fc.integer({ min: 2, max: 6 }),
        hold: fc.integer({ min: 0, max: 3 }),
        within: fc.option(world.prefixes, { freq: 2, nil: undefined }),
        keepHolds: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('release' as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('breakHold' as const), which }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('grow' as const), which, bits }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('adopt' as const, 'exclude' as const),
        prefix: world.prefixes,
      }),
    },
  );
  // Long ones, or spaces never fill: by default the library stays short.
  return fc.array(step, { maxLength: 60, size: 'max' });
}

function chosen({ prefix: block, hold, broken }: Allocated): object {
  return { prefix: block, hold, broken };
}

/** A refusal tells the largest block there is, and the largest that breaking one hold would give. */
function expectTold(answer: NotAllocated, naive: NaiveSpace, within: Prefix | undefined): void {
  expect(answer.largestFree?.length).toBe(naive.largest(within));
  const broken = naive.holds.map((hold) => {
    const room = new NaiveSpace(naive.world, [hold.block]);
    room.claims = [hold.owner];
    return room.largest(within) ?? Infinity;
  });
  expect(answer.largestHeld?.length ?? Infinity).toBe(Math.min(Infinity, ...broken));
}

function play(naive: NaiveSpace, real: FreeSpace, step: Step): void {
  const claim = 'which' in step ? naive.claims[step.which % naive.claims.length] : undefined;
  switch (step.kind) {
    case 'allocate': {
      const length = naive.world.whole.length + step.bits;
      const request = { ...step, length };
      const expected = naive.allocate(request);
      const answer = real.allocate(request);
      expect(answer.ok ? chosen(answer) : undefined).toEqual(expected);
      if (!answer.ok) expectTold(answer, naive, step.within);
      break;
    }
    case 'adopt':
      expect(real.adopt(step.prefix).ok).toBe(naive.adopt(step.prefix));
      break;
    case 'exclude':
      real.exclude(step.prefix);
      naive.exclude(step.prefix);
      break;
    case 'release':
      if (claim) expect(real.release(claim).ok).toBe(naive.release(claim));
      break;
    case 'breakHold':
      if (claim) real.breakHold(claim);
      if (claim) naive.breakHold(claim);
      break;
    case 'grow': {
      const length = claim && Math.max(naive.world.whole.length, claim.length - step.bits);
      if (claim && length !== undefined) {
        expect(real.grow(claim, length).ok).toBe(naive.grow(claim, length));
      }
      break;
    }
  }
}

describe.each(worlds)('in $whole, any history', (world) => {
  const [low, high] = halves(world.whole);
  const rootSets = fc.constantFrom([world.whole], [low], [low, high], [halves(low)[1], high]);

  test('gives the answers and the map of an oracle that looks at each address', () => {
    fc.assert(
      fc.property(rootSets, steps(world), (roots, history) => {
        const naive = new NaiveSpace(world, roots);
        const real = createFreeSpace(roots);
        for (const step of history) play(naive, real, step);
        expect(mapOf(real, world)).toBe(naive.map());
        expect([...real.freeBlocks()]).toEqual(naive.free());
        expect([...real.takenBlocks()]).toEqual(naive.claims.toSorted(comparePrefixes));
        expect(real.holds()).toEqual(naive.holds);
        expect(real.verify()).toEqual([]);
        const { free, taken, held, excluded } = real.usage(world.family);
        const size = roots.reduce((sum, root) => sum + prefixSize(root), 0n);
        expect(free + taken + held + excluded).toBe(size);
      }),
      { ...runs, numRuns: 60 },
    );
  });
});

test('to the last block and back, at random, in a /8 of /24s', () => {
  const free = space('10.0.0.0/8');
  const random = fc.sample(fc.nat(0xffff), { seed: 3, numRuns: 5000 });
  const live: Prefix[] = [];
  for (const number of random) {
    const answer = free.allocate({ length: 18 + (number % 9), hold: number % 3 });
    if (answer.ok) live.push(answer.prefix);
    if (number % 4 === 0) live.splice(number % live.length, 1).forEach(free.release);
  }
  expect(free.verify()).toEqual([]);
  live.forEach(free.release);
  expect([...free.freeBlocks()].map(formatPrefix)).toEqual(['10.0.0.0/8']);
  for (const block of subnets(prefix('10.0.0.0/8'), 20)) {
    expect(took(free.allocate({ length: 20 })).prefix).toEqual(block);
  }
  expect(free.allocate({ length: 32 }).ok).toBe(false);
});

test('verify finds what is wrong', async () => {
  const { spaceState } = await import('./space-state.ts');
  const { verify } = await import('./space-verify.ts');
  const { allocate } = await import('./space-allocate.ts');
  const broken = (spoil: (state: ReturnType<typeof spaceState>) => void): string[] => {
    const state = spaceState([prefix('10.0.0.0/24')]);
    allocate(state, { length: 26, hold: 1 });
    spoil(state);
    return verify(state);
  };
  expect(broken(() => {})).toEqual([]);
  expect(broken((state) => state.holds.clear())).toEqual(['1 blocks are kept for nobody']);
  expect(broken((state) => state.trees.get(4)?.masks.fill(0)).join()).toContain('the mask');
  expect(broken((state) => state.trees.get(4)?.counts.fill(0)).join()).toContain('miscounted');
  expect(broken((state) => state.trees.get(4)?.states.fill(0)).join()).toContain('not merged');
});
