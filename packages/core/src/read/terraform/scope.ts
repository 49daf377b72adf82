import { type Unknown, unknown } from '../../evidence/knowable.ts';
import type { Source } from '../../evidence/source.ts';
import type { Budget } from './budget.ts';
import type { Expression } from './expression.ts';
import { NotKnown, type TfValue } from './value.ts';

/** What names stand for where an expression stands. */
export interface Scope {
  /** The value of the first word of a reference; undefined for words that mean nothing here. */
  readonly named: (name: string) => TfValue | undefined;
  /** Where the expression stands, for what cannot be worked out. */
  readonly source: Source;
  readonly budget: Budget;
}

/** The scope with some names more. */
export const withNames = (scope: Scope, names: ReadonlyMap<string, TfValue>): Scope => ({
  ...scope,
  named: (name) => (names.has(name) ? names.get(name) : scope.named(name)),
});

/** Why an expression has no value here. */
export const notEvaluable = (scope: Scope, expression: string): Unknown =>
  unknown({ kind: 'notEvaluable', expression: expression.slice(0, 200), source: scope.source });

/** A value that could not be worked out. */
export const notKnown = (scope: Scope, expression: Expression | string): NotKnown =>
  new NotKnown(
    notEvaluable(scope, typeof expression === 'string' ? expression : spell(expression)),
  );

/** What Terraform itself refuses. */
export const refused = (scope: Scope, expression: Expression | string): NotKnown =>
  new NotKnown(
    notEvaluable(scope, typeof expression === 'string' ? expression : spell(expression)),
    { isRefused: true },
  );

/** The expression in short, for people. */
export function spell(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'literal':
      return JSON.stringify(expression.value);
    case 'attribute':
      return `${spell(expression.of)}.${expression.name}`;
    case 'index':
      return `${spell(expression.of)}[${spell(expression.key)}]`;
    case 'call':
      return `${expression.name}(${expression.args.map(spell).join(', ')})`;
    case 'splat':
      return `${spell(expression.of)}[*]`;
    default:
      return '…';
  }
}
