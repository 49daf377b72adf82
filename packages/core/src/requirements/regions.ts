import * as z from 'zod';
import { nameText, regionName, subscriptionId } from './scalars.ts';

/** What a region is for. `active`: one of several that serve at the same time. */
export type RegionRole = 'primary' | 'dr' | 'active';

/** A region in use. */
export interface Region {
  readonly name: string;
  readonly role: RegionRole;
  /** For `dr`: the region that it stands in for. */
  readonly of?: string;
  /** Routing domain; absent: the only one. */
  readonly domain?: string;
}

/** An environment: prod, test. */
export interface Environment {
  readonly name: string;
  /** Subscription of the clusters of this environment, when it has its own. */
  readonly subscription?: string;
}

/** Schema of {@link Region}. */
export const region: z.ZodType<Region> = z.strictObject({
  name: regionName,
  role: z
    .enum(['primary', 'dr', 'active'])
    .default('primary')
    .describe('`primary` by default; `dr` stands in for another, `active` serves beside others'),
  of: regionName.exactOptional().describe('for `dr`: the region that it stands in for'),
  domain: nameText.exactOptional().describe('routing domain; absent: the only one'),
});

/** Schema of {@link Environment}. */
export const environment: z.ZodType<Environment> = z.strictObject({
  name: nameText,
  subscription: subscriptionId.exactOptional(),
});
