import type { Family } from '@aksnet/net';
import type { PolicyModel } from './model.ts';
import type { RowMaking } from './row-question.ts';
import { dependsOnPod, type Row, rowOf } from './rows.ts';
import type { Direction } from './rule.ts';

/** Neighbouring classes. */
export type ClassRange = readonly [start: number, end: number];

interface Known {
  readonly byProfile: Map<number, Row>;
  readonly byClass: ByClass;
  readonly parent: SideRows;
  readonly stale: readonly ClassRange[];
}

type ByClass = Readonly<Record<Direction, (Row | undefined)[]>>;

/** Rows of the sides of classes: worked out when they are asked for, shared by classes of one profile. */
export class SideRows {
  readonly making: RowMaking;
  readonly #byProfile: Map<number, Row>;
  readonly #byClass: ByClass;

  readonly #known: Known | undefined;

  constructor(making: RowMaking, known?: Known) {
    this.#known = known;
    this.making = making;
    this.#byProfile = known?.byProfile ?? new Map();
    this.#byClass = known?.byClass ?? { ingress: [], egress: [] };
  }

  /** What the side of a class lets pass. */
  side(direction: Direction, at: number, family: Family): Row {
    const place = at * 2 + (family === 4 ? 0 : 1);
    const before = this.#byClass[direction][place];
    if (before !== undefined) return before;
    const { model, classes } = this.making;
    const pod = classes.samples[at];
    if (pod === undefined) throw new RangeError(`no class ${at}`);
    const profile = model.profiles.of(pod, direction);
    const own = dependsOnPod(profile) ? at + 1 : 0;
    const count = classes.samples.length;
    const key = (profile.index * (count + 1) + own) * 2 + (family === 4 ? 0 : 1);
    const row = this.#byProfile.get(key) ?? rowOf(this.making, { pod, profile, family });
    this.#byProfile.set(key, row);
    this.#byClass[direction][place] = row;
    return row;
  }

  /**
   * The rows after an edit of policies that asks for nothing new: those of classes that it does not touch
   * are the same ones. @param stale stretches of classes that it may touch
   */
  after(model: PolicyModel, stale: readonly ClassRange[]): SideRows {
    const byClass = {
      ingress: this.#byClass.ingress.slice(),
      egress: this.#byClass.egress.slice(),
    };
    for (const [start, end] of stale) {
      byClass.ingress.fill(undefined, start * 2, end * 2);
      byClass.egress.fill(undefined, start * 2, end * 2);
    }
    // Profiles of an edited world go on counting, so rows by profile never meet another's.
    return new SideRows(
      { ...this.making, model },
      { byProfile: this.#byProfile, byClass, parent: this, stale },
    );
  }

  /** Classes outside of which all rows are those of the others. */
  staleSince(before: SideRows): readonly ClassRange[] {
    const whole = [[0, this.making.classes.samples.length]] as const;
    return this.#known?.parent === before ? this.#known.stale : whole;
  }
}
