import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import { greatestDepth, mostYamlTokens } from './bounds.ts';
import { type LineStarts, lineStarts } from './document.ts';

/** Parsed documents, and where the lines of their text start. */
export interface Syntax {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineStarts;
  /** Why nothing was parsed; then there are no documents. */
  readonly exceeds?: Excess;
}

/** Which bound a text breaks, and where. */
export interface Excess {
  readonly bound: 'depth' | 'tokens' | 'oddities';
  readonly offset: number;
}

/**
 * Parses in three steps, because only the last two build much and only the last recurses: words are
 * counted, the loose tree made of them is measured with a stack of our own, then it is composed.
 * `uniqueKeys` is off because that check is quadratic; `yaml-value` does it with a map.
 */
export function parseYaml(text: string): Syntax {
  const lines = lineStarts(text);
  const excess = countWords(text);
  if (excess !== undefined) return { documents: [], lines, exceeds: excess };
  const loose = [...new Parser().parse(text)];
  const tooDeep = findTooDeep(loose);
  if (tooDeep !== undefined) {
    return { documents: [], lines, exceeds: { bound: 'depth', offset: tooDeep } };
  }
  const composer = new Composer({
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return { documents: [...composer.compose(loose)], lines };
}

function countWords(text: string): Excess | undefined {
  const nesting = new Nesting();
  let count = 0;
  let oddities = 0;
  let offset = 0;
  let before: CST.TokenType | null = null;
  for (const { type, length } of words(text)) {
    if (++count > mostYamlTokens) return { bound: 'tokens', offset };
    if (nesting.after(type, length) > greatestDepth) return { bound: 'depth', offset };
    if (isOdd(type, before, nesting)) oddities++;
    if (oddities > mostOddities) return { bound: 'oddities', offset };
    if (type !== 'space' && type !== 'newline') before = type;
    offset += length;
  }
  return undefined;
}

interface Word {
  /** null for what the lexer cannot name. */
  readonly type: CST.TokenType | null;
  readonly length: number;
}

/**
 * The lexer's words. It puts marks of one character before plain and block scalars and around
 * documents; they are no part of the text, and the word behind a scalar's mark is its content.
 */
function* words(text: string): IterableIterator<Word> {
  let isScalar = false;
  for (const word of new Lexer().lex(text)) {
    if (isScalar) {
      isScalar = false;
      yield { type: 'scalar', length: word.length };
    } else if (word === CST.SCALAR) isScalar = true;
    else if (word !== CST.DOCUMENT && word !== CST.FLOW_END) {
      yield { type: CST.tokenType(word), length: word.length };
    }
  }
}

/**
 * Words that make the composer complain, or that are next to useless. Each complaint is an `Error` with
 * its stack, which costs ten times what a word costs, so a text full of them is given up early.
 */
const isOdd = (
  type: CST.TokenType | null,
  before: CST.TokenType | null,
  nesting: Nesting,
): boolean =>
  type === null ||
  type === 'directive-line' ||
  type === 'tag' ||
  (type === before && neverTwice.has(type)) ||
  (nesting.closesNothing && (type === 'flow-map-end' || type === 'flow-seq-end'));

const neverTwice: ReadonlySet<string> = new Set(['comma', 'anchor', 'alias', 'map-value-ind']);

/** Most such words. */
const mostOddities = 1000;

/**
 * A lower bound of the nesting, word by word: open brackets, and outside of them the columns at which
 * blocks began. Never more than the true depth, so a document is refused here only rightly; the rest
 * is measured exactly on the loose tree.
 */
class Nesting {
  /** Whether the last closing bracket had no opening one. */
  closesNothing = false;
  #brackets = 0;
  #column = 0;
  #mayBegin = true;
  readonly #columns: number[] = [];

  after(type: CST.TokenType | null, length: number): number {
    switch (type) {
      case 'flow-map-start':
      case 'flow-seq-start':
        this.#begin();
        this.#brackets++;
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.closesNothing = this.#brackets === 0;
        this.#brackets = Math.max(0, this.#brackets - 1);
        break;
      case 'newline':
        this.#column = 0;
        this.#mayBegin = true;
        return this.depth;
      case 'doc-start':
      case 'doc-end':
        this.#brackets = 0;
        this.#columns.length = 0;
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        this.#begin();
        this.#mayBegin = true;
        break;
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'alias':
        this.#begin();
        break;
      default:
        break;
    }
    this.#column += length;
    return this.depth;
  }

  get depth(): number {
    return this.#brackets + Math.max(0, this.#columns.length - 1);
  }

  #begin(): void {
    if (!this.#mayBegin || this.#brackets > 0) return;
    this.#mayBegin = false;
    while ((this.#columns.at(-1) ?? -1) >= this.#column) this.#columns.pop();
    this.#columns.push(this.#column);
  }
}

function findTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of tokens) {
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth: 1 });
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (!CST.isCollection(token)) continue;
    if (depth > greatestDepth) return token.offset;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
