import type { Path, Source } from '../../evidence/source.ts';
import { isFields } from '../bodies.ts';
import { eachWritten } from './each-written.ts';
import { evaluate, evaluateData } from './evaluate.ts';
import type { Expression, ForExpression } from './expression.ts';
import { itemsOf } from './for-value.ts';
import { functionNamed } from './functions.ts';
import { parseTemplate } from './parse.ts';
import { placedIn, type Scope, type Written, withNames } from './scope.ts';
import { flagOf, NotKnown, type TfValue, textOf } from './value.ts';

/** Steps from name to name that are followed, at most: circles end here. */
const mostSteps = 100;

/**
 * The place that a person would edit to change a value: names are followed through variables, arguments of
 * modules, locals, outputs and loops to where the value is written. What is worked out (`cidrsubnet(…)`) is
 * edited where that is written. Undefined for what Azure tells of a resource.
 *
 * Every step leads to one other place, so that the way is at most {@link mostSteps} long.
 */
export const originOf = (written: Written): Source | undefined => followed(written, mostSteps);

function followed({ what, scope, asked }: Written, steps: number): Source | undefined {
  if (steps <= 0) return scope.source;
  if (what.kind === 'expression') return said(what.expression, { scope, asked, steps });
  const { data } = what;
  if (typeof data === 'string') {
    const expression = parseTemplate(data);
    return expression === undefined ? scope.source : said(expression, { scope, asked, steps });
  }
  const [key, ...rest] = asked;
  if (Array.isArray(data)) {
    const items: readonly unknown[] = data;
    const at = key === undefined ? onlyOf(items) : indexOf(items, key, scope);
    if (at === undefined) return scope.source;
    const here = placedIn(scope, [...scope.source.path, at]);
    const inner = { what: { kind: 'data', data: items[at] }, scope: here, asked: rest } as const;
    const found = followed(inner, steps - 1);
    // A list of one that says its item itself is where the list is.
    return found === here.source && key === undefined ? scope.source : found;
  }
  if (!isFields(data) || key === undefined || !Object.hasOwn(data, key)) return scope.source;
  const here = placedIn(scope, [...scope.source.path, key]);
  return followed({ what: { kind: 'data', data: data[key] }, scope: here, asked: rest }, steps - 1);
}

const onlyOf = (items: readonly unknown[]): number | undefined =>
  items.length === 1 ? 0 : undefined;

/** Items of sets are named by themselves. */
function indexOf(
  items: readonly unknown[],
  key: string | number,
  scope: Scope,
): number | undefined {
  if (typeof key === 'number') return key >= 0 && key < items.length ? key : undefined;
  const at = items.findIndex((item) => textOf(evaluateData(item, scope)) === key);
  return at < 0 ? undefined : at;
}

interface Here {
  readonly scope: Scope;
  readonly asked: Path;
  readonly steps: number;
}

function said(expression: Expression, here: Here): Source | undefined {
  const { scope, asked } = here;
  const on = (inner: Expression, more: Path, at: Scope = scope): Source | undefined =>
    here.steps <= 0 ? scope.source : said(inner, { scope: at, asked: more, steps: here.steps - 1 });
  switch (expression.kind) {
    case 'name':
      return named(expression.name, here);
    case 'attribute':
      return on(expression.of, [expression.name, ...asked]);
    case 'index': {
      const key = evaluate(expression.key, scope);
      return typeof key === 'string' || typeof key === 'number'
        ? on(expression.of, [key, ...asked])
        : scope.source;
    }
    case 'choice': {
      const flag = flagOf(evaluate(expression.when, scope));
      if (flag === undefined) return scope.source;
      return on(flag ? expression.yes : expression.no, asked);
    }
    case 'list': {
      const [key = expression.items.length === 1 ? 0 : -1, ...rest] = asked;
      const at =
        typeof key === 'number'
          ? key
          : expression.items.findIndex((item) => textOf(evaluate(item, scope)) === key);
      const item = expression.items[at];
      const place = placedIn(scope, [...scope.source.path, at]);
      return item === undefined ? scope.source : on(item, rest, place);
    }
    case 'object': {
      const [key, ...rest] = asked;
      const found = expression.entries.findLast(
        ([name]) => key !== undefined && textOf(evaluate(name, scope)) === String(key),
      );
      if (key === undefined || found === undefined) return scope.source;
      return on(found[1], rest, placedIn(scope, [...scope.source.path, key]));
    }
    case 'call': {
      const args = expression.args.map((arg) => evaluate(arg, scope));
      const handed = expression.isSpread
        ? undefined
        : functionNamed(expression.name)?.handsOn?.(args, asked);
      const arg = handed === undefined ? undefined : expression.args[handed.argument];
      return handed === undefined || arg === undefined ? scope.source : on(arg, handed.asked);
    }
    case 'for':
      return looped(expression, here);
    default:
      return scope.source;
  }
}

/** Words behind which a person says a value; what is behind the others is a resource or a module. */
const valueWords: ReadonlySet<string> = new Set(['var', 'local', 'each']);

function named(name: string, { scope, asked, steps }: Here): Source | undefined {
  const written = scope.written(name, asked);
  if (written === undefined) return undefined;
  const found = followed(written, steps - 1);
  if (found !== undefined) return found;
  // What a module tells of its resources is edited where it is asked for.
  if (valueWords.has(name)) return written.scope.source;
  return name === 'module' ? scope.source : undefined;
}

/** The item of a loop that is asked for, at what it yields. */
function looped(loop: ForExpression, { scope, asked, steps }: Here): Source | undefined {
  const [wanted, ...rest] = asked;
  const over = evaluate(loop.over, scope);
  const items = over instanceof NotKnown || loop.isGrouped ? undefined : itemsOf(over);
  if (items === undefined || wanted === undefined || steps <= 0) return scope.source;
  const each = eachWritten({ what: { kind: 'expression', expression: loop.over }, scope });
  let at = 0;
  for (const [key, value] of items) {
    const names = new Map<string, TfValue>([[loop.valueName, value]]);
    if (loop.keyName !== undefined) names.set(loop.keyName, key);
    const find = each(typeof key === 'number' ? key : (textOf(key) ?? ''));
    const inner = withNames(scope, names, (name, more) =>
      find(name, name === loop.keyName ? ['key'] : ['value', ...more]),
    );
    if (loop.when !== undefined && flagOf(evaluate(loop.when, inner)) !== true) continue;
    const isIt =
      loop.key === undefined ? at === wanted : textOf(evaluate(loop.key, inner)) === String(wanted);
    if (isIt) return said(loop.yields, { scope: inner, asked: rest, steps: steps - 1 });
    at += 1;
  }
  return scope.source;
}
