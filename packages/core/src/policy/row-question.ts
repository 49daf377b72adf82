import type { Family } from '@aksnet/net';
import type { PodClasses } from './classes.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import type { Profile } from './profile.ts';
import type { PeerRuns } from './runs.ts';

/** Whose row, and for which family. */
export interface RowQuestion {
  readonly pod: PolicyPod;
  readonly profile: Profile;
  readonly family: Family;
}

/** What rows are made from. */
export interface RowMaking {
  readonly model: PolicyModel;
  readonly classes: PodClasses;
  readonly runs: PeerRuns;
}
