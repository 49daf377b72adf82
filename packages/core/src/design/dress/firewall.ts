import type { Cluster } from '../../estate/elements/cluster.ts';
import type {
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

/**
 * Rules of the firewalls: exactly what AKS and the add-ons must reach, the declared destinations, and
 * the ways in of people and agents. Nothing is opened to `*` that a tag or a name can say.
 */
export function dressFirewall(
  estate: Estate,
  places: Places,
  built: readonly BuiltCluster[],
): readonly AnyElement[] {
  const byPolicy = new Map<Id<'firewallPolicy'>, BuiltCluster[]>();
  for (const item of built) {
    const policy = policyFor(estate, item.cluster);
    if (policy !== undefined) byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), item]);
  }
  return [...byPolicy].flatMap(([policy, items]) => groupsFor(estate, places, { policy, items }));
}

interface PolicyCase {
  readonly policy: Id<'firewallPolicy'>;
  readonly items: readonly BuiltCluster[];
}

/** The policy of the firewall to which the cluster's route table leads. */
function policyFor(estate: Estate, cluster: Cluster): Id<'firewallPolicy'> | undefined {
  const type = knownOr(cluster.network.outboundType, undefined);
  if (type === undefined || outboundTypes[type].owner !== 'nextHop') return undefined;
  const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
  const firewall = network === undefined ? undefined : firewallFor(estate, network);
  const policy =
    firewall === undefined ? undefined : estate.elements.firewall.get(firewall)?.policy;
  return policy === undefined ? undefined : knownOr(policy, undefined);
}

function groupsFor(
  estate: Estate,
  places: Places,
  { policy, items }: PolicyCase,
): readonly RuleCollectionGroup[] {
  const element = estate.elements.firewallPolicy.get(policy);
  if (element === undefined || element.location === undefined) return [];
  const place = places.hub(element.location);
  const group = (
    name: string,
    priority: number,
    collections: readonly RuleCollection[],
  ): readonly RuleCollectionGroup[] =>
    collections.length === 0
      ? []
      : [
          {
            ...places.childHead({
              kind: 'ruleCollectionGroup',
              of: element,
              type: 'ruleCollectionGroups',
              name,
              place,
            }),
            policy,
            priority,
            collections,
          },
        ];
  return [
    ...group(
      'rcg-access',
      200,
      collections(
        items.flatMap((item) => accessRules(estate, item)),
        'access',
      ),
    ),
    ...group('rcg-names', 250, collections(resolverRules(estate, policy), 'names')),
    ...group(
      'rcg-aks',
      300,
      collections(
        items.flatMap((item) => platformRules(estate, item)),
        'aks',
      ),
    ),
    ...group(
      'rcg-workloads',
      400,
      collections(
        items.flatMap((item) => workloadRules(estate, item)),
        'workloads',
      ),
    ),
  ];
}

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
