import type { Prefix } from '@aksnet/net';
import type { Decision } from '../evidence/decision.ts';
import type { Prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Citation } from '../facts/citation.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';

/** Whether the old cluster is changed where it stands, or another takes over. */
export type MigrationWay = 'inPlace' | 'newCluster';

/** What a step is about. */
export type MigrationStage =
  | 'inventory'
  | 'clashes'
  | 'target'
  | 'policies'
  | 'allowLists'
  | 'entries'
  | 'change'
  | 'slice'
  | 'drain'
  | 'retire';

/** One step, with the way back from it. */
export interface MigrationStep {
  /** Unique in the plan. */
  readonly id: string;
  readonly stage: MigrationStage;
  readonly title: Prose;
  readonly does: readonly Prose[];
  /** What must be seen before the next step. */
  readonly doneWhen: readonly Prose[];
  readonly rollback: readonly Prose[];
}

/** A range of the old cluster that shares addresses with one of the new network. */
export interface MigrationClash {
  /** `blocks`: both cannot run side by side, or not reach each other. `harmless`: they may. */
  readonly effect: 'blocks' | 'harmless';
  readonly legacy: { readonly kind: SpaceKindId; readonly prefix: Prefix };
  readonly target: {
    readonly of: ElementId;
    readonly kind: SpaceKindId;
    readonly prefix: Prefix;
  };
  readonly says: Prose;
}

/** Slices in the order in which they move, and what stands against an order. */
export interface SliceOrder {
  readonly namespaces: readonly string[];
  /** Slices that wait for each other: they move together, last. */
  readonly cyclic: readonly string[];
  /** Slices that are waited for and are not among them. */
  readonly unknown: readonly string[];
}

/** How a cluster that is there already is left. */
export interface MigrationPlan {
  /** Name of the old cluster. */
  readonly legacy: string;
  readonly target: { readonly id: ElementId; readonly name: string };
  readonly decision: Decision<MigrationWay>;
  readonly clashes: readonly MigrationClash[];
  readonly order: SliceOrder;
  readonly steps: readonly MigrationStep[];
  /** Public addresses that others allow, and must allow no longer afterwards. */
  readonly allowedElsewhere: readonly Prefix[];
  readonly cite: readonly Citation[];
}
