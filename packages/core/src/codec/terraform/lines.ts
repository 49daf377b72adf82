import type { ArmValue } from '../codec.ts';
import { nameOf, same, textMap } from './conversions.ts';
import type {
  BlockField,
  Conversion,
  Field,
  MirrorField,
  SaidField,
  SilentField,
  ValueField,
} from './field.ts';
import type { ArmPath } from './path.ts';
import type { Asked, TerraformValue } from './value.ts';

/*
 * The words in which tables are written: one call is one line.
 */

/** The attribute is the ARM value. */
export const value = (attribute: string, arm: ArmPath, as: Conversion = same): ValueField => ({
  kind: 'value',
  attribute,
  arm,
  as,
});

/** As {@link value}; asked of the user when ARM is silent. */
export const orAsk = (line: ValueField, ask: Omit<Asked, 'kind'>): ValueField => ({
  ...line,
  ask: { kind: 'asked', ...ask },
});

/** One block for the ARM object. */
export const block = (name: string, arm: ArmPath, ...fields: readonly Field[]): BlockField => ({
  kind: 'block',
  block: name,
  arm,
  fields,
  many: false,
});

/** One block for each item of the ARM list. */
export const blocks = (name: string, arm: ArmPath, ...fields: readonly Field[]): BlockField => ({
  kind: 'block',
  block: name,
  arm,
  fields,
  many: true,
});

/** ARM must say this; the block or resource stands for it. */
export const always = (arm: ArmPath, is: ArmValue): SilentField => ({
  kind: 'silent',
  arm,
  is,
  back: true,
});

/** What Azure takes when nothing is said, so Terraform says nothing. */
export const unsaid = (arm: ArmPath, is: ArmValue): SilentField => ({
  kind: 'silent',
  arm,
  is,
  back: false,
});

/** Whatever ARM says here follows from the rest. */
export const implied = (arm: ArmPath): SilentField => ({ kind: 'silent', arm, back: false });

/** Terraform demands it; ARM has no word for it. */
export const said = (attribute: string, is: TerraformValue): SaidField => ({
  kind: 'said',
  attribute,
  is,
});

/** ARM says the same thing twice. */
export const mirror = (arm: ArmPath, of: ArmPath): MirrorField => ({ kind: 'mirror', arm, of });

/** Name and resource group. */
export const inGroup: readonly Field[] = [
  value('name', 'name'),
  orAsk(value('resource_group_name', 'resourceGroup', nameOf), {
    variable: 'resource_group_name',
    type: 'string',
    description: 'Resource group of what is not said to lie in another one.',
  }),
];

/** Tags, as far as the kind has them. */
export const tags: Field = value('tags', 'tags', textMap);

/** Name, resource group, location, tags: what most resources begin with. */
export const placed: readonly Field[] = [...inGroup, value('location', 'location'), tags];

/** Name, and the id of the parent under the attribute. */
export const childOf = (attribute: string): readonly Field[] => [
  value('name', 'name'),
  value(attribute, 'parent'),
];

/** The name of the parent, where Terraform asks for it instead of the id. */
export const parentName = (attribute: string): Field => value(attribute, 'parent', nameOf);

/** The id of the resource that the table is about. */
export const ownId = (attribute: string): Field => value(attribute, 'own');

/** Zones of a resource. */
export const zones: Field = value('zones', 'zones');
