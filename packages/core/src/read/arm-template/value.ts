import type { Missing, Unknown } from '../../evidence/knowable.ts';
import type { Node } from './syntax.ts';

/**
 * What an expression of a template comes to: JSON, or one of three things that no JSON spells. What is
 * not known stays a value, so that what is known beside it is not lost.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | Fields
  | NotKnown
  | PartlyKnown
  | Lambda;

/** An object of which every key is known. */
export interface Fields {
  readonly [key: string]: Value;
}

/** A part of a text that is not known. */
export interface Hole {
  /** `~`, or `~word.hash`: the same for the same unknown, and never a slash in it. */
  readonly mark: string;
  /** Whether what stands there holds no slash, whatever it is: a name, a subscription. */
  readonly isName: boolean;
}

/** A piece of a text of which not all is known. */
export type Piece = string | Hole;

/** A value that is not known; as a text it may be known in part. */
export class NotKnown {
  readonly pieces: readonly Piece[];
  readonly why: Unknown;
  /** What is wrong with the template, where this is why. */
  readonly problem: string | undefined;

  constructor(pieces: readonly Piece[], why: Unknown, problem?: string) {
    this.pieces = pieces;
    this.why = why;
    this.problem = problem;
  }

  /** The text with marks for what is not known. */
  get text(): string {
    return this.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.mark)).join('');
  }
}

/** An object of which some keys are known and any other may be there: what Azure will answer. */
export class PartlyKnown {
  /** How it is named in marks: the expression that made it. */
  readonly name: string;
  /** The value under a key, in any spelling; undefined when it is not known. */
  readonly get: (key: string) => Value | undefined;
  readonly why: Unknown;

  constructor(name: string, why: Unknown, get: (key: string) => Value | undefined) {
    this.name = name;
    this.why = why;
    this.get = get;
  }
}

/** `lambda('x', …)`: called by map, filter and the like. */
export class Lambda {
  readonly parameters: readonly string[];
  readonly body: Node;
  /** Lambda variables of the places around. */
  readonly locals: ReadonlyMap<string, Value>;

  constructor(parameters: readonly string[], body: Node, locals: ReadonlyMap<string, Value>) {
    this.parameters = parameters;
    this.body = body;
    this.locals = locals;
  }
}

/** Whether nothing at all is known of the value, or only part of its text. */
export const isNotKnown = (value: Value | undefined): value is NotKnown =>
  value instanceof NotKnown;

/** Whether the value is a list. */
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** Whether the value is an object with keys that are all known. */
export const isObject = (value: Value | undefined): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof NotKnown) &&
  !(value instanceof PartlyKnown) &&
  !(value instanceof Lambda);

/** The value under a key of an object; keys are compared without case, as Azure does. */
export function valueAt(fields: Fields, key: string): Value | undefined {
  if (Object.hasOwn(fields, key)) return fields[key];
  const lower = key.toLowerCase();
  const own = Object.keys(fields).find((name) => name.toLowerCase() === lower);
  return own === undefined ? undefined : fields[own];
}

/** The pieces of a text, known in whole or in part; undefined for what is no text. */
export function piecesOf(value: Value): readonly Piece[] | undefined {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [spelledScalar(value)];
  return value instanceof NotKnown ? value.pieces : undefined;
}

/** `True` and `False` as Azure spells them in texts. */
export const spelledScalar = (value: number | boolean): string =>
  typeof value === 'number' ? String(value) : value ? 'True' : 'False';

/** The text with marks for what is not known; undefined for what is no text. */
export function markedText(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value instanceof NotKnown ? value.text : undefined;
}

/** The reasons of all values that are not known, each once and not too many. */
export function reasonsOf(values: readonly Value[]): readonly Missing[] {
  const found = new Map<string, Missing>();
  for (const value of values) {
    if (!(value instanceof NotKnown || value instanceof PartlyKnown)) continue;
    for (const missing of value.why.unknown) {
      if (found.size >= mostReasons) return [...found.values()];
      found.set(keyOf(missing), missing);
    }
  }
  return [...found.values()];
}

const mostReasons = 8;

const keyOf = (missing: Missing): string =>
  missing.kind === 'notEvaluable' ? missing.expression : JSON.stringify(missing);

/** The first problem among values that are not known. */
export const problemOf = (values: readonly Value[]): string | undefined =>
  values.find((value): value is NotKnown => isNotKnown(value) && value.problem !== undefined)
    ?.problem;
