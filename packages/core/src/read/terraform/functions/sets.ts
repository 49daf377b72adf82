import { any, type TerraformFunction } from '../function.ts';
import { byText, isList, NotKnown, sameValue, type TfValue, unknownIn } from '../value.ts';

/** Items that are compared with one another at most: every one with every one. */
const mostCompared = 2000;

/** Without repetitions, in their order; NotKnown when a part is not known, undefined for too many. */
export function distinct(items: readonly TfValue[]): TfValue | undefined {
  const missing = unknownIn(items);
  if (missing !== undefined)
    return missing instanceof NotKnown ? new NotKnown(missing.why) : undefined;
  const texts = items.filter((item) => typeof item === 'string');
  if (texts.length === items.length) return [...new Set(texts)];
  if (items.length > mostCompared) return undefined;
  return items.filter((item, i) => items.findIndex((one) => sameValue(one, item) === true) === i);
}

/** As a set: without repetitions, texts sorted. */
export function setOf(value: TfValue): TfValue | undefined {
  const found = isList(value) ? distinct(value) : undefined;
  return found !== undefined && isList(found) && found.every((item) => typeof item === 'string')
    ? found.toSorted((a, b) => byText(String(a), String(b)))
    : found;
}

type Pick = (inAll: number, of: number) => boolean;

/** Items of the lists that are in as many of them as `pick` says. */
const picked =
  (pick: Pick) =>
  (args: readonly TfValue[]): TfValue | undefined => {
    const lists = args.filter(isList);
    if (lists.length !== args.length) return undefined;
    const all = setOf(lists.flat());
    if (all === undefined || !isList(all)) return all;
    return all.filter((item) => {
      const among = lists.filter((list) => list.some((one) => sameValue(one, item) === true));
      return pick(among.length, lists.length);
    });
  };

function product(args: readonly TfValue[], isPaid: (work: number) => boolean): TfValue | undefined {
  const lists = args.filter(isList);
  const size = lists.reduce((all, list) => all * list.length, 1);
  if (lists.length !== args.length || size > 100_000 || !isPaid(size * lists.length))
    return undefined;
  return lists.reduce<readonly (readonly TfValue[])[]>(
    (all, list) => all.flatMap((before) => list.map((item) => [...before, item])),
    [[]],
  );
}

/** Functions of sets. */
export const setFunctions: readonly TerraformFunction[] = [
  {
    name: 'distinct',
    says: 'a list without repetitions',
    arguments: [1, 1],
    apply: ([of]) => (of !== undefined && isList(of) ? distinct(of) : undefined),
  },
  {
    name: 'setintersection',
    says: 'what is in all of the sets',
    arguments: [1, any],
    apply: picked((inAll, of) => inAll === of),
  },
  {
    name: 'setproduct',
    says: 'every combination of items of the lists',
    arguments: [2, any],
    apply: (args, budget) => product(args, (work) => budget.take(work)),
  },
  {
    name: 'setsubtract',
    says: 'what is in the first set and not in the second',
    arguments: [2, 2],
    apply: ([of, without]) => {
      if (of === undefined || without === undefined || !isList(of) || !isList(without))
        return undefined;
      const rest = setOf(of);
      if (rest === undefined || !isList(rest)) return rest;
      return rest.filter((item) => !without.some((one) => sameValue(one, item) === true));
    },
  },
  {
    name: 'setunion',
    says: 'what is in any of the sets',
    arguments: [1, any],
    apply: picked(() => true),
  },
  {
    name: 'sort',
    says: 'a list of texts, sorted',
    arguments: [1, 1],
    apply: ([of]) => {
      const list = of !== undefined && isList(of) ? of : [];
      const texts = list.filter((item) => typeof item === 'string');
      return texts.length === list.length ? texts.toSorted(byText) : undefined;
    },
  },
  {
    name: 'toset',
    says: 'a list without repetitions, sorted',
    arguments: [1, 1],
    apply: ([of]) => (of === undefined ? undefined : setOf(of)),
    handsOn: ([of = null], [at, ...rest]) => {
      const set = setOf(of) ?? null;
      // Keys name items themselves; numbers count in the sorted set.
      const wanted = typeof at === 'number' && isList(set) ? set[at] : undefined;
      const index = isList(of) && wanted !== undefined ? of.indexOf(wanted) : -1;
      if (at === undefined) return { argument: 0, asked: [] };
      return { argument: 0, asked: [index < 0 ? at : index, ...rest] };
    },
  },
];
