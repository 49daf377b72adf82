import type { Prefix } from '@aksnet/net';
import * as z from 'zod';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { nameText, prefixText, wordsText } from './scalars.ts';

/** Whether clusters may hold equal ranges: `unique` gives each its own, `shared` one for all. */
export type RangeSharing = 'unique' | 'shared';

/** Where ranges that stay inside clusters are cut from. */
export interface ClusterPools {
  readonly pools: readonly Prefix[];
  readonly sharing: RangeSharing;
}

/** Networks that reach each other: within one domain, routed ranges never overlap. */
export interface Domain {
  readonly name: string;
  /** Routed ranges from which VNets are cut. */
  readonly pools: readonly Prefix[];
  /** Pod ranges of modes that have them; absent: chosen clear of everything routed. */
  readonly overlayPods?: ClusterPools;
  /** Service ranges; absent: chosen clear of everything routed. */
  readonly services?: ClusterPools;
}

/** Kinds of ranges that others may hold. */
export type ForeignKind = Extract<
  SpaceKindId,
  | 'onPremises'
  | 'vpn'
  | 'expressRoute'
  | 'otherCloud'
  | 'peer'
  | 'docker'
  | 'vnet'
  | 'vwanHub'
  | 'overlayPods'
  | 'service'
>;

/** Ranges that somebody holds already. */
export interface InUse {
  readonly name: string;
  readonly as: ForeignKind;
  readonly ranges: readonly Prefix[];
  /** Where they are routed; absent: in every domain. */
  readonly domain?: string;
  readonly note?: string;
}

/** Address space: what there is, and what is taken. */
export interface Addresses {
  readonly domains: readonly Domain[];
  readonly inUse: readonly InUse[];
}

const ranges = z.array(prefixText).min(1);

const sharing = z.enum(['unique', 'shared']);

const podPools: z.ZodType<ClusterPools> = z.strictObject({
  pools: ranges,
  sharing: sharing
    .default('unique')
    .describe(
      '`unique` by default: equal pod ranges are allowed, but forbid to join clusters in a mesh later',
    ),
});

const servicePools: z.ZodType<ClusterPools> = z.strictObject({
  pools: ranges,
  sharing: sharing
    .default('shared')
    .describe('`shared` by default: Service addresses never leave their cluster'),
});

const domain: z.ZodType<Domain> = z.strictObject({
  name: nameText,
  pools: ranges.describe('routed ranges from which VNets are cut'),
  overlayPods: podPools.exactOptional(),
  services: servicePools.exactOptional(),
});

/** Schema of {@link ForeignKind}. */
export const foreignKind: z.ZodType<ForeignKind> = z.enum([
  'onPremises',
  'vpn',
  'expressRoute',
  'otherCloud',
  'peer',
  'docker',
  'vnet',
  'vwanHub',
  'overlayPods',
  'service',
]);

const inUse: z.ZodType<InUse> = z.strictObject({
  name: nameText,
  as: foreignKind,
  ranges,
  domain: nameText.exactOptional().describe('where they are routed; absent: in every domain'),
  note: wordsText.exactOptional(),
});

/** Schema of {@link Addresses}. */
export const addresses: z.ZodType<Addresses> = z.strictObject({
  domains: z
    .array(domain)
    .min(1)
    .describe('routing domains: within one of them routed ranges never overlap'),
  inUse: z.array(inUse).default([]).describe('ranges that others hold; none by default'),
});
