import {
  isKnown,
  isUnknown,
  type Knowable,
  knownOr,
  type Missing,
  type Unknown,
} from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { type SpaceKindId, spaceKindOfSubnetName } from '../facts/space-kinds.ts';
import {
  specialSubnetNamed,
  specialSubnets,
  specialSubnetsDelegatedTo,
} from '../facts/special-subnets.ts';
import type { Cluster } from './elements/cluster.ts';
import type { Frontend } from './elements/egress.ts';
import type { Kind } from './elements/kinds.ts';
import { all, type Estate } from './estate.ts';
import { push } from './grouped.ts';
import type { Id } from './id.ts';
import { clusterPools } from './pools-of.ts';
import { view } from './view.ts';

/** As what something uses a subnet. */
export type SubnetUseId =
  | 'nodes'
  | 'provisionedNodes'
  | 'pods'
  | 'apiServer'
  | 'apiServerEndpoint'
  | 'applicationGateway'
  | 'gatewayForContainers'
  | 'firewall'
  | 'firewallManagement'
  | 'gateway'
  | 'bastion'
  | 'resolverInbound'
  | 'resolverOutbound'
  | 'privateEndpoint'
  | 'privateLinkService'
  | 'internalLoadBalancer';

/** Something that uses a subnet. */
export interface SubnetUser {
  readonly use: SubnetUseId;
  readonly element: ElementId;
  /** Set when it is not known whether it uses the subnet at all. */
  readonly doubt?: Unknown;
}

/** Something that uses some subnet, but it is not known which. */
export interface UnplacedUser {
  readonly use: SubnetUseId;
  readonly element: ElementId;
  readonly missing: readonly Missing[];
}

/** Who uses which subnet of an Estate. */
export interface SubnetUsers {
  readonly bySubnet: ReadonlyMap<Id<'subnet'>, readonly SubnetUser[]>;
  readonly unplaced: readonly UnplacedUser[];
}

/** What an element says about one use: which subnet; `undefined` when it uses none of ours. */
interface Claim {
  readonly element: ElementId;
  readonly subnet: Knowable<Id<'subnet'> | undefined>;
  readonly doubt?: Unknown;
}

/** One way to use a subnet. */
interface SubnetUse {
  readonly id: SubnetUseId;
  /** What the subnet of such a user is for; absent: the user is a guest in a subnet of others. */
  readonly space?: SpaceKindId;
  /** Kind of the elements that make such users: unless they are listed, there may be more. */
  readonly madeBy: Kind;
  readonly claims: (estate: Estate) => Iterable<Claim>;
}

const fixedNames = Object.values(specialSubnets).filter(({ fixedName }) => fixedName !== undefined);

