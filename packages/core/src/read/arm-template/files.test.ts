import { describe, expect, it } from 'vitest';
import {
  codes,
  ids,
  nsg,
  parameterFile,
  readFiles,
  template,
} from '../../../test/read/templates.ts';

describe('parameter files', () => {
  const main = template({
    parameters: { name: { type: 'string', defaultValue: 'default' } },
    resources: [nsg("[parameters('name')]")],
  });
  const named = (name: unknown) => parameterFile({ name });

  it.each([
    ['by its name', { 'f/main.json': main, 'f/main.parameters.json': named('given') }, 'given', []],
    [
      'in any case',
      { 'f/main.json': main, 'f/main.parameters.json': parameterFile({ NAME: 'given' }) },
      'given',
      [],
    ],
    [
      'exactly named before others',
      {
        'main.json': main,
        'main.parameters.json': named('a'),
        'main.parameters.prod.json': named('b'),
      },
      'a',
      ['parameters-unused'],
    ],
    [
      'as the only one that begins so',
      { 'main.json': main, 'main.prod.parameters.json': named('b') },
      'b',
      [],
    ],
    [
      'as the only one beside the only one',
      { 'template.json': main, 'parameters.json': named('c') },
      'c',
      [],
    ],
    [
      'not from elsewhere',
      { 'f/main.json': main, 'g/main.parameters.json': named('x') },
      'default',
      ['parameters-unused'],
    ],
    [
      'not when several fit',
      {
        'main.json': main,
        'main.dev.parameters.json': named('a'),
        'main.prod.parameters.json': named('b'),
      },
      'default',
      ['several-parameter-files', 'parameters-unused', 'parameters-unused'],
    ],
    [
      'null is the default',
      { 'main.json': main, 'main.parameters.json': named(null) },
      'default',
      [],
    ],
    [
      'what nobody asks for is told',
      { 'main.json': main, 'main.parameters.json': parameterFile({ nmae: 'x' }) },
      'default',
      ['unknown-parameter'],
    ],
  ])('%s', (...[, files, expected, told]) => {
    const result = readFiles(files);
    expect(ids(result)).toEqual([`networksecuritygroups/${expected}`]);
    expect(codes(result)).toEqual(told);
  });

  it.each([
    [
      'no schema, values',
      { contentVersion: '1.0.0.0', parameters: { name: { value: 'x' } } },
      'armTemplate',
    ],
    ['no schema, resources', { contentVersion: '1.0.0.0', resources: [] }, 'armTemplate'],
    [
      'declarations only',
      { contentVersion: '1.0.0.0', parameters: { name: { type: 'string' } } },
      undefined,
    ],
    [
      'another schema',
      { $schema: 'https://json.schemastore.org/x.json', resources: [] },
      undefined,
    ],
    ['resources of something else', { resources: [] }, undefined],
  ])('are known by their content: %s', (_, value, format) => {
    expect(readFiles({ 'a.json': value }).documents[0]?.format).toBe(format);
  });

  it('do not tell what a key vault holds', () => {
    const file = {
      ...parameterFile({}),
      parameters: { name: { reference: { keyVault: {}, secretName: 's' } } },
    };
    const result = readFiles({ 'main.json': main, 'main.parameters.json': file });
    expect(ids(result)[0]).toMatch(/^networksecuritygroups\/~name\.\w+$/);
  });
});
