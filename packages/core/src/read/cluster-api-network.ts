import { unknownPart } from '../estate/id.ts';
import { notStated } from '../evidence/knowable.ts';
import type { Path } from '../evidence/source.ts';
import { unevaluated } from '../text/unevaluated.ts';
import type { PlacedBody } from './arm-body.ts';
import { type Fields, field, isFields } from './bodies.ts';
import { fieldsAt, type ManagedObject, textAt } from './kubernetes-managed.ts';

/** The VNet of a control plane: its name, and that of its subnet, are the cluster's by default. */
export function networkOf(plane: ManagedObject): readonly PlacedBody[] {
  const stated = field(plane.spec, 'virtualNetwork');
  if (!isFields(stated)) return [];
  const id = networkIdOf(plane);
  const subnet = fieldsAt(stated, 'subnet');
  const name = textAt(subnet, 'name') ?? plane.name;
  return [
    placed(plane, ['virtualNetwork'], {
      type: 'Microsoft.Network/virtualNetworks',
      value: {
        id,
        location: field(plane.spec, 'location'),
        addressSpace: prefixesOf(stated),
      },
    }),
    placed(plane, ['virtualNetwork', 'subnet'], {
      type: 'Microsoft.Network/virtualNetworks/subnets',
      value: {
        id: `${id}/subnets/${name}`,
        ...prefixesOf(subnet),
        serviceEndpoints: field(subnet, 'serviceEndpoints'),
      },
    }),
  ];
}

/** The id of the VNet of a control plane. */
export function networkIdOf({ spec, name }: ManagedObject): string {
  const network = fieldsAt(spec, 'virtualNetwork');
  const own = textAt(network, 'resourceGroup');
  const group =
    own === undefined
      ? groupOfSpec(spec)
      : `/subscriptions/${textAt(spec, 'subscriptionID') ?? unknownPart}/resourceGroups/${own}`;
  return `${group}/providers/Microsoft.Network/virtualNetworks/${textAt(network, 'name') ?? name}`;
}

const prefixesOf = (value: Fields): Fields => {
  const single = field(value, 'cidrBlock');
  const list = field(value, 'cidrBlocks');
  const prefixes = Array.isArray(list) ? list : single === undefined ? undefined : [single];
  return prefixes === undefined ? {} : { addressPrefixes: prefixes };
};

/** The VNet of a cluster that the provider builds from machines. */
export function ownNetwork(cluster: ManagedObject): readonly PlacedBody[] {
  const { spec } = cluster;
  const stated = fieldsAt(spec, 'networkSpec');
  const network = fieldsAt(stated, 'vnet');
  const name = textAt(network, 'name');
  if (name === undefined) return [];
  const id = networkIdOf({ ...cluster, spec: { ...spec, virtualNetwork: network } });
  const subnets = field(stated, 'subnets');
  return [
    placed(cluster, ['networkSpec', 'vnet'], {
      type: 'Microsoft.Network/virtualNetworks',
      value: { id, location: field(spec, 'location'), addressSpace: prefixesOf(network) },
    }),
    ...(Array.isArray(subnets) ? subnets : []).flatMap((item: unknown, i) => {
      const own = isFields(item) ? textAt(item, 'name') : undefined;
      if (!isFields(item) || own === undefined) return [];
      return placed(cluster, ['networkSpec', 'subnets', i], {
        type: 'Microsoft.Network/virtualNetworks/subnets',
        value: {
          id: `${id}/subnets/${own}`,
          ...prefixesOf(item),
          serviceEndpoints: field(item, 'serviceEndpoints'),
          networkSecurityGroup: besides(spec, item, 'securityGroup'),
          routeTable: besides(spec, item, 'routeTable'),
          natGateway: besides(spec, item, 'natGateway'),
        },
      });
    }),
  ];
}

/** ARM types of what a subnet names beside itself. */
const besideTypes = {
  securityGroup: 'networkSecurityGroups',
  routeTable: 'routeTables',
  natGateway: 'natGateways',
} as const;

/** What the subnet names, in the cluster's group; the provider makes what is not named, or does not. */
function besides(spec: Fields, subnet: Fields, key: keyof typeof besideTypes): unknown {
  const name = textAt(fieldsAt(subnet, key), 'name');
  return name === undefined
    ? unevaluated(notStated(key))
    : { id: `${groupOfSpec(spec)}/providers/Microsoft.Network/${besideTypes[key]}/${name}` };
}

/** The id of the resource group; parts that the object leaves to the provider are marked. */
export const groupOfSpec = (spec: Fields): string =>
  `/subscriptions/${textAt(spec, 'subscriptionID') ?? unknownPart}/resourceGroups/${
    textAt(spec, 'resourceGroupName') ?? textAt(spec, 'resourceGroup') ?? unknownPart
  }`;

/** A body made of a part of the object's spec. */
export const placed = (
  { document, path, collected }: ManagedObject,
  inner: Path,
  { type, value }: Pick<PlacedBody, 'type'> & { readonly value: Fields },
): PlacedBody => ({
  type,
  // What the provider leaves out is left out of the body too.
  value: Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)),
  document,
  path: [...path, 'spec', ...inner],
  ...(collected === undefined ? {} : { collected }),
});