/** Every way to use a subnet, the most telling about its purpose first. */
const subnetUses: readonly SubnetUse[] = [
  {
    id: 'nodes',
    space: 'nodeSubnet',
    madeBy: 'agentPool',
    claims: (estate) => all(estate, 'agentPool').map((p) => ({ element: p.id, subnet: p.subnet })),
  },
  {
    id: 'pods',
    space: 'podSubnet',
    madeBy: 'agentPool',
    claims: (estate) =>
      all(estate, 'agentPool').map((p) => ({ element: p.id, subnet: p.podSubnet })),
  },
  {
    id: 'provisionedNodes',
    space: 'nodeSubnet',
    madeBy: 'cluster',
    claims: (estate) =>
      all(estate, 'cluster').flatMap((cluster) => {
        const how = cluster.nodeProvisioning;
        return how === 'Manual' ? [] : [provisioned(estate, cluster, how)];
      }),
  },
  {
    id: 'apiServer',
    space: 'apiServerSubnet',
    madeBy: 'cluster',
    claims: (estate) =>
      all(estate, 'cluster').flatMap(({ id, access }) =>
        access.vnetIntegration === false || access.subnet === undefined
          ? []
          : [{ element: id, subnet: access.subnet, ...doubtOf(access.vnetIntegration) }],
      ),
  },
  {
    id: 'applicationGateway',
    space: 'ingressSubnet',
    madeBy: 'applicationGateway',
    claims: (estate) => all(estate, 'applicationGateway').map(bySubnetField),
  },
  {
    id: 'gatewayForContainers',
    space: 'agcSubnet',
    madeBy: 'gatewayForContainers',
    claims: (estate) => all(estate, 'gatewayForContainers').map(bySubnetField),
  },
  {
    id: 'firewall',
    space: 'firewallSubnet',
    madeBy: 'firewall',
    claims: (estate) => all(estate, 'firewall').map(bySubnetField),
  },
  {
    id: 'firewallManagement',
    space: 'firewallManagementSubnet',
    madeBy: 'firewall',
    claims: (estate) =>
      all(estate, 'firewall').map(({ id, management }) => ({
        element: id,
        subnet: management?.subnet,
      })),
  },
  {
    id: 'gateway',
    space: 'gatewaySubnet',
    madeBy: 'virtualNetworkGateway',
    claims: (estate) => all(estate, 'virtualNetworkGateway').map(bySubnetField),
  },
  {
    id: 'bastion',
    space: 'bastionSubnet',
    madeBy: 'bastionHost',
    claims: (estate) => all(estate, 'bastionHost').map(bySubnetField),
  },
  {
    id: 'resolverInbound',
    space: 'dnsResolverInbound',
    madeBy: 'dnsResolver',
    claims: (estate) => all(estate, 'dnsResolver').flatMap((r) => endpointClaims(r.id, r.inbound)),
  },
  {
    id: 'resolverOutbound',
    space: 'dnsResolverOutbound',
    madeBy: 'dnsResolver',
    claims: (estate) => all(estate, 'dnsResolver').flatMap((r) => endpointClaims(r.id, r.outbound)),
  },
  {
    id: 'privateEndpoint',
    space: 'privateEndpointSubnet',
    madeBy: 'privateEndpoint',
    claims: (estate) => all(estate, 'privateEndpoint').map(bySubnetField),
  },
  {
    id: 'privateLinkService',
    madeBy: 'privateLinkService',
    claims: (estate) => all(estate, 'privateLinkService').map(bySubnetField),
  },
  {
    id: 'internalLoadBalancer',
    space: 'internalLoadBalancerSubnet',
    madeBy: 'loadBalancer',
    claims: (estate) =>
      all(estate, 'loadBalancer').flatMap((b) => frontendClaims(b.id, b.frontends)),
  },
  {
    id: 'apiServerEndpoint',
    madeBy: 'cluster',
    claims: (estate) => all(estate, 'cluster').flatMap((c) => privateApiClaims(estate, c)),
  },
];

/** Kinds of elements that may use a subnet of this name: an input must list them all before it is fully known. */
export const kindsThatMayUse = (name: string): readonly Kind[] => [
  ...new Set(subnetUses.filter(({ id }) => mayUse(id, name)).map((use) => use.madeBy)),
];

/**
 * Whether something may live in a subnet of this name: what Azure gives a subnet with a fixed name (a
 * firewall, a gateway) lives in no other, and nothing else lives there.
 */
export const mayUse = (use: SubnetUseId, name: string): boolean =>
  specialSubnetNamed(name)?.space === fixedSpaces.get(use);

const fixedSpaces: ReadonlyMap<SubnetUseId, SpaceKindId> = new Map(
  subnetUses.flatMap(({ id, space }): readonly [SubnetUseId, SpaceKindId][] =>
    space !== undefined && fixedNames.some((each) => each.space === space) ? [[id, space]] : [],
  ),
);

/** Who uses which subnet; one entry per use, so that an element may appear several times. */
export const subnetUsers: (estate: Estate) => SubnetUsers = view((estate) => {
  const bySubnet = new Map<Id<'subnet'>, SubnetUser[]>();
  const unplaced: UnplacedUser[] = [];
  for (const { id: use, claims } of subnetUses)
    for (const { element, subnet, doubt } of claims(estate)) {
      if (subnet === undefined) continue;
      if (!isKnown(subnet)) {
        unplaced.push({ use, element, missing: subnet.unknown });
        continue;
      }
      const user: SubnetUser = { use, element, ...(doubt === undefined ? {} : { doubt }) };
      push(bySubnet, subnet, user);
    }
  return { bySubnet, unplaced };
});

/** The users of one subnet. */
export const usersOf = (estate: Estate, id: Id<'subnet'>): readonly SubnetUser[] =>
  subnetUsers(estate).bySubnet.get(id) ?? [];

