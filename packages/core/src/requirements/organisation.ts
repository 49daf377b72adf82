import * as z from 'zod';
import type { Day } from '../evidence/source.ts';
import type { CloudId } from '../facts/clouds.ts';
import { dayText, subscriptionId, wordsText } from './scalars.ts';

/** Who answers for what; written files are split by these. */
export interface Owners {
  readonly hub: string;
  readonly network: string;
  readonly cluster: string;
}

/** Whose network it is. */
export interface Organisation {
  readonly name: string;
  /** The day against which retirements and expiries are judged; absent: the caller's. */
  readonly day?: Day;
  readonly owners: Owners;
}

/** Subscriptions by owner; absent: not known yet. */
export interface Subscriptions {
  readonly hub?: string;
  readonly network?: string;
  readonly cluster?: string;
}

/** Schema of {@link Owners}. */
export const owners: z.ZodType<Owners> = z.strictObject({
  hub: wordsText.default('network').describe('team behind hub, firewall and gateways'),
  network: wordsText.default('network').describe('team behind VNets, subnets and routes'),
  cluster: wordsText.default('platform').describe('team behind clusters and node pools'),
});

/** Schema of {@link Organisation}. */
export const organisation: z.ZodType<Organisation> = z.strictObject({
  name: wordsText.describe('name of the organisation'),
  day: dayText
    .exactOptional()
    .describe('day against which retirements and expiries are judged; absent: today'),
  owners: owners
    .prefault({})
    .describe('who answers for what; by default one network team and one platform team'),
});

/** Schema of {@link Subscriptions}. */
export const subscriptions: z.ZodType<Subscriptions> = z.strictObject({
  hub: subscriptionId.exactOptional(),
  network: subscriptionId.exactOptional(),
  cluster: subscriptionId.exactOptional(),
});

/** Schema of the cloud. */
export const cloud: z.ZodType<CloudId> = z.enum(['public', 'usgov', 'china']);
