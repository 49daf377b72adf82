import { parseArmId } from '../../estate/id.ts';
import { shown } from '../../text/scalar.ts';
import { existingTypes } from '../existing.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** Waivers that are over, and resources that are not what they are said to be. */
export function* promises(requirements: Requirements): IterableIterator<Concern> {
  const { day } = requirements.organisation;
  for (const [i, waiver] of requirements.waivers.entries()) {
    if (day === undefined || waiver.until >= day) continue;
    yield {
      severity: 'error',
      code: 'expired-waiver',
      message: `the waiver of ${waiver.owner} for ${waiver.for} ended on ${waiver.until}; judged is ${day}`,
      path: ['waivers', i, 'until'],
      other: ['organisation', 'day'],
      hint: 'mend what it excused, or let the owner extend it',
    };
  }
  const seen = new Map<string, number>();
  for (const [i, one] of requirements.existing.entries()) {
    const expected = existingTypes[one.kind];
    const type = parseArmId(one.id)?.type;
    const path = ['existing', i, 'id'];
    if (type?.toLowerCase() !== expected.toLowerCase()) {
      yield {
        severity: 'error',
        code: 'wrong-resource-type',
        message: `the id names ${type === undefined ? 'no resource' : shown(type)}, and a ${one.kind} was announced`,
        path,
        other: ['existing', i, 'kind'],
        hint: `the id of a ${one.kind} has the type ${expected}`,
      };
    }
    const key = one.id.toLowerCase();
    const other = seen.get(key);
    seen.set(key, other ?? i);
    if (other === undefined) continue;
    yield {
      severity: 'error',
      code: 'doubled-name',
      message: `the resource ${shown(one.id)} is there twice`,
      path,
      other: ['existing', other, 'id'],
      hint: 'keep one of the two',
    };
  }
}
