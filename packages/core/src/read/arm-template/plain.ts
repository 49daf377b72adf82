import { unknownPart } from '../../estate/id.ts';
import type { Unknown } from '../../evidence/knowable.ts';
import { unevaluated } from '../../text/unevaluated.ts';
import type { Budget } from './budget.ts';
import { deepestValue } from './budget.ts';
import {
  isList,
  isNotKnown,
  isObject,
  Lambda,
  type NotKnown,
  PartlyKnown,
  type Value,
} from './value.ts';

/** What the making of a body is told. */
export interface Making {
  readonly budget: Budget;
  /** Hears of every value that is not known because the template is wrong. */
  readonly onProblem: (value: NotKnown) => void;
}

/**
 * A value as readers of bodies take it: plain data, with marks for what is not known. Ids and names of
 * which a part is known are texts, with `~` for the rest, so that references find what they name.
 */
export const plainOf = (value: Value, making: Making): unknown =>
  plain(value, { making, depth: 0, key: '', isItem: false, isInItem: false });

/** What is too much to be read is not known; that nothing is there would be a guess. */
const tooLarge: Unknown = {
  unknown: [{ kind: 'notModelled', feature: 'a template of this size' }],
};

interface Standing {
  readonly making: Making;
  readonly depth: number;
  readonly key: string;
  /** Whether the value is an item of a list, and whether the object around it is one. */
  readonly isItem: boolean;
  readonly isInItem: boolean;
}

function plain(value: Value, at: Standing): unknown {
  const { making, depth } = at;
  if (isNotKnown(value)) return mark(value, at);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PartlyKnown) return unevaluated(value.why);
  if (value instanceof Lambda || depth > 2 * deepestValue) return unevaluated(tooLarge);
  if (!making.budget.spend(1 + Object.keys(value).length)) return unevaluated(tooLarge);
  if (isList(value))
    return value.map((item) =>
      plain(item, { making, depth: depth + 1, key: '', isItem: true, isInItem: false }),
    );
  if (!isObject(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      plain(inner, {
        making,
        depth: depth + 1,
        key: key.toLowerCase(),
        isItem: false,
        isInItem: at.isItem,
      }),
    ]),
  );
}

function mark(value: NotKnown, { making, key, isInItem }: Standing): unknown {
  if (value.problem !== undefined) making.onProblem(value);
  const { text } = value;
  const isItemsName = key === 'name' && isInItem;
  return isIdText(text) || isItemsName ? text : unevaluated(value.why);
}

/** Ids name their subscription or group first; only a mark stands for what is not known in them. */
const isIdText = (text: string): boolean =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/./i.test(text) &&
  !text.startsWith(unknownPart);
