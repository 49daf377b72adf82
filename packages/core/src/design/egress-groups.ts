import { type EgressGroup, isEgressGroup, requiredEgress } from '../facts/required-egress.ts';

/** Words of the requirements for add-ons (`azureMonitor`) to groups of endpoints (`azure-monitor`). */
export function egressGroups(addOns: readonly string[]): readonly EgressGroup[] {
  const plain = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const known = new Map(
    [...new Set(requiredEgress.map((e) => e.group))].map((group) => [plain(group), group]),
  );
  return addOns.flatMap((addOn) => known.get(plain(addOn)) ?? []).filter(isEgressGroup);
}
