/*
 * Where things end in HCL text. Every function walks forward once, so that the cost is the length of what
 * is skipped; what never ends ends with the text. Nesting is counted and bounded, never recursed into freely.
 */

/** Templates inside of templates that are followed. */
const deepestTemplate = 60;

/** The offset after the quoted text that starts at `at`. */
export function afterQuoted(text: string, at: number, depth = 0): number {
  let i = at + 1;
  while (i < text.length) {
    const c = text[i];
    if (c === '\\') i += 2;
    else if (c === '"') return i + 1;
    else if (startsTemplate(text, i)) i = afterBraces(text, i + 2, depth + 1);
    else if (escapesTemplate(text, i)) i += 3;
    else i += 1;
  }
  return text.length;
}

/** Whether a template expression or directive starts there. */
export const startsTemplate = (text: string, at: number): boolean =>
  (text[at] === '$' || text[at] === '%') && text[at + 1] === '{';

/** Whether `$${` or `%%{` stands there: the text `${` or `%{`. */
export const escapesTemplate = (text: string, at: number): boolean =>
  (text[at] === '$' || text[at] === '%') && text[at + 1] === text[at] && text[at + 2] === '{';

/** The offset after the brace that closes the one before `at`. */
export function afterBraces(text: string, at: number, depth = 0): number {
  if (depth > deepestTemplate) return text.length;
  let open = 1;
  let i = at;
  while (i < text.length) {
    const c = text[i];
    if (c === '{') open += 1;
    if (c === '}') {
      open -= 1;
      if (open === 0) return i + 1;
    }
    i = afterPiece(text, i, depth);
  }
  return text.length;
}

/** The offset after one piece of code: a quoted text, a comment, a heredoc, or a character. */
export function afterPiece(text: string, at: number, depth = 0): number {
  const c = text[at];
  if (c === '"') return afterQuoted(text, at, depth);
  if (c === '#' || (c === '/' && text[at + 1] === '/')) return endOfLine(text, at);
  if (c === '/' && text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (c === '<' && text[at + 1] === '<') return afterHeredoc(text, at) ?? at + 1;
  return at + 1;
}

/** The offset of the line feed that ends the line, or of the end of the text. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The offset after the word that closes a heredoc; undefined where none starts. */
export function afterHeredoc(text: string, at: number): number | undefined {
  const line = text.slice(at, Math.min(endOfLine(text, at), at + 200));
  const word = /^<<-?([A-Za-z_][\w-]*)\s*$/.exec(line)?.[1];
  if (word === undefined) return undefined;
  let from = endOfLine(text, at) + 1;
  while (from < text.length) {
    const end = endOfLine(text, from);
    const here = text.slice(from, end);
    if (here.length < word.length + 200 && here.trim() === word)
      return from + here.trimEnd().length;
    from = end + 1;
  }
  return text.length;
}

/**
 * The offset at which the expression from `at` on ends: its line feed, or the brace that closes the block
 * around it. Line feeds inside brackets do not end it.
 */
export function endOfExpression(text: string, at: number): number {
  let open = 0;
  let i = at;
  while (i < text.length) {
    const c = text[i] ?? '';
    if ('([{'.includes(c)) open += 1;
    if (')]}'.includes(c)) {
      if (open === 0) return i;
      open -= 1;
    }
    if (c === '\n' && open === 0) return i;
    i = afterPiece(text, i);
  }
  return text.length;
}
