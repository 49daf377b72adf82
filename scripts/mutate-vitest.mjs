// Stands in for vitest where scripts/mutate.mjs bundles the tests: it gathers them into a list instead of
// running them, so that mutate-worker.mjs runs them as often as there are mutants. The matchers are vitest's.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect';

chai.config.useProxy = false;
for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = Object.assign(chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);

const gathered = globalThis.aksnetTests;

export const it = withTables((run) => void gathered.push(run));
export const test = it;
export const describe = withTables((run) => void run());

/** Adds `each`, which calls once for every row of a table; a row that is a list is the arguments. */
function withTables(take) {
  const named = (_, run) => take(run);
  named.each = (rows) => (_, run) => {
    for (const row of rows) take(() => run(...(Array.isArray(row) ? row : [row])));
  };
  // What hangs on a tool or on files beside the project takes no part.
  named.skipIf = () => () => undefined;
  return named;
}
