/** Chance that a number decides: the same seed gives the same draws. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from 0 up to, not including, the bound. */
  readonly below: (bound: number) => number;
  /** True with the probability given. */
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** From least to most of the things that `make` makes. */
  readonly several: <T>(least: number, most: number, make: (at: number) => T) => readonly T[];
  /** What `make` makes with the probability given, else an empty object, for spreading. */
  readonly perhaps: <T extends object>(probability: number, make: () => T) => T | object;
}

/** A small generator of 32 bits (mulberry32): enough for tests, and cheap to seed. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const chance = (probability: number): boolean => next() < probability;
  return {
    next,
    below,
    chance,
    pick: (list) => {
      const at = below(list.length);
      for (const one of list.slice(at, at + 1)) return one;
      throw new Error('nothing to pick from');
    },
    several: (least, most, make) =>
      Array.from({ length: least + below(most - least + 1) }, (_, i) => make(i)),
    perhaps: (probability, make) => (chance(probability) ? make() : {}),
  };
}
