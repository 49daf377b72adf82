// Free texts of a requirements file that try to leave their place, in every file that is written. The
// same design without them stands beside it: what was data must not have become structure anywhere.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktn/hcl2json';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ended, exercise, filesIn, run, tempFolder } from '../../packages/cli/test/run.ts';
import { readYaml, readYamlStream } from '../../packages/core/src/text/yaml-text.ts';
import { type Markup, readHtml, readXml } from '../../packages/core/test/fixtures/well-formed.ts';
import {
  hasKubectl,
  readByKubectl,
  refusalByKubectl,
} from '../../packages/core/test/kubernetes/kubectl.ts';
import { bicepSyntax } from '../../packages/core/test/write/bicep-syntax.ts';

const payloads: readonly string[] = [
  '$(rm -rf ~)',
  '"]; evil = ["',
  '<script>alert(1)</script>',
  '</script></style></svg><img src=x onerror=alert(1)>',
  '`id`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a payload
  '${evil}',
  '%{evil}',
  "'",
  "''' ; rm -rf / #",
  '\\',
  'a\u202egnp.exe\u2066',
  '| a | b |',
  '- # *x* [y](javascript:alert(1))',
  '---',
  '{{ .Values.x }} &amp; ]]> --> */',
  '__proto__',
];

const freeText = new Set(['reason', 'note', 'owner', 'who', 'by']);

/** The value with every free text in it replaced, each by the next payload. */
function poisoned(value: unknown): unknown {
  let next = 0;
  return JSON.parse(JSON.stringify(value), (key, item: unknown) => {
    if (key === 'owners')
      return { hub: payloads.join(' '), network: payloads[0], cluster: "x'; `id`" };
    if (key === 'organisation' && typeof item === 'object')
      return { ...item, name: payloads.join(' ') };
    if (!freeText.has(key) || typeof item !== 'string') return item;
    next += 1;
    return payloads[next % payloads.length];
  });
}

interface Plan extends Ended {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

async function planned(requirements: unknown, folder: string): Promise<Plan> {
  const file = `${folder}.json`;
  writeFileSync(file, JSON.stringify(requirements, undefined, 1));
  const ended = await run('design', file, '--out', folder);
  return { ...ended, folder, files: filesIn(folder) };
}

let clean: Plan;
let hostile: Plan;

beforeAll(async () => {
  let clear = (): void => undefined;
  const folder = tempFolder((remove) => {
    clear = remove;
  });
  const text = readFileSync(exercise, 'utf8');
  const { value } = readYaml({ id: 'requirements.yaml', text: () => text });
  clean = await planned(value, join(folder, 'clean'));
  hostile = await planned(poisoned(value), join(folder, 'hostile'));
  return clear;
}, 60_000);

/** The hostile files with this ending, each with its harmless twin. */
function pairs(ending: string): readonly (readonly [string, string, string])[] {
  const found = [...hostile.files]
    .filter(([path]) => path.endsWith(ending))
    .map(([path, text]) => [path, text, clean.files.get(path) ?? ''] as const);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

/** A title tells the whole of what a drawing had to cut, so it comes with long texts. */
const structure = ({ elements, attributes }: Markup): unknown => [
  elements.filter((element) => element !== 'title'),
  attributes.map(({ of, name }) => `${of} ${name}`),
];

it('the plan is written, with the same files', () => {
  expect([hostile.code, hostile.err.replaceAll(hostile.folder, '')]).toEqual([
    clean.code,
    clean.err.replaceAll(clean.folder, ''),
  ]);
  expect([...hostile.files.keys()]).toEqual([...clean.files.keys()]);
  const endings = new Set([...hostile.files.keys()].map((path) => path.split('.').at(-1)));
  const looked = ['bicep', 'csv', 'html', 'json', 'md', 'sh', 'svg', 'tf', 'yaml'];
  expect([...endings].filter((ending) => !looked.includes(ending ?? ''))).toEqual([]);
});

it('nothing that a terminal obeys is printed', () => {
  expect(hostile.out).toContain('alert(1)');
  expect(hostile.out).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
});

it('JSON can be parsed, and holds the texts as they were', () => {
  for (const [, text, twin] of pairs('.json'))
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(twin)));
  const plan: unknown = JSON.parse(hostile.files.get('plan.json') ?? '');
  expect(JSON.stringify(plan)).toContain(JSON.stringify('<script>alert(1)</script>'));
});

