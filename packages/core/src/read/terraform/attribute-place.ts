import type { Field } from '../../codec/terraform/field.ts';
import { type ArmPath, isWithin } from '../../codec/terraform/path.ts';
import type { Path } from '../../evidence/source.ts';

/** Where a person says what ARM has at the path: attributes and blocks; undefined where nobody says it. */
export function attributePlace(fields: readonly Field[], arm: ArmPath): Path | undefined {
  for (const field of fields) {
    if (field.kind === 'value' && isWithin(arm, field.arm)) return [field.attribute];
    if (field.kind !== 'block' || !isWithin(arm, field.arm)) continue;
    const [first = '', ...rest] = arm.slice(field.arm.length).replace(/^\./, '').split('.');
    const inner = field.many ? rest : [first, ...rest];
    const found = attributePlace(field.fields, inner.join('.'));
    const block = [field.block, field.many ? Number(first) : 0];
    if (found !== undefined) return [...block, ...found];
    if (arm === field.arm && !field.many) return block;
  }
  return undefined;
}
