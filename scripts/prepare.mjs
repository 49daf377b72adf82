// What every command of this repository needs first: dependencies as the lock file names them, and the
// packages built. Both steps look before they act, so that an up-to-date tree costs a few milliseconds.
// Progress goes to stderr: stdout belongs to the command itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the whole repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const PACKAGES = ['net', 'core', 'cli'];
const LOCK = join(ROOT, 'package-lock.json');
const INSTALL_STAMP = join(ROOT, 'node_modules', '.aksnet-lock');
const BUILD_STAMP = join(ROOT, '.cache', 'build-stamp');

/** Installs and builds what is missing or stale; ends the process when that fails. */
export function prepare() {
  install();
  build();
}

/** Runs `npm ci` unless node_modules already holds what the lock file asks for. */
export function install() {
  const wanted = sha256(readFileSync(LOCK));
  if (readIfThere(INSTALL_STAMP) === wanted) return;
  if (!installedMatches()) {
    say('installing dependencies (once, about half a minute) ...');
    const done = timed(() => npm(['ci', '--prefer-offline', '--loglevel=error']));
    if (done.status !== 0)
      stop('could not install the dependencies; `npm ci` says why', done.status);
    say(`installed in ${done.seconds} s`);
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Runs the compiler over the packages unless no source changed since it last succeeded. */
export function build() {
  const sources = fingerprintOfSources();
  if (PACKAGES.every(isBuilt) && readIfThere(BUILD_STAMP) === sources) return;
  say('building ...');
  const done = timed(() => runTool('typescript/bin/tsc', ['-b', join('packages', 'cli')]));
  if (done.status !== 0) stop('the build failed', done.status);
  say(`built in ${done.seconds} s`);
  markBuilt(sources);
}

/** What the sources looked like; given to `markBuilt` by whoever runs the compiler without `build`. */
export function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', 'tsconfig.base.json'])
    hash.update(look(join(ROOT, name)));
  for (const name of PACKAGES) {
    const folder = join(ROOT, 'packages', name);
    hash.update(look(join(folder, 'package.json'))).update(look(join(folder, 'tsconfig.json')));
    for (const file of sourcesIn(join(folder, 'src'))) hash.update(look(file));
  }
  return hash.digest('hex');
}

/** Remembers that everything was built from sources that looked like this. */
export function markBuilt(sources) {
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, sources);
}

/** The script of an installed tool: `tool('vitest/vitest.mjs')`. */
export function tool(path) {
  return join(ROOT, 'node_modules', ...path.split('/'));
}

/** A line of progress. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Whether an install that nobody stamped (`npm install` by hand) happens to be the wanted one. */
function installedMatches() {
  const have = readIfThere(join(ROOT, 'node_modules', '.package-lock.json'));
  if (have === undefined) return false;
  const installed = JSON.parse(have).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(LOCK, 'utf8')).packages);
  return wanted
    .filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'))
    .filter(([path, entry]) => entry.optional !== true || installed[path] !== undefined)
    .every(([path, entry]) => installed[path]?.version === entry.version);
}

/** TypeScript sources that end up in a build; tests do not. */
function sourcesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
}

function isBuilt(name) {
  return existsSync(join(ROOT, 'packages', name, 'dist', '.tsbuildinfo'));
}

/** Name, size and time of change: cheap to read and different after any edit, move or removal. */
function look(path) {
  const { size, mtimeMs } = statSync(path);
  return `${path.slice(ROOT.length).split(sep).join('/')} ${size} ${mtimeMs}\n`;
}

function runTool(path, args) {
  // Diagnostics of the compiler go where all progress goes.
  return spawnSync(process.execPath, [tool(path), ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] });
}

function npm(args) {
  // Started by npm, its own script is known; started by hand, the one on the PATH has to do.
  const script = process.env.npm_execpath;
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] };
  return script?.endsWith('.js')
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function timed(work) {
  const started = performance.now();
  const { status } = work();
  return { status, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

function stop(message, status) {
  say(`error: ${message}`);
  process.exit(status ?? 1);
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
