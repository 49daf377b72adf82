import type { Guard, GuardEntry, GuardInput, PolicyJson } from './guards/guard.ts';
import { keptHabits, noEndingPlugin, policyEngineNamed } from './guards/habits.ts';
import { clusterRangesInPools, forbiddenRanges, networksOutsidePlan } from './guards/ranges.ts';

export type { Guard, GuardDefinition, GuardInput, PolicyJson } from './guards/guard.ts';

/** Every kind of guard. A new one is one entry. */
const guardEntries: readonly GuardEntry[] = [
  forbiddenRanges,
  networksOutsidePlan,
  clusterRangesInPools,
  keptHabits,
  policyEngineNamed,
  noEndingPlugin,
];

/** The policies that keep others from breaking the plan. None was tried against Azure. */
export const guards = (input: GuardInput): readonly Guard[] =>
  guardEntries.flatMap((entry) => entry(input));

/** The body of a definition of our own, as Azure takes it; undefined for what Azure has already. */
export function definitionBody(guard: Guard): PolicyJson | undefined {
  const { definition } = guard;
  if (definition.kind === 'builtIn') return undefined;
  const { mode, parameters, policyRule } = definition;
  return {
    name: guard.id,
    properties: {
      displayName: guard.title,
      policyType: 'Custom',
      mode,
      parameters,
      policyRule,
    },
  };
}

/** The body of an assignment. @param scope ARM id of the management group or subscription */
export function assignmentBody(guard: Guard, scope: string): PolicyJson {
  const at = '/providers/Microsoft.Authorization/policyDefinitions/';
  const { definition } = guard;
  const id =
    definition.kind === 'builtIn' ? `${at}${definition.policy.id}` : `${scope}${at}${guard.id}`;
  const values = Object.entries({ effect: guard.effects.first, ...guard.parameters });
  return {
    name: guard.id,
    properties: {
      displayName: guard.title,
      policyDefinitionId: id,
      parameters: Object.fromEntries(values.map(([name, value]) => [name, { value }])),
    },
  };
}
