import { afterHeredoc, afterPiece, afterQuoted, endOfLine } from '../../text/hcl-scan.ts';

/** A word of an expression. */
export interface Token {
  readonly kind: 'number' | 'name' | 'mark' | 'quoted' | 'heredoc' | 'end';
  readonly text: string;
}

const marks = ['...', '=>', '==', '!=', '<=', '>=', '&&', '||'];

/** Words of an expression, at most. */
const mostTokens = 100_000;

/** The words of an expression; undefined for what is none. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length && tokens.length < mostTokens) {
    const token = tokenAt(text, i);
    if (token === undefined) {
      const next = blankEnd(text, i);
      if (next === i) return undefined;
      i = next;
    } else {
      tokens.push(token);
      i += token.text.length;
    }
  }
  return i < text.length ? undefined : [...tokens, { kind: 'end', text: '' }];
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)*/uy],
];

function tokenAt(text: string, at: number): Token | undefined {
  if (text[at] === '"') return { kind: 'quoted', text: text.slice(at, afterQuoted(text, at)) };
  const heredoc = text.startsWith('<<', at) ? afterHeredoc(text, at) : undefined;
  if (heredoc !== undefined) return { kind: 'heredoc', text: text.slice(at, heredoc) };
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found };
  }
  const mark = marks.find((one) => text.startsWith(one, at));
  if (mark !== undefined) return { kind: 'mark', text: mark };
  const c = text[at] ?? '';
  const isComment = c === '/' && /[/*]/.test(text[at + 1] ?? '');
  return '()[]{}.,:?!+-*/%<>='.includes(c) && !isComment ? { kind: 'mark', text: c } : undefined;
}

/** Blanks and comments; line feeds count only inside of brackets, where parsers do not need them. */
function blankEnd(text: string, at: number): number {
  if (/\s/.test(text[at] ?? '')) return at + 1;
  if (text[at] === '#' || text.startsWith('//', at)) return endOfLine(text, at);
  return text.startsWith('/*', at) ? afterPiece(text, at) : at;
}
