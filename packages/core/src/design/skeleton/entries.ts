import type { PublicIp } from '../../estate/elements/egress.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Id } from '../../estate/id.ts';
import { notStated } from '../../evidence/knowable.ts';
import { type IngressOption, ingressOptions, isIngressId } from '../../facts/ingress.ts';
import { gatewaySkus } from '../../facts/web-firewall.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { noPlanning, type Planning } from '../../size/planning.ts';
import type { Places } from '../places.ts';
import { webFirewallPolicy } from './protection.ts';
import { zonesIn } from './region.ts';
import { type DecidedCluster, type Spoke, spokeSubnet } from './spoke.ts';

/** A spoke under construction, with where planning is written down. */
export interface Site {
  readonly places: Places;
  readonly spoke: Spoke;
  readonly planning: Map<Id<'subnet'>, Planning>;
}

/** An ingress option with the exposures for which it was chosen. */
interface Entry {
  readonly option: IngressOption;
  readonly open: boolean;
  readonly closed: boolean;
  /** Whether one of them asks for a web application firewall. */
  readonly waf: boolean;
}

/**
 * The ways into a cluster: gateways in subnets of their own, and a subnet for the frontends of internal
 * load balancers that gateways inside the cluster stand behind.
 */
export function entrySkeleton(site: Site, cluster: DecidedCluster): readonly AnyElement[] {
  const entries = entriesOf(cluster);
  const outside = entries.filter((entry) => entry.option.subnet !== undefined);
  const inside = entries.filter((entry) => entry.option.subnet === undefined);
  return [
    ...outside.flatMap((entry) => gateway(site, cluster, entry)),
    ...(inside.length === 0 ? [] : frontends(site, cluster, inside.length)),
  ];
}

function entriesOf(cluster: DecidedCluster): readonly Entry[] {
  const chosen = cluster.ask.cluster.ingress.map((wish) => ({
    wish,
    id: cluster.ingress[wish.name] ?? '',
  }));
  return [...new Set(chosen.map((c) => c.id))].filter(isIngressId).map((id) => {
    const wishes = chosen.filter((c) => c.id === id).map((c) => c.wish);
    const exposures = wishes.map((wish) => wish.exposure);
    return {
      option: ingressOptions[id],
      open: exposures.includes('public'),
      closed: exposures.includes('private'),
      waf: wishes.some((wish) => wish.waf === 'required'),
    };
  });
}

/** Resources of a gateway outside the cluster, by its option. A new kind of gateway is one entry. */
const makers: Readonly<Record<string, (plan: GatewayPlan) => readonly AnyElement[]>> = {
  agic: ({ site, requirements, subnet, name, entry, zones }) => {
    const { places, spoke } = site;
    const policy = entry.waf
      ? webFirewallPolicy(requirements, places, { name, place: spoke.place })
      : undefined;
    const ip: PublicIp = {
      ...places.head({
        kind: 'publicIp',
        type: 'Microsoft.Network/publicIPAddresses',
        names: [`pip-${name}`],
        place: spoke.place,
      }),
      address: notStated('ipAddress'),
      sku: 'Standard',
      zones,
    };
    return [
      ...(entry.open ? [ip] : []),
      ...(policy === undefined ? [] : [policy]),
      {
        ...places.head({
          kind: 'applicationGateway',
          type: 'Microsoft.Network/applicationGateways',
          names: [`agw-${name}`],
          place: spoke.place,
        }),
        subnet,
        publicIps: entry.open ? [ip.id] : [],
        privateAddress: entry.closed ? notStated('privateIPAddress') : undefined,
        sku: policy === undefined ? gatewaySkus.value.without : gatewaySkus.value.withFirewall,
        minInstances: 2,
        maxInstances: 10,
        firewallPolicy: policy?.id,
        zones,
      },
    ];
  },
  agc: ({ site, subnet, name }) => [
    {
      ...site.places.head({
        kind: 'gatewayForContainers',
        type: 'Microsoft.ServiceNetworking/trafficControllers',
        names: [`agc-${name}`],
        place: site.spoke.place,
      }),
      subnet,
    },
  ],
};

interface GatewayPlan {
  readonly site: Site;
  readonly requirements: Requirements;
  readonly subnet: Id<'subnet'>;
  readonly name: string;
  readonly entry: Entry;
  readonly zones: readonly string[];
}

function gateway(site: Site, cluster: DecidedCluster, entry: Entry): readonly AnyElement[] {
  const { option } = entry;
  if (option.subnet === undefined) return [];
  const short = cluster.ask.cluster.name;
  const zones = zonesIn(cluster.ask);
  const delegations = option.delegation === undefined ? [] : [option.delegation];
  const { subnet, elements } = spokeSubnet(site.places, site.spoke, {
    name: `snet-${short}-${option.id}`,
    purpose: option.subnet,
    delegations,
  });
  const name = `${short}-${cluster.ask.environment.name}-${cluster.ask.region.name}`;
  return [
    ...elements,
    ...(makers[option.id]?.({
      site,
      requirements: cluster.ask.requirements,
      subnet: subnet.id,
      name,
      entry,
      zones,
    }) ?? []),
  ];
}

/** Frontends that a subnet for internal load balancers has room for at least. */
const spareFrontends = 8;

function frontends(site: Site, cluster: DecidedCluster, count: number): readonly AnyElement[] {
  const { subnet, elements } = spokeSubnet(site.places, site.spoke, {
    name: `snet-${cluster.ask.cluster.name}-internal-lb`,
    purpose: 'internalLoadBalancerSubnet',
  });
  site.planning.set(subnet.id, {
    ...noPlanning,
    internalLoadBalancers: Math.max(spareFrontends, count * 2),
  });
  return elements;
}
