/** What the reading of one template may cost. */
export interface Bounds {
  /** Calls, and values and characters made, in all. */
  readonly steps: number;
  /** Copies of resources and properties, in all. */
  readonly copies: number;
}

/** Far beyond what people deploy: a template of 400 kB with all its modules takes some 10,000 steps. */
export const usualBounds: Bounds = { steps: 1_000_000, copies: 10_000 };

/** Deepest chain of variables, parameters, functions and lambdas that lead to one another. */
export const deepestCalls = 200;

/** Deepest nesting of what is built by expressions. */
export const deepestValue = 60;

/** Deepest nesting of deployments in deployments. */
export const deepestDeployment = 12;

/**
 * Counts what is spent. When it is used up every further question is answered with "not known", so that
 * a template that grows without end is read up to there and no further.
 */
export class Budget {
  #steps: number;
  #copies: number;

  constructor(bounds: Bounds = usualBounds) {
    this.#steps = bounds.steps;
    this.#copies = bounds.copies;
  }

  /** Whether so many steps more are allowed; they are spent then. */
  spend(steps: number): boolean {
    this.#steps -= steps;
    return this.#steps >= 0;
  }

  /** Whether one copy more is allowed. */
  copy(): boolean {
    this.#copies -= 1;
    return this.#copies >= 0 && this.#steps >= 0;
  }

  get isUsedUp(): boolean {
    return this.#steps < 0;
  }
}