/** What a subnet is for, and how that is known. */
export interface SubnetPurpose {
  readonly space: SpaceKindId;
  readonly because: 'stated' | 'name' | 'delegation' | 'user';
}

/**
 * What a subnet is for, the strongest reason first: stated, its fixed name, its delegation, its
 * users. Several entries mean that it serves several ends; none, that nothing tells.
 */
export function purposesOf(estate: Estate, id: Id<'subnet'>): readonly SubnetPurpose[] {
  const found: SubnetPurpose[] = [];
  const add = (space: SpaceKindId | undefined, because: SubnetPurpose['because']): void => {
    if (space !== undefined && !found.some((purpose) => purpose.space === space))
      found.push({ space, because });
  };
  const subnet = estate.elements.subnet.get(id);
  if (subnet !== undefined) {
    add(subnet.purpose, 'stated');
    add(spaceKindOfSubnetName(subnet.name), 'name');
    for (const service of knownOr(subnet.delegations, []))
      add(spaceDelegatedTo(service), 'delegation');
  }
  const uses = new Set(usersOf(estate, id).map((user) => user.use));
  for (const use of subnetUses) if (uses.has(use.id)) add(use.space, 'user');
  return found;
}

/** The one kind of subnet that a delegation to the service points at; none when it may be several. */
function spaceDelegatedTo(service: string): SpaceKindId | undefined {
  const spaces = new Set(specialSubnetsDelegatedTo(service).map((special) => special.space));
  const [only] = spaces;
  return spaces.size === 1 ? only : undefined;
}

/** The kind of range that a subnet is: its first purpose, or a subnet of others. */
export const spaceOf = (estate: Estate, id: Id<'subnet'>): SpaceKindId =>
  purposesOf(estate, id)[0]?.space ?? 'otherSubnet';

interface InSubnet {
  readonly id: ElementId;
  readonly subnet: Knowable<Id<'subnet'> | undefined>;
}

const bySubnetField = ({ id, subnet }: InSubnet): Claim => ({ element: id, subnet });

type ResolverEndpoints = Knowable<readonly { readonly subnet: Id<'subnet'> }[]>;

const endpointClaims = (element: ElementId, endpoints: ResolverEndpoints): readonly Claim[] =>
  isUnknown(endpoints)
    ? [{ element, subnet: endpoints }]
    : endpoints.map(({ subnet }) => ({ element, subnet }));

const frontendClaims = (
  element: ElementId,
  frontends: Knowable<readonly Frontend[]>,
): readonly Claim[] =>
  isUnknown(frontends)
    ? [{ element, subnet: frontends }]
    : frontends.flatMap(({ subnet }) => (subnet === undefined ? [] : [{ element, subnet }]));

/** Autoprovisioned nodes: where the cluster says, else in the subnet of its first pool. */
function provisioned(estate: Estate, cluster: Cluster, how: unknown): Claim {
  const { id, provisioningSubnet } = cluster;
  return provisioningSubnet === undefined
    ? inFirstPool(estate, cluster, how)
    : { element: id, subnet: provisioningSubnet, ...doubtOf(how) };
}

/** A use of the cluster that lands in the subnet of its first pool. */
function inFirstPool(estate: Estate, cluster: Cluster, doubt: unknown): Claim {
  const pools = clusterPools(estate, cluster.id);
  const subnet = isKnown(pools) ? pools[0]?.subnet : pools;
  return { element: cluster.id, subnet, ...doubtOf(doubt) };
}

/**
 * A private cluster without VNet integration puts the endpoint of its API server into the subnet of
 * the first pool. Nothing is added when that endpoint is itself among the elements.
 */
function privateApiClaims(estate: Estate, cluster: Cluster): readonly Claim[] {
  const { private: isPrivate, vnetIntegration } = cluster.access;
  if (isPrivate === false || vnetIntegration === true) return [];
  return endpointTargets(estate).has(cluster.id)
    ? []
    : [inFirstPool(estate, cluster, isUnknown(isPrivate) ? isPrivate : vnetIntegration)];
}

const endpointTargets: (estate: Estate) => ReadonlySet<unknown> = view(
  (estate) => new Set(all(estate, 'privateEndpoint').map((endpoint) => endpoint.target)),
);

const doubtOf = (value: unknown): { readonly doubt?: Unknown } =>
  isUnknown(value) ? { doubt: value } : {};
