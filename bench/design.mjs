// Design from requirements: the worked example in process and as a command, and 210 clusters in ten
// regions and three environments. Beside it, the part that other tools have too: finding a free range
// for each need, once with our allocator and once as a script with cidr-tools would do it (take what
// is used out of the pools, then the first rest that is large enough).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { excludeCidr } from 'cidr-tools';
import { parse } from 'yaml';
import { allocate, design, draft } from '../packages/core/dist/exports/design.js';
import { readRequirements } from '../packages/core/dist/exports/requirements.js';
import { readYaml } from '../packages/core/dist/exports/text.js';
import { formatPrefix } from '../packages/net/dist/index.js';
import { fleet } from './fleet.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const day = '2026-11-23';
const example = join(root, 'examples', 'financial-saas', 'requirements.yaml');

const ms = (work) => {
  const start = performance.now();
  const result = work();
  return { took: performance.now() - start, result };
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function repeated(times, work) {
  const runs = Array.from({ length: times }, () => ms(work));
  return {
    first: runs[0].took,
    median: median(runs.map((run) => run.took)),
    result: runs.at(-1).result,
  };
}

const shown = (label, text) => console.log(`${label.padEnd(58)} ${text}`);
const megabytes = () => `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`;

function requirementsOf(text, id) {
  const { requirements, diagnostics } = readRequirements(readYaml({ id, text: () => text }));
  const errors = diagnostics.filter((d) => d.severity === 'error');
  if (requirements === undefined || errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  return requirements;
}

const exercise = requirementsOf(readFileSync(example, 'utf8'), example);
const one = repeated(15, () => design({ requirements: exercise, day }));
shown(
  'exercise, in process, decide to proof (first, median of 15)',
  `${one.first.toFixed(0)} ms, ${one.median.toFixed(0)} ms`,
);

const aksnet = join(root, 'packages', 'cli', 'bin', 'aksnet.js');
const asCommand = (...args) =>
  spawnSync(process.execPath, [aksnet, 'design', ...args], { encoding: 'utf8' });
const command = repeated(5, () => asCommand(example));
shown(
  'exercise, as a command (median of 5)',
  `${command.median.toFixed(0)} ms, exit code ${command.result.status}`,
);

const folder = mkdtempSync(join(tmpdir(), 'aksnet-bench-'));
/** As a command that writes all files to a folder of its own. */
function toFiles(label, file, times) {
  let run = 0;
  const { median, result } = repeated(times, () =>
    asCommand(file, '--out', join(folder, `${label} ${++run}`)),
  );
  const [told = ''] = result.stderr.split('\n').filter((line) => line.includes(' new'));
  shown(
    `${label}, as a command with all files (median of ${times})`,
    `${median.toFixed(0)} ms, exit code ${result.status}, ${told.replace(/^.*: /, '')} files`,
  );
}
toFiles('exercise', example, 5);
const fleetFile = join(folder, 'fleet.json');
writeFileSync(fleetFile, JSON.stringify(fleet()));
toFiles('210 clusters', fleetFile, 1);
rmSync(folder, { recursive: true });

const many = requirementsOf(JSON.stringify(fleet()), 'fleet');
const large = repeated(3, () => design({ requirements: many, day }));
const clusters = large.result.estate.elements.cluster.size;
shown(
  `${clusters} clusters, decide to proof (first, median of 3)`,
  `${large.first.toFixed(0)} ms, ${large.median.toFixed(0)} ms, ${large.result.obstacles.length} obstacles, ${megabytes()}`,
);

const drafted = draft({ requirements: many, day });
const ours = repeated(3, () =>
  allocate({
    estate: drafted.estate,
    needs: drafted.needs,
    requirements: many,
    previous: new Map(),
  }),
);
shown(`${drafted.needs.length} needs to ranges, ours`, `${ours.median.toFixed(0)} ms`);
const theirs = ms(() => withCidrTools(drafted.needs));
shown(
  `${theirs.result} VNets and pod ranges to ranges, cidr-tools first fit`,
  `${theirs.took.toFixed(0)} ms`,
);

/** Only VNets and pod ranges: what such a script would do, without subnets, holds or reasons. */
function withCidrTools(needs) {
  const taken = { vnet: [], overlayPods: [] };
  const pools = { vnet: '10.0.0.0/9', overlayPods: '100.64.0.0/10' };
  let served = 0;
  for (const kind of ['vnet', 'overlayPods'])
    for (const need of needs.filter((n) => n.kind === kind)) {
      const free = excludeCidr([pools[kind]], taken[kind]);
      const found = free.find((cidr) => Number(cidr.split('/')[1]) <= need.length);
      if (found === undefined) continue;
      taken[kind].push(`${found.split('/')[0]}/${need.length}`);
      served += 1;
    }
  return served;
}

// What was parsed must be what was meant.
if (parse(readFileSync(example, 'utf8')).clusters.length !== 1)
  throw new Error('the example changed');
if (one.result.obstacles.length > 0 || large.result.obstacles.length > 0)
  throw new Error(formatPrefix ? 'a design does not hold' : '');
