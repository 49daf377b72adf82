/**
 * One function per language that this product writes. Every text that did not come from our own
 * source code goes through the function of the language it is put into; there is no other way for a
 * name in a requirements file to reach a script or a page.
 *
 * What the languages have no escape for (NUL in a shell word, control characters in XML) becomes
 * U+FFFD, so that a name cannot vanish. Where a language can spell any character by number,
 * characters that turn the reading direction are spelled so: a reviewer sees what a machine sees.
 */

const replacement = '�';

/** Control characters without tab, line feed, carriage return. */
const controls = /(?![\t\n\r])\p{Cc}/gu;

/** What XML 1.0 forbids or discourages: controls, halves of characters, two noncharacters. */
const notXml = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Controls, halves of characters, marks of direction, separators, byte order mark. */
const unseen = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const entity = (char: string): string => entities[char] ?? char;

/** Text between HTML tags. Never for the inside of `<script>` or `<style>`. */
export const htmlText = (text: string): string =>
  text.replace(notXml, replacement).replace(/[&<>]/g, entity);

/** The inside of an HTML attribute that stands in quotes. Not for event handlers, styles or URLs. */
export const htmlAttribute = (text: string): string =>
  text.replace(notXml, replacement).replace(/[&<>"'`]/g, entity);

/** Text between SVG tags; XML, so stricter than HTML about controls. */
export const svgText = (text: string): string => htmlText(text);

/** The inside of an SVG attribute that stands in quotes; line ends are kept by number. */
export const svgAttribute = (text: string): string =>
  htmlAttribute(text).replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A value as JSON inside an HTML `<script>`: no tag, comment or line separator can end it. */
export const jsonInScript = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${hex4(char.charCodeAt(0))}`,
  );

/**
 * A quoted string of HCL (Terraform), quotes included; no heredoc, no template. `${` is doubled as
 * HCL asks; behind another `$` that doubling has two readings, so there the sign is spelled by number.
 */
export function hclString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/([$%]+)\{/g, (_, signs: string) =>
      signs.length === 1 ? `${signs}${signs}{` : `${[...signs].map(byNumber4).join('')}{`,
    )
    .replace(unseen, (char) => shortEscape(char) ?? byNumber4(char));
  return `"${escaped}"`;
}

/** A single-line string of Bicep, quotes included. */
export function bicepString(text: string): string {
  const escaped = text
    .replace(/['\\]/g, '\\$&')
    .replace(/\$\{/g, '\\${')
    .replace(unseen, (char) => shortEscape(char) ?? `\\u{${scalar(char).toString(16)}}`);
  return `'${escaped}'`;
}

/** A quoted string of Graphviz' DOT, quotes included; no escape of labels (`\N`, `\l`) is left in it. */
export const dotString = (text: string): string =>
  `"${commentText(text).replace(/["\\]/g, '\\$&')}"`;

/** Words that a YAML 1.1 or 1.2 reader takes for something else than a string; `e0` for a number. */
const yamlWords = /^(true|false|yes|no|on|off|y|n|null|e-?[0-9_]+)$/i;

/** A YAML scalar that every reader takes for a string: plain when that is safe, else double-quoted. */
export function yamlScalar(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9._/-]*$/.test(text) && !yamlWords.test(text)) return text;
  const quoted = JSON.stringify(text);
  return quoted.replace(unseen, byNumber4);
}

/** One word of a POSIX shell in single quotes, in which nothing is expanded. */
export const shellWord = (text: string): string =>
  `'${text.replaceAll('\u0000', replacement).replaceAll("'", "'\\''")}'`;

/**
 * A line comment's inside, for every language here whose comments end with the line: all that could
 * end the line becomes a blank.
 */
export const commentText = (text: string): string =>
  text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ').replace(unseen, replacement);

/**
 * A CSV cell in double quotes (RFC 4180). Text that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV injection); plain numbers are left alone.
 */
export function csvCell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const isFormula = !isNumber && /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u.test(text);
  const guarded = isFormula ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""').replace(controls, replacement)}"`;
}

/**
 * Markdown (GitHub's) inside a line: no emphasis, link, image, tag, table border or block begins in
 * it, also when it stands at the beginning of a line. Line ends become blanks.
 */
export const markdownText = (text: string): string =>
  commentText(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[&<>]/g, entity)
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^(\s*)([-+#=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');

/** Markdown inside a table cell. */
export const markdownCell = (text: string): string => markdownText(text).trim();

/** A Markdown code span, verbatim; with `inTable` also its bars are escaped, as GitHub's tables ask. */
export function markdownCode(text: string, inTable = false): string {
  const line = commentText(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A span of blanks only, or one that ends in a backtick, needs blanks at its edges.
  const edge = /^`|`$|^ .* $|^ *$/.test(line) ? ' ' : '';
  const body = inTable ? line.replaceAll('|', '\\|') : line;
  return `${fence}${edge}${body}${edge}${fence}`;
}

/** Text for a terminal: no control sequence, no change of direction; line feeds and tabs are kept. */
export const terminalText = (text: string): string =>
  text.replace(unseen, (char) => (char === '\n' || char === '\t' ? char : replacement));

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const shortEscape = (char: string): string | undefined => shortEscapes[char];

/** Lone surrogates are no characters and have no number in Bicep or HCL. */
function scalar(char: string): number {
  const code = char.charCodeAt(0);
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
}

const byNumber4 = (char: string): string => `\\u${hex4(scalar(char))}`;

const hex4 = (code: number): string => code.toString(16).padStart(4, '0');
