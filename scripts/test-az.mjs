/**
 * Runs the printed scripts with the real `az` against a stand-in for Azure on this machine, and compares
 * what the tool sends with what the codecs wrote. Slow (some minutes) and large (2 GB), so never part of
 * `npm test`.
 * Usage: node scripts/test-az.mjs [folder]. The folder holds a Debian trixie root with azure-cli 2.74; it
 * is made when it is not there, which needs root and `debootstrap`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(process.argv[2] ?? join(tmpdir(), 'aksnet-az-root'));
const repository = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command with its output shown; ends the script when it fails. */
function run(command, args, options = {}) {
  const ran = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (ran.status !== 0) process.exit(ran.status ?? 3);
}

/** Says why nothing was tested; that is no failure. */
function skip(why) {
  console.error(`skipped: ${why}`);
  process.exit(0);
}

if (!existsSync(join(folder, 'usr/bin/az'))) {
  if (process.getuid?.() !== 0) skip('a root with azure-cli can only be made by root');
  if (spawnSync('debootstrap', ['--version']).status !== 0) skip('debootstrap is not installed');
  console.error(`making a root with azure-cli in ${folder}`);
  mkdirSync(folder, { recursive: true });
  run('debootstrap', ['--variant=minbase', 'trixie', folder]);
  writeFileSync(join(folder, 'etc/hosts'), '127.0.0.1 localhost\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('chroot', [folder, 'apt-get', 'update'], { env });
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'azure-cli'];
  run('chroot', [folder, ...install], { env });
}

const env = { ...process.env, AZ_ROOT: folder };
run('npx', ['vitest', 'run', 'packages/core/test/write/az-tool.test.ts'], { cwd: repository, env });
