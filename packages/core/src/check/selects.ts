import type { LabelSelector, Labels } from '../estate/elements/kubernetes.ts';

/** Labels of which not all are known: an absent key may be there after all. */
export interface PartlyKnownLabels {
  readonly labels: Labels;
  readonly isWhole: boolean;
}

/** Whether a selector selects something with these labels: yes, no, or not to be told. */
export type Selected = boolean | 'unknown';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];
type Test = (found: string | undefined, values: readonly string[]) => boolean;

const tests: Readonly<Record<Expression['operator'], Test>> = {
  In: (found, values) => found !== undefined && values.includes(found),
  NotIn: (found, values) => found === undefined || !values.includes(found),
  Exists: (found) => found !== undefined,
  DoesNotExist: (found) => found === undefined,
};

/** An empty selector selects everything; every part must agree. */
export function selects(selector: LabelSelector, of: PartlyKnownLabels): Selected {
  const expressions: readonly Expression[] = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => ({ key, operator: 'In', values: [value] }) as const,
    ),
    ...(selector.matchExpressions ?? []),
  ];
  const answers = expressions.map((expression) => holds(expression, of));
  if (answers.includes(false)) return false;
  return answers.includes('unknown') ? 'unknown' : true;
}

function holds(
  { key, operator, values = [] }: Expression,
  { labels, isWhole }: PartlyKnownLabels,
): Selected {
  if (Object.hasOwn(labels, key)) return tests[operator](labels[key], values);
  return isWhole ? tests[operator](undefined, values) : 'unknown';
}

/** Whether a selector selects everything, whatever its labels are. */
export const selectsAll = (selector: LabelSelector): boolean =>
  Object.keys(selector.matchLabels ?? {}).length === 0 &&
  (selector.matchExpressions ?? []).length === 0;
