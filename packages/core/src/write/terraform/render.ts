import { type ArmReference, type ArmValue, isReference } from '../../codec/codec.ts';
import { isList } from '../../codec/terraform/path.ts';
import type { Asked, TerraformBody, TerraformValue } from '../../codec/terraform/value.ts';
import type { Addresses, Resolved } from './addresses.ts';
import { type Expression, type HclBody, list, object, one, quoted } from './hcl.ts';

/** What rendering needs to know, and what it collects. */
export interface Rendering {
  readonly addresses: Addresses;
  /** Variables that the module needs, by name. */
  readonly asked: Map<string, Asked>;
}

/** A body in HCL. */
export const renderBody = (body: TerraformBody, rendering: Rendering): HclBody => ({
  attributes: body.flatMap((entry) =>
    entry.kind === 'attribute'
      ? [{ name: entry.name, value: renderValue(entry.value, rendering) }]
      : [],
  ),
  blocks: body.flatMap((entry) =>
    entry.kind === 'block'
      ? [{ type: entry.name, labels: [], body: renderBody(entry.body, rendering) }]
      : [],
  ),
});

function renderValue(value: TerraformValue, rendering: Rendering): Expression {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return one(String(value));
  if (isValues(value)) return list(value.map((item) => renderValue(item, rendering)));
  switch (value.kind) {
    case 'reference':
      return referred(value, rendering);
    case 'nameOf':
      return resolved(rendering.addresses.name(value.to), rendering);
    case 'asked':
      return resolved(value, rendering);
    case 'map':
      return object(Object.entries(value.entries).map(([key, text]) => [key, quoted(text)]));
  }
}

/** What a reference is called here, with what stands behind it. */
function referred(value: ArmReference, rendering: Rendering): Expression {
  const answer = rendering.addresses.resolve(value);
  const expression = resolved(answer, rendering);
  if (value.followedBy === undefined) return expression;
  const inner = answer.kind === 'expression' ? answer.text : `var.${answer.variable}`;
  return one(`"\${${inner}}${value.followedBy}"`);
}

/** An expression, or a variable that is noted as asked for. */
export function resolved(answer: Resolved, { asked }: Rendering): Expression {
  if (answer.kind === 'expression') return one(answer.text);
  asked.set(answer.variable, answer);
  return one(`var.${answer.variable}`);
}

/** An ARM value as an HCL object, for resources that are written in ARM's own words. */
export function renderArm(value: ArmValue, rendering: Rendering): Expression {
  if (value === null) return one('null');
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return one(String(value));
  if (isReference(value)) return referred(value, rendering);
  if (isList(value)) return list(value.map((item) => renderArm(item, rendering)));
  return object(Object.entries(value).map(([key, inner]) => [key, renderArm(inner, rendering)]));
}

/** References that a body names, ids and names alike. */
export function referredIn(body: TerraformBody): readonly string[] {
  return body.flatMap((entry) =>
    entry.kind === 'block' ? referredIn(entry.body) : referredBy(entry.value),
  );
}

function referredBy(value: TerraformValue): readonly string[] {
  if (typeof value !== 'object') return [];
  if (isValues(value)) return value.flatMap(referredBy);
  if (value.kind === 'nameOf') return [value.to];
  return value.kind === 'reference' ? targets(value) : [];
}

/** The resource that a reference points at, and the part of it, which may be a resource of its own. */
export const targets = ({ to, below = [] }: ArmReference): readonly string[] =>
  below.length === 0 ? [to] : [to, [to, ...below].join('/')];

const isValues = (value: TerraformValue): value is readonly TerraformValue[] =>
  Array.isArray(value);
