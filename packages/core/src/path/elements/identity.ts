import type { AgentPool } from '../../estate/elements/cluster.ts';
import type { Estate } from '../../estate/estate.ts';
import { poolMode } from '../../estate/modes-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import { type AssumptionName, assumed } from '../../facts/assumptions.ts';
import type { Mode } from '../../facts/modes.ts';

/** With whose address a pod's packet leaves its node. */
export type Identity =
  | { readonly kind: 'pod' | 'node'; readonly assumes: readonly AssumptionName[] }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/**
 * The source of a pod's packet as the mode of its pool says, by where the receiver is. For the
 * internet the answer is who leaves the node: the public address follows from the exit.
 */
export function podIdentity(
  estate: Estate,
  pool: AgentPool,
  towards: keyof Mode['sourceSeenBy'],
): Identity {
  const mode = poolMode(estate, pool);
  if (isUnknown(mode)) return { kind: 'unsure', missing: mode.unknown };
  const seen = mode.sourceSeenBy[towards];
  switch (seen) {
    case 'pod':
    case 'node':
      return { kind: seen, assumes: [] };
    case 'exit':
      return { kind: mode.podTrafficLeavesBy === 'podSubnet' ? 'pod' : 'node', assumes: [] };
    default:
      return { kind: assumed(seen, estate.assume) === 'pod' ? 'pod' : 'node', assumes: [seen] };
  }
}
