// `npm run mutate [word]` (a part of the file's name): breaks the policy engine in one small place after the other and
// tells which breaks no test notices. What is broken, and how, is Stryker's: it is not among the dependencies
// of the project, since its score is asked for once in a while and never by a build. Install it beside them:
//   npm install --no-save @stryker-mutator/instrumenter@9.6.1
// Every mutant of a file is in the file at once, behind a switch, and the tests run in one process, so that a
// mutant costs milliseconds. A process that hangs or dies counts as noticed, and is replaced.
import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { install, ROOT, say } from './prepare.mjs';

const CORE = join(ROOT, 'packages', 'core');
const POLICY = join(CORE, 'src', 'policy');
const OUT = join(ROOT, '.cache', 'mutants');

/** The engine: what decides who reaches whom. Questions about its answers have tests of their own. */
const engine = [
  ...['classes', 'compare', 'dialect', 'every-row', 'fold', 'judge', 'match', 'pods', 'port-set'],
  ...['profile', 'reach', 'relation', 'rows', 'runs', 'selector', 'span', 'stretches', 'summary'],
  ...['workload-pods', 'world', 'kinds/cluster-network-policy', 'kinds/network-policy'],
  'kinds/tiered',
].map((name) => join(POLICY, `${name}.ts`));

/** Longest silence of a worker before it counts as hanging, in ms; far above what any test takes. */
const PATIENCE = 60_000;

const silent = { debug() {}, info() {}, isDebugEnabled: () => false };

install();
const Instrumenter = await stryker();
const [word = ''] = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
let detected = 0;
let all = 0;
for (const file of engine.filter((path) => relative(POLICY, path).includes(word))) {
  const name = relative(POLICY, file).replaceAll('\\', '/');
  const { mutants, bundle } = await mutated(file);
  const results = await tried(mutants, bundle);
  const lost = mutants.filter(({ id }) => results.get(id) !== 'killed');
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const { id, location, mutatorName, replacement } of lost) {
    const { start, end } = location;
    const before = (lines[start.line] ?? '').slice(
      start.column,
      start.line === end.line ? end.column : undefined,
    );
    say(
      `  ${name}:${start.line + 1}:${start.column + 1} ${results.get(id)} ${mutatorName}: ${oneLine(before)} -> ${oneLine(replacement)}`,
    );
  }
  detected += mutants.length - lost.length;
  all += mutants.length;
  say(`${name}: ${percent(mutants.length - lost.length, mutants.length)} of ${mutants.length}`);
}
say(`the engine: ${percent(detected, all)} of ${all}`);

/** The mutants of a file, and the tests bundled with all of them. */
async function mutated(file) {
  const content = readFileSync(file, 'utf8');
  const { files, mutants } = await new Instrumenter(silent).instrument(
    [{ name: file, mutate: true, content }],
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const bundle = join(OUT, `${basename(file, '.ts')}.mjs`);
  const entry = tests()
    .map((path) => `import ${JSON.stringify(path)};`)
    .join('\n');
  const build = await rolldown({
    input: 'tests',
    platform: 'node',
    treeshake: false,
    external: (id) =>
      !id.startsWith('.') && !id.startsWith('/') && !/^(tests|vitest|@aksnet\/)/.test(id),
    resolve: {
      conditionNames: ['@aksnet/source', 'import'],
      alias: { vitest: join(ROOT, 'scripts', 'mutate-vitest.mjs') },
    },
    plugins: [
      {
        name: 'mutants',
        resolveId: (id) => (id === 'tests' ? id : undefined),
        load: (id) =>
          id === 'tests'
            ? entry
            : id === file
              ? { code: files[0].content, moduleType: 'ts' }
              : undefined,
        transform: (code, id) =>
          code.includes('import.meta.url')
            ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
            : undefined,
      },
    ],
  });
  await build.write({ file: bundle, format: 'esm' });
  await build.close();
  return { mutants, bundle };
}

/** The tests of policies; those that compare with tables beside the project are left out. */
function tests() {
  const roots = [POLICY, join(POLICY, 'kinds'), join(CORE, 'test', 'policy')];
  return roots.flatMap((root) =>
    readdirSync(root)
      .filter(
        (name) =>
          name.endsWith('.test.ts') &&
          !/corpus|k8s-e2e|generate|hostile|evaluate|naive|tiers-law/.test(name),
      )
      .map((name) => join(root, name)),
  );
}

/** What became of each mutant, by its id: `killed`, `survived` or `uncovered`. */
function tried(mutants, bundle) {
  const results = new Map();
  const left = mutants.map(({ id }) => id);
  return new Promise((done, failed) => {
    const start = () => {
      const worker = fork(fileURLToPath(new URL('mutate-worker.mjs', import.meta.url)), [bundle], {
        execArgv: ['--max-old-space-size=1500', '--stack-trace-limit=0'],
        env: { AKSNET_ORACLE_CLUSTERS: '8', AKSNET_LAW_CLUSTERS: '10', ...process.env },
      });
      let patience;
      const wait = () => {
        clearTimeout(patience);
        patience = setTimeout(() => worker.kill('SIGKILL'), PATIENCE);
      };
      let asked = false;
      wait();
      worker.on('message', (message) => {
        wait();
        if (message.fault !== undefined) return void failed(new Error(message.fault));
        if (message.id !== undefined) {
          results.set(message.id, message.result);
          left.shift();
        }
        const [next] = left;
        asked = next !== undefined;
        if (asked) worker.send(next);
        else worker.disconnect();
      });
      worker.on('exit', () => {
        clearTimeout(patience);
        if (left.length === 0) return void done(results);
        if (!asked) return void failed(new Error(`the tests of ${bundle} end without any mutant`));
        results.set(left.shift(), 'killed');
        start();
      });
    };
    start();
  });
}

async function stryker() {
  try {
    return (await import('@stryker-mutator/instrumenter')).Instrumenter;
  } catch {
    say('error: run `npm install --no-save @stryker-mutator/instrumenter@9.6.1` first');
    process.exit(3);
  }
}

function percent(part, whole) {
  return `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').slice(0, 90);
}
