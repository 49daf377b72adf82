import type { Address, Prefix } from '@aksnet/net';
import * as z from 'zod';
import type { Instant } from '../evidence/source.ts';
import type { ModeId } from '../facts/modes.ts';
import { isOutboundTypeId, type OutboundTypeId, outboundTypes } from '../facts/outbound.ts';
import { type ForeignKind, foreignKind } from './addresses.ts';
import { type ExistingSubnetUse, subnetUse } from './existing.ts';
import { modeId } from './legacy.ts';
import { completeWords, type WholeWord } from './plan-coverage.ts';
import { type Pool, pool } from './pools.ts';
import {
  addressText,
  count,
  nameText,
  prefixText,
  regionName,
  subscriptionId,
  wordsText,
} from './scalars.ts';

/** A subnet as somebody wrote it down. */
export interface PlannedSubnet {
  readonly name: string;
  readonly purpose?: ExistingSubnetUse;
  /** Empty: not stated. */
  readonly ranges: readonly Prefix[];
}

/** A VNet as somebody wrote it down. */
export interface PlannedNetwork {
  readonly name: string;
  readonly region?: string;
  /** Empty: not stated. */
  readonly ranges: readonly Prefix[];
  readonly subnets: readonly PlannedSubnet[];
  /** Names of other VNets of the plan. */
  readonly peers: readonly string[];
}

/** A firewall as somebody wrote it down. */
export interface PlannedFirewall {
  readonly name: string;
  readonly virtualNetwork?: string;
  readonly privateAddress?: Address;
}

/** Private endpoints as somebody wrote them down. */
export interface PlannedEndpoints {
  readonly name: string;
  /** `subnet`, or `network/subnet`. */
  readonly subnet: string;
  readonly count?: number;
}

/** A cluster as somebody wrote it down. */
export interface PlannedCluster {
  readonly name: string;
  readonly mode?: ModeId;
  /** Where its nodes live: `subnet`, or `network/subnet`. */
  readonly nodeSubnet?: string;
  readonly podSubnet?: string;
  readonly podRanges: readonly Prefix[];
  readonly serviceRanges: readonly Prefix[];
  readonly dnsServiceIp?: Address;
  readonly outboundType?: OutboundTypeId;
  readonly kubernetesVersion?: string;
  /** Absent: not stated. */
  readonly pools?: readonly Pool[];
}

/** Ranges of others as somebody wrote them down. */
export interface PlannedOutside {
  readonly name: string;
  readonly as: ForeignKind;
  readonly ranges: readonly Prefix[];
  readonly note?: string;
}

/** A hand-written address plan. */
export interface AddressPlan {
  readonly apiVersion: 'aksnet/v1';
  readonly kind: 'AddressPlan';
  readonly note?: string;
  /** Region of everything that states none. */
  readonly region?: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly written?: Instant;
  /** Lists that are whole: what they do not name is not there. */
  readonly complete: readonly WholeWord[];
  readonly virtualNetworks: readonly PlannedNetwork[];
  readonly firewalls: readonly PlannedFirewall[];
  readonly privateEndpoints: readonly PlannedEndpoints[];
  readonly clusters: readonly PlannedCluster[];
  readonly outside: readonly PlannedOutside[];
}

const range = prefixText.exactOptional().describe('short for a list with one range');

const ranges = z.array(prefixText).default([]).describe('empty: not stated');

const together = (one: Prefix | undefined, more: readonly Prefix[]): readonly Prefix[] =>
  one === undefined ? more : [one, ...more];

const subnet: z.ZodType<PlannedSubnet> = z
  .strictObject({ name: nameText, purpose: subnetUse.exactOptional(), range, ranges })
  .transform(({ range: one, ...rest }) => ({ ...rest, ranges: together(one, rest.ranges) }));

const network: z.ZodType<PlannedNetwork> = z
  .strictObject({
    name: nameText,
    region: regionName.exactOptional(),
    range,
    ranges,
    subnets: z.array(subnet).default([]),
    peers: z.array(nameText).default([]).describe('names of other networks of this plan'),
  })
  .transform(({ range: one, ...rest }) => ({ ...rest, ranges: together(one, rest.ranges) }));

/** A subnet by its name, or by network and name where several networks have one of that name. */
const subnetName = z.string().regex(/^[A-Za-z0-9][\w.-]{0,62}(?:\/[A-Za-z0-9][\w.-]{0,62})?$/, {
  error: 'a subnet was expected: its name, or network/name',
});

const cluster: z.ZodType<PlannedCluster> = z
  .strictObject({
    name: nameText,
    mode: modeId.exactOptional(),
    nodeSubnet: subnetName.exactOptional(),
    podSubnet: subnetName.exactOptional(),
    podRange: range,
    podRanges: ranges,
    serviceRange: range,
    serviceRanges: ranges,
    dnsServiceIp: addressText.exactOptional(),
    outboundType: z.enum(Object.keys(outboundTypes).filter(isOutboundTypeId)).exactOptional(),
    kubernetesVersion: z.string().max(20).exactOptional(),
    pools: z.array(pool).exactOptional(),
  })
  .transform(({ podRange, serviceRange, ...rest }) => ({
    ...rest,
    podRanges: together(podRange, rest.podRanges),
    serviceRanges: together(serviceRange, rest.serviceRanges),
  }));

/** Schema of {@link AddressPlan}. */
export const addressPlanSchema: z.ZodType<AddressPlan> = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('AddressPlan'),
  note: wordsText.exactOptional(),
  region: regionName.exactOptional(),
  subscription: subscriptionId.exactOptional(),
  resourceGroup: nameText.exactOptional(),
  written: z.iso.datetime({ offset: true }).exactOptional(),
  complete: completeWords,
  virtualNetworks: z.array(network).default([]),
  firewalls: z
    .array(
      z.strictObject({
        name: nameText,
        virtualNetwork: nameText.exactOptional(),
        privateAddress: addressText.exactOptional(),
      }),
    )
    .default([]),
  privateEndpoints: z
    .array(
      z.strictObject({
        name: nameText,
        subnet: subnetName,
        count: count.max(10_000).exactOptional(),
      }),
    )
    .default([]),
  clusters: z.array(cluster).default([]),
  outside: z
    .array(
      z.strictObject({
        name: nameText,
        as: foreignKind,
        ranges: z.array(prefixText).min(1),
        note: wordsText.exactOptional(),
      }),
    )
    .default([]),
});
