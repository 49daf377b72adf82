import type { Requirements } from '../schema.ts';
import { type Concern, proposal } from './concern.ts';

/** Regions that stand in for others: for which, and whether that one is there. */
export function* regionRoles(requirements: Requirements): IterableIterator<Concern> {
  const { regions } = requirements;
  const others = regions.filter(({ role }) => role !== 'dr').map(({ name }) => name);
  for (const [i, region] of regions.entries()) {
    const path = ['regions', i] as const;
    if (region.role !== 'dr') {
      if (region.of === undefined) continue;
      yield {
        severity: 'error',
        code: 'not-a-dr-region',
        message: `the region ${region.name} has the role ${region.role}, but says for which region it stands in`,
        path: [...path, 'of'],
        other: [...path, 'role'],
        hint: 'write role: dr, or leave out of',
      };
    } else if (region.of === undefined) {
      yield {
        severity: 'error',
        code: 'dr-without-primary',
        message: `the region ${region.name} does not say for which region it stands in`,
        path,
        hint: others.length === 0 ? 'add the region it stands in for' : `add of: ${others[0]}`,
      };
    } else if (!others.includes(region.of)) {
      const stands = regions.some(({ name }) => name === region.of);
      yield {
        severity: 'error',
        code: 'dr-without-primary',
        message: stands
          ? `the region ${region.name} stands in for ${region.of}, which itself stands in for another`
          : `the region ${region.name} stands in for ${region.of}, which is not among the regions`,
        path: [...path, 'of'],
        hint: stands
          ? 'name a region with the role primary or active'
          : proposal(region.of, others),
      };
    }
  }
}
