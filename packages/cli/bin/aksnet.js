#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

// Sources are there in a clone only, and there nobody shall run what was made from older ones.
if (existsSync(new URL('../src', import.meta.url))) {
  const { isBundleFresh } = await import('../../../scripts/sources.mjs');
  if (!isBundleFresh()) (await import('../../../scripts/prepare.mjs')).prepare();
}

const { main } = load(fileURLToPath(new URL('../dist', import.meta.url)));
process.exitCode = await main(process.argv.slice(2));
