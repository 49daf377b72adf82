// Speed and memory of @aksnet/net beside the libraries that people use instead. Needs the build
// (`npm run build`); `node bench/net.mjs`. Tells numbers and never judges them: machines differ.
//
// The others have no operation for all overlaps or for the longest match, so they do what their users
// do: compare each with each, look at every entry. That would take hours at full size, so they do a
// small part and the time is scaled up, marked "≈".

import { cpus, loadavg } from 'node:os';
import { createFreeSpace, overlapsOfTexts, prefix } from '@aksnet/net';
import { contenders } from './net-contenders.mjs';
import {
  addresses4,
  addresses6,
  lengths,
  picks,
  prefixes4,
  prefixes6,
  textsOf,
} from './net-inputs.mjs';
import { kept, race } from './net-measure.mjs';

const rounds = 5;
const many = 100_000;
const few = 300;
const inputs = {
  4: { texts: textsOf(prefixes4(many)), addresses: addresses4(2 ** 18) },
  6: { texts: textsOf(prefixes6(many)), addresses: addresses6(2 ** 18) },
};
const pairsOf = (count) => (count * (count - 1)) / 2;

console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(2)}`);
console.log(
  `Node.js ${process.version}; first run cold, then many in ${rounds} rounds: median and best`,
);

for (const family of [4, 6]) {
  const mine = contenders.filter((contender) => contender.families.includes(family));
  parsing(family, mine);
  allOverlaps(family, mine);
  lookingUp(family, mine);
  merging(family, mine);
}
millionOverlaps(4);
millionOverlaps(6);
allocating('10.0.0.0/8', [20, 28]);
allocating('2001:db8::/32', [44, 64]);

function parsing(family, mine) {
  const { texts } = inputs[family];
  heading(`Parse ${many} IPv${family} prefixes`);
  const tasks = mine.map(({ name, parse }) => ({ name, run: () => parse(texts) }));
  for (const result of race(tasks, rounds)) row(result, { unit: 'prefixes', count: many });
}

function allOverlaps(family, mine) {
  const { texts } = inputs[family];
  const part = texts.slice(0, few);
  heading(`All overlapping pairs of ${many} IPv${family} prefixes, parsing included`);
  const tasks = mine.map(({ name, overlaps, isWholeList }) => ({
    name,
    run: () => overlaps(isWholeList ? texts : part),
  }));
  const bytes = kept(() => overlapsOfTexts(texts)).bytes;
  for (const result of race(tasks, rounds)) {
    if (isWhole(result)) row(result, { unit: 'prefixes', count: many, bytes });
    else row(scaled(result, pairsOf(many) / pairsOf(few)), { unit: 'prefixes', count: many });
  }
}

function lookingUp(family, mine) {
  const { texts, addresses } = inputs[family];
  const part = addresses.slice(0, 2);
  heading(`Longest match of ${addresses.length} IPv${family} addresses among ${many} prefixes`);
  const tables = mine.map((contender) => ({ ...contender, ...kept(() => contender.table(texts)) }));
  const tasks = tables.map(({ name, lookUp, isWholeList, result }) => ({
    name,
    run: () => lookUp(result, isWholeList ? addresses : part),
  }));
  for (const result of race(tasks, rounds)) {
    const { bytes } = tables.find(({ name }) => name === result.name);
    const how = { unit: 'lookups', count: addresses.length, bytes };
    row(isWhole(result) ? result : scaled(result, addresses.length / part.length), how);
  }
}

function merging(family, mine) {
  const { texts } = inputs[family];
  heading(`Fewest prefixes for ${many} IPv${family} prefixes, parsing included`);
  const able = mine.filter(({ merge }) => merge);
  const tasks = able.map(({ name, merge }) => ({ name, run: () => merge(texts) }));
  for (const result of race(tasks, rounds)) row(result, { unit: 'prefixes', count: many });
}

function millionOverlaps(family) {
  const count = 1_000_000;
  const texts = textsOf(family === 4 ? prefixes4(count) : prefixes6(count));
  heading(`All overlapping pairs of ${count} IPv${family} prefixes, parsing included`);
  const [ours] = contenders;
  const bytes = kept(() => overlapsOfTexts(texts)).bytes;
  const [result] = race([{ name: ours.name, run: () => ours.overlaps(texts) }], rounds);
  row(result, { unit: 'prefixes', count, bytes });
}

/** Fills a root with blocks, then each step releases one at random and allocates another. */
function allocating(root, [shortest, longest]) {
  const live = 10_000;
  const steps = 50_000;
  const wanted = lengths(live + steps, shortest, longest);
  const random = picks(steps);
  heading(`Allocate and release in ${root}, /${shortest} to /${longest}, ${live} blocks in use`);
  for (const hold of [0, 1]) {
    const fill = () => filled(root, { wanted: wanted.slice(0, live), hold });
    const { bytes } = kept(fill);
    const full = fill();
    const run = () => {
      const space = full.space.copy();
      const blocks = [...full.blocks];
      let granted = 0;
      for (let step = 0; step < steps; step++) {
        const which = random[step] % blocks.length;
        space.release(blocks[which]);
        const answer = space.allocate({ length: wanted[live + step], hold });
        blocks[which] = answer.ok ? answer.prefix : blocks.pop();
        granted += answer.ok ? 1 : 0;
      }
      return granted;
    };
    const name = hold === 0 ? 'without holds' : 'hold of one bit';
    const [result] = race([{ name, run }], rounds);
    row(result, { unit: 'operations', count: steps * 2, bytes });
  }
}

function filled(root, { wanted, hold }) {
  const space = createFreeSpace([prefix(root)]);
  const blocks = wanted.flatMap((length) => {
    const answer = space.allocate({ length, hold });
    return answer.ok ? [answer.prefix] : [];
  });
  return { space, blocks };
}

function isWhole({ name }) {
  return contenders.find((contender) => contender.name === name)?.isWholeList === true;
}

function scaled(result, factor) {
  const { first, median, best, processor } = result;
  return {
    ...result,
    first: first * factor,
    median: median * factor,
    best: best * factor,
    processor: processor * factor,
    scaled: true,
  };
}

function heading(text) {
  console.log(`\n${text}`);
  console.log(line(['', 'cold', 'median', 'best', 'processor', 'per second', 'kept', 'answer']));
}

function row(
  { name, first, median, best, processor, answer, scaled: isScaled },
  { unit, count, bytes },
) {
  const mark = isScaled ? '≈ ' : '';
  const times = [first, median, best, processor].map((ms) => mark + duration(ms));
  const memory = bytes === undefined ? '' : `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const rate = `${mark}${perSecond((count / median) * 1000)} ${unit}`;
  console.log(line([name, ...times, rate, memory, isScaled ? `${answer} (part)` : String(answer)]));
}

function duration(ms) {
  if (ms < 1000) return `${ms.toFixed(1)} ms`;
  return ms < 3_600_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 3_600_000).toFixed(1)} h`;
}

function perSecond(rate) {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} M`;
  return rate >= 1e3 ? `${(rate / 1e3).toFixed(1)} k` : rate.toFixed(1);
}

function line(cells) {
  const widths = [18, 12, 12, 12, 12, 22, 10, 0];
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join(' ')
    .trimEnd();
}
