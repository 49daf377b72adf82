import { spawnSync } from 'node:child_process';
import { parse } from '@cdktn/hcl2json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { hclString, shellWord, yamlScalar } from '../../src/write/escape.ts';

/** Texts made of the signs that mean something to one of the readers; no lone surrogates. */
const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(...`'"\\\`$%{}[]<>&|=+-@#*_~:/.!?,;\r\n\t \u2028\u202e\ufeffa1`),
  }),
);

const sample = (count: number, seed: number): readonly string[] =>
  fc.sample(hostile, { numRuns: count, seed });

test('a shell reads every word back', () => {
  const texts = sample(400, 1).filter((text) => !text.includes('\0'));
  const script = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
  const ran = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  expect(ran.stdout.split('\0').slice(0, -1)).toEqual(texts);
});

test('a YAML reader reads every scalar back as a string', () => {
  for (const text of sample(800, 2))
    expect(parseYaml(`key: ${yamlScalar(text)}\n`)).toEqual({ key: text });
});

/** HCL normalises strings to NFC, so only texts that are normal can come back. */
const normal = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.normalize('NFC') === text);

test('an HCL parser takes every string for one literal', async () => {
  const texts = normal(sample(300, 3));
  const file = texts.map((text, i) => `k${i} = ${hclString(text)}`).join('\n');
  const read = await parse('hostile.tf', `locals {\n${file}\n}\n`);
  const [locals] = Object(read)['locals'];
  // The parser repeats templates as they were written, so a literal keeps its doubled signs.
  const doubled = (text: string): string => text.replace(/([$%])\{/g, '$1$1{');
  texts.forEach((text, i) => {
    expect([text, doubled(text)]).toContain(locals[`k${i}`]);
  });
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;

test('Terraform reads every string back', ({ skip }) => {
  skip(!hasTerraform, 'terraform is not installed');
  const texts = normal(sample(300, 4));
  const asked = `jsonencode(jsonencode([${texts.map(hclString).join(', ')}]))`;
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
  const ran = spawnSync('terraform', ['console'], { input: asked, encoding: 'utf8', env });
  expect(ran.stderr).toBe('');
  // Two levels of JSON were asked for and the console adds a third, so that no byte is lost.
  const answer: unknown = JSON.parse(JSON.parse(JSON.parse(ran.stdout)));
  expect(answer).toEqual(texts);
});
