import { expect, it } from 'vitest';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

const formatOf = (value: unknown): string | undefined => {
  const document = readJson({ id: 'a.json', text: () => JSON.stringify(value) });
  const { documents, ignored, diagnostics } = read([{ document, about: {} }], {
    day: '2026-11-23',
  });
  const [only] = documents;
  expect(ignored.length > 0).toBe(only?.format !== undefined);
  expect(diagnostics.length > 0).toBe(only?.format === undefined);
  return only?.format;
};

it.each([
  ['the list of written files', { writtenBy: 'aksnet', files: {} }, 'fileList'],
  ['a dashboard', { title: 'a', schemaVersion: 39, panels: [] }, 'dashboard'],
  ['rules', { groups: [{ name: 'a', rules: [] }] }, 'alertRules'],
  ['groups of something else', { groups: [{ name: 'a' }] }, undefined],
  ['a policy', { name: 'a', properties: { policyRule: {} } }, 'policyDefinition'],
  ['parameters of a policy', { effect: { value: 'Audit' } }, 'policyParameters'],
  ['an effect of something else', { effect: 'Audit' }, undefined],
])('%s', (_why, value, format) => {
  expect(formatOf(value)).toBe(format);
});
