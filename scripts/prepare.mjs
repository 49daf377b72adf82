// What every command of this repository needs first: dependencies as the lock file names them, and the
// command bundled. Both steps look before they act, so that an up-to-date tree costs a few milliseconds.
// Progress goes to stderr: stdout belongs to the command itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBundleFresh, ROOT } from './sources.mjs';

export { ROOT };

const LOCK = join(ROOT, 'package-lock.json');
const INSTALL_STAMP = join(ROOT, 'node_modules', '.aksnet-lock');

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
    if (done.status !== 0) stop('could not install the dependencies; `npm ci` says why');
    say(`installed in ${done.seconds} s`);
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Bundles the command unless no source changed since that was last done. */
export function build() {
  if (isBundleFresh()) return;
  say('building ...');
  const done = timed(() => runScript(join('scripts', 'bundle.mjs')));
  if (done.status !== 0) stop('the build failed');
  say(`built in ${done.seconds} s`);
}

/** Compiles the packages, which programs import and the command does not need; what is unchanged is quick. */
export function compile() {
  const done = timed(() => runScript(tool('typescript/bin/tsc'), '-b'));
  if (done.status !== 0) stop('the packages do not compile');
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

function runScript(...args) {
  // What a tool has to say goes where all progress goes.
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
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

/** 3 is a failure of the command too, which may have asked. */
function stop(message) {
  say(`error: ${message}`);
  process.exit(3);
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
