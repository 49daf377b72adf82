import type { AgentPool } from '../../estate/elements/cluster.ts';
import type { Estate } from '../../estate/estate.ts';
import { all } from '../../estate/estate.ts';
import { type Id, parentId } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, idAt, identity, isGiven } from './reading.ts';
import {
  type ArmObject,
  bareFrame,
  fields,
  fieldsOrNone,
  given,
  ifGiven,
  noneIfEmpty,
} from './writing.ts';

const kind = {
  kind: 'agentPool',
  spelledAs: 'Microsoft.ContainerService/managedClusters/agentPools',
  apiVersion: apiVersions.containerService,
} as const;

const modes = ['System', 'User', 'Gateway'] as const;
const systems = ['Linux', 'Windows'] as const;
const allocations = ['DynamicIndividual', 'StaticBlock'] as const;
const localDnsModes = ['Required', 'Preferred', 'Disabled'] as const;

/**
 * Node pools, alone or nested in their cluster. Lost by `encode`: what the pool is for, and whether its
 * upgrades are blue/green, which the API version cannot say.
 */
export const agentPools: Codec<'agentPool'> = {
  ...kind,
  decode: (at) => [agentPool(at)],
  encode: (element) => ({ ...bareFrame(kind, element), properties: poolProfile(element) }),
  needs: ['mode', 'os', 'count'],
  fields: {
    mode: 'properties.mode',
    os: 'properties.osType',
    osSku: 'properties.osSKU',
    vmSize: 'properties.vmSize',
    count: 'properties.count',
    autoscaling: 'properties.enableAutoScaling',
    minCount: 'properties.minCount',
    maxCount: 'properties.maxCount',
    maxPods: 'properties.maxPods',
    subnet: 'properties.vnetSubnetID',
    podSubnet: 'properties.podSubnetID',
    podIpAllocation: 'properties.podIPAllocationMode',
    zones: 'properties.availabilityZones',
    upgrade: 'properties.upgradeSettings',
    nodePublicIp: 'properties.enableNodePublicIP',
    labels: 'properties.nodeLabels',
    taints: 'properties.nodeTaints',
    localDns: 'properties.localDNSProfile.mode',
    gatewayPrefixLength: 'properties.gatewayProfile.publicIPPrefixSize',
  },
};

/**
 * The pool that is written inside its cluster, for ARM refuses a cluster without one: the first System
 * pool by name. The others are resources of their own.
 */
export function inlinePool(estate: Estate, cluster: Id<'cluster'>): AgentPool | undefined {
  const system = all(estate, 'agentPool')
    .filter((pool) => pool.cluster === cluster && pool.mode === 'System' && pool.hosted !== true)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return system[0];
}

/** The properties of a pool, which are the same inside a cluster and alone. */
export function poolProfile(pool: AgentPool): ArmObject {
  const scales = given(pool.autoscaling) === true;
  return fields({
    mode: given(pool.mode),
    type: 'VirtualMachineScaleSets',
    osType: given(pool.os),
    osSKU: pool.osSku,
    vmSize: given(pool.vmSize),
    count: given(pool.count),
    enableAutoScaling: given(pool.autoscaling),
    minCount: scales ? given(pool.minCount) : undefined,
    maxCount: scales ? given(pool.maxCount) : undefined,
    maxPods: given(pool.maxPods),
    vnetSubnetID: ifGiven(pool.subnet, (id) => reference(id)),
    podSubnetID: ifGiven(pool.podSubnet, (id) => reference(id)),
    podIPAllocationMode: given(pool.podIpAllocation),
    availabilityZones: ifGiven(pool.zones, noneIfEmpty),
    upgradeSettings: fieldsOrNone({
      maxSurge: given(pool.upgrade.maxSurge),
      maxUnavailable: given(pool.upgrade.maxUnavailable),
    }),
    enableNodePublicIP: given(pool.nodePublicIp),
    // A pool has its tags among its properties.
    tags: pool.tags,
    nodeLabels: pool.labels,
    nodeTaints: ifGiven(pool.taints, noneIfEmpty),
    ...(pool.spot === true ? spotFields : {}),
    localDNSProfile: ifGiven(pool.localDns, (mode) => ({ mode })),
    gatewayProfile: ifGiven(pool.gatewayPrefixLength, (length) => ({ publicIPPrefixSize: length })),
  });
}

