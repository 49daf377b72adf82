import * as z from 'zod';
import { count, wholeNumber } from './scalars.ts';

/** What must fit in beside another during a replacement. */
export type MigrationOverlap = 'none' | 'blueGreenPool' | 'blueGreenCluster';

/** Room beyond what is stated for today. */
export interface Growth {
  /** How far the stated maxima look ahead. */
  readonly years: number;
  /** Headroom beyond the stated maxima, kept as a revocable hold: 1.25 is a quarter more. */
  readonly factor: number;
  /** Nodes that may be added in an emergency, per cluster, beyond every pool's maximum. */
  readonly emergencyNodes: number;
  readonly migrationOverlap: MigrationOverlap;
  /** Clusters of each kind that a region must have room for. */
  readonly clustersPerRegion: number;
}

/** Schema of {@link Growth}. */
export const growth: z.ZodType<Growth> = z.strictObject({
  years: wholeNumber(0, 30).default(2).describe('how far the stated maxima look ahead'),
  factor: z
    .number()
    .min(1)
    .max(100)
    .default(1.25)
    .describe('1.25 by default: a miscount of a quarter does not ask for another VNet'),
  emergencyNodes: count.default(0).describe('nodes beyond every maximum; none by default'),
  migrationOverlap: z
    .enum(['none', 'blueGreenPool', 'blueGreenCluster'])
    .default('blueGreenPool')
    .describe(
      '`blueGreenPool` by default: much of a pool can be changed only by a new pool beside it',
    ),
  clustersPerRegion: wholeNumber(1, 1000)
    .default(1)
    .describe('clusters of each kind that a region must have room for'),
});
