import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/commands.ts';
import { version } from '../src/version.ts';
import { exercise, root, run, tempFolder } from './run.ts';

const goldens = join(root, 'packages', 'cli', 'test', 'goldens');

describe('help', () => {
  it.each(['', ...commands.map(({ name }) => name)])(
    'of aksnet %s is the one written down',
    async (name) => {
      const { code, out, err } = await run(...(name === '' ? [] : [name]), '--help');
      expect([code, err]).toEqual([0, '']);
      const golden = join(goldens, `${name === '' ? 'aksnet' : name}.txt`);
      if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, out);
      expect(existsSync(golden) ? readFileSync(golden, 'utf8') : 'npm run update-goldens').toBe(
        out,
      );
    },
  );

  it('is the same for help design and design --help', async () => {
    expect(await run('help', 'design')).toEqual(await run('design', '--help'));
  });

  it('goes to standard error when it was not asked for', async () => {
    const { code, out, err } = await run();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: aksnet');
  });
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
  const lines = commands.flatMap(({ name, examples }) =>
    examples.map(({ line }) => [line, name] as const),
  );
  it.each(lines)('%s', async (line, name) => {
    const folder = tempFolder();
    let words = await wordsOf(line, folder);
    expect(words[0]).toBe(name);
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
  for (const { name, examples } of commands) {
    expect(examples.length).toBeGreaterThan(0);
    for (const { line } of examples) expect(line).toMatch(new RegExp(`^aksnet ${name}( |$)`));
  }
});
