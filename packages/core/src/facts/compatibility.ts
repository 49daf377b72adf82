import { type AssumptionChoices, assumed } from './assumptions.ts';
import { accessRules } from './compatibility/access.ts';
import type { Combination } from './compatibility/combination.ts';
import { engineRules } from './compatibility/engines.ts';
import type { Incompatibility } from './compatibility/incompatibility.ts';
import { ingressRules } from './compatibility/ingress.ts';
import { modeRules } from './compatibility/modes.ts';
import { outboundRules } from './compatibility/outbound.ts';
import { provisioningRules } from './compatibility/provisioning.ts';

export type { Combination } from './compatibility/combination.ts';
export type { Effect, Incompatibility, Rests } from './compatibility/incompatibility.ts';

/** Every combination that Azure refuses, retires, does not support or that is advised against. */
export const incompatibilityRules: readonly Incompatibility[] = [
  ...modeRules,
  ...engineRules,
  ...outboundRules,
  ...accessRules,
  ...ingressRules,
  ...provisioningRules,
];

/**
 * What stands against a combination. Fields that are not known keep silent, so an empty answer is
 * no proof for a half-known cluster. Entries that rest on an assumption appear only under the
 * answer they rest on.
 */
export function incompatibilities(
  combination: Combination,
  choices: AssumptionChoices = {},
): readonly Incompatibility[] {
  return incompatibilityRules.filter((rule) => rule.when(combination) && stands(rule, choices));
}

function stands(rule: Incompatibility, choices: AssumptionChoices): boolean {
  return rule.rests === undefined || assumed(rule.rests.on, choices) === rule.rests.answered;
}
