import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allPorts, noPorts, PortSets } from './port-set.ts';
import { closed, open, type SpanId, Spans, undetermined } from './span.ts';

const world = () => {
  const ports = new PortSets();
  const spans = new Spans(ports);
  const some = ports.of([{ protocol: 'TCP', first: 80, last: 90 }]);
  const other = ports.of([{ protocol: 'TCP', first: 85, last: 99 }]);
  return { ports, spans, some, other };
};

it('has the three that need no ports first', () => {
  const { spans } = world();
  expect([spans.exactly(noPorts), spans.exactly(allPorts), spans.of(noPorts, allPorts)]).toEqual([
    closed,
    open,
    undetermined,
  ]);
});

it('counts what is sure as possible', () => {
  const { spans, some } = world();
  expect(spans.of(some, noPorts)).toBe(spans.exactly(some));
});

/**
 * A span stands for every set between its sure and its possible one. Whatever two such sets are, the result
 * of an operation on them must lie between the sure and the possible of the operation on the spans.
 */
it('holds whatever the truth between sure and possible is', () => {
  const { ports, spans, some, other } = world();
  const sets = [noPorts, some, other, ports.meet(some, other), ports.union(some, other), allPorts];
  const pick = fc.constantFrom(...sets);
  const within = (truth: number, span: SpanId): boolean =>
    ports.minus(spans.sure(span), truth) === noPorts &&
    ports.minus(truth, spans.possible(span)) === noPorts;
  fc.assert(
    fc.property(pick, pick, pick, pick, (...[a, b, c, d]) => {
      const [x, y] = [spans.of(a, b), spans.of(c, d)];
      for (const truth of sets)
        for (const also of sets) {
          if (!within(truth, x) || !within(also, y)) continue;
          expect(within(ports.meet(truth, also), spans.meet(x, y))).toBe(true);
          expect(within(ports.union(truth, also), spans.union(x, y))).toBe(true);
          expect(within(ports.minus(truth, also), spans.minus(x, y))).toBe(true);
          expect(within(truth, spans.either(x, y))).toBe(true);
          expect(within(also, spans.either(x, y))).toBe(true);
        }
    }),
  );
});
