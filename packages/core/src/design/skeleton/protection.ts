import type { DdosProtectionPlan, WebFirewallPolicy } from '../../estate/elements/protection.ts';
import { canonical, type Id } from '../../estate/id.ts';
import { assumed } from '../../facts/assumptions.ts';
import { defaultWebRuleSet } from '../../facts/web-firewall.ts';
import type { ClusterWish } from '../../requirements/cluster.ts';
import type { IngressWish } from '../../requirements/ingress.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { existingIn, existingWebFirewallPolicy } from '../existing.ts';
import type { Place, Places } from '../places.ts';

/** Whether an entry was asked to be kept from floods: by itself, or because all public ones are. */
export const asksForDdos = (requirements: Requirements, entry: IngressWish): boolean =>
  entry.exposure === 'public' &&
  (entry.ddos === 'required' || requirements.security.ddos === 'publicEndpoints');

/**
 * The DDoS plan of a design: one for all its regions, for a plan serves VNets of any region and is paid for
 * by the piece. It lies with the hub of the primary region.
 */
export function newDdosPlan(requirements: Requirements, places: Places): DdosProtectionPlan {
  const { regions } = requirements;
  const home = regions.find(({ role }) => role === 'primary') ?? regions[0];
  const region = home?.name ?? '';
  return places.head({
    kind: 'ddosProtectionPlan',
    type: 'Microsoft.Network/ddosProtectionPlans',
    names: [`ddos-${region}`],
    place: places.hub(region),
  });
}

/** What joins a plan: the clusters behind a VNet, and which of their entries it takes in. */
export interface Protected {
  readonly region: string;
  readonly clusters: readonly ClusterWish[];
  readonly takes: (entry: IngressWish) => boolean;
}

/**
 * The DDoS plan that a VNet joins: a plan that is there for any public entry, since it is paid for anyway;
 * a new one where protection was asked for.
 */
export function joinedPlan(
  requirements: Requirements,
  places: Places,
  { region, clusters, takes }: Protected,
): { readonly ddosProtectionPlan?: Id<'ddosProtectionPlan'> } {
  const entries = clusters
    .flatMap(({ ingress }) => ingress)
    .filter((entry) => entry.exposure === 'public' && takes(entry));
  if (entries.length === 0) return {};
  const [there] = existingIn(requirements, 'ddosProtectionPlan', region);
  if (there !== undefined) return { ddosProtectionPlan: canonical(there.id) };
  return entries.some((entry) => asksForDdos(requirements, entry))
    ? { ddosProtectionPlan: newDdosPlan(requirements, places).id }
    : {};
}

/** The web application firewall policy of a gateway: the one that is there, else a new one. */
export function webFirewallPolicy(
  requirements: Requirements,
  places: Places,
  { name, place }: { readonly name: string; readonly place: Place },
): WebFirewallPolicy {
  const [there] = existingIn(requirements, 'webFirewallPolicy', place.region);
  if (there !== undefined) return existingWebFirewallPolicy(there);
  return {
    ...places.head({
      kind: 'webFirewallPolicy',
      type: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
      names: [`waf-${name}`],
      place,
    }),
    mode: assumed('webFirewall.firstMode', requirements.assumptions),
    enabled: true,
    ruleSets: [defaultWebRuleSet.value],
  };
}
