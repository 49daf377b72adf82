import * as z from 'zod';
import type { PublicAccess } from '../estate/elements/private-link.ts';
import { trafficKeys } from './egress.ts';
import { armIdText, nameText, wholeNumber, wordsText, wordText } from './scalars.ts';

/** Services of Azure that workloads call. */
export interface Dependency {
  /** e.g. `keyVault`, `storageBlob`, `sqlDatabase`. */
  readonly service: string;
  /** How many of them. */
  readonly count: number;
  /** Their names, as far as known. */
  readonly names: readonly string[];
  /** Ids of those that exist already. */
  readonly ids: readonly string[];
  readonly access: 'private' | 'serviceEndpoint' | 'public';
  /** Whether they answer on the internet, and who vouches for it; absent: as security says. */
  readonly publicAccess?: PublicAccess;
  readonly rate?: number;
  readonly duration?: number;
  readonly reason?: string;
}

/** Schema of {@link Dependency}. */
export const dependency: z.ZodType<Dependency> = z
  .strictObject({
    service: wordText.describe('e.g. keyVault, storageBlob, sqlDatabase, containerRegistry'),
    count: wholeNumber(1, 100_000)
      .exactOptional()
      .describe('how many of them; absent: as many as are named, at least one'),
    names: z.array(nameText).default([]),
    ids: z.array(armIdText).default([]).describe('ids of those that exist already'),
    access: z
      .enum(['private', 'serviceEndpoint', 'public'])
      .default('private')
      .describe('`private` by default: reached through a private endpoint'),
    publicAccess: z
      .strictObject({ is: z.enum(['enabled', 'disabled']), by: wordsText })
      .exactOptional()
      .describe(
        'whether they answer on the internet (publicNetworkAccess), and who guarantees it; absent: what security says of all',
      ),
    ...trafficKeys,
    reason: wordsText.exactOptional(),
  })
  .transform(
    ({ count, ...rest }): Dependency => ({
      ...rest,
      count: count ?? Math.max(1, rest.names.length, rest.ids.length),
    }),
  );
