import { type Unknown, unknown } from '../../evidence/knowable.ts';
import type { Path, Source } from '../../evidence/source.ts';
import type { Budget } from './budget.ts';
import type { Expression } from './expression.ts';
import { NotKnown, type TfValue } from './value.ts';

/** What stands somewhere in the code, and what is asked of its value. */
export interface Written {
  readonly what:
    | { readonly kind: 'data'; readonly data: unknown }
    | { readonly kind: 'expression'; readonly expression: Expression };
  /** Its source is where it stands. */
  readonly scope: Scope;
  /** Keys and indexes that lead into the value. */
  readonly asked: Path;
}

/** What is written behind a name; undefined where Azure tells the value, or nobody. @param asked of the name */
export type FindWritten = (name: string, asked: Path) => Written | undefined;

/** What names stand for where an expression stands. */
export interface Scope {
  /** The value of the first word of a reference; undefined for words that mean nothing here. */
  readonly named: (name: string) => TfValue | undefined;
  /** Where the value of a reference is written, for who wants to edit it. */
  readonly written: FindWritten;
  /** Where the expression stands, for what cannot be worked out. */
  readonly source: Source;
  readonly budget: Budget;
}

/** The scope with some names more. @param written where the values of these names are written */
export const withNames = (
  scope: Scope,
  names: ReadonlyMap<string, TfValue>,
  written: FindWritten = () => undefined,
): Scope => ({
  ...scope,
  named: (name) => (names.has(name) ? names.get(name) : scope.named(name)),
  written: (name, asked) => (names.has(name) ? written(name, asked) : scope.written(name, asked)),
});

/** The scope, for what stands at a path. */
export const placedIn = (scope: Scope, path: Path): Scope => ({
  ...scope,
  source: { ...scope.source, path },
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
