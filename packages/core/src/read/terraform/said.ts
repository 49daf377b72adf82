import type { ArmReference, ArmValue } from '../../codec/codec.ts';
import type { BlockField, Field } from '../../codec/terraform/field.ts';
import { hear } from '../../codec/terraform/hear.ts';
import { type ArmPath, below } from '../../codec/terraform/path.ts';
import type { TerraformEntry, TerraformValue } from '../../codec/terraform/value.ts';
import { type Unevaluated, unevaluated } from '../../text/unevaluated.ts';
import { isList, isObject, Lazy, NotKnown, type TfValue, unknownIn } from './value.ts';

/** What a resource says, in ARM's words. */
export interface SaidInArm {
  readonly value: ArmValue;
  /** What it says and nobody knows, by its place in ARM. */
  readonly marks: readonly (readonly [ArmPath, Unevaluated])[];
  /** Attributes that no line of the table asks for. */
  readonly unread: readonly string[];
}

type Attributes = ReadonlyMap<string, TfValue>;

/** Reads attributes by the lines of a table. @param own the id of the resource that they are about */
export function saidInArm(
  fields: readonly Field[],
  attributes: Attributes,
  own: ArmReference,
): SaidInArm {
  return {
    value: hear(fields, bodyOf(attributes), own),
    marks: marksOf(fields, attributes),
    unread: unreadOf(fields, attributes),
  };
}

/** Attributes and blocks as tables hear them, without what is not known. */
const bodyOf = (attributes: Attributes): readonly TerraformEntry[] =>
  [...attributes].flatMap(([name, value]) => entriesFor(name, value));

function entriesFor(name: string, value: TfValue): readonly TerraformEntry[] {
  const blocks = blocksIn(value);
  const plain = plainOf(value);
  return [
    ...(plain === undefined ? [] : [{ kind: 'attribute', name, value: plain } as const]),
    ...blocks.map((block) => ({ kind: 'block', name, body: bodyOf(block) }) as const),
  ];
}

const blocksIn = (value: TfValue): readonly Attributes[] =>
  isObject(value) ? [value] : isList(value) ? value.filter(isObject) : [];

function plainOf(value: TfValue): TerraformValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value === null || value instanceof NotKnown || value instanceof Lazy) return undefined;
  if (isList(value)) {
    const items = value.filter((item) => item !== null).map(plainOf);
    const there = items.filter((item) => item !== undefined);
    return there.length === items.length && unknownIn(value) === undefined ? there : undefined;
  }
  if (!isObject(value)) return undefined;
  const entries = [...value].flatMap(([key, item]): readonly (readonly [string, string])[] =>
    typeof item === 'object' ? [] : [[key, String(item)]],
  );
  return unknownIn(value) === undefined
    ? { kind: 'map', entries: Object.fromEntries(entries) }
    : undefined;
}

/** Places in ARM of what is not known, in the order in which tables build lists. */
function marksOf(
  fields: readonly Field[],
  attributes: Attributes,
): readonly (readonly [ArmPath, Unevaluated])[] {
  const marks: (readonly [ArmPath, Unevaluated])[] = [];
  const counts = new Map<ArmPath, number>();
  for (const field of fields) {
    if (field.kind === 'value') {
      const mark = markFor(attributes.get(field.attribute));
      if (mark !== undefined) marks.push([field.arm, mark]);
    } else if (field.kind === 'block')
      marks.push(...blockMarks(field, attributes.get(field.block), counts));
  }
  return marks;
}

function blockMarks(
  field: BlockField,
  value: TfValue | undefined,
  counts: Map<ArmPath, number>,
): readonly (readonly [ArmPath, Unevaluated])[] {
  if (value === undefined) return [];
  // A block that stands for the whole body says nothing of the rest of it.
  const isWhole = field.arm === '' || field.arm === 'properties';
  if (value instanceof NotKnown) return isWhole ? [] : [[field.arm, unevaluated(value.why)]];
  return blocksIn(value).flatMap((block) => {
    const at = counts.get(field.arm) ?? 0;
    counts.set(field.arm, at + 1);
    const place = field.many ? below(field.arm, String(at)) : field.arm;
    return marksOf(field.fields, block).map(([path, mark]) => [below(place, path), mark] as const);
  });
}

/** A mark for a value of which any part is not known. */
function markFor(value: TfValue | undefined): Unevaluated | undefined {
  const missing = value === undefined ? undefined : unknownIn(value);
  if (missing instanceof NotKnown) return unevaluated(missing.why);
  return undefined;
}

/** Names that no line asks for; what is null says nothing. */
function unreadOf(fields: readonly Field[], attributes: Attributes): readonly string[] {
  return [...attributes].flatMap(([name, value]) => {
    if (value === null || (isList(value) && value.length === 0)) return [];
    const asked = fields.some(
      (field) => (field.kind === 'value' || field.kind === 'said') && field.attribute === name,
    );
    const blocks = fields.filter((field) => field.kind === 'block' && field.block === name);
    if (asked) return [];
    if (blocks.length === 0) return [name];
    const inner = blocks.flatMap((field) => (field.kind === 'block' ? field.fields : []));
    return [
      ...new Set(
        blocksIn(value).flatMap((block) => unreadOf(inner, block).map((one) => `${name}.${one}`)),
      ),
    ];
  });
}
