// Whatever stands in a template: nothing is thrown, nothing hangs, and all is bounded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateFunctions } from '../../src/read/arm-template/functions.ts';
import { readTemplates } from '../../src/read/arm-template.ts';
import { templatePlaces } from '../../src/read/locate-template.ts';
import { deployment, evaluated, inner, jsonDocument, nsg, template, vnet } from './templates.ts';

const bounds = { steps: 20_000, copies: 200 };
const settings = { seed: 20261123, numRuns: 600 };

const atom = fc.oneof(
  fc.constantFrom("'a'", "'10.0.0.0/16'", "''", "'/'", "'P1D'", "'{0}{1}'", '\'{"a":[1]}\''),
  fc.constantFrom("parameters('open')", "parameters('list')", "variables('v')", "variables('w')"),
  fc.constantFrom('true()', 'null()', 'resourceGroup()', 'subscription().id', "reference('a')"),
  fc.integer({ min: -3, max: 20_000 }).map(String),
);

const names = templateFunctions.map(({ name }) => name.replace('*', 'Keys'));

/** Calls of known functions with anything; members and lambdas in between. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(fc.constantFrom(...names), fc.array(tie('expression'), { maxLength: 4 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('.a', '.?b', '[0]', '[?1]', "['id']", '.outputs.x.value'),
      )
      .map(([of, member]) => of + member),
    fc
      .tuple(
        fc.constantFrom('map', 'filter', 'sort', 'toObject'),
        tie('expression'),
        tie('expression'),
      )
      .map(([name, list, body]) => `${name}(${list}, lambda('x', 'y', ${body}))`),
  ),
}));

/** Pieces of expressions in any order: mostly no expressions at all. */
const soup = fc
  .array(
    fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      ',',
      '.',
      '?',
      "'",
      "''",
      'a',
      'concat',
      '1',
      ' ',
      '\n',
      '-',
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

const sections = {
  parameters: {
    open: { type: 'string' },
    list: { type: 'array', defaultValue: [1, 'a', { a: 1 }] },
  },
  variables: { v: "[concat(parameters('open'), 'x')]", w: { a: ["[variables('v')]"] } },
  resources: [],
};

describe('expressions', () => {
  it('of known functions never throw', () => {
    fc.assert(
      fc.property(expression, (text) => {
        evaluated(text, sections, bounds);
      }),
      settings,
    );
  });

  it('of nonsense never throw', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        evaluated(text, sections, bounds);
      }),
      settings,
    );
  });
});

const small = template({
  parameters: sections.parameters,
  variables: { ...sections.variables, copy: [{ name: 'c', count: 2, input: "[copyIndex('c')]" }] },
  functions: [
    { namespace: 'n', members: { f: { parameters: [{ name: 'p' }], output: { value: 1 } } } },
  ],
  resources: [
    nsg("[concat('g', copyIndex())]", { copy: { name: 'l', count: 3 }, condition: true }),
    vnet('hub', {
      resources: [{ type: 'subnets', name: 'a', properties: { addressPrefix: '10.0.1.0/24' } }],
      properties: {
        addressSpace: { addressPrefixes: ["[parameters('open')]"] },
        copy: [{ name: 'subnets', count: 2, input: { name: "[string(copyIndex('subnets'))]" } }],
      },
    }),
    deployment('d', {
      ...inner,
      parameters: { p: { value: "[reference('hub').addressSpace]" } },
      template: {
        parameters: { p: { type: 'object' } },
        resources: [vnet("[parameters('p')]")],
        outputs: {},
      },
    }),
    deployment('e', { templateLink: { relativePath: 'main.json' } }),
  ],
  outputs: { o: { type: 'string', value: "[reference('d').outputs.x.value]" } },
});

/** What is put in place of a part of a template. */
const part = fc.oneof(
  expression.map((text) => `[${text}]`),
  fc.constantFrom<unknown>(null, true, -1, 1e9, '', 'x', [], {}, [[]], { copy: [] }, { type: 'a' }),
  fc.constantFrom<unknown>(
    { copy: [{ name: 'a', count: 999_999, input: 1 }] },
    { resources: [{}] },
  ),
);

/** Puts `value` at a place that `steps` choose, walking down as long as they lead somewhere. */
function changed(here: unknown, steps: readonly number[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof here !== 'object' || here === null) return value;
  const keys = Object.keys(here);
  const chosen = keys[step % Math.max(1, keys.length)];
  if (chosen === undefined) return value;
  if (Array.isArray(here))
    return here.map((item: unknown, i) =>
      String(i) === chosen ? changed(item, rest, value) : item,
    );
  return Object.fromEntries(
    Object.entries(here).map(([key, item]) => [
      key,
      key === chosen ? changed(item, rest, value) : item,
    ]),
  );
}

it('templates with anything anywhere never throw, and places are found or not', () => {
  const mutation = fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }), part);
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const value = mutations.reduce<unknown>(
        (whole, [steps, put]) => changed(whole, steps, put),
        small,
      );
      const supplied = jsonDocument('main.json', value);
      const understood = readTemplates([supplied], bounds);
      expect(understood.elements.length).toBeLessThan(2000);
      const { placeOf } = templatePlaces([supplied.document]);
      for (const { source } of understood.elements.slice(0, 3)) placeOf(source);
    }),
    { ...settings, numRuns: 400 },
  );
});