/** A spot pool without a price of its own pays up to the price on demand: -1. */
const spotFields = {
  scaleSetPriority: 'Spot',
  scaleSetEvictionPolicy: 'Delete',
  spotMaxPrice: -1,
} as const;

/** Reads one pool. @param within the cluster's id, when the pool is nested in its body */
export function agentPool(at: Cursor, within?: string): AgentPool {
  const own = identity(at, kind, within);
  const count = absentIsUnknown(at.number('count') ?? machineCount(at), 'count');
  const upgrade = at.at('upgradeSettings');
  const surge = filled(upgrade.string('maxSurge'));
  const unavailable = filled(upgrade.string('maxUnavailable'));
  return {
    ...own,
    cluster: parentId(own.id),
    mode: absentIsUnknown(at.enumOf('mode', modes), 'mode'),
    os: absentIs(at.enumOf('osType', systems), 'Linux'),
    count,
    autoscaling: absentIs(at.boolean('enableAutoScaling'), false),
    // Without the autoscaler a pool stays what it is.
    minCount: at.number('minCount') ?? count,
    maxCount: at.number('maxCount') ?? count,
    maxPods: at.number('maxPods'),
    subnet: idAt(at, 'vnetSubnetID'),
    podSubnet: idAt(at, 'podSubnetID'),
    podIpAllocation: at.enumOf('podIPAllocationMode', allocations),
    zones: absentIs(at.stringList('availabilityZones'), []),
    upgrade: {
      maxSurge: surge,
      ...(unavailable === undefined ? {} : { maxUnavailable: unavailable }),
    },
    nodePublicIp: absentIs(at.boolean('enableNodePublicIP'), false),
    ...optionalFields(at),
  };
}

/** A pool of single machines says for each size how many there are to be. */
function machineCount(at: Cursor): Knowable<number | undefined> {
  const counts = each(machines(at), 'manual', (item) => item.number('count'));
  return mapKnown(counts, (known) => known?.reduce((sum, one) => sum + one, 0));
}

const machines = (at: Cursor): Cursor => at.at('virtualMachinesProfile', 'scale');

/** The size of all machines, when they have one. */
function machineSize(at: Cursor): Knowable<string | undefined> {
  const sizes = each(machines(at), 'manual', (item) => item.string('size'));
  return mapKnown(sizes, (known) => (new Set(known).size === 1 ? known?.[0] : undefined));
}

function optionalFields(at: Cursor): Partial<AgentPool> {
  const osSku = filled(at.string('osSKU'));
  const vmSize = filled(at.string('vmSize')) ?? machineSize(at);
  const labels = at.stringMap('nodeLabels');
  const taints = at.stringList('nodeTaints');
  const priority = at.string('scaleSetPriority');
  const localDns = at.at('localDNSProfile').enumOf('mode', localDnsModes);
  const gateway = at.at('gatewayProfile').number('publicIPPrefixSize');
  return {
    ...(isGiven(osSku) ? { osSku } : {}),
    ...(vmSize === undefined ? {} : { vmSize }),
    ...(isGiven(labels) && Object.keys(labels).length > 0 ? { labels } : {}),
    ...(isGiven(taints) && taints.length > 0 ? { taints } : {}),
    ...(typeof priority === 'string' && priority.toLowerCase() === 'spot' ? { spot: true } : {}),
    ...(localDns === undefined ? {} : { localDns }),
    ...(isGiven(gateway) ? { gatewayPrefixLength: gateway } : {}),
  };
}

/** Recordings spell "left to Azure" as an empty text. */
const filled = (text: Knowable<string | undefined>): Knowable<string | undefined> =>
  mapKnown(text, (known) => (known === '' ? undefined : known));
