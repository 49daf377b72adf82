// Measuring: rounds in which every contender has its turn, so that a slow moment hits them all.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** How long a turn lasts at least, in ms, and how often a task is run in it at most. */
const turn = { ms: 150, runs: 20 };

/**
 * Gives each of `tasks` ({ name, run }) one turn per round, in which it runs again and again. Answers
 * by name: the first time, in which code is not compiled yet; the median and the best of all others,
 * and the median of processor time, which a busy machine disturbs less, in ms; and the answer.
 */
export function race(tasks, rounds) {
  const runs = new Map(tasks.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of tasks) {
      collect();
      const end = performance.now() + turn.ms;
      let left = turn.runs;
      do runs.get(name).push(timed(run));
      while (--left > 0 && performance.now() < end);
    }
  }
  return tasks.map(({ name }) => {
    const [first, ...warm] = runs.get(name);
    return {
      name,
      first: first.wall,
      median: middle(warm.map(({ wall }) => wall)),
      best: Math.min(...warm.map(({ wall }) => wall)),
      processor: middle(warm.map(({ processor }) => processor)),
      answer: first.answer,
    };
  });
}

function timed(run) {
  const before = process.cpuUsage();
  const start = performance.now();
  const answer = run();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, processor: (user + system) / 1000, answer };
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** What `make` leaves behind in memory, in bytes, while its result is alive. */
export function kept(make) {
  collect();
  const before = inUse();
  const result = make();
  collect();
  const bytes = Math.max(0, inUse() - before);
  return { bytes, result };
}

function inUse() {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
