import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyEntry } from '../src/command.ts';
import { commands } from '../src/commands.ts';
import { version } from '../src/version.ts';
import { exercise, root, run, tempFolder } from './run.ts';

const goldens = join(root, 'packages', 'cli', 'test', 'goldens');

const entries = everyEntry(commands);

describe('help', () => {
  it.each([[], ...entries.map(({ words }) => words)].map((words) => ({ words })))(
    'of aksnet $words is the one written down',
    async ({ words }) => {
      const { code, out, err } = await run(...words, '--help');
      expect([code, err]).toEqual([0, '']);
      const golden = join(goldens, `${words.length === 0 ? 'aksnet' : words.join('-')}.txt`);
      if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, out);
      expect(existsSync(golden) ? readFileSync(golden, 'utf8') : 'npm run update-goldens').toBe(
        out,
      );
    },
  );

  it('is the same for help design and design --help', async () => {
    expect(await run('help', 'design')).toEqual(await run('design', '--help'));
  });

  it('is the same for policy help eval and policy eval --help', async () => {
    expect(await run('policy', 'help', 'eval')).toEqual(await run('policy', 'eval', '--help'));
  });

  it.each([[], ['policy']])(
    'goes to standard error when it was not asked for: %j',
    async (...words) => {
      const { code, out, err } = await run(...words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`Usage: ${['aksnet', ...words].join(' ')}`);
    },
  );
});

it('tells the version of the package', async () => {
  const manifest: { version?: unknown } = JSON.parse(
    readFileSync(join(root, 'packages', 'cli', 'package.json'), 'utf8'),
  );
  expect(version).toBe(manifest.version);
  expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

describe('what is not understood ends with 2, on standard error, with a proposal', () => {
  it.each([
    [['desing', 'x.yaml'], 'design'],
    [['design', 'x.yaml', '--uot', 'plan'], '--out'],
    [['check', 'x.yaml', '--format', 'jsno'], 'text, json'],
    [['check', 'x.yaml', '--only', 'AKS-IP-0001'], 'AKS-IP-001'],
    [['check', 'x.yaml', '--day', 'tomorrow'], '2027-01-31'],
    [['check', 'x.yaml', '--day', '2026-02-30'], '2027-01-31'],
    [['check', 'x.yaml', 'y.yaml', '-f', 'sarif'], 'once per file'],
    [['check', 'x.yaml', '-f', 'csv', '--checklist'], 'text, markdown and html'],
    [['check'], 'inputs'],
    [['design'], 'requirements'],
    [['design', 'x.yaml', '--dry-run'], '--out'],
    [['design', 'x.yaml', '--force'], '--out'],
    [['design', 'x.yaml', 'y.yaml'], 'design'],
    [['explain', 'AKS-IP-01'], 'AKS-IP-001'],
    [['explain', 'overlya'], 'overlay'],
    [['explain', '__proto__'], 'aksnet explain'],
    [['init', '--preset', 'genral'], 'general'],
    [['init', '--nodes', 'many'], 'many'],
    [['schema', 'x'], 'schema'],
    [['policy', 'evla'], 'eval'],
    [['policy', 'eval', 'x.yaml', '--form', 'shop/web'], '--from'],
    [['policy', 'eval', 'x.yaml', '--from', 'shop/web'], '--to'],
    [['policy', 'eval', 'x.yaml', '--from', 'a/b', '--to', 'c/d', '--engine', 'cillium'], 'cilium'],
    [['policy', 'test'], 'assertions'],
  ])('aksnet %j', async (args, proposal) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(proposal);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

/** Names in examples that stand for files of the user, with what they stand for. */
const placeholders: Readonly<Record<string, string>> = {
  'requirements.yaml': exercise,
  'assertions.yaml': join(root, 'packages', 'cli', 'test', 'fixtures', 'assertions.yaml'),
  'flows.yaml': join(root, 'packages', 'cli', 'test', 'fixtures', 'flows.yaml'),
  'hubble.jsonl': join(root, 'packages', 'cli', 'test', 'fixtures', 'hubble.jsonl'),
  'plan.yaml': join(root, 'examples', 'brief-good', 'plan.yaml'),
};

/** The words of an example before its pipe, each file where the test has it. */
async function wordsOf(line: string, folder: string): Promise<readonly string[]> {
  const words = (line.split(/ [|>] /)[0] ?? '').split(' ').slice(1);
  await mkdir(join(folder, 'new'));
  const placed = words.map(async (word, i) => {
    if (['-o', '--out'].includes(words[i - 1] ?? '')) return join(folder, 'new', word);
    if (word.startsWith('examples/')) return join(root, word);
    const stands = placeholders[word];
    if (stands === undefined) return word;
    await mkdir(dirname(join(folder, word)), { recursive: true });
    await cp(stands, join(folder, word));
    return join(folder, word);
  });
  return Promise.all(placed);
}

describe('examples work', () => {
  const lines = entries.flatMap(({ words, entry }) =>
    entry.examples.map(({ line }) => [line, words] as const),
  );
  it.each(lines)('%s', async (line, called) => {
    const folder = tempFolder();
    let words = await wordsOf(line, folder);
    expect(words.slice(0, called.length)).toEqual(called);
    if (words.includes('plan/plan.json')) {
      await run('design', exercise, '--out', join(folder, 'plan'));
      words = words.map((word) => (word.startsWith('plan/') ? join(folder, word) : word));
    }
    const { code, err } = await run(...words);
    expect([line, code, err]).toEqual([line, expect.toBeOneOf([0, 1]), err]);
    expect(err).not.toMatch(/error|aksnet:/);
  });
});

it('every command shows an example of itself', () => {
  for (const { words, entry } of entries) {
    expect(entry.examples.length).toBeGreaterThan(0);
    for (const { line } of entry.examples)
      expect(line).toMatch(new RegExp(`^aksnet ${words.join(' ')}( |$)`));
  }
});
