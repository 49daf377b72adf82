import { isList, isObject, type TfValue } from './value.ts';

/** Work that one reading may cost: steps of evaluation, and items that it makes. */
const mostWork = 2_000_000;

/** References that lead to references, at most. */
const deepestReference = 120;

/** Items and text of one value, counted however often they are in it, at most. */
const heaviest = 500_000;

/** Characters that weigh as much as an item. */
const perItem = 16;

/** What is left of the work that one reading may cost, so that no input keeps it busy for ever. */
export class Budget {
  #left = mostWork;
  readonly #weights = new WeakMap<object, number>();
  #depth = 0;

  /** Takes so much work; false when there is none left. */
  take(work: number): boolean {
    this.#left -= work;
    return this.#left > 0;
  }

  /** Whether nothing is left. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Works on a level below this one; the answer of `otherwise` when it is too deep. */
  deeper<T>(work: () => T, otherwise: () => T): T {
    if (this.#depth >= deepestReference) return otherwise();
    this.#depth += 1;
    const result = work();
    this.#depth -= 1;
    return result;
  }

  /**
   * Whether the value is of a size that one can walk over. A list that holds one list twice, which holds
   * one list twice, is small in memory and endless to walk; so every list is weighed with all in it.
   */
  holds(value: TfValue): boolean {
    return this.#weigh(value) <= heaviest;
  }

  #weigh(value: TfValue): number {
    if (typeof value === 'string') return Math.ceil(value.length / perItem);
    if (!isList(value) && !isObject(value)) return 1;
    const known = this.#weights.get(value);
    if (known !== undefined) return known;
    let weight = 1;
    for (const item of value.values()) weight += this.#weigh(item);
    this.#weights.set(value, weight);
    return weight;
  }
}
