// A process of scripts/mutate.mjs: loads the bundle of tests once, sees which tests reach which mutant, and
// then runs, for each mutant that it is sent, the tests that reach it until one fails.
import { pathToFileURL } from 'node:url';

const [, , bundle] = process.argv;
const url = pathToFileURL(bundle).href;
// What the code of the mutants asks: which one is active, how often it ran, and what was reached.
const switches = {};
globalThis.__stryker__ = switches;

/** How much more often than without any mutant the place of one may run before that is an endless loop. */
const HITS = 200;

let loads = 0;
const load = async () => {
  globalThis.aksnetTests = [];
  loads += 1;
  await import(`${url}?${loads}`);
  return globalThis.aksnetTests;
};

const noted = { static: {}, perTest: {} };
switches.mutantCoverage = noted;
const tests = await load();
const taken = [];
for (const [at, run] of tests.entries()) {
  switches.currentTestId = String(at);
  const started = performance.now();
  try {
    await run();
  } catch (fault) {
    process.send({ fault: `a test fails without any mutant: ${fault.stack ?? fault}` });
  }
  taken[at] = performance.now() - started;
}
delete switches.currentTestId;
// The last ones that failed go first: neighbours fall to the same test.
const lucky = [];

process.on('message', async (id) => {
  process.send({ id, result: await tried(id) });
});
process.on('disconnect', () => process.exit(0));
process.send({});

async function tried(id) {
  const reaching = Object.keys(noted.perTest).filter((at) => noted.perTest[at][id] !== undefined);
  const isStatic = noted.static[id] !== undefined;
  if (reaching.length === 0 && !isStatic) return 'uncovered';
  const usual = reaching.reduce((sum, at) => sum + noted.perTest[at][id], noted.static[id] ?? 0);
  switches.activeMutant = id;
  switches.hitCount = 0;
  switches.hitLimit = usual * HITS + 1000;
  try {
    // What runs while the tests load is only seen in tests that are loaded again.
    const runs = isStatic ? await load() : tests;
    const order = (isStatic ? [...runs.keys()] : reaching.map(Number)).sort(
      (a, b) => lucky.lastIndexOf(b) - lucky.lastIndexOf(a) || taken[a] - taken[b],
    );
    for (const at of order) {
      try {
        await runs[at]();
      } catch {
        lucky.push(at);
        if (lucky.length > 20) lucky.shift();
        return 'killed';
      }
    }
    return 'survived';
  } catch {
    return 'killed';
  } finally {
    switches.activeMutant = undefined;
  }
}
