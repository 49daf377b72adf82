import type { Expression, ForExpression } from './expression.ts';
import { heredocText, type Piece, piecesOf } from './template.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Expressions inside of expressions, at most. */
const deepest = 100;

/** Parses an expression; undefined for what is none, or is nested too deep. Cost: O(text × templates in it). */
export function parseExpression(source: string, depth = 0): Expression | undefined {
  if (depth > deepest) return undefined;
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const parser = new Parser(tokens, depth);
  const found = parser.expression();
  return parser.isDone() ? found : undefined;
}

/** Parses a text with `${…}` in it, as the parser of files hands it over. */
export function parseTemplate(text: string): Expression | undefined {
  return templateOf(piecesOf(text, false), 0);
}

function templateOf(pieces: readonly Piece[] | undefined, depth: number): Expression | undefined {
  if (pieces === undefined) return undefined;
  const parts: Expression[] = [];
  for (const piece of pieces) {
    const part: Expression | undefined =
      piece.kind === 'text'
        ? { kind: 'literal', value: piece.text }
        : parseExpression(piece.source, depth + 1);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const [first, second] = parts;
  // A lone expression keeps its type.
  return first !== undefined && second === undefined ? first : { kind: 'template', parts };
}

/** Operators by how tightly they bind, loosest first. */
const binary: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const words: Readonly<Record<string, true | false | null>> = {
  true: true,
  false: false,
  null: null,
};

/** What stands for a place that could not be parsed; the parser has failed then. */
const nothing: Expression = { kind: 'literal', value: null };

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth: number;
  #hasFailed = false;

  constructor(tokens: readonly Token[], depth: number) {
    this.#tokens = tokens;
    this.#depth = depth;
  }

  isDone(): boolean {
    return !this.#hasFailed && this.#here().kind === 'end';
  }

  expression(): Expression {
    if (this.#hasFailed) return nothing;
    this.#depth += 1;
    if (this.#depth > deepest) return this.#fail();
    const when = this.#binary(0);
    const found = this.#takes('?') ? this.#choice(when) : when;
    this.#depth -= 1;
    return found;
  }

  #choice(when: Expression): Expression {
    const yes = this.expression();
    this.#needs(':');
    return { kind: 'choice', when, yes, no: this.expression() };
  }

  #binary(level: number): Expression {
    const operators = binary[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.#takes(one));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Expression {
    const signs: string[] = [];
    for (;;) {
      const sign = ['!', '-'].find((one) => this.#takes(one));
      if (sign === undefined) break;
      signs.push(sign);
    }
    if (signs.length > deepest) return this.#fail();
    return signs.reduceRight<Expression>(
      (of, operator) => ({ kind: 'unary', operator, of }),
      this.#steps(this.#primary(), false),
    );
  }

  /** Attributes, indexes and splats behind a value. @param onlyAttributes behind `.*`, where indexes are not of the items */
  #steps(start: Expression, onlyAttributes: boolean): Expression {
    let of = start;
    let steps = 0;
    for (;;) {
      steps += 1;
      if (steps > deepest) return this.#fail();
      if (this.#takes('.')) {
        const { kind, text } = this.#here();
        if (this.#takes('*')) of = { kind: 'splat', of, each: this.#steps({ kind: 'item' }, true) };
        else if (kind === 'name' && this.#next()) of = { kind: 'attribute', of, name: text };
        else if (kind === 'number' && /^\d+$/.test(text) && this.#next())
          of = { kind: 'index', of, key: { kind: 'literal', value: Number(text) } };
        else return this.#fail();
      } else if (!onlyAttributes && this.#takes('[')) {
        if (this.#takes('*')) {
          this.#needs(']');
          of = { kind: 'splat', of, each: this.#steps({ kind: 'item' }, false) };
        } else {
          of = { kind: 'index', of, key: this.expression() };
          this.#needs(']');
        }
      } else return of;
      if (this.#hasFailed) return nothing;
    }
  }

  #primary(): Expression {
    const { kind, text } = this.#here();
    if (kind === 'number' && this.#next()) return { kind: 'literal', value: Number(text) };
    if (kind === 'quoted' && this.#next()) return this.#template(text.slice(1, -1), true);
    if (kind === 'heredoc' && this.#next()) return this.#template(heredocText(text), false);
    if (kind === 'name' && this.#next()) return this.#named(text);
    if (this.#takes('(')) {
      const inner = this.expression();
      this.#needs(')');
      return inner;
    }
    if (this.#takes('[')) return this.#takesName('for') ? this.#for(']') : this.#list();
    if (this.#takes('{')) return this.#takesName('for') ? this.#for('}') : this.#object();
    return this.#fail();
  }

  #template(text: string, isQuoted: boolean): Expression {
    return templateOf(piecesOf(text, isQuoted), this.#depth + 1) ?? this.#fail();
  }

  #named(name: string): Expression {
    const word = Object.hasOwn(words, name) ? words[name] : undefined;
    if (word !== undefined) return { kind: 'literal', value: word };
    if (!this.#takes('(')) return { kind: 'name', name };
    const args: Expression[] = [];
    let isSpread = false;
    while (!this.#takes(')')) {
      args.push(this.expression());
      isSpread = this.#takes('...');
      if (!this.#takes(',') && this.#here().text !== ')') return this.#fail();
      if (this.#hasFailed) return nothing;
    }
    return { kind: 'call', name, args, isSpread };
  }

  #list(): Expression {
    const items: Expression[] = [];
    while (!this.#takes(']')) {
      items.push(this.expression());
      if (!this.#takes(',') && this.#here().text !== ']') return this.#fail();
      if (this.#hasFailed) return nothing;
    }
    return { kind: 'list', items };
  }

  #object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.#takes('}')) {
      const key = this.expression();
      if (!this.#takes('=') && !this.#takes(':')) return this.#fail();
      const isWord = key.kind === 'name';
      entries.push([isWord ? { kind: 'literal', value: key.name } : key, this.expression()]);
      // Entries stand behind commas or on lines of their own, which are not kept here.
      this.#takes(',');
      if (this.#hasFailed) return nothing;
    }
    return { kind: 'object', entries };
  }

  #for(closing: string): Expression {
    const first = this.#name();
    const second = this.#takes(',') ? this.#name() : undefined;
    if (!this.#takesName('in')) return this.#fail();
    const over = this.expression();
    this.#needs(':');
    const head = this.expression();
    const isObject = closing === '}';
    if (isObject) this.#needs('=>');
    const yields = isObject ? this.expression() : head;
    const isGrouped = this.#takes('...');
    const when = this.#takesName('if') ? this.expression() : undefined;
    this.#needs(closing);
    return {
      kind: 'for',
      keyName: second === undefined ? undefined : first,
      valueName: second ?? first,
      over,
      key: isObject ? head : undefined,
      yields,
      when,
      isGrouped,
    } satisfies ForExpression;
  }

  #name(): string {
    const { kind, text } = this.#here();
    if (kind !== 'name') this.#fail();
    this.#next();
    return text;
  }

  #here(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #next(): true {
    this.#at += 1;
    return true;
  }

  #takes(mark: string): boolean {
    const { kind, text } = this.#here();
    return kind === 'mark' && text === mark && this.#next();
  }

  #takesName(name: string): boolean {
    const { kind, text } = this.#here();
    return kind === 'name' && text === name && this.#next();
  }

  #needs(mark: string): void {
    if (!this.#takes(mark)) this.#fail();
  }

  #fail(): Expression {
    this.#hasFailed = true;
    return nothing;
  }
}
