import type { Json } from '../codec/arm-json.ts';
import { encodePlan, type Plan } from '../codec/plan.ts';

/**
 * plan.json as text: sorted as the Estate is, one element on each line, so that a change of one element
 * is a change of one line in a review. Read back by `codec/plan`.
 */
export function planText(plan: Plan): string {
  const sections = Object.entries(encodePlan(plan)).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${section(value, '  ')}`,
  );
  return `{\n${sections.join(',\n')}\n}\n`;
}

/** Lists have a line per item; the objects around them a line per key; all else stands on one line. */
function section(value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => `${inner}${JSON.stringify(item)}`);
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${section(item, inner)}`,
  );
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
