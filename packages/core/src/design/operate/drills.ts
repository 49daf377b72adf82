import type { Estate } from '../../estate/estate.ts';
import type { Drill, DrillEntry } from './drill.ts';
import { firewallBlocked } from './drills/firewall-blocked.ts';
import { policyEnforced } from './drills/policy-enforced.ts';
import { regionLost } from './drills/region-lost.ts';
import { snatLoad } from './drills/snat-load.ts';
import { subnetFull } from './drills/subnet-full.ts';
import { upgradeSurge } from './drills/upgrade-surge.ts';
import { zoneUnlinked } from './drills/zone-unlinked.ts';

/** Every kind of drill. A new one is one entry. */
export const drillEntries: readonly DrillEntry[] = [
  upgradeSurge,
  subnetFull,
  zoneUnlinked,
  snatLoad,
  policyEnforced,
  firewallBlocked,
  regionLost,
];

/** The drills that apply to an estate, planned or live. */
export const drills = (estate: Estate): readonly Drill[] =>
  drillEntries.flatMap((entry) => entry.drills(estate));
