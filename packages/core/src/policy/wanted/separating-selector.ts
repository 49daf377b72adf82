import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import { volatileLabels } from '../pods.ts';
import { type KnownLabels, selects } from '../selector.ts';

/** Pods to be selected, and those beside them that must not be. */
export interface Crowd {
  readonly wanted: readonly KnownLabels[];
  readonly others: readonly KnownLabels[];
  /** Whether NotIn and DoesNotExist may be used. */
  readonly negative: boolean;
}

/** A selector of all that is wanted, and which of the others it selects all the same. */
export interface Separation {
  readonly selector: LabelSelector;
  /** Indexes into the others. */
  readonly alsoSelects: readonly number[];
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** One demand on labels that all wanted pods meet, and the others that it keeps out. */
interface Term {
  readonly label?: readonly [key: string, value: string];
  readonly expression?: Expression;
  readonly keepsOut: ReadonlySet<number>;
}

/** Labels by which people call workloads, the most usual first: of two that do, the better known is taken. */
const usual: readonly string[] = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'app.kubernetes.io/component',
  'component',
  'app.kubernetes.io/instance',
  'name',
  'tier',
  'role',
];

/** Sets of more demands than this are found one by one, no longer the smallest of all. */
const deepest = 3;
const mostTerms = 24;

/**
 * The smallest set of labels that all wanted pods have and no other does. Every set of one, two and three
 * demands is tried in the order of how usual labels are; beyond that the demand which keeps most others out
 * is added until none helps. Demands that something is *not* there are the last resort. Labels that
 * controllers choose anew are never used.
 */
export function separatingSelector({ wanted, others, negative }: Crowd): Separation {
  const plain = termsOf(wanted, others);
  const all = others.map((_, i) => i);
  const found = smallest(plain, all) ?? greedy(plain, all);
  const left = stillIn(found, all);
  const more = left.length > 0 && negative ? negativeTerms(wanted, others) : [];
  const chosen = left.length > 0 ? pruned([...found, ...greedyFor(more, left)], all) : found;
  return { selector: selectorOf(chosen), alsoSelects: stillIn(chosen, all) };
}

function termsOf(wanted: readonly KnownLabels[], others: readonly KnownLabels[]): readonly Term[] {
  return commonKeys(wanted)
    .map((key): Term => {
      const values = [...new Set(wanted.flatMap((labels) => labels.get(key) ?? []))].sort();
      const [first = ''] = values;
      if (values.length === 1) {
        const selector = { matchLabels: { [key]: first } };
        return { label: [key, first], keepsOut: keptOut(selector, others) };
      }
      return byExpression({ key, operator: 'In', values }, others);
    })
    .slice(0, mostTerms);
}

/** Keys that all wanted pods have with a value that is known and stays. */
function commonKeys(wanted: readonly KnownLabels[]): readonly string[] {
  const [first = new Map<string, undefined>()] = wanted;
  return [...first.keys()]
    .filter((key) => !volatileLabels.has(key))
    .filter((key) => wanted.every((labels) => labels.get(key) !== undefined))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const rank = (key: string): number => {
  const at = usual.indexOf(key);
  return at < 0 ? usual.length : at;
};

function negativeTerms(
  wanted: readonly KnownLabels[],
  others: readonly KnownLabels[],
): readonly Term[] {
  const keys = [...new Set(others.flatMap((labels) => [...labels.keys()]))]
    .filter((key) => !volatileLabels.has(key))
    .sort();
  return keys.flatMap((key) => {
    if (wanted.every((labels) => !labels.has(key)))
      return [byExpression({ key, operator: 'DoesNotExist' }, others)];
    const held = new Set(wanted.map((labels) => labels.get(key)));
    const values = others
      .flatMap((labels) => labels.get(key) ?? [])
      .filter((value) => !held.has(value));
    if (values.length === 0) return [];
    return [byExpression({ key, operator: 'NotIn', values: [...new Set(values)].sort() }, others)];
  });
}

const byExpression = (expression: Expression, others: readonly KnownLabels[]): Term => ({
  expression,
  keepsOut: keptOut({ matchExpressions: [expression] }, others),
});

const keptOut = (selector: LabelSelector, others: readonly KnownLabels[]): ReadonlySet<number> =>
  new Set(others.flatMap((labels, i) => (selects(selector, labels) === 'no' ? [i] : [])));

const stillIn = (chosen: readonly Term[], among: readonly number[]): readonly number[] =>
  among.filter((i) => !chosen.some(({ keepsOut }) => keepsOut.has(i)));

/** The first set of demands, by size, that keeps all others out. */
function smallest(terms: readonly Term[], others: readonly number[]): readonly Term[] | undefined {
  if (terms.length === 0) return others.length === 0 ? [] : undefined;
  for (let size = 1; size <= Math.min(deepest, terms.length); size += 1) {
    const found = combination(terms, others, size);
    if (found !== undefined) return found;
  }
  return undefined;
}

function combination(
  terms: readonly Term[],
  left: readonly number[],
  size: number,
): readonly Term[] | undefined {
  for (const [at, term] of terms.entries()) {
    const rest = stillIn([term], left);
    if (size === 1) {
      if (rest.length === 0) return [term];
      continue;
    }
    const more = combination(terms.slice(at + 1), rest, size - 1);
    if (more !== undefined) return [term, ...more];
  }
  return undefined;
}

/** At least one demand, so that pods of which nothing is known yet are not selected along. */
function greedy(terms: readonly Term[], others: readonly number[]): readonly Term[] {
  const found = greedyFor(terms, others);
  return found.length > 0 ? found : terms.slice(0, 1);
}

function greedyFor(terms: readonly Term[], others: readonly number[]): readonly Term[] {
  const chosen: Term[] = [];
  let left = others;
  while (left.length > 0) {
    const now = left;
    const gain = (term: Term): number => now.length - stillIn([term], now).length;
    const best = terms.reduce<Term | undefined>(
      (held, term) => (held === undefined || gain(term) > gain(held) ? term : held),
      undefined,
    );
    if (best === undefined || gain(best) === 0) break;
    chosen.push(best);
    left = stillIn([best], left);
  }
  return chosen;
}

/** Without demands that the others make needless; positive ones stay as long as they can. */
function pruned(chosen: readonly Term[], others: readonly number[]): readonly Term[] {
  const out = stillIn(chosen, others).length;
  return chosen.reduceRight<readonly Term[]>((kept, term) => {
    const without = kept.filter((one) => one !== term);
    const isNeeded = stillIn(without, others).length > out || without.length === 0;
    return isNeeded ? kept : without;
  }, chosen);
}

function selectorOf(terms: readonly Term[]): LabelSelector {
  const labels = terms.flatMap(({ label }) => (label === undefined ? [] : [label]));
  const expressions = terms.flatMap(({ expression }) => expression ?? []);
  return {
    ...(labels.length === 0
      ? {}
      : { matchLabels: Object.fromEntries(labels.toSorted(([a], [b]) => (a < b ? -1 : 1))) }),
    ...(expressions.length === 0
      ? {}
      : { matchExpressions: expressions.toSorted((a, b) => (a.key < b.key ? -1 : 1)) }),
  };
}
