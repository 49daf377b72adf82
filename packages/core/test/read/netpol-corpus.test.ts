import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { everything } from '../../src/estate/estate.ts';
import { read } from '../../src/read/read.ts';
import { readJson } from '../../src/text/json-text.ts';
import { readYamlFile } from '../../src/text/yaml-text.ts';

/* Manifests that others test their analysers of policies with. The folder is not part of the project. */

const corpus = fileURLToPath(
  new URL('../../../../../shared/corpus/netpol/inputs/', import.meta.url),
);

beforeEach((context) => {
  if (!existsSync(corpus)) context.skip('the corpus of manifests is not beside the project');
});

const isList = (value: unknown): value is { readonly items: readonly unknown[] } =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);

/** Objects in a value, counted without our reader: whatever lies in lists, and says what it is. */
function objectsIn(value: unknown): number {
  if (Array.isArray(value)) return value.map(objectsIn).reduce((a, b) => a + b, 0);
  if (isList(value)) return value.items.length;
  return typeof value === 'object' && value !== null && 'kind' in value ? 1 : 0;
}

test('every object of every manifest becomes an element, and nothing is an error', () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(json|ya?ml)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(200);
  for (const name of files) {
    const input = { id: name, text: () => readFileSync(join(corpus, name), 'utf8') };
    const document = name.endsWith('.json') ? readJson(input) : readYamlFile(input);
    const { estate, diagnostics, documents } = read([{ document, about: {} }], {
      day: '2026-11-23',
    });
    const told = diagnostics.filter(({ severity }) => severity === 'error');
    const count = parseAllDocuments(input.text())
      .map((one) => objectsIn(one.toJS()))
      .reduce((a, b) => a + b, 0);
    expect([name, told, documents[0]?.elements ?? 0]).toEqual([name, [], count]);
    expect([...everything(estate)].length).toBeLessThanOrEqual(count);
  }
});
