import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.ts';
import { exampleEstate } from '../../src/check/rule-page.ts';
import { rules } from '../../src/check/rules.ts';
import { contradictions, lessKnown } from './forget.ts';

/** All examples of the rules: small networks with every kind of fault. */
const examples = rules.map((rule) => [rule.code, exampleEstate(rule)] as const);

describe('every rule on the network of every other', () => {
  it.each(examples)('%s: the same answers twice', (_, estate) => {
    expect(check(estate)).toEqual(check(structuredClone(estate)));
  });

  it.each(examples)('%s: forgetting leaves open and never turns', (_, estate) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 4 }), (choices, steps) => {
        let less = estate;
        const forgotten: string[] = [];
        for (let step = 0; step < steps; step++) {
          const ways = [...lessKnown(less)];
          const way = ways[(choices.next().value ?? 0) % ways.length];
          if (way === undefined) break;
          less = way.estate;
          forgotten.push(way.what);
        }
        for (const rule of rules)
          expect(contradictions(rule, estate, less), forgotten.join(', then ')).toEqual([]);
      }),
      { seed: 4711, numRuns: 25 },
    );
  });
});
