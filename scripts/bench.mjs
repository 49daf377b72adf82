// `npm run bench [name]`: every file in bench/, or those whose name contains the word, one after the
// other in a process of its own, so that no measurement inherits another one's heap.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile, prepare, ROOT, say } from './prepare.mjs';

prepare();
compile();
const word = process.argv[2] ?? '';
const benches = readdirSync(join(ROOT, 'bench'))
  .filter((name) => name.endsWith('.mjs') && name.includes(word))
  .sort();
if (benches.length === 0) {
  say(word === '' ? 'bench/ holds no benchmark' : `no benchmark is named like "${word}"`);
  process.exit(2);
}
let failed = 0;
for (const name of benches) {
  say(`bench/${name}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(ROOT, 'bench', name)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) {
    failed += 1;
    say(`bench/${name} failed (exit code ${status})`);
  }
}
process.exit(failed === 0 ? 0 : 1);