it('HTML has the elements, attributes and scripts of its harmless twin', () => {
  for (const [path, text, twin] of pairs('.html')) {
    const read = readHtml(text);
    expect([path, read.faults]).toEqual([path, []]);
    expect(structure(read)).toEqual(structure(readHtml(twin)));
    const scripts = /<script[^>]*>[\s\S]*?<\/script>/g;
    expect(text.match(scripts)).toEqual(twin.match(scripts));
    expect(read.text).toContain('<script>alert(1)</script>');
  }
});

it('SVG is well-formed, with the elements of its harmless twin', () => {
  for (const [path, text, twin] of pairs('.svg')) {
    const read = readXml(text);
    expect([path, read.faults]).toEqual([path, []]);
    expect(structure(read)).toEqual(structure(readXml(twin)));
  }
});

it('Markdown has no tag, no link and no heading that its harmless twin has not', () => {
  const marks = /<\/?[a-z]+|^#+ |^- |\]\(|^\|/gim;
  for (const [path, text, twin] of pairs('.md')) {
    const unescaped = text.replace(/\\[^\n]/g, '');
    expect([path, unescaped.match(marks)]).toEqual([
      path,
      twin.replace(/\\[^\n]/g, '').match(marks),
    ]);
  }
});

describe('Terraform', () => {
  it('can be parsed, and evaluates nothing of it', async () => {
    for (const [path, text] of pairs('.tf')) {
      const parsed = JSON.stringify(await parseHcl(path, text));
      expect(`${path} ${parsed}`).not.toMatch(/(?<!\$)\$\{evil|(?<!%)%\{evil/);
    }
  });

  const environment = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
  const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;
  it.skipIf(!hasTerraform)('is laid out as Terraform lays it out', () => {
    const { status, stdout, stderr } = spawnSync(
      'terraform',
      ['fmt', '-check', '-recursive', join(hostile.folder, 'terraform')],
      { encoding: 'utf8', env: environment },
    );
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});

it('Bicep can be parsed, and evaluates nothing of it', async () => {
  const faults = await bicepSyntax();
  for (const [path, text] of pairs('.bicep')) {
    expect([path, faults(text)]).toEqual([path, []]);
    expect(`${path} ${text}`).not.toMatch(/(?<!\\)\$\{evil/);
  }
});

it('YAML can be read, and holds what its harmless twin holds', () => {
  for (const [path, text, twin] of pairs('.yaml')) {
    const [read, expected] = [text, twin].map((one) =>
      readYamlStream({ id: path, text: () => one }),
    );
    expect([path, read?.diagnostics]).toEqual([path, []]);
    expect([path, keysIn(read?.value)]).toEqual([path, keysIn(expected?.value)]);
  }
});

/** The value with every text blanked: what is left is structure. */
const keysIn = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? '' : item)) ?? 'null',
  );

it.skipIf(!hasKubectl)('kubectl reads every object, and decodes those whose kinds it knows', () => {
  const manifests = pairs('.yaml').filter(([path]) => path.startsWith('kubernetes/'));
  const kinds = ([, text]: readonly [string, string, string]): readonly unknown[] =>
    text.match(/^kind: .*$/gm) ?? [];
  const kindOf = (object: unknown): unknown => Object(object).kind;
  const objects = readByKubectl(manifests.map(([, text]) => text).join('\n---\n'));
  expect(objects.map((object) => `kind: ${kindOf(object)}`)).toEqual(manifests.flatMap(kinds));
  const typed = manifests
    .flatMap(([, text]) => text.split(/^---$/m))
    .filter((text) => /^apiVersion: (v1|(apps|networking\.k8s\.io)\/v1)$/m.test(text));
  expect(typed.length).toBeGreaterThan(20);
  expect(refusalByKubectl(typed.join('\n---\n'))).toBeUndefined();
});

it('scripts can be read by a shell, and are those of the harmless twin but for quoted words', () => {
  const bare = (script: string): string =>
    script.replace(/^#.*$/gm, '#').replace(/'(?:[^']|'\\'')*'/g, 'word');
  for (const [path, text, twin] of pairs('.sh')) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect([path, status, stderr]).toEqual([path, 0, '']);
    expect([path, bare(text)]).toEqual([path, bare(twin)]);
  }
});
