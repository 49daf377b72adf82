import { grouped } from '../../estate/grouped.ts';
import { nameInId } from '../../estate/id.ts';
import type { Missing } from '../../evidence/knowable.ts';
import {
  code,
  element,
  joined,
  type Part,
  type Prose,
  prose,
  words,
} from '../../evidence/prose.ts';
import { few } from './few.ts';
import { manyOf } from './kind-words.ts';

/** A reason of one kind. */
type Reason<K extends Missing['kind']> = Extract<Missing, { readonly kind: K }>;

/** What is not known and what would tell it: reasons of one kind are one phrase, doubles left out. */
export const missingProse = (missing: readonly Missing[]): Prose => phrasesOf(missing, whole);

/** The same in few words, long lists cut: for rows that are read at a glance. */
export const missingBrief = (missing: readonly Missing[]): Prose => phrasesOf(missing, brief);

/** How much is said. */
interface Manner {
  /** Items of a list that are named. */
  readonly items: number;
  /** Phrases of one kind. */
  readonly phrases: number;
  readonly notStated: string;
  readonly notListed: (lists: number) => string;
}

const whole: Manner = {
  items: Number.POSITIVE_INFINITY,
  phrases: Number.POSITIVE_INFINITY,
  notStated: 'the input does not state ',
  notListed: (lists) =>
    lists === 1 ? 'nobody said that this list is whole' : 'nobody said that these lists are whole',
};

const brief: Manner = {
  items: 4,
  phrases: 1,
  notStated: 'not stated: ',
  notListed: () => 'not listed whole',
};

function phrasesOf(missing: readonly Missing[], manner: Manner): Prose {
  const distinct = [...new Map(missing.map((one) => [JSON.stringify(one), one])).values()];
  const kinds = [...new Set(distinct.map((one) => one.kind))];
  return joined(
    kinds.flatMap((kind) => cut(phrases[kind](distinct, manner), manner)),
    '; ',
  );
}

const cut = (said: readonly Prose[], { phrases: most }: Manner): readonly Prose[] =>
  said.length <= most
    ? said
    : said.slice(0, most).map((one, i) => (i === most - 1 ? [...one, ', and others'] : one));

type Phrase = (missing: readonly Missing[], manner: Manner) => readonly Prose[];

/** One entry per kind of reason: all reasons of that kind in as few phrases as it takes. */
const phrases: Readonly<Record<Missing['kind'], Phrase>> = {
  notSupplied: (missing, { items }) => {
    const ids = missing.filter(is('notSupplied')).map(({ what }) => element(what, nameInId(what)));
    return [[...few(ids, items), ids.length === 1 ? ' is not' : ' are not', ' among the inputs']];
  },
  notListed: (missing, { items, notListed }) => {
    const byThing = grouped(missing.filter(is('notListed')), ({ within }) => within);
    const byLists = grouped([...byThing], ([, lists]) =>
      lists
        .map(({ what }) => what)
        .toSorted()
        .join(' '),
    );
    return [...byLists.values()].map((alike): Prose => {
      const lists = alike[0]?.[1] ?? [];
      const things = alike.flatMap(([within]) => within ?? []);
      return [
        notListed(lists.length),
        ...(things.length === 0
          ? []
          : [
              ' for ',
              ...few(
                things.map((id) => element(id, nameInId(id))),
                items,
              ),
            ]),
        ': ',
        ...few(
          lists.map(({ what }) => words(manyOf(what))),
          items,
        ),
      ];
    });
  },
  notStated: (missing, { items, notStated }) => {
    const fields = missing.filter(is('notStated')).map(({ field }) => code(field));
    return [[notStated, ...few(fields, items)]];
  },
  notEvaluable: (missing) => {
    const found = missing.filter(is('notEvaluable'));
    const all = found.map(({ expression, source }) => prose`${expression} in ${source.document}`);
    return [[...joined(all), ' cannot be evaluated']];
  },
  contradiction: (missing) =>
    missing
      .filter(is('contradiction'))
      .map(
        ({ sources }): Prose => [
          'contradicting statements in ',
          ...codes(sources, ({ document }) => document),
        ],
      ),
  notModelled: (missing) => {
    const features = missing.filter(is('notModelled'));
    return [
      [
        ...codes(features, ({ feature }) => feature),
        features.length === 1 ? ' is not modelled' : ' are not modelled',
      ],
    ];
  },
  stale: (missing) => {
    const sources = missing.filter(is('stale'));
    return [
      [
        ...codes(sources, ({ source }) => source.document),
        sources.length === 1 ? ' is too old' : ' are too old',
      ],
    ];
  },
  toBeAllocated: () => [words('the range is still to be allocated')],
};

const is =
  <K extends Missing['kind']>(kind: K) =>
  (missing: Missing): missing is Reason<K> =>
    missing.kind === kind;

function codes<T>(items: readonly T[], textOf: (item: T) => string): Prose {
  const parts: readonly Part[] = items.map((item) => code(textOf(item)));
  return joined(parts);
}
