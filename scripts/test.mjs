// `npm test [-- filter]`: types, lint, then unit and integration tests. A step that fails is shown in
// full and the later ones still run. The last line counts the tests, and each failed step as one more.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install, ROOT, tool } from './prepare.mjs';

const SUMMARY = join(ROOT, '.cache', `test-summary-${process.pid}.json`);

install();
const types = await quietStep('types', 'typescript/bin/tsc', ['-b']);
const lint = await quietStep('lint', '@biomejs/biome/bin/biome', [
  'check',
  '--max-diagnostics=none',
  '.',
]);
const tests = await testStep(process.argv.slice(2));

const failed = types.failed + lint.failed + tests.failed;
process.stdout.write(`${tests.passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** One tool whose output matters only when it fails. */
async function quietStep(name, path, args) {
  process.stdout.write(`${name} ... `);
  const started = performance.now();
  const { code, output } = await run(path, args, { shown: false });
  process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'} (${since(started)})\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  return { failed: code === 0 ? 0 : 1 };
}

/** The tests report for themselves while they run, and leave their counts in a file. */
async function testStep(filters) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  process.stdout.write('tests ...\n');
  const started = performance.now();
  const { code } = await run('vitest/vitest.mjs', ['run', ...filters], {
    shown: true,
    env: { AKSNET_TEST_SUMMARY: SUMMARY },
  });
  const counts = existsSync(SUMMARY) ? JSON.parse(readFileSync(SUMMARY, 'utf8')) : undefined;
  rmSync(SUMMARY, { force: true });
  if (counts === undefined) process.stdout.write('the test runner broke down before any result\n');
  else if (counts.passed + counts.failed === 0) process.stdout.write('no test was run\n');
  const { passed = 0, failed = 0, skipped = 0 } = counts ?? {};
  const shownSkips = skipped === 0 ? '' : `, ${skipped} skipped`;
  process.stdout.write(`tests ${code === 0 ? 'ok' : 'FAILED'} (${since(started)}${shownSkips})\n`);
  // A runner that fails without a failed test (nothing found, broken configuration) is a failed step.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

function run(path, args, { shown, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tool(path), ...args], {
      cwd: ROOT,
      stdio: shown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }),
    );
  });
}

function since(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
