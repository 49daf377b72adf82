import { isUnknown, unknown } from '../evidence/knowable.ts';
import { lbDefaultPorts, lbPortTiers } from '../facts/snat.ts';
import type { Amount } from './amount.ts';

/** The number of nodes passes a boundary of the platform's table, so that each node gets fewer ports. */
export interface TierCrossing {
  /** `growth`: from today to the maximum. `upgrade`: when the surge joins the maximum. */
  readonly when: 'growth' | 'upgrade';
  readonly fromNodes: number;
  readonly toNodes: number;
  readonly portsBefore: number;
  readonly portsAfter: number;
}

/** Ports that the platform gives each of so many nodes; not known where no row is published. */
export function portsByTier(nodes: Amount): Amount {
  if (isUnknown(nodes)) return nodes;
  const largest = Math.max(...lbPortTiers.value.map((tier) => tier.toNodes));
  return (
    lbDefaultPorts(Math.max(nodes, 1)) ??
    unknown({ kind: 'notModelled', feature: `automatic outbound ports over ${largest} nodes` })
  );
}

/** The boundaries that growth to the maximum, and then an upgrade, would cross. */
export function tierCrossings(
  today: Amount,
  maximum: Amount,
  peak: Amount,
): readonly TierCrossing[] {
  return [...crossing('growth', today, maximum), ...crossing('upgrade', maximum, peak)];
}

function crossing(when: TierCrossing['when'], from: Amount, to: Amount): readonly TierCrossing[] {
  const [before, after] = [portsByTier(from), portsByTier(to)];
  if (isUnknown(from) || isUnknown(to) || isUnknown(before) || isUnknown(after)) return [];
  return after < before
    ? [{ when, fromNodes: from, toNodes: to, portsBefore: before, portsAfter: after }]
    : [];
}
