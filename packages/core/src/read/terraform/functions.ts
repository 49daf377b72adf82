import type { TerraformFunction } from './function.ts';
import { collectionFunctions } from './functions/collections.ts';
import { conversionFunctions } from './functions/conversions.ts';
import { networkFunctions } from './functions/network.ts';
import { numberFunctions } from './functions/numbers.ts';
import { setFunctions } from './functions/sets.ts';
import { textFunctions } from './functions/texts.ts';

/** Groups of functions, in the order of the documentation. */
export const functionGroups: readonly {
  readonly title: string;
  readonly functions: readonly TerraformFunction[];
}[] = [
  { title: 'Addresses', functions: networkFunctions },
  { title: 'Collections', functions: [...collectionFunctions, ...setFunctions] },
  { title: 'Texts', functions: textFunctions },
  { title: 'Numbers', functions: numberFunctions },
  { title: 'Types', functions: conversionFunctions },
];

const byName: ReadonlyMap<string, TerraformFunction> = new Map(
  functionGroups.flatMap(({ functions }) => functions.map((one) => [one.name, one] as const)),
);

/** The function of the name; undefined for one that is not worked out here. */
export const functionNamed = (name: string): TerraformFunction | undefined => byName.get(name);
