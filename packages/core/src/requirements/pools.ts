import * as z from 'zod';
import { parseSurge, type Surge } from '../facts/surge.ts';
import { count, nameText } from './scalars.ts';

/** What a pool is for. */
export type PoolPurpose =
  | 'system'
  | 'general'
  | 'memory'
  | 'compute'
  | 'gpu'
  | 'windows'
  | 'regulated'
  | 'spot'
  | 'specialised';

/** A node pool that is asked for. */
export interface Pool {
  readonly name: string;
  readonly purpose: PoolPurpose;
  readonly minNodes: number;
  readonly maxNodes: number;
  /** Absent: the default of the mode that gets chosen. */
  readonly maxPods?: number;
  /** Absent: Azure's default. */
  readonly surge?: Surge;
  readonly upgrade: 'rolling' | 'blueGreen';
  /** Availability zones; empty: the region decides. */
  readonly zones: readonly string[];
  /** `own`: a subnet with its own routes and groups. */
  readonly subnet: 'shared' | 'own';
  readonly vmSize?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
}

/** Nodes that the cluster makes by itself instead of in pools. */
export interface NodeProvisioning {
  /** Most nodes at a time. */
  readonly maxNodes: number;
  readonly maxPods?: number;
  readonly zones: readonly string[];
  readonly subnet: 'shared' | 'own';
}

/** Whether the nodes of a pool run Windows. */
export const isWindowsPool = (pool: Pool): boolean => pool.purpose === 'windows';

const surgeExpected = 'a number of nodes, or a share such as 33%, was expected';

const surge: z.ZodType<Surge> = z
  .union([z.int().min(0).max(9999), z.string()], { error: surgeExpected })
  .transform((written, context) => {
    const parsed = parseSurge(String(written));
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: 'custom', message: surgeExpected });
    return z.NEVER;
  });

const zones = z
  .array(
    z.union([z.int().min(1).max(9).transform(String), z.string().regex(/^[1-9]$/)], {
      error: 'the number of a zone was expected, such as 1',
    }),
  )
  .default([])
  .describe('availability zones; none by default, since not every region has them');

const subnet = z
  .enum(['shared', 'own'])
  .default('shared')
  .describe('`shared` by default; `own` gives the pool its own routes and security group');

const maxPods = count
  .exactOptional()
  .describe('pods per node; absent: the default of the chosen mode');

/** Schema of {@link Pool}. */
export const pool: z.ZodType<Pool> = z.strictObject({
  name: nameText,
  purpose: z
    .enum([
      'system',
      'general',
      'memory',
      'compute',
      'gpu',
      'windows',
      'regulated',
      'spot',
      'specialised',
    ])
    .default('general'),
  minNodes: count.default(0).describe('fewest nodes; 0 by default, system pools need more'),
  maxNodes: count.describe('most nodes, without surge'),
  maxPods,
  surge: surge.exactOptional().describe("nodes added in upgrades; absent: Azure's default"),
  upgrade: z.enum(['rolling', 'blueGreen']).default('rolling'),
  zones,
  subnet,
  vmSize: nameText.exactOptional(),
  labels: z.record(z.string().max(317), z.string().max(63)).default({}),
  taints: z.array(z.string().max(400)).default([]),
});

/** Schema of {@link NodeProvisioning}. */
export const nodeProvisioning: z.ZodType<NodeProvisioning> = z.strictObject({
  maxNodes: count.describe('most nodes at a time'),
  maxPods,
  zones,
  subnet,
});
