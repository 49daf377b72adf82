import type { LabelSelector } from '../../../estate/elements/kubernetes.ts';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** A requirement as kubectl writes it: `app=web`, `tier in (a, b)`, `!debug`. */
export function requirementText({
  key,
  operator,
  values = [],
}: Pick<Expression, 'key' | 'operator' | 'values'>): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(', ')})`;
  }
}

/** The selector in kubectl's notation; empty for one that selects everything. */
export const selectorText = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string =>
  [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(requirementText),
  ].join(',');
