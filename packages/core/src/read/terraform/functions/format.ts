import { numberOf, type TfValue, textOf } from '../value.ts';
import { encodedJson } from './json.ts';

/** A verb of a format: flags, width, precision, letter. */
const verbs = /%([-+ 0#]*)(\d*)(?:\.(\d*))?(.)/gsu;

/** Characters that a width may ask for. */
const widest = 1000;

/** The text that a format and its arguments make; undefined for what is refused or not read. */
export function formatted(format: string, args: readonly TfValue[]): string | undefined {
  let next = 0;
  let at = 0;
  let text = '';
  for (const verb of format.matchAll(verbs)) {
    const [whole, flags = '', width = '', precision, letter = ''] = verb;
    text += format.slice(at, verb.index);
    at = verb.index + whole.length;
    if (letter === '%') {
      text += '%';
      continue;
    }
    const value = args[next];
    next += 1;
    const words = value === undefined ? undefined : spelled(value, letter, precision);
    if (words === undefined || Number(width) > widest) return undefined;
    text += padded(words, flags, Number(width));
  }
  return next === args.length ? text + format.slice(at) : undefined;
}

function spelled(value: TfValue, verb: string, precision: string | undefined): string | undefined {
  const number = numberOf(value);
  switch (verb) {
    case 's':
      return textOf(value);
    case 'q': {
      const text = textOf(value);
      return text === undefined ? undefined : JSON.stringify(text);
    }
    case 'v':
      return value === null ? 'null' : (textOf(value) ?? encodedJson(value));
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'd':
      return number === undefined ? undefined : String(Math.trunc(number));
    case 'f':
      return number === undefined ? undefined : fixed(number, Math.min(20, Number(precision ?? 6)));
    case 'x':
      return whole(number)?.toString(16);
    case 'X':
      return whole(number)?.toString(16).toUpperCase();
    case 'o':
      return whole(number)?.toString(8);
    case 'b':
      return whole(number)?.toString(2);
    default:
      return undefined;
  }
}

/** With so many digits; what lies in the middle goes to the even digit. */
function fixed(number: number, digits: number): string {
  const scaled = number * 10 ** digits;
  const isMiddle = Math.abs(scaled % 1) === 0.5;
  return (isMiddle ? (2 * Math.round(scaled / 2)) / 10 ** digits : number).toFixed(digits);
}

const whole = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isSafeInteger(number) ? number : undefined;

function padded(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (flags.includes('0') && /^-?[\d.]+$/.test(text))
    return text.startsWith('-')
      ? `-${text.slice(1).padStart(width - 1, '0')}`
      : text.padStart(width, '0');
  const signed = flags.includes('+') && /^\d/.test(text) ? `+${text}` : text;
  return signed.padStart(width);
}
