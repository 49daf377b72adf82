import type { Field, TerraformResource } from '../../codec/terraform/field.ts';
import { resourceOf } from '../../codec/terraform.ts';
import { spelledArmId, unknownPart } from '../../estate/id.ts';
import { NotKnown, type TfValue } from './value.ts';

/** What is asked to name a resource. */
export interface Named {
  /** `module.network.azurerm_subnet.nodes["a"]`. */
  readonly address: string;
  /** `azurerm_subnet`. */
  readonly type: string;
  readonly subscription?: string | undefined;
  readonly attribute: (name: string) => TfValue;
  /** The id of the resource at another address. */
  readonly idOf: (address: string) => string | undefined;
}

/** ARM type and id of a resource, in the spelling of its makers. */
export interface Identity {
  readonly arm: string;
  readonly id: string;
}

/**
 * The ARM id of a resource. Parts that are not known are `~`; a name that is not known is `~` and the
 * Terraform address, so that resources that refer to one another still find each other.
 */
export function identify(named: Named): Identity | undefined {
  if (named.type === 'azurerm_resource_group') return resourceGroup(named);
  if (named.type === 'azapi_resource') return bare(named);
  const entry = resourceOf(named.type);
  if (entry === undefined) return undefined;
  const { resource, table } = entry;
  if (resource === table.resources[0])
    return { arm: table.arm, id: ownId(table.arm, resource.fields, named) };
  return partId(table.arm, resource, named);
}

function resourceGroup(named: Named): Identity {
  const name = nameOr(named.attribute('name'), named);
  const id = `/subscriptions/${named.subscription ?? unknownPart}/resourceGroups/${name}`;
  return { arm: 'Microsoft.Resources/resourceGroups', id };
}

/** A resource in ARM's own words: type with the API version behind it, name, and the parent's id. */
function bare(named: Named): Identity | undefined {
  const type = named.attribute('type');
  const arm = typeof type === 'string' ? type.split('@')[0] : undefined;
  const segments = arm?.split('/') ?? [];
  if (arm === undefined || segments.length < 2) return undefined;
  const name = nameOr(named.attribute('name'), named);
  const parent = idOr(named.attribute('parent_id'), named);
  if (segments.length > 2 && parent !== undefined)
    return { arm, id: `${parent}/${segments.at(-1)}/${name}` };
  const group =
    parent ?? `/subscriptions/${named.subscription ?? unknownPart}/resourceGroups/${unknownPart}`;
  return { arm, id: `${group}/providers/${arm}/${name}` };
}

function ownId(arm: string, fields: readonly Field[], named: Named): string {
  const name = nameOr(named.attribute('name'), named);
  const segment = arm.slice(arm.lastIndexOf('/') + 1);
  const parent = fields.find((field) => field.kind === 'value' && field.arm === 'parent');
  const resourceGroup = groupName(named);
  const scope = fields.find((field) => field.kind === 'value' && field.arm === 'scope');
  const target =
    scope?.kind === 'value' ? idOr(named.attribute(scope.attribute), named) : undefined;
  if (target !== undefined) return `${target}/providers/${arm}/${name}`;
  if (parent?.kind !== 'value')
    return spelledArmId({ ...placeOf(named), resourceGroup, type: arm, names: [name] });
  const value = named.attribute(parent.attribute);
  if (parent.attribute.endsWith('_id'))
    return `${idOr(value, named) ?? unknownParent(arm)}/${segment}/${name}`;
  return `${byName(arm.slice(0, arm.lastIndexOf('/')), value, named)}/${segment}/${name}`;
}

/** A resource by its name: the one itself, where a name that is not known says which. */
function byName(type: string, value: TfValue, named: Named): string {
  const told =
    value instanceof NotKnown && value.told?.attribute === 'name' ? value.told : undefined;
  const names = [typeof value === 'string' && value !== '' ? value : unknownPart];
  return (
    (told === undefined ? undefined : named.idOf(told.address)) ??
    spelledArmId({ ...placeOf(named), resourceGroup: groupName(named), type, names })
  );
}

const placeOf = ({ subscription }: Named): { readonly subscription?: string } =>
  subscription === undefined ? {} : { subscription };

function partId(arm: string, { part }: TerraformResource, named: Named): Identity | undefined {
  const id = ownerOf(named);
  if (part === undefined || id === undefined) return undefined;
  return { arm, id: `${id}/${part}/${nameOr(named.attribute('name'), named)}` };
}

/** The id of the resource of which another one says a part; undefined for what stands for itself. */
export function ownerOf(named: Named): string | undefined {
  const entry = resourceOf(named.type);
  const own = entry?.resource.fields.find((field) => field.kind === 'value' && field.arm === 'own');
  if (entry === undefined || own?.kind !== 'value') return undefined;
  const value = named.attribute(own.attribute);
  return own.attribute.endsWith('_id') ? idOr(value, named) : byName(entry.table.arm, value, named);
}

/** The name of the resource group; `~` and the address where only its resource is known. */
export function groupName(named: Named): string {
  const value = named.attribute('resource_group_name');
  if (typeof value === 'string' && value !== '') return value;
  const told = value instanceof NotKnown ? value.told : undefined;
  return told === undefined ? unknownPart : addressName(told.address);
}

const nameOr = (value: TfValue, { address }: Named): string =>
  typeof value === 'string' && value !== '' ? value : addressName(address);

/** The id that a value is, or that the resource has whose id it would be. */
export function idOr(value: TfValue, { idOf }: Pick<Named, 'idOf'>): string | undefined {
  if (typeof value === 'string' && value.startsWith('/')) return value.replace(/\/+$/, '');
  const told = value instanceof NotKnown ? value.told : undefined;
  return told?.attribute === 'id' ? idOf(told.address) : undefined;
}

/** A name for what has none yet; ids have no slashes in names. */
const addressName = (address: string): string => `${unknownPart}${address.replaceAll('/', '%2f')}`;

const unknownParent = (arm: string): string => {
  const type = arm.slice(0, arm.lastIndexOf('/'));
  return spelledArmId({ type, names: [] });
};
