import { unknown } from '../evidence/knowable.ts';
import type { DocumentId } from '../evidence/source.ts';
import { typeOfId } from './arm-body.ts';
import { type Fields, isFields } from './bodies.ts';
import type { SingleFormat, Supplied } from './format.ts';
import { under } from './terraform/blocks.ts';
import { valueOfData } from './terraform/functions/json.ts';
import { type Identity, identify } from './terraform/identify.ts';
import { type References, referencesOf } from './terraform/plan-references.ts';
import {
  fieldsUnder,
  listUnder,
  type PlannedResource,
  resourcesIn,
  resourcesOfState,
  textUnder,
} from './terraform/plan-resources.ts';
import { type TerraformThing, thingsToElements } from './terraform/to-arm.ts';
import { NotKnown, type TfValue } from './terraform/value.ts';
import type { Understood } from './understood.ts';

/**
 * What `terraform show -json` prints of a plan or of a state. Planned values become elements; what is
 * "known after apply" is not known, and ids among it are found through the references of the code. What
 * the plan deletes is not among its planned values.
 */
export const terraformPlan: SingleFormat = {
  id: 'terraformPlan',
  says: 'Terraform plans and states (terraform show -json)',
  recognises: ({ value }) =>
    isFields(value) &&
    typeof under(value, 'format_version') === 'string' &&
    (isFields(under(value, 'planned_values')) || isFields(under(value, 'values'))),
  read: readPlan,
};

function readPlan(supplied: Supplied): Understood {
  const { value } = supplied.document;
  const isPlan = isFields(value) && isFields(under(value, 'planned_values'));
  const key = isPlan ? 'planned_values' : 'values';
  const before = resourcesIn(fieldsUnder(value, 'prior_state', 'values'), [
    'prior_state',
    'values',
  ]);
  const resources = [
    ...resourcesIn(fieldsUnder(value, key), [key]),
    ...before.filter(({ isData }) => isData),
  ];
  const things = thingsOf(resources, supplied);
  return { ...thingsToElements(things), tense: isPlan ? 'planned' : 'observed' };
}

/**
 * What Terraform keeps of what it made: the file of a state, as a backend stores it. Read as
 * `terraform show -json` prints it.
 */
export const terraformState: SingleFormat = {
  id: 'terraformState',
  says: 'Terraform states as they are stored (terraform.tfstate)',
  recognises: ({ value }) =>
    isFields(value) &&
    under(value, 'version') === 4 &&
    typeof under(value, 'lineage') === 'string' &&
    Array.isArray(under(value, 'resources')),
  read: (supplied) => ({
    ...thingsToElements(thingsOf(resourcesOfState(supplied.document.value), supplied)),
    tense: 'observed',
  }),
};

function thingsOf(
  resources: readonly PlannedResource[],
  { document, about }: Supplied,
): readonly TerraformThing[] {
  const plan = new Plan(document.value, resources, document.id);
  const when = about.collected === undefined ? {} : { collected: about.collected };
  return resources.map((one): TerraformThing => {
    const thing = plan.thing(one);
    return { ...thing, source: { ...thing.source, ...when } };
  });
}

/** The resources of a plan with what is not known of them. */
class Plan {
  readonly #document: DocumentId;
  readonly #references: References;
  readonly #byAddress: ReadonlyMap<string, PlannedResource>;
  readonly #unknown: ReadonlyMap<string, unknown>;
  readonly #subscription: string | undefined;
  readonly #identities = new Map<string, Identity | undefined>();

