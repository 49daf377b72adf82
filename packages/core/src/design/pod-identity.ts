import { type Prose, prose, quote } from '../evidence/prose.ts';
import { isModeId, type ModeId, modes } from '../facts/modes.ts';
import type { ClusterWish } from '../requirements/cluster.ts';
import type { Preference } from '../requirements/preferences.ts';

/** A demand that pods be known outside the cluster by addresses of their own. */
export interface IdentityDemand {
  readonly who: string;
  readonly reason: string;
  readonly says: Prose;
}

/** Demands for a pod identity outside the cluster, split by whether their reason carries the cost. */
export interface SortedDemands {
  readonly strong: readonly IdentityDemand[];
  readonly weak: readonly IdentityDemand[];
}

/**
 * Reasons that ask for flat networking without anybody who needs to route to a pod: a feeling, a habit,
 * a wish for fewer parts, an old reference. From the article on which the product rests, section 3.
 */
const weakReasons: readonly RegExp[] = [
  /\b(feels?|looks?|seems?|sounds?|more|is)\b.*\benterprise\b/i,
  /\benterprise[- ](grade|ready|like|feel)/i,
  /\b(always|before|habit|used to|we use[d]?|familiar|know it|as usual|tradition)/i,
  /\b(fewer|less|no|without)\b.*\b(abstraction|layer|overlay|magic|nat)/i,
  /\b(simpler|easier|lower[- ]level|modern|advanced|best practice)\b/i,
  /\b(default|reference (architecture|design)|blueprint|template)\b/i,
];

/** Whether a stated reason names nobody who would notice if pods had no address of their own. */
export const isWeakReason = (reason: string): boolean =>
  reason.trim() === '' || weakReasons.some((pattern) => pattern.test(reason));

/** Whether a preference asks for addresses of the VNet for pods and names nobody who would reach them. */
export const isHabit = ({ for: question, prefer, reason }: Preference): boolean =>
  question === 'cniMode' && isModeId(prefer) && isFlat(prefer) && isWeakReason(reason ?? '');

/** Modes whose pods have addresses of the VNet. */
const isFlat = (id: ModeId): boolean =>
  modes[id].spaces.length > 0 && !modes[id].spaces.includes('overlayPods');

/** Sorts the demands of a cluster. The question is: what network identity must a pod have outside? */
export function podIdentity(cluster: ClusterWish): SortedDemands {
  const asked = cluster.podIdentity;
  const demands: readonly IdentityDemand[] = [
    ...asked.openConnectionsToPods.map((d) => ({
      who: d.who,
      reason: d.reason,
      says: prose`${quote(d.who)} opens connections to pods: ${quote(d.reason)}`,
    })),
    ...asked.appliancesThatSeePods.map((d) => ({
      who: d.who,
      reason: d.reason,
      says: prose`${quote(d.who)} must see pod addresses: ${quote(d.reason)}`,
    })),
    ...asked.routingThatDependsOnPodRanges.map((d) => ({
      who: d.who,
      reason: d.reason,
      says: prose`routing of ${quote(d.who)} depends on pod ranges: ${quote(d.reason)}`,
    })),
  ];
  return {
    strong: demands.filter((d) => !isWeakReason(d.reason)),
    weak: demands.filter((d) => isWeakReason(d.reason)),
  };
}
