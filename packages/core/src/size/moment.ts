import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { unknown } from '../evidence/knowable.ts';
import type { Amount } from './amount.ts';
import type { Planning } from './planning.ts';
import { poolSize, type SizeOf, sizeChecked, sizeToday } from './pools.ts';
import { provisionedAtMost } from './provisioned-nodes.ts';

/** At which moment a range is looked at. */
export interface Moment {
  readonly sizeOf: SizeOf;
  /** Nodes that autoprovisioning made. */
  readonly provisioned: (estate: Estate, cluster: Id<'cluster'>) => Amount;
  /** Whether pools must still be editable then: AKS wants room for that. */
  readonly isEdited: boolean;
}

/** Every pool at its maximum while all of them are upgraded. */
export const atPeak: Moment = {
  sizeOf: poolSize,
  provisioned: provisionedAtMost,
  isEdited: true,
};

/** The nodes of today, no upgrade under way. How many were provisioned no pool tells. */
export const today: Moment = {
  sizeOf: sizeToday,
  provisioned: (estate, within) =>
    provisionedAtMost(estate, within) === 0
      ? 0
      : unknown({ kind: 'notListed', what: 'node', within }),
  isEdited: false,
};

/** What Azure's own check counts before it changes a pool. */
export const asChecked: Moment = { ...atPeak, sizeOf: sizeChecked };

/** A moment, and what a plan wants beyond it. */
export interface Asked {
  readonly planning: Planning;
  readonly moment: Moment;
}
