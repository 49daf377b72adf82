import type { Expression } from './expression.ts';
import { forValue } from './for-value.ts';
import { functionNamed } from './functions.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { parseTemplate } from './parse.ts';
import { notKnown, refused, type Scope, withNames } from './scope.ts';
import { flagOf, isList, isObject, Lazy, NotKnown, type TfValue, textOf } from './value.ts';

/**
 * The value of an expression. What cannot be worked out is `NotKnown` with the reason and never a guess;
 * every step costs of the budget, so that the evaluation ends.
 */
export function evaluate(expression: Expression, scope: Scope): TfValue {
  if (!scope.budget.take(1)) return notKnown(scope, tooMuch);
  const value = worked(expression, scope);
  return scope.budget.holds(value) ? value : notKnown(scope, tooMuch);
}

const tooMuch = 'too much work for one reading';

function worked(expression: Expression, scope: Scope): TfValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return joined(expression.parts, scope);
    case 'name':
      return orElse(scope.named(expression.name), () => notKnown(scope, expression));
    case 'item':
      return scope.named('*') ?? null;
    case 'attribute':
      return step(evaluate(expression.of, scope), expression.name, { expression, scope });
    case 'index':
      return indexed(expression, scope);
    case 'splat':
      return splat(expression, scope);
    case 'call':
      return called(expression, scope);
    case 'unary':
      return (
        applyUnary(expression.operator, evaluate(expression.of, scope)) ??
        refused(scope, expression)
      );
    case 'binary':
      return (
        applyBinary(expression.operator, {
          left: evaluate(expression.left, scope),
          right: evaluate(expression.right, scope),
        }) ?? refused(scope, expression.operator)
      );
    case 'choice':
      return chosen(expression, scope);
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'object':
      return objectOf(expression.entries, scope);
    case 'for':
      return forValue(expression, scope, evaluate);
  }
}

/** Null is a value of its own. */
const orElse = (value: TfValue | undefined, otherwise: () => TfValue): TfValue =>
  value === undefined ? otherwise() : value;

/** The value of what the parser of files hands over: texts are templates, objects have templates as keys. */
export function evaluateData(data: unknown, scope: Scope, depth = 0): TfValue {
  if (!scope.budget.take(1) || depth > 100) return notKnown(scope, tooMuch);
  const value = valueOfData(data, scope, depth);
  return scope.budget.holds(value) ? value : notKnown(scope, tooMuch);
}

function valueOfData(data: unknown, scope: Scope, depth: number): TfValue {
  if (typeof data === 'string') return evaluateText(data, scope);
  if (typeof data === 'number' || typeof data === 'boolean') return data;
  if (Array.isArray(data)) return data.map((item: unknown) => evaluateData(item, scope, depth + 1));
  if (typeof data !== 'object' || data === null) return null;
  const found = new Map<string, TfValue>();
  for (const [key, value] of Object.entries(data)) {
    const name = key.includes('${') ? textOf(evaluateText(key, scope)) : key;
    if (name === undefined) return notKnown(scope, key);
    found.set(name, evaluateData(value, scope, depth + 1));
  }
  return found;
}

function evaluateText(text: string, scope: Scope): TfValue {
  if (!text.includes('${') && !text.includes('%{')) return text;
  if (!scope.budget.take(Math.ceil(text.length / 100))) return notKnown(scope, tooMuch);
  const parsed = parseTemplate(text);
  return parsed === undefined ? notKnown(scope, text) : evaluate(parsed, scope);
}

function joined(parts: readonly Expression[], scope: Scope): TfValue {
  let text = '';
  for (const part of parts) {
    const value = evaluate(part, scope);
    if (value instanceof NotKnown) return new NotKnown(value.why, { isRefused: value.isRefused });
    const words = textOf(value);
    if (words === undefined) return refused(scope, part);
    if (!scope.budget.take(Math.ceil(words.length / 100))) return notKnown(scope, tooMuch);
    text += words;
  }
  return text;
}

interface Here {
  readonly expression: Expression;
  readonly scope: Scope;
}

function step(of: TfValue, name: string, { expression, scope }: Here): TfValue {
  if (of instanceof NotKnown) return of.told === undefined ? of : new NotKnown(of.why);
  if (of instanceof Lazy) {
    const found = of.get(name);
    if (found === undefined) return notKnown(scope, expression);
    // Whoever answers without a reason leaves it to the expression.
    return found instanceof NotKnown && found.told !== undefined
      ? new NotKnown(notKnown(scope, expression).why, { told: found.told })
      : found;
  }
  if (isObject(of)) return orElse(of.get(name), () => refused(scope, expression));
  return refused(scope, expression);
}

function indexed(expression: Expression & { readonly kind: 'index' }, scope: Scope): TfValue {
  const of = evaluate(expression.of, scope);
  const key = evaluate(expression.key, scope);
  if (of instanceof NotKnown) return of;
  if (of instanceof Lazy && of.standsForAll) return of;
  if (key instanceof NotKnown) return new NotKnown(key.why);
  if (isList(of)) {
    const at = Number(textOf(key));
    return Number.isInteger(at) && at >= 0
      ? orElse(of[at], () => refused(scope, expression))
      : refused(scope, expression);
  }
  const name = textOf(key);
  return name === undefined ? refused(scope, expression) : step(of, name, { expression, scope });
}

function splat({ of, each }: Expression & { readonly kind: 'splat' }, scope: Scope): TfValue {
  const value = evaluate(of, scope);
  if (value instanceof NotKnown) return value;
  if (value instanceof Lazy && value.standsForAll) return notKnown(scope, of);
  const items = isList(value) ? value : value === null ? [] : [value];
  return items.map((item) => evaluate(each, withNames(scope, new Map([['*', item]]))));
}

function chosen(
  { when, yes, no }: Expression & { readonly kind: 'choice' },
  scope: Scope,
): TfValue {
  const condition = evaluate(when, scope);
  if (condition instanceof NotKnown) return new NotKnown(condition.why);
  const flag = flagOf(condition);
  return flag === undefined ? refused(scope, when) : evaluate(flag ? yes : no, scope);
}

function objectOf(entries: readonly (readonly [Expression, Expression])[], scope: Scope): TfValue {
  const found = new Map<string, TfValue>();
  for (const [key, value] of entries) {
    const name = textOf(evaluate(key, scope));
    if (name === undefined) return notKnown(scope, key);
    found.set(name, evaluate(value, scope));
  }
  return found;
}

function called(expression: Expression & { readonly kind: 'call' }, scope: Scope): TfValue {
  const entry = functionNamed(expression.name);
  if (entry === undefined) return notKnown(scope, expression);
  const args: TfValue[] = [];
  for (const [i, arg] of expression.args.entries()) {
    const value = evaluate(arg, scope);
    if (!expression.isSpread || i < expression.args.length - 1) args.push(value);
    else if (isList(value)) args.push(...value);
    else return value instanceof NotKnown ? new NotKnown(value.why) : refused(scope, expression);
  }
  if (entry.takesUnknown !== true) {
    const missing = args.find((arg) => arg instanceof NotKnown);
    if (missing instanceof NotKnown)
      return new NotKnown(missing.why, { isRefused: missing.isRefused });
  }
  const [least, most] = entry.arguments;
  if (args.length < least || args.length > most) return refused(scope, expression);
  return orElse(entry.apply(args, scope.budget), () => refused(scope, expression));
}
