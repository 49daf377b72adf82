import type { Prefix } from '@aksnet/net';
import * as z from 'zod';
import { isModeId, type ModeId, modes } from '../facts/modes.ts';
import { type EngineId, isEngineId, policyEngines } from '../facts/policy-engines.ts';
import { armIdText, count, nameText, prefixText, regionName, wordsText } from './scalars.ts';

/** Ranges of a cluster that is there already. */
export interface LegacyRanges {
  readonly virtualNetwork: readonly Prefix[];
  readonly nodes: readonly Prefix[];
  readonly pods: readonly Prefix[];
  readonly services: readonly Prefix[];
}

/** A part that moves on its own. */
export interface Slice {
  readonly namespace: string;
  /** Host names whose traffic moves with it. */
  readonly hosts: readonly string[];
  /** Slices that must have moved before. */
  readonly after: readonly string[];
}

/** A cluster that is there already and shall be left. */
export interface LegacyCluster {
  readonly name: string;
  readonly id?: string;
  readonly mode: ModeId;
  readonly region: string;
  readonly environment?: string;
  readonly ranges: LegacyRanges;
  readonly nodes?: number;
  readonly maxPods?: number;
  readonly kubernetesVersion?: string;
  readonly policyEngine?: EngineId;
  readonly windows: boolean;
  /** Public addresses that others allow by list. */
  readonly allowedElsewhere: readonly Prefix[];
  /** Cluster of this file that takes over. */
  readonly movesTo: string;
  /** What runs there, in the order in which it may move. */
  readonly runs: readonly Slice[];
  readonly note?: string;
}

const list = z.array(prefixText).default([]);

const ranges: z.ZodType<LegacyRanges> = z.strictObject({
  virtualNetwork: list,
  nodes: list,
  pods: list,
  services: list,
});

/** Schema of a mode's id. */
export const modeId: z.ZodType<ModeId> = z.enum(Object.keys(modes).filter(isModeId));

const slice: z.ZodType<Slice> = z.strictObject({
  namespace: nameText,
  hosts: z.array(z.string().max(253)).default([]),
  after: z.array(nameText).default([]),
});

/** Schema of {@link LegacyCluster}. */
export const legacyCluster: z.ZodType<LegacyCluster> = z.strictObject({
  name: nameText,
  id: armIdText.exactOptional(),
  mode: modeId,
  region: regionName,
  environment: nameText.exactOptional(),
  ranges: ranges.prefault({}),
  nodes: count.exactOptional(),
  maxPods: count.exactOptional(),
  kubernetesVersion: z.string().max(20).exactOptional(),
  policyEngine: z.enum(Object.keys(policyEngines).filter(isEngineId)).exactOptional(),
  windows: z.boolean().default(false),
  allowedElsewhere: list.describe('public addresses that others allow by list'),
  movesTo: nameText.describe('cluster of this file that takes over'),
  runs: z.array(slice).default([]).describe('what runs there, in the order in which it may move'),
  note: wordsText.exactOptional(),
});
