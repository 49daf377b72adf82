import { type AddressingValues, addressingAssumptions } from './assumptions/addressing.ts';
import type { AssumptionTable } from './assumptions/assumption.ts';
import { type EgressValues, egressAssumptions } from './assumptions/egress.ts';
import { type OperationValues, operationAssumptions } from './assumptions/operation.ts';
import { type PolicyValues, policyAssumptions } from './assumptions/policy.ts';
import { type TrafficValues, trafficAssumptions } from './assumptions/traffic.ts';

export type { Assumption } from './assumptions/assumption.ts';

/** The possible answers of every assumption, by name. */
export interface AssumptionValues
  extends AddressingValues,
    EgressValues,
    TrafficValues,
    PolicyValues,
    OperationValues {}

/** The name of a point where sources conflict or are silent. */
export type AssumptionName = keyof AssumptionValues;

/**
 * What a user chose instead of the defaults, as written. A name left out keeps its default, and so
 * does one whose text is none of its answers (readers of settings report such a text).
 */
export type AssumptionChoices = { readonly [Name in AssumptionName]?: string };

/** Every named assumption of the product, with its question, answers, default and sources. */
export const assumptions: AssumptionTable<AssumptionValues> = {
  ...addressingAssumptions,
  ...egressAssumptions,
  ...trafficAssumptions,
  ...policyAssumptions,
  ...operationAssumptions,
};

/** The answer to go by: what was chosen, else the default. */
export function assumed<Name extends AssumptionName>(
  name: Name,
  choices: AssumptionChoices = {},
): AssumptionValues[Name] {
  const chosen = choices[name];
  return chosen !== undefined && isAssumptionValue(name, chosen) ? chosen : defaultOf(name);
}

function defaultOf<Name extends AssumptionName>(name: Name): AssumptionValues[Name] {
  const table: { readonly [N in AssumptionName]: { readonly default: AssumptionValues[N] } } =
    assumptions;
  return table[name].default;
}

/** Whether a text names an assumption; safe for `__proto__` and the like. */
export function isAssumptionName(text: string): text is AssumptionName {
  return Object.hasOwn(assumptions, text);
}

/** Whether a text is one of the answers of an assumption; safe for `__proto__` and the like. */
export function isAssumptionValue<Name extends AssumptionName>(
  name: Name,
  text: string,
): text is AssumptionValues[Name] {
  return Object.hasOwn(assumptions[name].values, text);
}
