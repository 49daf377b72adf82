import { flagOf, NotKnown, numberOf, sameValue, type TfValue, unknownIn } from './value.ts';

/** Both sides of an operator. */
export interface Sides {
  readonly left: TfValue;
  readonly right: TfValue;
}

/** `!` and `-`; undefined for what Terraform refuses. */
export function applyUnary(operator: string, value: TfValue): TfValue | undefined {
  if (value instanceof NotKnown) return new NotKnown(value.why, { isRefused: value.isRefused });
  if (operator === '!') {
    const flag = flagOf(value);
    return flag === undefined ? undefined : !flag;
  }
  const number = numberOf(value);
  return number === undefined ? undefined : -number;
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number | boolean | undefined>> =
  {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => (b === 0 ? undefined : a / b),
    '%': (a, b) => (b === 0 ? undefined : a % b),
    '<': (a, b) => a < b,
    '>': (a, b) => a > b,
    '<=': (a, b) => a <= b,
    '>=': (a, b) => a >= b,
  };

/** The value of an operator; undefined for what Terraform refuses. */
export function applyBinary(operator: string, sides: Sides): TfValue | undefined {
  if (operator === '&&' || operator === '||') return logic(operator === '||', sides);
  if (operator === '==' || operator === '!=') return compared(operator === '==', sides);
  const missing = missingOf(sides);
  if (missing !== undefined) return missing;
  const [a, b] = [numberOf(sides.left), numberOf(sides.right)];
  return a === undefined || b === undefined ? undefined : arithmetic[operator]?.(a, b);
}

/** One side can decide alone, whatever the other one is. @param deciding true for `||`, false for `&&` */
function logic(deciding: boolean, sides: Sides): TfValue | undefined {
  const flags = [sides.left, sides.right].map((side) =>
    side instanceof NotKnown ? side : flagOf(side),
  );
  if (flags.includes(deciding)) return deciding;
  if (flags.includes(undefined)) return undefined;
  return missingOf(sides) ?? !deciding;
}

function compared(isEqual: boolean, sides: Sides): TfValue | undefined {
  const same = sameValue(sides.left, sides.right);
  if (same !== undefined) return same === isEqual;
  const missing = [sides.left, sides.right].map(unknownIn).find((one) => one instanceof NotKnown);
  // A resource as a whole is never null, which is what people ask of it.
  if (missing === undefined) return undefined;
  return missing instanceof NotKnown ? new NotKnown(missing.why) : undefined;
}

function missingOf({ left, right }: Sides): NotKnown | undefined {
  const missing = [left, right].find((side) => side instanceof NotKnown);
  return missing instanceof NotKnown
    ? new NotKnown(missing.why, { isRefused: missing.isRefused })
    : undefined;
}
