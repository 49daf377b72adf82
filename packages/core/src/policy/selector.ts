import type { LabelSelector } from '../estate/elements/kubernetes.ts';

/** Whether something holds, as far as is known. */
export type Certainty = 'yes' | 'maybe' | 'no';

/**
 * Labels of a pod or a namespace. `undefined` as a value: a controller sets the label when the pod is
 * made, so the key is there and its value is not in any file.
 */
export type KnownLabels = ReadonlyMap<string, string | undefined>;

/** Whether the selector selects what has these labels. An empty selector selects everything. */
export function selects(selector: LabelSelector, labels: KnownLabels): Certainty {
  let doubt = false;
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels !== undefined) {
    for (const key of Object.keys(matchLabels)) {
      const held = labels.get(key);
      if (held === matchLabels[key]) continue;
      if (held !== undefined || !labels.has(key)) return 'no';
      doubt = true;
    }
  }
  for (const expression of matchExpressions ?? []) {
    const answer = holds(expression, labels);
    if (answer === 'no') return 'no';
    if (answer === 'maybe') doubt = true;
  }
  return doubt ? 'maybe' : 'yes';
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** In and Exists fail where the key is missing; NotIn and DoesNotExist hold there. */
function holds({ key, operator, values = [] }: Expression, labels: KnownLabels): Certainty {
  const held = labels.get(key);
  const isThere = labels.has(key);
  switch (operator) {
    case 'Exists':
      return isThere ? 'yes' : 'no';
    case 'DoesNotExist':
      return isThere ? 'no' : 'yes';
    case 'In':
      if (isThere && held === undefined) return values.length === 0 ? 'no' : 'maybe';
      return held !== undefined && values.includes(held) ? 'yes' : 'no';
    case 'NotIn':
      if (isThere && held === undefined) return values.length === 0 ? 'yes' : 'maybe';
      return held !== undefined && values.includes(held) ? 'no' : 'yes';
  }
}

/** The worse of two answers that must both hold. */
export const both = (a: Certainty, b: Certainty): Certainty =>
  a === 'no' || b === 'no' ? 'no' : a === 'yes' ? b : a;

/** The better of two answers of which one suffices. */
export const oneOf = (a: Certainty, b: Certainty): Certainty =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'no' ? b : a;

/** The selector as one text: equal texts select the same. */
export function selectorKey({ matchLabels, matchExpressions }: LabelSelector): string {
  const labels = matchLabels === undefined ? [] : Object.keys(matchLabels);
  const pairs = labels.map((key) => {
    const value = matchLabels?.[key] ?? '';
    return `${key.length}:${key}${value.length}:${value}`;
  });
  if (matchExpressions === undefined || matchExpressions.length === 0)
    return pairs.length < 2 ? (pairs[0] ?? '') : pairs.sort().join('\n');
  const expressions = matchExpressions.map(({ key, operator, values }) =>
    JSON.stringify([key, operator, [...(values ?? [])].sort()]),
  );
  return [...pairs.sort(), ...expressions.sort()].join('\n');
}

/** Keys of labels that the selector asks for. */
export const keysOf = (selector: LabelSelector): readonly string[] => [
  ...Object.keys(selector.matchLabels ?? {}),
  ...(selector.matchExpressions ?? []).map(({ key }) => key),
];
