import { formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { type Prose, quote, words } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { apiAccessKinds } from '../facts/api-access.ts';
import type { Citation } from '../facts/citation.ts';
import { outboundTypes } from '../facts/outbound.ts';
import { requiredEndpoints } from '../facts/required-egress.ts';
import { isWindowsPool } from '../requirements/pools.ts';
import type { Requirements } from '../requirements/schema.ts';
import { appliancesIn } from './appliances.ts';
import { type ClusterAsk, clusterAsks } from './ask.ts';
import { firewallFor } from './dress/routes.ts';
import { egressGroups } from './egress-groups.ts';
import { clusterSubnets } from './surroundings.ts';

/** Something that the appliance of another maker must let through. */
export interface ApplianceRule {
  readonly cluster: ElementId;
  readonly appliance: string;
  readonly from: readonly Prefix[];
  readonly to: readonly string[];
  readonly protocol: string;
  readonly port: number;
  readonly why: Prose;
  readonly cite: readonly Citation[];
}

/**
 * What the owners of appliances are handed: everything that AKS, its add-ons and workloads must reach, by
 * name where it has one, for another maker's appliance knows no tags of Azure Firewall. Empty where
 * packets leave by a firewall of ours, whose rules are written.
 */
export function applianceRules(
  estate: Estate,
  requirements: Requirements,
): readonly ApplianceRule[] {
  const asks = new Map(clusterAsks(requirements).map((ask) => [ask.name, ask]));
  return all(estate, 'cluster').flatMap((cluster) => {
    const ask = asks.get(cluster.name);
    const subnets = clusterSubnets(estate, cluster);
    const type = knownOr(cluster.network.outboundType, undefined);
    const network = subnets[0]?.virtualNetwork;
    if (ask === undefined || network === undefined || type === undefined) return [];
    const [address] = appliancesIn(requirements, ask.region.name);
    const isRouted = outboundTypes[type].owner === 'nextHop';
    if (!isRouted || address === undefined || firewallFor(estate, network) !== undefined) return [];
    const common = {
      cluster: cluster.id,
      appliance: formatAddress(address),
      from: subnets.flatMap(({ prefixes }) => knownOr(prefixes, [])),
    };
    return [...platform(cluster, ask), ...declared(ask)].map((rule) => ({ ...common, ...rule }));
  });
}

type Wanted = Omit<ApplianceRule, 'cluster' | 'appliance' | 'from'>;

function platform(cluster: Cluster, { cluster: wish, requirements, region }: ClusterAsk) {
  const { gitops } = wish.apiServer;
  const access = Object.values(apiAccessKinds).find(
    (kind) =>
      kind.private === cluster.access.private && kind.integrated === cluster.access.vnetIntegration,
  );
  const endpoints = requiredEndpoints({
    cloud: requirements.cloud,
    region: region.name,
    addOns: egressGroups([...wish.addOns, ...(gitops === undefined ? [] : [gitops.tool])]),
    apiAccess: access?.id ?? 'public',
    customDns: false,
    windows: wish.pools.some(isWindowsPool),
  });
  const rules = endpoints.map(
    ({ destinations, protocol, port, use, cite }): Wanted => ({
      to: destinations,
      protocol,
      port,
      why: words(use),
      cite,
    }),
  );
  const source: readonly Wanted[] =
    gitops === undefined
      ? []
      : [
          {
            to: [gitops.reaches],
            protocol: 'TCP',
            port: gitops.port,
            why: words('where GitOps reads from'),
            cite: [],
          },
        ];
  return [...rules, ...source];
}

const declared = ({ cluster }: ClusterAsk): readonly Wanted[] =>
  cluster.egress.destinations.flatMap(({ name, fqdn, ranges, ports, reason }) =>
    ports.map(({ port, protocol }) => ({
      to: fqdn === undefined ? ranges.map(formatPrefix) : [fqdn],
      protocol,
      port,
      why: reason === undefined ? [quote(name)] : [quote(name), `: ${reason}`],
      cite: [],
    })),
  );