  constructor(value: unknown, resources: readonly PlannedResource[], document: DocumentId) {
    const configuration = fieldsUnder(value, 'configuration');
    this.#document = document;
    this.#references = referencesOf(configuration, resources);
    this.#byAddress = new Map(resources.map((one) => [one.address, one]));
    this.#unknown = new Map(
      listUnder(value, 'resource_changes').map((one) => [
        textUnder(one, 'address'),
        under(fieldsUnder(one, 'change'), 'after_unknown'),
      ]),
    );
    const said = fieldsUnder(
      configuration,
      'provider_config',
      'azurerm',
      'expressions',
      'subscription_id',
    );
    this.#subscription = textUnder(said, 'constant_value') || undefined;
  }

  thing(resource: PlannedResource): TerraformThing {
    const { address, type, isData, path, values, inside } = resource;
    const expressions = this.#references.expressionsOf(resource);
    const unknowns = this.#unknown.get(address);
    const keys = new Set([
      ...Object.keys(values),
      ...(isFields(unknowns) ? Object.keys(unknowns) : []),
    ]);
    return {
      address,
      type,
      isData,
      attributes: new Map([...keys].map((key) => [key, this.#value(resource, key, expressions)])),
      identity: this.#identity(address),
      subscription: this.#subscription,
      source: { document: this.#document, path },
      inside: [inside],
      idOf: (other) => this.#identity(other)?.id,
    };
  }

  #value(resource: PlannedResource, key: string, expressions: Fields): TfValue {
    const unknowns = this.#unknown.get(resource.address);
    return this.#overlaid(under(resource.values, key), {
      unknowns: isFields(unknowns) ? under(unknowns, key) : undefined,
      expression: under(expressions, key),
      resource,
      name: `${resource.address}.${key}`,
    });
  }

  /** The value, with what is known only after apply. */
  #overlaid(value: unknown, at: Overlay): TfValue {
    const { unknowns } = at;
    if (unknowns === true) return this.#afterApply(at);
    if (Array.isArray(unknowns)) {
      const list: readonly unknown[] = Array.isArray(value) ? value : [];
      const length = Math.max(list.length, unknowns.length);
      const whole = this.#ids(at);
      if (unknowns.every((one) => one === true) && whole.length === length) return whole;
      return Array.from({ length }, (_, i) =>
        this.#overlaid(list[i], {
          ...at,
          unknowns: unknowns[i],
          expression: Array.isArray(at.expression) ? at.expression[i] : at.expression,
          name: `${at.name}[${i}]`,
        }),
      );
    }
    if (!isFields(unknowns)) return valueOfData(value);
    const fields: Fields = isFields(value) ? value : {};
    const keys = new Set([...Object.keys(fields), ...Object.keys(unknowns)]);
    return new Map(
      [...keys].map((key) => [
        key,
        this.#overlaid(under(fields, key), {
          ...at,
          unknowns: under(unknowns, key),
          expression: isFields(at.expression) ? under(at.expression, key) : undefined,
          name: `${at.name}.${key}`,
        }),
      ]),
    );
  }

  /** An id, where the code says of which resource; else what nobody knows yet. */
  #afterApply(at: Overlay): TfValue {
    const [id, ...others] = /(^|_)ids?(\[\d+\])?$/.test(at.name) ? this.#ids(at) : [];
    if (id !== undefined && others.length === 0) return id;
    return new NotKnown(
      unknown({
        kind: 'notEvaluable',
        expression: `${at.name} (known after apply)`,
        source: { document: this.#document, path: at.resource.path },
      }),
    );
  }

  #ids({ expression, resource }: Overlay): readonly string[] {
    return this.#references
      .leadingTo(expression, resource)
      .filter((address) => address !== resource.address)
      .flatMap((address) => this.#identity(address)?.id ?? []);
  }

  #identity(address: string): Identity | undefined {
    if (this.#identities.has(address)) return this.#identities.get(address);
    const resource = this.#byAddress.get(address);
    this.#identities.set(address, undefined);
    if (resource === undefined) return undefined;
    const expressions = this.#references.expressionsOf(resource);
    const built = identify({
      address,
      type: resource.type,
      subscription: this.#subscription,
      attribute: (name) => this.#value(resource, name, expressions),
      idOf: (other) => this.#identity(other)?.id,
    });
    const own = under(resource.values, 'id');
    const isKnown = typeof own === 'string' && typeOfId(own) !== undefined;
    const identity = built !== undefined && isKnown ? { ...built, id: own } : built;
    this.#identities.set(address, identity);
    return identity;
  }
}

interface Overlay {
  readonly unknowns: unknown;
  readonly expression: unknown;
  readonly resource: PlannedResource;
  readonly name: string;
}
