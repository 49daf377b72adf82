import type { Comparison } from './signal.ts';

/** A PromQL expression cut at its last comparison. */
export interface Compared {
  readonly series: string;
  readonly operator: Comparison;
  readonly threshold: number;
}

const signs: ReadonlyMap<string, Comparison> = new Map([
  ['>', 'GreaterThan'],
  ['>=', 'GreaterThanOrEqual'],
  ['<', 'LessThan'],
  ['==', 'Equals'],
]);

/** Cuts `series > 0.01` into its parts; undefined when it does not end in a comparison. */
export function cutComparison(expression: string): Compared | undefined {
  const match = /^(.*\S)\s+(>=|==|>|<)\s+(-?\d+(?:\.\d+)?)$/s.exec(expression);
  const [, series, sign = '', number] = match ?? [];
  const operator = signs.get(sign);
  return series === undefined || operator === undefined
    ? undefined
    : { series, operator, threshold: Number(number) };
}

/** A quoted string of PromQL. */
export const promString = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;

/** Text inside a regular expression of PromQL (RE2) that stands for itself. */
export const promLiteral = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Text inside a Go template, which alert annotations are: `{{` would begin an action. */
export const templateText = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

/** The names of the series in an expression. */
export function seriesIn(expression: string): readonly string[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\bby\s*\([^)]*\)/g, '');
  const names = bare.match(/[a-zA-Z_:][\w:]*(?!\s*\(|\w)/g) ?? [];
  return [...new Set(names.filter((name) => !operators.has(name)))];
}

const operators: ReadonlySet<string> = new Set([
  'sum',
  'max',
  'min',
  'count',
  'or',
  'and',
  'unless',
]);

/** An ISO 8601 duration of minutes or hours as Prometheus writes it. */
export const promDuration = (window: string): string =>
  window.replace(
    /^PT?(\d+)([DHM])$/,
    (_, amount: string, unit: string) => `${amount}${unit.toLowerCase()}`,
  );
