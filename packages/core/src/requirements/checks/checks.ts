import { access } from './access.ts';
import type { Check } from './concern.ts';
import { contradictions } from './contradictions.ts';
import { families } from './families.ts';
import { firewallPlaces } from './firewall-place.ts';
import { names } from './names.ts';
import { outsideFlows } from './outside-flows.ts';
import { promises } from './promises.ts';
import { ranges } from './ranges.ts';
import { references } from './references.ts';
import { regionRoles } from './regions.ts';
import { grants, sizes } from './sizes.ts';

/** What is looked at across a requirements file, topic by topic. */
export const checks: readonly Check[] = [
  names,
  references,
  regionRoles,
  ranges,
  families,
  firewallPlaces,
  sizes,
  grants,
  access,
  outsideFlows,
  contradictions,
  promises,
];
