// What `aksnet read` costs: one cluster's folder and the real bodies beside the project in process, the
// command cold on one file, and long dumps. A user would parse the same files with JSON.parse and jq:
// plain JSON.parse of the same texts stands beside every figure.
import { spawnSync } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openReading } from '../packages/core/dist/exports/read.js';
import { readJson } from '../packages/core/dist/exports/text.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const day = '2026-11-23';
const ms = (value) => `${value.toFixed(1).padStart(9)} ms`;
const say = (line) => process.stdout.write(`${line}\n`);

const textsIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));

function readAll(texts) {
  const reading = openReading({ day });
  for (const { name, text } of texts)
    reading.add({ document: readJson({ id: name, text: () => text }), about: {} });
  return reading.finish();
}

const parseAll = (texts) => texts.map(({ text }) => JSON.parse(text));

/** First run and median of the others. */
function timed(run, times) {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  const [first = 0, ...rest] = taken;
  rest.sort((a, b) => a - b);
  return { first, median: rest[Math.floor(rest.length / 2)] ?? first };
}

function compare(what, texts, times) {
  const bytes = texts.reduce((sum, { text }) => sum + text.length, 0);
  const ours = timed(() => readAll(texts), times);
  const plain = timed(() => parseAll(texts), times);
  say(`${what}: ${texts.length} files, ${(bytes / 1e6).toFixed(2)} MB`);
  say(`  read        first ${ms(ours.first)}   then ${ms(ours.median)}`);
  say(`  JSON.parse  first ${ms(plain.first)}   then ${ms(plain.median)}`);
}

compare('a cluster', textsIn(join(root, 'examples', 'live-dump')), 11);

const corpus = join(root, '..', 'shared', 'corpus', 'azure');
if (existsSync(corpus)) compare('real bodies', textsIn(corpus), 3);
else say('real bodies: not beside the project, left out');

const command = join(root, 'packages', 'cli', 'bin', 'aksnet.js');
const one = join(root, 'examples', 'live-dump', 'az-aks-list.json');
const cold = timed(() => spawnSync(process.execPath, [command, 'read', one]), 7);
const bare = timed(() => spawnSync(process.execPath, ['-e', '0']), 7);
say(`the command on one file, cold: ${ms(cold.median)}; bare Node ${ms(bare.median)}`);

// A long dump: the same bodies again and again, each with a group of its own.
const megabytes = Number(process.env.AKSNET_BENCH_MB ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'aksnet-bench-'));
try {
  const file = join(folder, 'dump.json');
  await writeDump(file, megabytes * 1e6);
  const start = performance.now();
  const { stdout } = spawnSync(process.execPath, ['-e', memoryOf(command, file)], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const peak = stdout.trim().split('\n').at(-1);
  say(
    `one file of ${megabytes} MB: ${((performance.now() - start) / 1000).toFixed(1)} s, ${peak} MB at most`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the command in a process that tells its greatest size at the end. */
function memoryOf(script, file) {
  return `
    process.argv = [process.argv[0], ${JSON.stringify(script)}, 'read', ${JSON.stringify(file)}, '--summary'];
    process.on('exit', () => process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024))));
    import(${JSON.stringify(script)});`;
}

async function writeDump(file, bytes) {
  const bodies = textsIn(join(root, 'examples', 'live-dump'))
    .filter(({ name }) => /az-[^/]*\.json$/.test(name))
    .flatMap(({ text }) => JSON.parse(text));
  const out = createWriteStream(file);
  out.write('{"value":[');
  for (let written = 0, copy = 0; written < bytes; copy++) {
    const text = bodies
      .map((body) => JSON.stringify(body).replaceAll('rg-', `rg${copy}-`))
      .join(',');
    written += text.length;
    if (!out.write(copy === 0 ? text : `,${text}`))
      await new Promise((resolve) => out.once('drain', resolve));
  }
  await new Promise((resolve) => out.end(']}', resolve));
}
