import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import type { ManifestBody } from './entry.ts';
import { demanded, into, isThere, items, labels, oneOf, type Place, text, texts } from './place.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/**
 * The label selector at the place, or undefined when there is none: an absent selector and an empty
 * one differ. A condition that was not understood is left out, with a diagnostic, and widens the
 * selector: who must not have that reads strictly.
 */
export function decodeSelector(at: Place): LabelSelector | undefined {
  if (!isThere(at)) return undefined;
  const matchLabels = labels(into(at, 'matchLabels'));
  const expressions = items(into(at, 'matchExpressions')).flatMap((item) => decodeExpression(item));
  return {
    ...(matchLabels === undefined ? {} : { matchLabels }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

/** The selector as the API spells it. */
export const encodeSelector = (selector: LabelSelector): ManifestBody => ({
  ...(selector.matchLabels === undefined ? {} : { matchLabels: selector.matchLabels }),
  ...(selector.matchExpressions === undefined
    ? {}
    : {
        matchExpressions: selector.matchExpressions.map(({ key, operator, values }) => ({
          key,
          operator,
          ...(values === undefined ? {} : { values }),
        })),
      }),
});

function decodeExpression(at: Place): NonNullable<LabelSelector['matchExpressions']> {
  const key = demanded(into(at, 'key'), text);
  const operator = demanded(into(at, 'operator'), (place) => oneOf(place, operators));
  if (key === undefined || operator === undefined) return [];
  const values = into(at, 'values');
  return [{ key, operator, ...(isThere(values) ? { values: texts(values) } : {}) }];
}
