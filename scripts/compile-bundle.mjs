// Keeps what V8 compiles while the command does its work: `node scripts/compile-bundle.mjs BUNDLE`.
// Functions that are not called here are compiled when they are, so what is run need not be complete.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledFolder, scriptsOf } from '../packages/cli/bin/load.js';
import { ROOT } from './sources.mjs';

const [bundle] = process.argv.slice(2);
const quiet = {
  print: async () => undefined,
  tell: () => undefined,
  progress: () => undefined,
  colour: false,
  width: 100,
  interactive: false,
};
const { entry, scripts } = scriptsOf(bundle);
const out = mkdtempSync(join(tmpdir(), 'aksnet-bundle-'));
const runs = [
  ['--help'],
  ['design', join(ROOT, 'examples', 'financial-saas', 'requirements.yaml'), '--out', out],
  ['check', join(out, 'plan.json')],
  ['check', join(ROOT, 'examples', 'brief-good', 'plan.yaml')],
  ['explain'],
  ['schema'],
];
for (const args of runs) await entry.main(args, quiet);
rmSync(out, { recursive: true });

const folder = compiledFolder(bundle);
mkdirSync(folder);
for (const [name, script] of scripts) writeFileSync(join(folder, name), script.createCachedData());
