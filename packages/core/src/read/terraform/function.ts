import type { Path } from '../../evidence/source.ts';
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
  /** Which argument the asked part of the value is, unchanged; undefined where it is worked out. */
  readonly handsOn?: (args: readonly TfValue[], asked: Path) => HandedOn | undefined;
}

/** An argument, by its number, and what of it. */
export interface HandedOn {
  readonly argument: number;
  readonly asked: Path;
}

/** For functions whose value is their argument's, seen as another type. */
export const handsOnItself = (_args: readonly TfValue[], asked: Path): HandedOn => ({
  argument: 0,
  asked,
});

/** For functions that choose one of their arguments. */
export const handsOnChosen =
  (choose: (args: readonly TfValue[]) => TfValue | undefined) =>
  (args: readonly TfValue[], asked: Path): HandedOn | undefined => {
    const chosen = choose(args);
    const argument = chosen === undefined ? -1 : args.indexOf(chosen);
    return argument < 0 ? undefined : { argument, asked };
  };

/** As many arguments as one likes. */
export const any = 10_000;
