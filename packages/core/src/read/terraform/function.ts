import type { Budget } from './budget.ts';
import type { TfValue } from './value.ts';

/** A function of Terraform's language, as far as it is worked out here. */
export interface TerraformFunction {
  readonly name: string;
  /** What it answers, for people. */
  readonly says: string;
  /** Least and most arguments. */
  readonly arguments: readonly [least: number, most: number];
  /** It may be given values that are not known, and deals with them. */
  readonly takesUnknown?: true;
  /** The value; undefined for arguments that Terraform refuses. */
  readonly apply: (args: readonly TfValue[], budget: Budget) => TfValue | undefined;
}

/** As many arguments as one likes. */
export const any = 10_000;
