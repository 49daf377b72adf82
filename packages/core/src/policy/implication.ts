import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { type Certainty, selectorKey } from './selector.ts';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** Whether what one selector selects is selected by another too: all of it, some of it, none. */
export type Covers = (given: LabelSelector, wanted: LabelSelector) => Certainty;

/** What a selector says of the label of one key. */
interface Said {
  readonly presence: 'must' | 'mustNot' | 'may';
  /** Values that it may have, if it has any. */
  readonly among: ReadonlySet<string> | undefined;
  readonly not: ReadonlySet<string>;
}

const nothingSaid: Said = { presence: 'may', among: undefined, not: new Set() };

/**
 * By logic: whatever has labels as the given selector wants them. `maybe` where some do, and where two words
 * of the wanted selector about one key would have to be seen together.
 */
export const implies: Covers = (given, wanted) => {
  const said = saidBy(given);
  if (said === undefined) return 'no';
  let answer: Certainty = 'yes';
  for (const expression of expressionsOf(wanted)) {
    const one = holdsFor(expression, said.get(expression.key) ?? nothingSaid);
    if (one === 'no') return 'no';
    if (one === 'maybe') answer = 'maybe';
  }
  return answer;
};

/** By words: a selector covers another one that says the same, and the empty one covers all. */
export const sameWords: Covers = (given, wanted) => {
  const words = expressionsOf(wanted);
  return words.length === 0 || keyOf(words) === keyOf(expressionsOf(given)) ? 'yes' : 'no';
};

/** Whether nothing can have labels as the selector wants them. */
export const isContradiction = (selector: LabelSelector): boolean => saidBy(selector) === undefined;

/** Whether the selector selects everything. */
export const isEmpty = (selector: LabelSelector): boolean => expressionsOf(selector).length === 0;

const keyOf = (matchExpressions: readonly Expression[]): string =>
  selectorKey({ matchExpressions });

/** Labels as the expressions that they stand for. */
function expressionsOf({ matchLabels, matchExpressions }: LabelSelector): readonly Expression[] {
  const labels = Object.entries(matchLabels ?? {}).map(
    ([key, value]): Expression => ({ key, operator: 'In', values: [value] }),
  );
  return [...labels, ...(matchExpressions ?? [])];
}

/** What a selector says, key by key; undefined: what nothing can fulfil. */
function saidBy(selector: LabelSelector): ReadonlyMap<string, Said> | undefined {
  const said = new Map<string, Said>();
  for (const expression of expressionsOf(selector)) {
    const next = also(said.get(expression.key) ?? nothingSaid, expression);
    if (next === undefined) return undefined;
    said.set(expression.key, next);
  }
  return said;
}

function also(said: Said, { operator, values = [] }: Expression): Said | undefined {
  switch (operator) {
    case 'Exists':
      return settled({ ...said, presence: said.presence === 'mustNot' ? undefined : 'must' });
    case 'DoesNotExist':
      return settled({ ...said, presence: said.presence === 'must' ? undefined : 'mustNot' });
    case 'In': {
      const among = values.filter((value) => said.among?.has(value) ?? true);
      const presence = said.presence === 'mustNot' ? undefined : 'must';
      return settled({ ...said, presence, among: new Set(among) });
    }
    case 'NotIn':
      return settled({ ...said, not: new Set([...said.not, ...values]) });
  }
}

function settled(
  said: Omit<Said, 'presence'> & { readonly presence: Said['presence'] | undefined },
): Said | undefined {
  const { presence, not } = said;
  if (presence === undefined) return undefined;
  const among =
    said.among === undefined
      ? undefined
      : new Set([...said.among].filter((value) => !not.has(value)));
  return presence === 'must' && among?.size === 0 ? undefined : { presence, among, not };
}

function holdsFor(
  { operator, values = [] }: Expression,
  { presence, among, not }: Said,
): Certainty {
  const isIn = oneOfThem(values, among, not);
  switch (operator) {
    case 'Exists':
      return presence === 'must' ? 'yes' : presence === 'mustNot' ? 'no' : 'maybe';
    case 'DoesNotExist':
      return presence === 'must' ? 'no' : presence === 'mustNot' ? 'yes' : 'maybe';
    case 'In':
      if (presence === 'mustNot' || isIn === 'no') return 'no';
      return presence === 'must' ? isIn : 'maybe';
    case 'NotIn':
      if (presence === 'mustNot' || isIn === 'no') return 'yes';
      return presence === 'must' && isIn === 'yes' ? 'no' : 'maybe';
  }
}

/** Whether a value that is there is one of these. */
function oneOfThem(
  values: readonly string[],
  among: ReadonlySet<string> | undefined,
  not: ReadonlySet<string>,
): Certainty {
  if (among === undefined) return values.every((value) => not.has(value)) ? 'no' : 'maybe';
  const hits = [...among].filter((value) => values.includes(value)).length;
  return hits === 0 ? 'no' : hits === among.size ? 'yes' : 'maybe';
}
