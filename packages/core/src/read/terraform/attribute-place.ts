import type { Field } from '../../codec/terraform/field.ts';
import { type ArmPath, isWithin } from '../../codec/terraform/path.ts';
import type { Path } from '../../evidence/source.ts';

/** Where a person says what ARM has at the path: attributes and blocks; undefined where nobody says it. */
export const attributePlace = (fields: readonly Field[], arm: ArmPath): Path | undefined =>
  attributePlaces(fields, arm)[0];

/** Every way to say what ARM has at the path, today's words before older ones. */
export function attributePlaces(fields: readonly Field[], arm: ArmPath): readonly Path[] {
  return fields.flatMap((field): readonly Path[] => {
    if (field.kind === 'value') return isWithin(arm, field.arm) ? [[field.attribute]] : [];
    if (field.kind !== 'block' || !isWithin(arm, field.arm)) return [];
    const [first = '', ...rest] = arm.slice(field.arm.length).replace(/^\./, '').split('.');
    const inner = field.many ? rest : [first, ...rest];
    const block = [field.block, field.many ? Number(first) : 0];
    const found = attributePlaces(field.fields, inner.join('.'));
    return [
      ...found.map((path) => [...block, ...path]),
      ...(arm === field.arm && !field.many ? [block] : []),
    ];
  });
}
