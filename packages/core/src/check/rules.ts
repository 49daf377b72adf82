import type { Rule } from './rule.ts';
import { reservedByAks } from './rules/addresses/reserved-by-aks.ts';

/** Every rule, in the order of its code's topic. A new rule is one line here. */
export const rules: readonly Rule[] = [reservedByAks];

/** The rule with the code, in any case of letters; undefined when there is none. */
export const findRule = (code: string): Rule | undefined =>
  rules.find((rule) => rule.code === code.trim().toUpperCase());
