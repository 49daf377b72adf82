import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import type { ManifestBody } from './entry.ts';
import { into, isThere, items, labels, oneOf, type Place, text, texts } from './place.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/**
 * The label selector at the place, or undefined when there is none: an absent selector and an empty
 * one differ. A selector that was not understood is `'refused'`: leaving out one of its conditions
 * would widen it.
 */
export function decodeSelector(at: Place): LabelSelector | undefined | 'refused' {
  if (!isThere(at)) return undefined;
  const known = labels(into(at, 'matchLabels'));
  const stated = into(at, 'matchLabels').value;
  if (lost(known, stated)) return 'refused';
  const places = items(into(at, 'matchExpressions'));
  const expressions = places.flatMap((place) => decodeExpression(place) ?? []);
  if (expressions.length < places.length) return 'refused';
  return {
    ...(known === undefined ? {} : { matchLabels: known }),
    ...(places.length === 0 ? {} : { matchExpressions: expressions }),
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

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function decodeExpression(at: Place): Expression | undefined {
  const key = text(into(at, 'key'));
  const operator = oneOf(into(at, 'operator'), operators);
  if (key === undefined || operator === undefined) return undefined;
  const list = into(at, 'values');
  const values = texts(list);
  if (values.length < items(list).length) return undefined;
  return { key, operator, ...(isThere(list) ? { values } : {}) };
}

/** Whether some of the stated labels were not understood. */
const lost = (known: object | undefined, stated: unknown): boolean =>
  stated !== undefined &&
  stated !== null &&
  (typeof stated !== 'object' || Object.keys(stated).length > Object.keys(known ?? {}).length);
