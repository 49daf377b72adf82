// Measuring: rounds in which every contender has its turn, so that a slow moment hits them all.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/**
 * Runs each of `tasks` ({ name, run }) once per round. Answers by name: the first time, in which code
 * is not compiled yet, the median and the best of the others, in ms, and what the task answered.
 */
export function race(tasks, rounds) {
  const times = new Map(tasks.map(({ name }) => [name, []]));
  const answers = new Map();
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of tasks) {
      collect();
      const start = performance.now();
      const answer = run();
      times.get(name).push(performance.now() - start);
      answers.set(name, answer);
    }
  }
  return tasks.map(({ name }) => {
    const [first, ...warm] = times.get(name);
    const sorted = warm.toSorted((a, b) => a - b);
    return {
      name,
      first,
      median: sorted[sorted.length >> 1],
      best: sorted[0],
      answer: answers.get(name),
    };
  });
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
