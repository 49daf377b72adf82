import type { LabelSelector, Labels } from '../../estate/elements/kubernetes.ts';
import { isUnknown, type Knowable } from '../../evidence/knowable.ts';
import { every, type Match, maybe, when, whole } from '../packet.ts';

/** Whether labels satisfy a selector; an empty one selects everything. Labels may be unknown. */
export function selects(selector: LabelSelector, labels: Knowable<Labels>): Match {
  const exact = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  if (exact.length === 0 && expressions.length === 0) return whole;
  if (isUnknown(labels)) return maybe(...labels.unknown);
  return every(
    when(exact.every(([key, value]) => labelOf(labels, key) === value)),
    when(expressions.every((expression) => holds(expression, labels))),
  );
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function holds({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** The label by which the API server keeps the name of a namespace on it. */
export const nameLabel = 'kubernetes.io/metadata.name';

/** Whether a selector asks for nothing but the name of a namespace, which is always known. */
export const asksNameOnly = (selector: LabelSelector): boolean =>
  [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map(({ key }) => key),
  ].every((key) => key === nameLabel);

/** Whether a selector uses NotIn or DoesNotExist, which some engines do not read. */
export const isNegative = (selector: LabelSelector | undefined): boolean =>
  selector?.matchExpressions?.some(
    ({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist',
  ) ?? false;

const labelOf = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;
