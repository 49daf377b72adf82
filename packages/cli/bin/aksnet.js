#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// From Node 22 on, code that was compiled once is kept for the next run.
module.enableCompileCache?.();

// Sources are there in a clone only, and there nobody shall run what was made from older ones.
if (existsSync(new URL('../src', import.meta.url))) {
  const { isBundleFresh } = await import('../../../scripts/sources.mjs');
  if (!isBundleFresh()) (await import('../../../scripts/prepare.mjs')).prepare();
}

const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv.slice(2));
