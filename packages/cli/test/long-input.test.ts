// Inputs of about 100 MB through the real command, in a process that may hold half a gigabyte and no more.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, tempFolder } from './run.ts';

const bin = join(root, 'packages', 'cli', 'bin', 'aksnet.js');

/** A text, and how often it is written. */
type Run = readonly [text: string, times: number];

/** Writes the runs into a file that is gone when the test is, never holding more than a piece of them. */
function written(runs: readonly Run[]): string {
  const path = join(tempFolder(), 'long.json');
  const file = openSync(path, 'w');
  for (const [text, times] of runs) {
    const atOnce = Math.max(1, Math.floor(2 ** 20 / text.length));
    const piece = text.repeat(Math.min(atOnce, times));
    for (let left = times; left > 0; left -= atOnce)
      writeSync(file, left >= atOnce ? piece : text.repeat(left));
  }
  closeSync(file);
  return path;
}

function read(path: string) {
  const args = ['--max-old-space-size=512', bin, 'read', path, '--summary', '--format', 'json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  const { elements, diagnostics } = JSON.parse(stdout);
  return { status, elements, ...diagnostics };
}

/** A body of some 30 KB, most of which nobody asks for. */
const network = (name: string): string =>
  JSON.stringify({
    id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`,
    name,
    type: 'Microsoft.Network/virtualNetworks',
    provisioningState: 'Succeeded',
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/24' }],
    notes: 'what somebody wrote down; '.repeat(1170),
  });

describe('100 MB', () => {
  test('of resources are read whole', () => {
    const count = 3250;
    const runs = Array.from({ length: count }, (_, i): Run => [`,${network(`net-${i}`)}`, 1]);
    const path = written([['{"value":[{}', 1], ...runs, [']}', 1]]);
    expect(read(path)).toEqual({ status: 0, elements: 2 * count, error: 0, warning: 0, note: 1 });
  });

  // What is refused is an error; what is JSON and says nothing is a note. Neither holds an element.
  test.each<[why: string, runs: readonly Run[], told: Readonly<Record<string, number>>]>([
    [
      'one text',
      [
        ['[{"id":"', 1],
        ['a', 1e8],
        ['"}]', 1],
      ],
      { error: 0, note: 1 },
    ],
    [
      'an id of slashes',
      [
        ['[{"id":"/', 1],
        ['/', 1e8],
        ['a","x":1}]', 1],
      ],
      { error: 0, note: 1 },
    ],
    [
      'numbers',
      [
        ['{"value":[[', 1],
        ['123456789,', 1e7],
        ['1]]}', 1],
      ],
      { error: 0, note: 1 },
    ],
    ['a tower', [['[', 1e8]], { error: 1, note: 0 }],
    [
      'empty objects',
      [
        ['[[', 1],
        ['{},', 3.3e7],
        ['1]]', 1],
      ],
      { error: 1, note: 0 },
    ],
    [
      'line ends',
      [
        ['[[', 1],
        ['\n', 4e7],
        ['x]]', 1],
      ],
      { error: 1, note: 0 },
    ],
  ])('of %s', (...[, runs, told]) => {
    expect(read(written(runs))).toEqual({ status: 2, elements: 0, warning: 0, ...told });
  });
});
