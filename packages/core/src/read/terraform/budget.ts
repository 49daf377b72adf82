/** Work that one reading may cost: steps of evaluation, and items that it makes. */
const mostWork = 2_000_000;

/** References that lead to references, at most. */
const deepestReference = 120;

/** What is left of the work that one reading may cost, so that no input keeps it busy for ever. */
export class Budget {
  #left = mostWork;
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
}
