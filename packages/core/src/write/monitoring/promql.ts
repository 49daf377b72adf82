import { managedPrometheusClusterLabel } from '../../facts/metrics/prometheus.ts';
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

/**
 * Text inside a regular expression of PromQL (RE2) that stands for itself. A dollar stands in brackets,
 * because dashboards take `$name` for a variable wherever it is written.
 */
export const promLiteral = (text: string): string =>
  text.replace(/[\\^.*+?()[\]{}|]/g, '\\$&').replaceAll('$', '[$]');

/** Label by which managed Prometheus tells clusters apart. */
const clusterLabel = managedPrometheusClusterLabel.value;

/** The series of one cluster. */
export const ofCluster = (name: string): string => `${clusterLabel}=${promString(name)}`;

/** The series of some clusters. */
export const ofClusters = (names: readonly string[]): string =>
  `${clusterLabel}=~${promString(names.map(promLiteral).join('|'))}`;

/**
 * The same expression for the series that match, summed up cluster by cluster: one Prometheus holds the
 * series of many, and a count without this is a count over all of them. Understands what the catalogues
 * write: selectors, `sum|max|min|count` with `by` before its operand, `on (…)`.
 */
export function narrowed(expression: string, matchers: string): string {
  return expression.replace(tokens, (...[token, aggregate, by, name, selector]: Token) => {
    if (aggregate !== undefined)
      return `${aggregate} by (${[clusterLabel, ...(by === undefined ? [] : [by])].join(', ')}) (`;
    if (name === undefined || operators.has(name)) return token;
    const inside = selector === undefined ? '' : `,${selector.slice(1, -1)}`;
    return `${name}{${matchers}${inside}}`;
  });
}

/** What {@link tokens} finds: all of it, then its groups. */
type Token = readonly [token: string, ...groups: readonly (string | undefined)[]];

/** Texts, ranges and lists of labels as they are; aggregations; names of series with their selectors. */
const tokens =
  /"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\bon\s*\([^)]*\)|\b(sum|max|min|count)\b(?:\s+by\s*\(([^)]*)\))?\s*\(|([a-zA-Z_:][\w:]*)(?![\w:])(\{(?:"(?:[^"\\]|\\.)*"|[^"}])*\})?(?!\s*\()/g;

/** Text inside a Go template, which alert annotations are: `{{` would begin an action. */
export const templateText = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

/** The names of the series in an expression. */
export function seriesIn(expression: string): readonly string[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(?:by|on)\s*\([^)]*\)/g, '');
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
