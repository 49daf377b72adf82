import type { Source } from '../../evidence/source.ts';
import { type Budget, deepestCalls } from './budget.ts';
import type { Asked, Call, TemplateFunction } from './function.ts';
import { functionNamed } from './functions.ts';
import { failed, holeOf, notEvaluable, spelledValue, wordOf } from './marks.ts';
import { memberOf } from './member.ts';
import { parseExpression, writtenAs } from './parse.ts';
import type { CallNode, Node } from './syntax.ts';
import {
  isList,
  isNotKnown,
  Lambda,
  NotKnown,
  PartlyKnown,
  type Piece,
  problemOf,
  reasonsOf,
  type Value,
} from './value.ts';

/** Where an expression stands and what it may ask. */
export interface Frame {
  readonly asked: Asked;
  readonly budget: Budget;
  readonly source: Source;
  /** How many calls lead here. */
  readonly depth: number;
  /** Loops around, the innermost last. */
  readonly loops: readonly Loop[];
  /** Lambda variables, by their names in lower case. */
  readonly locals: ReadonlyMap<string, Value>;
  /** A function of the user's own; undefined when there is none of the name. */
  readonly own: (name: string) => OwnFunction | undefined;
}

/** A loop around an expression. */
export interface Loop {
  readonly name: string;
  /** Which copy this is, from 0; not known when the number of copies is not. */
  readonly index: Value;
  /** Whether resources are copied; else properties, variables or outputs. */
  readonly isOfResources: boolean;
}

/** Evaluates a call of a function that the template defines. */
export type OwnFunction = (args: readonly Value[], frame: Frame) => Value;

/** The value of a text of a template: itself, or what its expression comes to. */
export function evaluateText(text: string, frame: Frame): Value {
  const written = writtenAs(text);
  if (written.kind === 'literal') return written.value;
  if (!frame.budget.spend(1 + written.source.length / 64)) return usedUp(written.source, frame);
  const syntax = parseExpression(written.source);
  return syntax.ok
    ? evaluate(syntax.value, frame)
    : failed(written.source, frame.source, `the expression cannot be read: ${syntax.reason}`);
}

/** Evaluates a parsed expression. Nothing is thrown: what fails is not known, with the problem. */
export function evaluate(node: Node, frame: Frame): Value {
  if (!frame.budget.spend(1)) return usedUp(node.text, frame);
  if (frame.depth > deepestCalls)
    return failed(node.text, frame.source, 'the expression leads too deep, or back to itself');
  const deeper: Frame = { ...frame, depth: frame.depth + 1 };
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'member':
      return memberOf(evaluate(node.of, deeper), {
        key: evaluate(node.key, deeper),
        isSafe: node.isSafe,
        expression: node.text,
        source: frame.source,
      });
    case 'call':
      return callOf(node, deeper);
  }
}

const usedUp = (expression: string, frame: Frame): NotKnown =>
  failed(expression, frame.source, 'the template asks for more than is evaluated here');

function callOf(node: CallNode, frame: Frame): Value {
  const own = frame.own(node.name);
  if (own !== undefined)
    return own(
      node.args.map((arg) => evaluate(arg, frame)),
      frame,
    );
  const entry = functionNamed(node.name);
  if (entry === undefined)
    return failed(node.text, frame.source, `there is no function ${node.name}`);
  const [fewest, most] = entry.takes;
  if (node.args.length < fewest || node.args.length > most)
    return failed(
      node.text,
      frame.source,
      `${entry.name} does not take ${node.args.length} arguments`,
    );
  const at = callAt(entry, node, frame);
  if (entry.lazily !== undefined) return entry.lazily(node.args, at);
  const args = node.args.map((arg) => evaluate(arg, frame));
  // Most functions look at all of what they are given.
  if (!frame.budget.spend(args.reduce<number>((sum, arg) => sum + weightOf(arg), 0)))
    return usedUp(node.text, frame);
  return entry.call === undefined || (entry.seesUnknown !== true && args.some(isOpen))
    ? at.unknown(args)
    : entry.call(args, at);
}

const weightOf = (value: Value): number =>
  typeof value === 'string' ? value.length / 64 : isList(value) ? value.length / 8 : 0;

const isOpen = (value: Value): boolean => isNotKnown(value) || value instanceof PartlyKnown;

function callAt(entry: TemplateFunction, node: CallNode, frame: Frame): Call {
  const { budget, asked, source } = frame;
  const at: Call = {
    name: entry.name,
    budget,
    asked,
    depth: frame.depth,
    evaluate: (arg) => evaluate(arg, frame),
    index: (name) => indexOf(frame.loops, name),
    local: (name) => frame.locals.get(name.toLowerCase()),
    lambda: (parameters, body) => new Lambda(parameters, body, frame.locals),
    invoke(lambda, args) {
      const locals = new Map(lambda.locals);
      for (const [i, name] of lambda.parameters.entries())
        locals.set(name.toLowerCase(), args[i] ?? null);
      return evaluate(lambda.body, { ...frame, locals });
    },
    fails: (problem) => failed(node.text, source, `${entry.name}: ${problem}`),
    unknown(args, isName = false) {
      const told = reasonsOf(args);
      const [first, ...more] = told;
      const spelled = `${entry.name.toLowerCase()}(${args.map(spelledValue).join(',')})`;
      budget.spend(spelled.length / 16);
      const hole = holeOf(spelled, wordOf(args) ?? entry.name, isName);
      return first === undefined
        ? notEvaluable(node.text, source, [hole])
        : new NotKnown([hole], { unknown: [first, ...more] }, problemOf(args));
    },
    text(pieces, from) {
      const size = pieces.reduce<number>(
        (sum, piece) => sum + (typeof piece === 'string' ? piece.length : piece.mark.length),
        0,
      );
      const refused = at.tooLarge(size / 16 + pieces.length);
      if (refused !== undefined) return refused;
      if (size > longestText) return at.fails('the text would be too long');
      return joinedText(pieces) ?? withReasons(pieces, at.unknown(from), from);
    },
    partly: (name, get) =>
      new PartlyKnown(name, { unknown: [{ kind: 'notEvaluable', expression: name, source }] }, get),
    tooLarge: (size) => (budget.spend(size) ? undefined : usedUp(node.text, frame)),
  };
  return at;
}

function indexOf(loops: readonly Loop[], name: string | undefined): Value | undefined {
  if (name === undefined)
    return (loops.findLast((loop) => loop.isOfResources) ?? loops.at(-1))?.index;
  const lower = name.toLowerCase();
  return loops.findLast((loop) => loop.name.toLowerCase() === lower)?.index;
}

/** Longest text that is built; Azure itself stops at a small part of it. */
const longestText = 1_000_000;

/** The text when all of it is known. */
function joinedText(pieces: readonly Piece[]): string | undefined {
  const known = pieces.filter((piece) => typeof piece === 'string');
  return known.length === pieces.length ? known.join('') : undefined;
}

/** Keeps the pieces, and the reasons of what is missing in them. */
function withReasons(
  pieces: readonly Piece[],
  unknown: NotKnown,
  from: readonly Value[],
): NotKnown {
  return new NotKnown(merged(pieces), unknown.why, problemOf(from));
}

/** Neighbouring known pieces as one. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string')
      result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}
