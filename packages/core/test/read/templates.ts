import { everything } from '../../src/estate/estate.ts';
import { type Bounds, Budget } from '../../src/read/arm-template/budget.ts';
import { Deployment } from '../../src/read/arm-template/deployment.ts';
import { around } from '../../src/read/arm-template/nested.ts';
import { openName, openPlace } from '../../src/read/arm-template/place.ts';
import { nothingSupplied } from '../../src/read/arm-template/supplied.ts';
import { NotKnown, PartlyKnown, type Value } from '../../src/read/arm-template/value.ts';
import type { Supplied } from '../../src/read/format.ts';
import { openReading, type ReadResult } from '../../src/read/read.ts';
import { readJson } from '../../src/text/json-text.ts';

/** The value of an expression (without its brackets) in a template with these sections. */
export function evaluated(
  expression: string,
  sections: Readonly<Record<string, unknown>> = {},
  bounds?: Bounds,
): Value | undefined {
  const budget = new Budget(bounds);
  const shared = { budget, documents: [], tell: () => {}, onLinked: () => {} };
  const value = { ...sections, outputs: { result: { value: `[${expression}]` } } };
  return new Deployment({
    text: { document: 'main.json', path: [], value },
    place: openPlace('resourceGroup'),
    name: openName,
    budget,
    around: around(shared, 0),
    tell: () => {},
    supplied: nothingSupplied,
  }).output('result', 0);
}

/** A value as a test shows it: what is not known as its text with marks. */
export function shownValue(value: Value | undefined): unknown {
  if (value instanceof NotKnown)
    return value.problem === undefined ? `unknown ${value.text}` : `wrong: ${value.problem}`;
  return value instanceof PartlyKnown ? 'partly known' : value;
}

/** A document of a name and a value. */
export const jsonDocument = (id: string, value: unknown): Supplied => ({
  document: readJson({ id, text: () => JSON.stringify(value) }),
  about: {},
});

/** What files of names and values come to together. */
export function readFiles(files: Readonly<Record<string, unknown>>): ReadResult {
  const reading = openReading({ day: '2026-11-23' });
  for (const [id, value] of Object.entries(files)) reading.add(jsonDocument(id, value));
  return reading.finish();
}

/** A template with these sections. */
export const template = (
  sections: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  ...sections,
});

/** A parameter file with these values. */
export const parameterFile = (
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
  contentVersion: '1.0.0.0',
  parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
});

/** A VNet of 10.0.0.0/16. */
export const vnet = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'Microsoft.Network/virtualNetworks',
  apiVersion: '2023-09-01',
  name,
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
  ...more,
});

/** A network security group without rules. */
export const nsg = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'Microsoft.Network/networkSecurityGroups',
  apiVersion: '2023-09-01',
  name,
  properties: { securityRules: [] },
  ...more,
});

/** A deployment in a deployment. */
export const deployment = (
  name: string,
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name,
  properties: { mode: 'Incremental', ...properties },
  ...more,
});

/** Evaluated in a scope of its own. */
export const inner = { expressionEvaluationOptions: { scope: 'inner' } };

const shortened = (id: string): string =>
  id.replace('/subscriptions/~/resourcegroups/~/providers/microsoft.network/', '');

/** What became elements, by their ids. */
export const ids = ({ estate }: ReadResult): readonly string[] =>
  [...everything(estate)].map(({ id }) => shortened(id));

/** What a template with these resources comes to. */
export const one = (...resources: readonly unknown[]): ReadResult =>
  readFiles({ 'main.json': template({ resources }) });

/** The codes of what was told. */
export const codes = ({ diagnostics }: ReadResult): readonly string[] =>
  diagnostics.map(({ code }) => code);
