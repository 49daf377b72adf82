import { any, handsOnChosen, handsOnItself, type TerraformFunction } from '../function.ts';
import {
  entriesOf,
  flagOf,
  isList,
  isObject,
  NotKnown,
  numberOf,
  type TfValue,
  textOf,
} from '../value.ts';

/** Null stays null in every conversion. */
const orNull =
  (f: (value: TfValue) => TfValue | undefined) =>
  ([value = null]: readonly TfValue[]): TfValue | undefined =>
    value === null ? null : f(value);

/** The first argument that Terraform does not refuse. */
function firstFitting(args: readonly TfValue[]): TfValue | undefined {
  return args.find((arg) => !(arg instanceof NotKnown && arg.isRefused));
}

function can([value]: readonly TfValue[]): TfValue | undefined {
  if (!(value instanceof NotKnown)) return true;
  return value.isRefused ? false : new NotKnown(value.why);
}

/** Functions that turn values of one type into another, and that deal with what cannot be worked out. */
export const conversionFunctions: readonly TerraformFunction[] = [
  {
    name: 'can',
    says: 'whether an expression has a value',
    arguments: [1, 1],
    takesUnknown: true,
    apply: can,
  },
  {
    name: 'nonsensitive',
    says: 'the value itself',
    arguments: [1, 1],
    takesUnknown: true,
    apply: ([value]) => value,
    handsOn: handsOnItself,
  },
  {
    name: 'sensitive',
    says: 'the value itself',
    arguments: [1, 1],
    takesUnknown: true,
    apply: ([value]) => value,
    handsOn: handsOnItself,
  },
  {
    name: 'tobool',
    says: 'a flag',
    arguments: [1, 1],
    apply: orNull(flagOf),
    handsOn: handsOnItself,
  },
  {
    name: 'tolist',
    says: 'a list',
    arguments: [1, 1],
    apply: orNull((value) => (isList(value) ? value : undefined)),
    handsOn: handsOnItself,
  },
  {
    name: 'tomap',
    says: 'a map',
    arguments: [1, 1],
    apply: orNull((value) => (isObject(value) ? new Map(entriesOf(value)) : undefined)),
    handsOn: handsOnItself,
  },
  {
    name: 'tonumber',
    says: 'a number',
    arguments: [1, 1],
    apply: orNull(numberOf),
    handsOn: handsOnItself,
  },
  {
    name: 'tostring',
    says: 'a text',
    arguments: [1, 1],
    apply: orNull(textOf),
    handsOn: handsOnItself,
  },
  {
    name: 'try',
    says: 'the first expression that has a value',
    arguments: [1, any],
    takesUnknown: true,
    apply: firstFitting,
    handsOn: handsOnChosen(firstFitting),
  },
];
