import { afterBraces, escapesTemplate, startsTemplate } from '../../text/hcl-scan.ts';

/** A piece of a template: text as it stands, or the source of an expression. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'source'; readonly source: string };

/**
 * Cuts a template into texts and expressions. @param isQuoted whether backslashes escape, as between
 * quotes @returns undefined for directives (`%{if …}`), which are not read
 */
export function piecesOf(text: string, isQuoted: boolean): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let words = '';
  let i = 0;
  const flush = (): void => {
    if (words !== '') pieces.push({ kind: 'text', text: words });
    words = '';
  };
  while (i < text.length) {
    if (escapesTemplate(text, i)) {
      words += text.slice(i + 1, i + 3);
      i += 3;
    } else if (startsTemplate(text, i)) {
      if (text[i] === '%') return undefined;
      const end = afterBraces(text, i + 2);
      if (text[end - 1] !== '}') return undefined;
      flush();
      // `${~ x ~}` trims the blanks around; such templates are not read.
      const source = text.slice(i + 2, end - 1);
      if (source.startsWith('~') || source.endsWith('~')) return undefined;
      pieces.push({ kind: 'source', source });
      i = end;
    } else if (isQuoted && text[i] === '\\') {
      const escaped = escapeAt(text, i);
      if (escaped === undefined) return undefined;
      words += escaped.is;
      i += escaped.length;
    } else {
      words += text[i] ?? '';
      i += 1;
    }
  }
  flush();
  return pieces;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

function escapeAt(
  text: string,
  at: number,
): { readonly is: string; readonly length: number } | undefined {
  const c = text[at + 1] ?? '';
  const is = Object.hasOwn(simple, c) ? simple[c] : undefined;
  if (is !== undefined) return { is, length: 2 };
  const digits = c === 'u' ? 4 : c === 'U' ? 8 : 0;
  const hex = text.slice(at + 2, at + 2 + digits);
  if (digits === 0 || !/^[0-9a-fA-F]+$/.test(hex) || hex.length !== digits) return undefined;
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? undefined : { is: String.fromCodePoint(code), length: 2 + digits };
}

/** The text of a heredoc; with `<<-` freed of the blanks that all its lines begin with. */
export function heredocText(source: string): string {
  const lines = source.split('\n');
  const body = lines.slice(1, -1);
  const isIndented = source.startsWith('<<-');
  const blanks = body.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const cut = isIndented ? blanks.reduce((least, one) => Math.min(least, one), Infinity) : 0;
  return body.map((line) => `${line.slice(cut === Infinity ? 0 : cut)}\n`).join('');
}
