import type { Path } from '../../evidence/source.ts';
import { type Fields, isFields } from '../bodies.ts';
import { under } from './blocks.ts';
import { eachWritten } from './each-written.ts';
import { evaluateData } from './evaluate.ts';
import { placedIn, type Scope, type Written, withNames } from './scope.ts';
import { entriesOf, isList, isObject, NotKnown, type TfValue } from './value.ts';

/** A value that may be a list of blocks, in which there may be `dynamic` ones. */
export function blockValue(data: unknown, scope: Scope, depth = 0): TfValue {
  if (depth > 50 || !Array.isArray(data) || !data.some(holdsDynamic))
    return evaluateData(data, scope);
  return data.map((item: unknown) => {
    if (!isFields(item)) return evaluateData(item, scope);
    const found = new Map<string, TfValue>();
    for (const name of Object.keys(item))
      if (name !== 'dynamic') found.set(name, blockValue(under(item, name), scope, depth + 1));
    return withDynamic(found, item, { scope, depth: depth + 1 });
  });
}

const holdsDynamic = (item: unknown): boolean =>
  isFields(item) &&
  (Object.hasOwn(item, 'dynamic') ||
    Object.values(item).some((inner) => Array.isArray(inner) && inner.some(holdsDynamic)));

interface Place {
  readonly scope: Scope;
  /** Blocks around it. */
  readonly depth: number;
}

/** Adds the blocks that `dynamic` ones stand for. */
export function withDynamic(
  found: Map<string, TfValue>,
  body: Fields,
  here: Place,
): ReadonlyMap<string, TfValue> {
  const dynamic = under(body, 'dynamic');
  if (!isFields(dynamic)) return found;
  for (const name of Object.keys(dynamic)) {
    const list: unknown = under(dynamic, name);
    for (const one of Array.isArray(list) ? list : [list]) {
      const made = isFields(one) ? dynamicBlocks(name, one, here) : [];
      const before = found.get(name);
      if (made instanceof NotKnown) found.set(name, made);
      else if (isList(made))
        found.set(name, [...(before !== undefined && isList(before) ? before : []), ...made]);
    }
  }
  return found;
}

function dynamicBlocks(name: string, block: Fields, { scope, depth }: Place): TfValue {
  const repeated = repeatedBlock(name, block, scope);
  if (repeated instanceof NotKnown) return repeated;
  const { content, items } = repeated;
  return items.flatMap((inner) => {
    const made = blockValue(Array.isArray(content) ? content : [content], inner, depth + 1);
    return isList(made) ? made : [made];
  });
}

interface Repeated {
  readonly content: unknown;
  /** A scope for each block that it stands for. */
  readonly items: readonly Scope[];
}

/** @param scope where the block stands */
function repeatedBlock(name: string, block: Fields, scope: Scope): NotKnown | Repeated {
  const forEach = under(block, 'for_each');
  const over = evaluateData(forEach, scope);
  if (over instanceof NotKnown) return new NotKnown(over.why);
  const iterator = under(block, 'iterator');
  const word = typeof iterator === 'string' ? iterator.replace(/^\$\{(.*)\}$/, '$1') : name;
  const what = { kind: 'data', data: forEach } as const;
  const written = eachWritten({ what, scope: placedIn(scope, [...scope.source.path, 'for_each']) });
  const inner = (at: string | number, key: TfValue, value: TfValue): Scope => {
    const each = new Map([
      ['key', key],
      ['value', value],
    ]);
    return withNames(scope, new Map([[word, each]]), written(at));
  };
  const items = isList(over)
    ? over.map((value, i) => inner(i, typeof value === 'string' ? value : i, value))
    : isObject(over)
      ? entriesOf(over).map(([key, value]) => inner(key, key, value))
      : [];
  return { content: under(block, 'content'), items };
}

/**
 * What is written at a path below a block: attributes, and blocks with the index of each behind their
 * type, `dynamic` ones after the others. Undefined where nothing is.
 */
export function blockWritten(body: Fields, asked: Path, scope: Scope): Written | undefined {
  const [name, at, ...rest] = asked;
  if (typeof name !== 'string') return undefined;
  const { path } = scope.source;
  const said = under(body, name);
  const blocks: readonly unknown[] = Array.isArray(said) ? said : [];
  if (typeof at !== 'number' || (said !== undefined && !blocks.some(isFields)))
    return said === undefined
      ? undefined
      : {
          what: { kind: 'data', data: said },
          scope: placedIn(scope, [...path, name]),
          asked: asked.slice(1),
        };
  const block = blocks[at];
  const inBlock = (inner: Fields, here: Scope): Written | undefined =>
    rest.length === 0
      ? { what: { kind: 'data', data: inner }, scope: here, asked: [] }
      : blockWritten(inner, rest, here);
  if (isFields(block)) return inBlock(block, placedIn(scope, [...path, name, at]));
  let left = at - blocks.length;
  const dynamic = under(body, 'dynamic');
  const list: unknown = isFields(dynamic) ? under(dynamic, name) : undefined;
  for (const [i, one] of (Array.isArray(list) ? list : []).entries()) {
    if (!isFields(one)) continue;
    const here = placedIn(scope, [...path, 'dynamic', name, i]);
    const repeated = repeatedBlock(name, one, here);
    if (repeated instanceof NotKnown) return undefined;
    const item = repeated.items[left];
    left -= repeated.items.length;
    const { content } = repeated;
    const inner: unknown = Array.isArray(content) ? content[0] : content;
    if (item !== undefined && isFields(inner))
      return inBlock(inner, placedIn(item, [...here.source.path, 'content', 0]));
  }
  return undefined;
}
