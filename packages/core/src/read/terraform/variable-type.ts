import type { Expression } from './expression.ts';
import { parseTemplate } from './parse.ts';
import { isList, isObject, type TfValue } from './value.ts';

/**
 * The value with what its type says of attributes that are left out: null, or the default in
 * `optional(type, default)`. Types are not checked otherwise: Terraform does that.
 */
export function withDefaults(value: TfValue, type: string): TfValue {
  if (!type.includes('optional')) return value;
  const parsed = parseTemplate(type);
  return parsed === undefined ? value : filled(value, parsed);
}

function filled(value: TfValue, type: Expression): TfValue {
  if (type.kind !== 'call') return value;
  const [inner] = type.args;
  if (inner === undefined) return value;
  if (type.name === 'optional') return filled(value, inner);
  if (type.name === 'object' && inner.kind === 'object' && isObject(value))
    return filledObject(value, inner.entries);
  if (isList(value)) return value.map((item) => filled(item, inner));
  return type.name === 'map' && isObject(value)
    ? new Map([...value].map(([key, item]) => [key, filled(item, inner)] as const))
    : value;
}

function filledObject(
  value: ReadonlyMap<string, TfValue>,
  entries: readonly (readonly [Expression, Expression])[],
): TfValue {
  const found = new Map(value);
  for (const [key, type] of entries) {
    if (key.kind !== 'literal') continue;
    const name = String(key.value);
    const there = found.get(name) ?? null;
    const isOptional = type.kind === 'call' && type.name === 'optional';
    if (there !== null) found.set(name, filled(there, type));
    else if (isOptional) found.set(name, filled(constant(type.args[1]), type));
  }
  return found;
}

/** Defaults in types are constants. */
function constant(expression: Expression | undefined): TfValue {
  if (expression === undefined) return null;
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'list') return expression.items.map(constant);
  if (expression.kind === 'template') return expression.parts.map(constant).join('');
  if (expression.kind === 'unary') {
    const value = constant(expression.of);
    return typeof value === 'number' ? -value : null;
  }
  if (expression.kind !== 'object') return null;
  return new Map(
    expression.entries.flatMap(([key, item]): readonly (readonly [string, TfValue])[] =>
      key.kind === 'literal' ? [[String(key.value), constant(item)]] : [],
    ),
  );
}
