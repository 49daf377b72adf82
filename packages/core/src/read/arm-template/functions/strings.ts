import { entriesOf, isText, isWhole, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { segmentsOf } from '../place.ts';
import { isList, NotKnown, type Piece, piecesOf, spelledScalar, type Value } from '../value.ts';

const { evaluated, forgiving, unknown } = entriesOf('string');

/** Texts. Those that build one keep what is known of it; those that look into one need all of it. */
export const stringFunctions: readonly TemplateFunction[] = [
  forgiving('concat', [1, many], concat),
  {
    ...forgiving('format', [1, many], format),
    says: 'whole numbers filled with zeros (`D2`, `00`); other styles are unknown',
  },
  forgiving('toLower', [1, 1], (args, at) => eachPiece(args, at, (text) => text.toLowerCase())),
  forgiving('toUpper', [1, 1], (args, at) => eachPiece(args, at, (text) => text.toUpperCase())),
  forgiving('join', [2, 2], join),
  forgiving('split', [2, 2], split),
  forgiving('startsWith', [2, 2], (args, at) => begins(args, at, 'head')),
  forgiving('endsWith', [2, 2], (args, at) => begins(args, at, 'tail')),
  evaluated('trim', [1, 1], ([text], at) => (isText(text) ? text.trim() : at.fails(noText))),
  evaluated('replace', [3, 3], replace),
  evaluated('substring', [2, 3], substring),
  evaluated('padLeft', [2, 3], padLeft),
  unknown('uniqueString', [1, many], 'the same text for the same arguments'),
  unknown('guid', [1, many], 'the same text for the same arguments'),
  unknown('newGuid', [0, 0], 'another one with every deployment'),
];

const noText = 'the argument is no text';

function concat(args: readonly Value[], at: Call): Value {
  if (args.every(isList)) {
    const size = args.reduce((sum, list) => sum + list.length, 0);
    return at.tooLarge(size) ?? args.flat();
  }
  if (args.some(isList)) {
    return args.some((arg) => !isList(arg) && !(arg instanceof NotKnown))
      ? at.fails('lists and texts do not mix')
      : at.unknown(args);
  }
  const pieces = args.map(piecesOf);
  return pieces.every((some) => some !== undefined)
    ? at.text(pieces.flat(), args)
    : at.unknown(args);
}

/** `{0}` stands for the argument behind; `{{` and `}}` for braces; a width or format is not modelled. */
function format(args: readonly Value[], at: Call): Value {
  const [pattern, ...given] = args;
  if (pattern instanceof NotKnown) return at.unknown(args);
  if (!isText(pattern)) return at.fails('the format is no text');
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of pattern.matchAll(/\{\{|\}\}|\{(\d+)(:[^{}]*|,[^{}]*)?\}/g)) {
    pieces.push(pattern.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, index, style] = match;
    if (index === undefined) pieces.push(whole.charAt(0));
    else {
      const value = given[Number(index)];
      if (value === undefined) return at.fails(`there is no argument for ${whole}`);
      const inner = styled(value, style);
      if (inner === undefined) return at.unknown(args);
      pieces.push(...inner);
    }
    // Every stand-in may repeat a long text.
    if (pieces.length % 64 === 0 && at.budget.isUsedUp) return at.unknown(args);
  }
  pieces.push(pattern.slice(end));
  return at.text(pieces, args);
}

/** Numbers may be asked to fill digits: `{0:D2}`, `{0:00}`. Other styles are not modelled. */
function styled(value: Value, style: string | undefined): readonly Piece[] | undefined {
  if (style === undefined) return piecesOf(value);
  const digits = /^:(?:[Dd](\d{1,2})|(0{1,20}))$/.exec(style);
  if (digits === null || !isWhole(value)) return undefined;
  const width = digits[1] === undefined ? (digits[2]?.length ?? 0) : Number(digits[1]);
  return [`${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(width, '0')}`];
}

