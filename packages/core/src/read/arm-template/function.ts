import type { Budget } from './budget.ts';
import type { Place } from './place.ts';
import type { Node } from './syntax.ts';
import type { Lambda, NotKnown, PartlyKnown, Piece, Value } from './value.ts';

/** Families in which Azure's own documentation sorts its functions. */
export type Family =
  | 'array'
  | 'CIDR'
  | 'comparison'
  | 'date'
  | 'deployment'
  | 'lambda'
  | 'logical'
  | 'numeric'
  | 'object'
  | 'resource'
  | 'scope'
  | 'string';

/** What is known of a function. A new one is one entry in the list of its family. */
export interface TemplateFunction {
  /** In its usual spelling; compared without case. A `*` at the end stands for any ending. */
  readonly name: string;
  readonly family: Family;
  /** `evaluated`; `unknown`: only a deployment tells; `notModelled`: it could be told, but is not here. */
  readonly answers: 'evaluated' | 'unknown' | 'notModelled';
  /** For the table in the documentation: what is taken or left out, and why it is not known. */
  readonly says?: string;
  /** Fewest and most arguments. */
  readonly takes: readonly [number, number];
  /** Computes the result. Arguments that are not known never reach it unless it `seesUnknown`. */
  readonly call?: (args: readonly Value[], at: Call) => Value;
  readonly seesUnknown?: true;
  /** Computes the result from arguments that are not evaluated yet. */
  readonly lazily?: (args: readonly Node[], at: Call) => Value;
}

/** A call under way: what a function may ask. */
export interface Call {
  /** The function, as written in the catalogue. */
  readonly name: string;
  readonly budget: Budget;
  readonly asked: Asked;
  /** Evaluates an argument of a function that does so itself. */
  evaluate(node: Node): Value;
  /** Calls a lambda. */
  invoke(lambda: Lambda, args: readonly Value[]): Value;
  /** A lambda whose variables are those of this place too. */
  lambda(parameters: readonly string[], body: Node): Lambda;
  /** How many calls lead here. */
  readonly depth: number;
  /** The index of the loop; without a name that of the resource. */
  index(loop: string | undefined): Value | undefined;
  /** The variable of a lambda around. */
  local(name: string): Value | undefined;
  /** The template is wrong here: Azure would refuse it. */
  fails(problem: string): NotKnown;
  /** Not known, for these arguments. @param isName whether it holds no slash, whatever it is */
  unknown(args: readonly Value[], isName?: boolean): NotKnown;
  /** A text of known and unknown pieces. */
  text(pieces: readonly Piece[], from: readonly Value[]): Value;
  /** An object of which only what `get` answers is known. */
  partly(name: string, get: (key: string) => Value | undefined): PartlyKnown;
  /** Spends for a result of that size; undefined when it may be made. */
  tooLarge(size: number): NotKnown | undefined;
}

/** What a template tells to the functions that ask for it. */
export interface Asked {
  readonly place: Place;
  readonly deploymentName: Value;
  /** @param depth how many calls lead here: values lead to values, and may lead back */
  parameter(name: string, depth: number): Value | undefined;
  variable(name: string, depth: number): Value | undefined;
  /** The resource that a reference names; undefined when it is not in the template. */
  resource(
    target: Value,
    wanted: { readonly isFull: boolean; readonly depth: number },
  ): Value | undefined;
  /** The id of a resource by its symbolic name. */
  idOf(symbol: string, depth: number): Value | undefined;
}
