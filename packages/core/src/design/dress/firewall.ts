import type { Cluster } from '../../estate/elements/cluster.ts';
import type {
  Firewall,
  FirewallRule,
  RuleCollection,
  RuleCollectionGroup,
} from '../../estate/elements/firewall.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { outboundTypes } from '../../facts/outbound.ts';
import type { Places } from '../places.ts';
import { clusterSubnets } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';
import { accessRules, platformRules, workloadRules } from './firewall-rules.ts';
import { resolverRules } from './resolver-rules.ts';
import { firewallFor } from './routes.ts';

/** Rules that a firewall must hold, cut into groups as its policy takes them. */
export interface RuleGroup {
  readonly name: string;
  readonly priority: number;
  readonly collections: readonly RuleCollection[];
}

/** The rules that the owners of a firewall must take in, because no policy is known that they could join. */
export interface FirewallHandover {
  readonly firewall: Firewall;
  readonly groups: readonly RuleGroup[];
}

/**
 * Rules of the firewalls: exactly what AKS and the add-ons must reach, the declared destinations, and
 * the ways in of people and agents. Nothing is opened to `*` that a tag or a name can say.
 */
export function dressFirewall(
  estate: Estate,
  places: Places,
  built: readonly BuiltCluster[],
): readonly AnyElement[] {
  const byPolicy = new Map<Id<'firewallPolicy'>, Served>();
  for (const [firewall, items] of byFirewall(estate, built)) {
    const policy = knownOr(firewall.policy, undefined);
    if (policy === undefined) continue;
    const before = byPolicy.get(policy) ?? { items: [], firewalls: new Set<Id<'firewall'>>() };
    byPolicy.set(policy, {
      items: [...before.items, ...items],
      firewalls: new Set([...before.firewalls, firewall.id]),
    });
  }
  return [...byPolicy].flatMap(([policy, served]) => {
    const element = estate.elements.firewallPolicy.get(policy);
    if (element === undefined || element.location === undefined) return [];
    const place = places.hub(element.location);
    return ruleGroups(estate, served).map(
      ({ name, ...rest }): RuleCollectionGroup => ({
        ...places.childHead({
          kind: 'ruleCollectionGroup',
          of: element,
          type: 'ruleCollectionGroups',
          name,
          place,
        }),
        policy,
        ...rest,
      }),
    );
  });
}

/** The same rules for firewalls without a policy that is known: they join nothing, so they are handed over. */
export const handedOver = (
  estate: Estate,
  built: readonly BuiltCluster[],
): readonly FirewallHandover[] =>
  [...byFirewall(estate, built)]
    .filter(([{ policy }]) => knownOr(policy, undefined) === undefined)
    .map(([firewall, items]) => ({
      firewall,
      groups: ruleGroups(estate, { items, firewalls: new Set([firewall.id]) }),
    }))
    .filter(({ groups }) => groups.length > 0);

/** Clusters by the firewall to which their route tables lead. */
function byFirewall(
  estate: Estate,
  built: readonly BuiltCluster[],
): ReadonlyMap<Firewall, readonly BuiltCluster[]> {
  const found = new Map<Firewall, BuiltCluster[]>();
  for (const item of built) {
    const firewall = firewallOf(estate, item.cluster);
    if (firewall !== undefined) found.set(firewall, [...(found.get(firewall) ?? []), item]);
  }
  return found;
}

function firewallOf(estate: Estate, cluster: Cluster): Firewall | undefined {
  const type = knownOr(cluster.network.outboundType, undefined);
  if (type === undefined || outboundTypes[type].owner !== 'nextHop') return undefined;
  const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
  const firewall = network === undefined ? undefined : firewallFor(estate, network);
  return firewall === undefined ? undefined : estate.elements.firewall.get(firewall);
}

/** What the rules of a policy serve. */
interface Served {
  readonly items: readonly BuiltCluster[];
  /** The firewalls that the rules are for. */
  readonly firewalls: ReadonlySet<Id<'firewall'>>;
}

function byCluster(
  rules: (estate: Estate, item: BuiltCluster) => readonly FirewallRule[],
): (estate: Estate, served: Served) => readonly FirewallRule[] {
  return (estate, { items }) => items.flatMap((item) => rules(estate, item));
}

/** Groups by what they are for. A new purpose is one entry. */
const purposes: readonly {
  readonly name: string;
  readonly priority: number;
  readonly rules: (estate: Estate, served: Served) => readonly FirewallRule[];
}[] = [
  { name: 'access', priority: 200, rules: byCluster(accessRules) },
  {
    name: 'names',
    priority: 250,
    rules: (estate, { firewalls }) => resolverRules(estate, firewalls),
  },
  { name: 'aks', priority: 300, rules: byCluster(platformRules) },
  { name: 'workloads', priority: 400, rules: byCluster(workloadRules) },
];

const ruleGroups = (estate: Estate, served: Served): readonly RuleGroup[] =>
  purposes
    .map(({ name, priority, rules }) => ({
      name: `rcg-${name}`,
      priority,
      collections: collections(rules(estate, served), name),
    }))
    .filter((group) => group.collections.length > 0);

/** Rules of one kind go to one collection; network rules are looked at before application rules. */
function collections(rules: readonly FirewallRule[], name: string): readonly RuleCollection[] {
  const kinds = ['network', 'application'] as const;
  return kinds.flatMap((kind, i) => {
    const own = rules.filter((rule) => rule.kind === kind);
    return own.length === 0
      ? []
      : [
          {
            name: `${name}-${kind}`,
            priority: 200 + i * 100,
            action: 'Allow' as const,
            rules: own,
          },
        ];
  });
}
