import type { PolicyJson } from './guard.ts';

/** The parameter by which an assignment chooses what comes of a match. */
export const effectParameter: PolicyJson = {
  type: 'String',
  allowedValues: ['Audit', 'Deny', 'Disabled'],
  defaultValue: 'Audit',
};

/** A rule on one type of resource, with the effect of the assignment. */
export const ruleOn = (
  type: string,
  ...conditions: readonly PolicyJson[]
): { readonly [key: string]: PolicyJson } =>
  Object.fromEntries<PolicyJson>([
    ['if', { allOf: [{ field: 'type', equals: type }, ...conditions] }],
    ['then', { effect: "[parameters('effect')]" }],
  ]);
