import type { Firewall, FirewallPolicy } from '../../estate/elements/firewall.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import { type AssumptionName, assumed } from '../../facts/assumptions.ts';
import { type Exit, exitOfFirewall } from './exits.ts';

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

/** Whether a packet stands at a firewall of others whose subnet is taken to have no routes of its own. */
export function hasUnseenRoutes(
  estate: Estate,
  at: { readonly firewall?: Firewall; readonly subnet?: Id<'subnet'> },
): boolean {
  if (!isTakenForSilent(estate, at.firewall) || at.subnet === undefined) return false;
  const there = estate.elements.subnet.get(at.subnet);
  return there === undefined || isUnknown(there.routeTable);
}

/** What a firewall shows to the internet: one of others has some address of its own. */
export function faceOf(estate: Estate, firewall: Firewall): Exit {
  const exit = exitOfFirewall(estate, firewall);
  const isSilent = exit.kind === 'unsure' && isTakenForSilent(estate, firewall);
  return isSilent ? { kind: 'exit', of: firewall.id, as: 'firewall' } : exit;
}
