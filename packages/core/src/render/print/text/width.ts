/** Characters that take two columns of a terminal: East Asian wide and full-width forms, pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Characters that are drawn over the one before. */
const joining = /\p{Mn}|\p{Me}|\u200b|\u200d/u;

/** How many columns of a terminal the text takes; it must hold no control characters. */
export function columnsOf(text: string): number {
  // Nearly all text here is ASCII, for which the count of characters is the answer.
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const char of text) columns += widthOf(char);
  return columns;
}

/** The longest beginning of the text that takes at most so many columns, and the rest. */
export function cutAt(text: string, columns: number): readonly [string, string] {
  let used = 0;
  let at = 0;
  for (const char of text) {
    used += widthOf(char);
    // One character goes over even when it is too wide, or a narrow column would never end.
    if (used > columns && at > 0) break;
    at += char.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

const widthOf = (char: string): number => (joining.test(char) ? 0 : wide.test(char) ? 2 : 1);
