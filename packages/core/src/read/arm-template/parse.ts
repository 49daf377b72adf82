import type { Node, Syntax } from './syntax.ts';

/** What a text of a template is. */
export type Written =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'expression'; readonly source: string };

/**
 * A text in brackets is an expression; `[[` in front says that it is none. One bracket alone, at either
 * end, is a bracket.
 */
export function writtenAs(text: string): Written {
  if (!text.startsWith('[') || !text.endsWith(']')) return { kind: 'literal', value: text };
  if (text.startsWith('[[')) return { kind: 'literal', value: text.slice(1) };
  return { kind: 'expression', source: text.slice(1, -1) };
}

/** Longest expression that is parsed, in characters. */
const longestExpression = 100_000;

/** Deepest nesting of calls. */
const deepestNesting = 100;

/**
 * Parses an expression (without its brackets): texts in single quotes, whole numbers, calls, and `.name`
 * and `[…]` behind them. One pass from left to right; depth and length are bounded.
 */
export function parseExpression(source: string): Syntax {
  if (source.length > longestExpression) return { ok: false, reason: 'the expression is too long' };
  const parser = new Parser(source);
  const value = parser.expression(0);
  if (value === undefined) return { ok: false, reason: parser.complaint };
  return parser.isAtEnd()
    ? { ok: true, value }
    : { ok: false, reason: `${parser.here()} follows where the expression should end` };
}

const blank = /\s*/y;
const identifier = /[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)*/y;
const memberName = /[A-Za-z_$][\w$-]*/y;
const wholeNumber = /[+-]?\d+(?:\.\d+)?/y;
const quoted = /'(?:[^']|'')*'/y;

class Parser {
  complaint = '';
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  isAtEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#source.length;
  }

  /** What stands next, for messages. */
  here(): string {
    this.#skipBlanks();
    const rest = this.#source.slice(this.#at, this.#at + 12);
    return rest === '' ? 'the end' : `"${rest}"`;
  }

  expression(depth: number): Node | undefined {
    if (depth > deepestNesting) return this.#complain('the expression is nested too deeply');
    this.#skipBlanks();
    const start = this.#at;
    let node = this.#term(depth);
    for (let followers = 0; node !== undefined; followers++) {
      if (followers > deepestNesting) return this.#complain('the expression is nested too deeply');
      const next = this.#postfix(node, start, depth);
      if (next === node) return node;
      node = next;
    }
    return undefined;
  }

  /** The node with one `.name` or `[…]` more; itself when none follows. */
  #postfix(of: Node, start: number, depth: number): Node | undefined {
    if (this.#take('.')) {
      const isSafe = this.#take('?');
      this.#skipBlanks();
      const name = this.#match(memberName);
      if (name === undefined) return this.#complain(`${this.here()} stands where a name should`);
      const key: Node = { kind: 'literal', value: name, text: name };
      return { kind: 'member', of, key, isSafe, text: this.#since(start) };
    }
    if (this.#take('[')) {
      const isSafe = this.#take('?');
      const key = this.expression(depth + 1);
      if (key === undefined) return undefined;
      if (!this.#take(']')) return this.#complain(`${this.here()} stands where ] should`);
      return { kind: 'member', of, key, isSafe, text: this.#since(start) };
    }
    return of;
  }

  #term(depth: number): Node | undefined {
    const start = this.#at;
    const text = this.#match(quoted);
    if (text !== undefined)
      return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'"), text };
    const digits = this.#match(wholeNumber);
    if (digits !== undefined) return { kind: 'literal', value: Number(digits), text: digits };
    const name = this.#match(identifier);
    if (name === undefined) return this.#complain(`${this.here()} stands where a value should`);
    if (!this.#take('(')) return this.#complain(`( is missing behind ${name}`);
    const args = this.#arguments(depth);
    return args === undefined ? undefined : { kind: 'call', name, args, text: this.#since(start) };
  }

  #arguments(depth: number): readonly Node[] | undefined {
    const args: Node[] = [];
    if (this.#take(')')) return args;
    for (;;) {
      const arg = this.expression(depth + 1);
      if (arg === undefined) return undefined;
      args.push(arg);
      if (this.#take(')')) return args;
      if (!this.#take(',')) return this.#complain(`${this.here()} stands where , or ) should`);
    }
  }

  #complain(reason: string): undefined {
    if (this.complaint === '') this.complaint = reason;
    return undefined;
  }

  #since(start: number): string {
    return this.#source.slice(start, this.#at);
  }

  #take(sign: string): boolean {
    this.#skipBlanks();
    if (!this.#source.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #skipBlanks(): void {
    this.#match(blank);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
