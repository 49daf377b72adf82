// `npm start`: designs the network of the worked example, from a fresh clone on.
// Arguments are passed on: `npm start -- --help`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, ROOT, say } from './prepare.mjs';

const EXAMPLE = join('examples', 'financial-saas', 'requirements.yaml');
const OUT = join('out', 'financial-saas');

prepare();
const given = process.argv.slice(2);
const args = ['design', EXAMPLE, '--out', OUT, ...given];
say(`aksnet ${args.join(' ')}`);
const { status, signal } = spawnSync(
  process.execPath,
  [join(ROOT, 'packages', 'cli', 'bin', 'aksnet.js'), ...args],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exit(signal === null ? (status ?? 1) : 130);
