import { entriesOf, isText } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { jsonValue, printedJson } from '../json.ts';
import { isList, isNotKnown, isObject, piecesOf, type Value } from '../value.ts';

const { evaluated, forgiving, notModelled } = entriesOf('string');

/** Texts that stand for something else: base 64, addresses, JSON. */
export const encodingFunctions: readonly TemplateFunction[] = [
  forgiving('string', [1, 1], string),
  evaluated('base64', [1, 1], ([text], at) => encoded(text, at, toBase64)),
  evaluated('base64ToString', [1, 1], ([text], at) => decoded(text, at)),
  evaluated('base64ToJson', [1, 1], ([text], at) => {
    const inner = decoded(text, at);
    return isText(inner) ? json(inner, at) : inner;
  }),
  evaluated('dataUri', [1, 1], ([text], at) =>
    encoded(text, at, (known) => `data:text/plain;charset=utf8;base64,${toBase64(known)}`),
  ),
  evaluated('dataUriToString', [1, 1], dataUriToString),
  forgiving('uri', [2, 2], uri),
  evaluated('uriComponent', [1, 1], ([text], at) => encoded(text, at, encodeURIComponent)),
  evaluated('uriComponentToString', [1, 1], ([text], at) =>
    encoded(text, at, (known) => decodeURIComponent(known)),
  ),
  notModelled('buildUri', 'addresses of services are not read'),
  notModelled('parseUri', 'addresses of services are not read'),
];

function string([value = null]: readonly Value[], at: Call): Value {
  if (isNotKnown(value)) return value;
  if (isText(value)) return value;
  const pieces = piecesOf(value);
  if (pieces !== undefined) return at.text(pieces, [value]);
  if (value === null) return '';
  if (!isList(value) && !isObject(value)) return at.unknown([value]);
  const printed = printedJson(value, at);
  return printed ?? at.unknown([value]);
}

/** The value of a text of JSON. */
export function json(text: string, at: Call): Value {
  const refused = at.tooLarge(text.length / 8);
  if (refused !== undefined) return refused;
  const read = jsonValue(text);
  return read === undefined ? at.fails('the text is no JSON') : read.value;
}

/** Encoders throw on halves of characters and on broken escapes. */
function encoded(text: Value | undefined, at: Call, encode: (text: string) => string): Value {
  if (!isText(text)) return at.fails('the argument is no text');
  const refused = at.tooLarge(text.length / 4);
  if (refused !== undefined) return refused;
  try {
    return encode(text);
  } catch {
    return at.fails('the text cannot be converted');
  }
}

/** The bytes of a text in UTF-8; throws on halves of characters, as `encodeURIComponent` does. */
const bytesOf = (text: string): readonly number[] =>
  [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([sign, hex]) =>
    hex === undefined ? sign.charCodeAt(0) : Number.parseInt(hex, 16),
  );

const toBase64 = (text: string): string => base64Of(bytesOf(text));

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Of(bytes: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(
      letter(bits >> 18),
      letter(bits >> 12),
      b === undefined ? '=' : letter(bits >> 6),
      c === undefined ? '=' : letter(bits),
    );
  }
  return parts.join('');
}

const letter = (bits: number): string => letters.charAt(bits & 63);

/** The bytes behind a text of base 64, each as an escape of an address. */
function fromBase64(text: string): string | undefined {
  const plain = text.replace(/=+$/, '');
  if (/[^A-Za-z0-9+/]/.test(plain)) return undefined;
  const bytes: string[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of plain) {
    bits = ((bits << 6) | letters.indexOf(sign)) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push(`%${((bits >> held) & 255).toString(16).padStart(2, '0')}`);
    }
  }
  return bytes.join('');
}

function decoded(text: Value | undefined, at: Call): Value {
  if (!isText(text)) return at.fails('the argument is no text');
  const escaped = fromBase64(text);
  return escaped === undefined
    ? at.fails('the text is no base 64')
    : encoded(escaped, at, decodeURIComponent);
}

function dataUriToString([text]: readonly Value[], at: Call): Value {
  const match = isText(text) ? /^data:[^,]*?(;base64)?,(.*)$/s.exec(text) : null;
  if (match === null) return at.fails('the text is no data URI');
  const [, isBase64, body = ''] = match;
  return isBase64 === undefined ? encoded(body, at, decodeURIComponent) : decoded(body, at);
}

/** The relative part replaces what follows the last slash of the base. */
function uri(args: readonly Value[], at: Call): Value {
  const [base, relative] = args;
  const inner = relative === undefined ? undefined : piecesOf(relative);
  if (inner === undefined) return at.fails('two texts are needed');
  if (isNotKnown(base)) return at.text([...base.pieces, '/', ...inner], args);
  if (!isText(base)) return at.fails('two texts are needed');
  const first = inner[0];
  const isRooted = isText(first) && first.startsWith('/');
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(base)?.[0];
  const folder = base.slice(0, base.lastIndexOf('/') + 1);
  const within = host === base ? `${base}/` : folder;
  return at.text([isRooted ? (host ?? base) : within, ...inner], args);
}
