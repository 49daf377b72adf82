// `npm run update-goldens [-- filter]`: runs the tests with UPDATE_GOLDENS=1, which lets those that
// compare with a file write that file instead. Look at the diff afterwards: it is what changed.
import { spawnSync } from 'node:child_process';
import { prepare, ROOT, tool } from './prepare.mjs';

prepare();
const { status } = spawnSync(
  process.execPath,
  [tool('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, UPDATE_GOLDENS: '1' } },
);
process.exit(status ?? 1);
