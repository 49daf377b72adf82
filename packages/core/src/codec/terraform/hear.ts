import type { ArmReference, ArmValue } from '../codec.ts';
import type { BlockField, Field } from './field.ts';
import { assembled, below, type Placed } from './path.ts';
import type { TerraformBody } from './value.ts';

/**
 * Reads what a resource says, as values by their place in the view. References are ids as texts there,
 * and come back as references.
 */
export function hear(fields: readonly Field[], body: TerraformBody, own: ArmReference): ArmValue {
  return assembled(heard(fields, body, own));
}

function heard(
  fields: readonly Field[],
  body: TerraformBody,
  own: ArmReference,
): readonly Placed[] {
  const placed: Placed[] = [];
  for (const field of fields) placed.push(...hearField(field, body, own));
  const mirrors = fields.flatMap((field): readonly Placed[] => {
    const source = field.kind === 'mirror' ? placed.find(([path]) => path === field.of) : undefined;
    return field.kind === 'mirror' && source !== undefined ? [[field.arm, source[1]]] : [];
  });
  return [...placed, ...mirrors];
}

function hearField(field: Field, body: TerraformBody, own: ArmReference): readonly Placed[] {
  switch (field.kind) {
    case 'value': {
      const entry = body.find((one) => one.kind === 'attribute' && one.name === field.attribute);
      if (entry?.kind !== 'attribute') return [];
      const arm = field.as.toArm(entry.value, own);
      return arm === undefined ? [] : [[field.arm, arm]];
    }
    case 'block':
      return hearBlocks(field, body, own);
    case 'silent':
      return field.back && field.is !== undefined ? [[field.arm, field.is]] : [];
    case 'said':
    case 'mirror':
      return [];
  }
}

function hearBlocks(field: BlockField, body: TerraformBody, own: ArmReference): readonly Placed[] {
  const found = body.flatMap((one) =>
    one.kind === 'block' && one.name === field.block ? [one.body] : [],
  );
  if (!field.many) {
    return found.flatMap((inner) =>
      heard(field.fields, inner, own).map(
        ([path, value]): Placed => [below(field.arm, path), value],
      ),
    );
  }
  return found.length === 0
    ? []
    : [[field.arm, found.map((inner) => assembled(heard(field.fields, inner, own)))]];
}
