import { isList } from '../../codec/arm-json.ts';
import { type ArmReference, type ArmValue, isReference } from '../../codec/codec.ts';
import { unknownPart } from '../../estate/id.ts';
import { bicepString } from '../escape.ts';

/** How the words of a value that are no literals are said. */
export interface Sayings {
  /** An expression for a reference. */
  readonly reference: (reference: ArmReference) => string;
  /** The key of an object, quoted when need be: ids of resources may be keys. */
  readonly key: (key: string) => string;
}

/** A value in Bicep. @param indent blanks in front of the line in which it begins */
export function bicepValue(value: ArmValue, indent: string, sayings: Sayings): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return idLiteral(value);
  if (typeof value === 'number') return bicepNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (isReference(value)) return sayings.reference(value);
  const inner = `${indent}  `;
  const lines = isList(value)
    ? value.map((item) => `${inner}${bicepValue(item, inner, sayings)}`)
    : Object.entries(value).map(
        ([key, item]) => `${inner}${sayings.key(key)}: ${bicepValue(item, inner, sayings)}`,
      );
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('\n')}\n${indent}${close}`;
}

/** Bicep has whole numbers only. */
const bicepNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : `json(${bicepString(String(value))})`;

/** A plain key, or a quoted one. */
export const plainKey = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : bicepString(key);

const unknownSubscription = `/subscriptions/${unknownPart}/`;

/** A text; an id whose subscription is not known means the one that is deployed to. */
export function idLiteral(text: string): string {
  if (!text.toLowerCase().startsWith(unknownSubscription)) return bicepString(text);
  const rest = bicepString(`/${text.slice(unknownSubscription.length)}`);
  return `'/subscriptions/\${subscription().subscriptionId}${rest.slice(1)}`;
}
