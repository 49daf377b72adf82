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
export function valueOf(
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
