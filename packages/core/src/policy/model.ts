import { Profiles } from './profile.ts';
import type { PolicyWorld } from './world.ts';

/** A world ready to be asked; what answers share is worked out once. */
export interface PolicyModel {
  readonly world: PolicyWorld;
  readonly profiles: Profiles;
}

/** Prepares a world for questions. */
export const modelOf = (world: PolicyWorld): PolicyModel => ({
  world,
  profiles: new Profiles(world),
});
