import { describe, expect, it } from 'vitest';
import {
  deployment,
  inner,
  jsonDocument,
  parameterFile,
  template,
} from '../../test/read/templates.ts';
import { templatePlaces } from './locate-template.ts';

const nested = deployment('d', {
  ...inner,
  parameters: {
    range: { value: "[parameters('range')]" },
    built: "[if(true(), createObject('value', 1), null())]",
  },
  template: {
    parameters: {
      range: { type: 'string' },
      built: { type: 'int' },
      own: { type: 'string', defaultValue: 'here' },
    },
    variables: { range: "[parameters('range')]" },
    resources: [
      { a: "[variables('range')]", b: "[parameters('own')]", c: "[parameters('built')]" },
    ],
  },
});

const outer = deployment('o', {
  template: { variables: { range: 'unused' }, resources: [{ a: "[variables('range')]" }] },
});

const main = template({
  parameters: {
    range: { type: 'string', defaultValue: '10.0.0.0/16' },
    Given: { type: 'string', defaultValue: 'default' },
    open: { type: 'string' },
    pool: { type: 'object', defaultValue: { count: 3 } },
  },
  variables: {
    range: "[parameters('range')]",
    pools: [{ name: 'a', count: "[parameters('pool').count]" }],
    circle: "[variables('round')]",
    round: "[variables('circle')]",
  },
  resources: [
    {
      literal: 'x',
      range: "[variables('range')]",
      given: "[parameters('given')]",
      open: "[parameters('open')]",
      gone: "[parameters('gone')]",
      pools: "[variables('pools')]",
      part: "[variables('pools')[0].name]",
      more: "[concat(parameters('range'), 'x')]",
      circle: "[variables('circle')]",
      broken: '[variables(',
    },
    nested,
    outer,
  ],
});

const documents = [
  jsonDocument('main.json', main),
  jsonDocument('main.parameters.json', parameterFile({ given: 'from the file' })),
].map(({ document }) => document);

const { placeOf } = templatePlaces(documents);

describe('the place of a value', () => {
  const inNested = (key: string) => ['resources', 1, 'properties', 'template', 'resources', 0, key];
  it.each([
    ['written there', ['resources', 0, 'literal'], ['resources', 0, 'literal']],
    [
      'a default, through a variable',
      ['resources', 0, 'range'],
      ['parameters', 'range', 'defaultValue'],
    ],
    [
      'behind an expression',
      ['resources', 0, 'pools', 0, 'name'],
      ['variables', 'pools', 0, 'name'],
    ],
    [
      'behind two',
      ['resources', 0, 'pools', 0, 'count'],
      ['parameters', 'pool', 'defaultValue', 'count'],
    ],
    ['a member', ['resources', 0, 'part'], ['variables', 'pools', 0, 'name']],
    ['without a value', ['resources', 0, 'open'], ['resources', 0, 'open']],
    ['not there', ['resources', 0, 'gone'], ['resources', 0, 'gone']],
    ['computed', ['resources', 0, 'more'], ['resources', 0, 'more']],
    ['broken', ['resources', 0, 'broken'], ['resources', 0, 'broken']],
    ['handed to a nested template', inNested('a'), ['parameters', 'range', 'defaultValue']],
    [
      'the default of a nested template',
      inNested('b'),
      ['resources', 1, 'properties', 'template', 'parameters', 'own', 'defaultValue'],
    ],
    [
      'handed in as an expression',
      inNested('c'),
      ['resources', 1, 'properties', 'parameters', 'built'],
    ],
    [
      'of the scope around',
      ['resources', 2, 'properties', 'template', 'resources', 0, 'a'],
      ['parameters', 'range', 'defaultValue'],
    ],
    ['of no place', ['nowhere', 3], ['nowhere', 3]],
  ])('%s', (_, path, expected) => {
    expect(placeOf({ document: 'main.json', path })).toEqual({
      document: 'main.json',
      path: expected,
    });
  });

  it('is in the parameter file where that has it', () => {
    expect(placeOf({ document: 'main.json', path: ['resources', 0, 'given'] })).toEqual({
      document: 'main.parameters.json',
      path: ['parameters', 'given', 'value'],
    });
  });

  it('of a linked template is where it is handed in', () => {
    const link = (value: unknown) =>
      template({
        parameters: { range: { defaultValue: 'x' } },
        resources: [
          deployment('d', {
            templateLink: { uri: "[uri(deployment().properties.templateLink.uri, 'part.json')]" },
            parameters: { range: { value } },
          }),
        ],
      });
    const part = template({
      parameters: { range: { defaultValue: 'never used' } },
      resources: [{ a: "[parameters('range')]" }],
    });
    const placesOf = (files: Readonly<Record<string, unknown>>) =>
      templatePlaces(Object.entries(files).map(([id, value]) => jsonDocument(id, value).document));
    const asked = { document: 'part.json', path: ['resources', 0, 'a'] };
    const once = placesOf({ 'part.json': part, 'a.json': link("[parameters('range')]") });
    expect(once.placeOf(asked)).toEqual({
      document: 'a.json',
      path: ['parameters', 'range', 'defaultValue'],
    });
    const twice = placesOf({ 'part.json': part, 'a.json': link('a'), 'b.json': link('b') });
    expect(twice.placeOf(asked)).toEqual(asked);
  });

  it('comes to an end in a circle, and is itself in what is no template', () => {
    expect(placeOf({ document: 'main.json', path: ['resources', 0, 'circle'] }).document).toBe(
      'main.json',
    );
    const elsewhere = { document: 'other.json', path: ['a'] };
    expect(placeOf(elsewhere)).toEqual(elsewhere);
  });
});
