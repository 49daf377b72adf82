import type { TemplateFunction } from './function.ts';
import { arrayFunctions } from './functions/arrays.ts';
import { cidrFunctions } from './functions/cidr.ts';
import { collectionFunctions } from './functions/collections.ts';
import { comparisonFunctions } from './functions/comparison.ts';
import { dateFunctions } from './functions/dates.ts';
import { deploymentFunctions } from './functions/deployment.ts';
import { encodingFunctions } from './functions/encoding.ts';
import { lambdaFunctions } from './functions/lambdas.ts';
import { logicalFunctions } from './functions/logical.ts';
import { numericFunctions } from './functions/numeric.ts';
import { objectFunctions } from './functions/objects.ts';
import { resourceFunctions } from './functions/resources.ts';
import { scopeFunctions } from './functions/scopes.ts';
import { stringFunctions } from './functions/strings.ts';

/** Every function of templates, whether it is evaluated or not: docs/arm-functions.md is this list. */
export const templateFunctions: readonly TemplateFunction[] = [
  ...arrayFunctions,
  ...collectionFunctions,
  ...cidrFunctions,
  ...comparisonFunctions,
  ...dateFunctions,
  ...deploymentFunctions,
  ...lambdaFunctions,
  ...logicalFunctions,
  ...numericFunctions,
  ...objectFunctions,
  ...resourceFunctions,
  ...scopeFunctions,
  ...stringFunctions,
  ...encodingFunctions,
];

const byName: ReadonlyMap<string, TemplateFunction> = new Map(
  templateFunctions.map((entry) => [entry.name.toLowerCase(), entry]),
);

const families: readonly TemplateFunction[] = templateFunctions.filter(({ name }) =>
  name.endsWith('*'),
);

/** The function of a name in any case; undefined when there is none. */
export function functionNamed(name: string): TemplateFunction | undefined {
  const lower = name.toLowerCase().replace(/^az\.|^sys\./, '');
  return (
    byName.get(lower) ??
    families.find((entry) => lower.startsWith(entry.name.slice(0, -1).toLowerCase()))
  );
}
