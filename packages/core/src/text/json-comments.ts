/**
 * JSON as people write it for Azure (templates, settings): comments become blanks, and so do line ends
 * inside strings, which templates use to break long expressions. Every other character stays where it
 * is, so that positions hold. One pass, O(length).
 */
export function withoutComments(text: string): string {
  const parts: string[] = [];
  let done = 0;
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(done, from), text.slice(from, to).replace(/[^\n\r]/g, ' '));
    done = to;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      const inside = text.slice(at, end);
      if (/[\n\r]/.test(inside)) {
        parts.push(text.slice(done, at), inside.replace(/[\n\r]/g, ' '));
        done = end;
      }
      at = end - 1;
    } else if (sign === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      blank(at, end < 0 ? text.length : end);
      at = done - 1;
    } else if (sign === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      blank(at, end < 0 ? text.length : end + 2);
      at = done - 1;
    }
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}

/** The offset behind the quote that closes the string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at++;
  }
  return text.length;
}