function eachPiece(args: readonly Value[], at: Call, change: (text: string) => string): Value {
  const [text] = args;
  if (isText(text)) return at.tooLarge(text.length / 16) ?? change(text);
  if (!(text instanceof NotKnown)) return at.fails(noText);
  return at.text(
    text.pieces.map((piece) => (typeof piece === 'string' ? change(piece) : piece)),
    args,
  );
}

function join([list, between]: readonly Value[], at: Call): Value {
  if (list instanceof NotKnown || between instanceof NotKnown)
    return at.unknown([list ?? null, between ?? null]);
  if (!isList(list) || !isText(between)) return at.fails('a list and a text are needed');
  const pieces = list.map(piecesOf);
  if (!pieces.every((some) => some !== undefined)) return at.unknown([list, between]);
  return at.text(
    pieces.flatMap((some, i) => (i === 0 ? some : [between, ...some])),
    list,
  );
}

function split(args: readonly Value[], at: Call): Value {
  const [text, by] = args;
  const signs = isText(by) ? [by] : isList(by) ? by.filter(isText) : [];
  if (signs.length === 0 || signs.includes('')) return at.fails('there is nothing to split by');
  if (text instanceof NotKnown) {
    const isClean = text.pieces.every((piece) => typeof piece === 'string' || piece.isName);
    if (signs.length > 1 || signs[0] !== '/' || !isClean || text.pieces.length < 2)
      return at.unknown(args);
    return segmentsOf(text.pieces).map((pieces) => at.text(pieces, [text]));
  }
  if (!isText(text)) return at.fails(noText);
  return at.tooLarge(text.length) ?? cut(text, signs);
}

const cut = (text: string, signs: readonly string[]): readonly string[] =>
  signs.reduce<readonly string[]>(
    (parts, sign) => parts.flatMap((part) => part.split(sign)),
    [text],
  );

function begins(args: readonly Value[], at: Call, end: 'head' | 'tail'): Value {
  const [text, part] = args;
  if (!isText(part)) return at.unknown(args);
  const known = text instanceof NotKnown ? text.pieces.at(end === 'head' ? 0 : -1) : text;
  if (!isText(known)) return text instanceof NotKnown ? at.unknown(args) : at.fails(noText);
  const [a, b] = [known.toLowerCase(), part.toLowerCase()];
  if (end === 'head' ? a.startsWith(b) : a.endsWith(b)) return true;
  const mayFollow = end === 'head' ? b.startsWith(a) : b.endsWith(a);
  return text instanceof NotKnown && mayFollow ? at.unknown(args) : false;
}

function replace([text, old, by]: readonly Value[], at: Call): Value {
  if (!isText(text) || !isText(old) || !isText(by)) return at.fails('three texts are needed');
  if (old === '') return at.fails('there is nothing to replace');
  const times = text.split(old).length - 1;
  const size = text.length + times * (by.length - old.length);
  return (
    at.tooLarge(text.length / 16) ??
    (size > 1_000_000
      ? at.fails('the text would be too long')
      : (at.tooLarge(size / 16) ?? text.replaceAll(old, () => by)))
  );
}

function substring([text, start, length]: readonly Value[], at: Call): Value {
  if (!isText(text) || !isWhole(start)) return at.fails('a text and a whole number are needed');
  const end = length === undefined || length === null ? text.length : length;
  if (!isWhole(end)) return at.fails('the length is no whole number');
  const stop = length === undefined || length === null ? end : start + end;
  return start < 0 || end < 0 || stop > text.length || start > text.length
    ? at.fails('this part is not in the text')
    : text.slice(start, stop);
}

function padLeft([text, width, fill]: readonly Value[], at: Call): Value {
  const known = typeof text === 'number' ? spelledScalar(text) : text;
  if (!isText(known) || !isWhole(width)) return at.fails('a text and a whole number are needed');
  const sign = fill ?? ' ';
  if (!isText(sign) || sign.length !== 1) return at.fails('one sign to fill with is needed');
  if (width > widest) return at.fails('the text would be too long');
  return at.tooLarge(Math.max(0, width) / 16) ?? known.padStart(width, sign);
}

/** Widest text that is filled. */
const widest = 100_000;
