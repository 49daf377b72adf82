// The examples about policies hold what they assert, and their pages show what the commands print.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from '../../packages/cli/test/run.ts';

const folders = (under: string): readonly string[] =>
  readdirSync(join(root, under), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${under}/${name}`)
    .sort();

const recipes = folders('examples/policies').filter((folder) => !folder.endsWith('/mistakes'));
const payments = 'examples/payments';

/** Each file of assertions, with inputs where the folder it lies in is not all of them. */
const asserted: readonly (readonly string[])[] = [
  ...recipes.map((folder) => [`${folder}/assertions.yaml`]),
  ['examples/online-store/assertions.yaml'],
  [
    `${payments}/assertions.yaml`,
    `${payments}/manifests`,
    `${payments}/policies`,
    `${payments}/cluster.json`,
  ],
  [`${payments}/assertions.yaml`, `${payments}/recorded`, `${payments}/cluster.json`],
  [`${payments}/recorded/assertions.yaml`, `${payments}/recorded`, `${payments}/cluster.json`],
];

/** Folders with a picture, and the inputs it is of. */
const drawn: readonly (readonly [string, readonly string[]])[] = [
  ...[...recipes, 'examples/online-store'].map((folder) => [folder, [folder]] as const),
  [
    payments,
    [
      ...[`${payments}/manifests`, `${payments}/policies`, `${payments}/cluster.json`],
      // Of TCP: that this engine is not known to filter SCTP would be a line between any two.
      ...['--port', '1-65535/tcp'],
    ],
  ],
];

const pages = [...recipes, 'examples/online-store', payments].map(
  (folder) => `${folder}/README.md`,
);

/** What a line of a page prints: a command of ours, and perhaps `| head -N` behind it. */
async function printed(line: string): Promise<string> {
  const [, command = '', lines] = /^aksnet (.*?)(?: \| head -(\d+))?$/.exec(line) ?? [];
  const { out, err } = await run(...command.split(' '));
  expect(err, line).toBe('');
  const shown = lines === undefined ? out : out.split('\n').slice(0, Number(lines)).join('\n');
  return `\`\`\`console\n$ ${line}\n${shown.trimEnd()}\n\`\`\``;
}

async function current(page: string): Promise<string> {
  const parts = page.split(/<!-- (aksnet .*?) -->\n[\s\S]*?<!-- end -->/);
  const made = await Promise.all(
    parts.map(async (part, i) =>
      i % 2 === 0 ? part : `<!-- ${part} -->\n${await printed(part)}\n<!-- end -->`,
    ),
  );
  return made.join('');
}

describe('examples about policies', () => {
  it.each(asserted)('%s holds', async (...inputs) => {
    const { code, out, err } = await run('policy', 'test', ...inputs);
    expect(err).toBe('');
    expect(code === 0 ? '' : out).toBe('');
  });

  it.each(asserted.map(([file = '']) => file))('%s forbids as well as it demands', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toMatch(/^must:$/m);
    if (!file.includes('/allow-all/')) expect(text).toMatch(/^mustNot:$/m);
  });

  it('assertions fail where the policies are not there', async () => {
    for (const folder of recipes) {
      const { code } = await run(
        'policy',
        'test',
        `${folder}/assertions.yaml`,
        `${folder}/workloads.yaml`,
      );
      if (!folder.endsWith('/allow-all')) expect(code, folder).toBe(1);
    }
  });

  it('the list of recipes names each of them', () => {
    const list = readFileSync(join(root, 'examples/policies/README.md'), 'utf8');
    const named = [...list.matchAll(/\]\((\S+)\/README\.md\)/g)].map(([, name]) => name).sort();
    expect(named).toEqual(recipes.map((folder) => folder.slice('examples/policies/'.length)));
  });

  it.each(drawn)('%s/reach.svg is the picture of who reaches whom', async (folder, inputs) => {
    const { code, out, err } = await run('policy', 'reach', ...inputs, '--format', 'svg');
    expect([code, err]).toEqual([0, '']);
    const path = join(root, folder, 'reach.svg');
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, out);
    const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
    expect(kept === out ? kept : 'npm run update-goldens').toBe(out);
    expect(readFileSync(join(root, folder, 'README.md'), 'utf8')).toContain('](reach.svg)');
  });

  it.each(pages)('%s shows what the commands print', async (page) => {
    const path = join(root, page);
    expect(existsSync(path)).toBe(true);
    const text = readFileSync(path, 'utf8');
    const wanted = await current(text);
    expect(text).toContain('<!-- aksnet policy test ');
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, wanted);
    else expect(text === wanted ? text : 'npm run update-goldens').toBe(wanted);
  });
});
