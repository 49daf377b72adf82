import type { Firewall, FirewallPolicy } from '../../estate/elements/firewall.ts';
import type { Estate } from '../../estate/estate.ts';
import { type AssumptionName, assumed } from '../../facts/assumptions.ts';

/** The assumption on which a path through a firewall of others rests. */
export const unseenParts: Extract<AssumptionName, 'firewall.unseenParts'> = 'firewall.unseenParts';

/**
 * Whether what is not known of a firewall (or its policy) is taken for silent: it is there already, so an
 * estate has its name and hardly more, and nobody asked to leave it open.
 */
export const isTakenForSilent = (
  estate: Estate,
  one: Pick<Firewall | FirewallPolicy, 'existing'> | undefined,
): boolean => one?.existing === true && assumed(unseenParts, estate.assume) === 'silent';
