import type { AgentPool } from '../../../estate/elements/cluster.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import type { Estate } from '../../../estate/estate.ts';
import { type SubnetUseId, usersOf } from '../../../estate/users.ts';
import { isKnown, knownOr } from '../../../evidence/knowable.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { counted, nameOf, shown } from '../../words/shown.ts';
import type { Role } from '../palette.ts';
import type { Occupant } from './scene.ts';

/** The number of a cluster in the drawing. */
export type BadgeOf = (cluster: ElementId) => number | undefined;

interface Look {
  readonly role: Role;
  readonly text: (estate: Estate, id: ElementId) => string;
  /** More of them than this in one subnet become one label. */
  readonly atMost: number;
  /** The label of many. */
  readonly many: (estate: Estate, ids: readonly ElementId[]) => readonly string[];
}

const named =
  (what: string) =>
  (estate: Estate, id: ElementId): string =>
    `${what} ${nameOf(estate, id)}`;

const manyOf =
  (what: string) =>
  (_: Estate, ids: readonly ElementId[]): readonly string[] => [counted(ids.length, what)];

const one = (role: Role, what: string): Look => ({
  role,
  text: named(what),
  atMost: 4,
  many: manyOf(what),
});

/** How each way to use a subnet looks. */
const looks: Readonly<Record<SubnetUseId, Look>> = {
  nodes: { role: 'nodes', text: poolText, atMost: 12, many: manyOf('node pool') },
  provisionedNodes: {
    role: 'nodes',
    text: () => 'provisioned nodes',
    atMost: 4,
    many: manyOf('cluster with provisioned nodes'),
  },
  pods: {
    role: 'pods',
    text: (estate, id) => `pods of ${nameOf(estate, id)}`,
    atMost: 12,
    many: manyOf('pool with pods'),
  },
  apiServer: { role: 'gateway', text: () => 'API server', atMost: 4, many: manyOf('API server') },
  apiServerEndpoint: {
    role: 'private',
    text: () => 'API server endpoint',
    atMost: 4,
    many: manyOf('API server endpoint'),
  },
  applicationGateway: { ...one('entry', 'application gateway'), text: entryText },
  gatewayForContainers: one('entry', 'gateway for containers'),
  firewall: one('guard', 'firewall'),
  firewallManagement: one('guard', 'management of firewall'),
  gateway: { role: 'gateway', text: gatewayText, atMost: 4, many: manyOf('gateway') },
  bastion: one('gateway', 'Bastion'),
  resolverInbound: one('gateway', 'DNS in'),
  resolverOutbound: one('gateway', 'DNS out'),
  privateEndpoint: {
    role: 'private',
    text: (estate, id) => nameOf(estate, id),
    atMost: 3,
    many: endpointsByService,
  },
  privateLinkService: one('private', 'private link service'),
  internalLoadBalancer: one('entry', 'internal load balancer'),
};

/** Everything that lives in the subnet, and what stands at its edge. */
export function occupantsOf(estate: Estate, subnet: Subnet, badgeOf: BadgeOf): readonly Occupant[] {
  const byUse = new Map<SubnetUseId, ElementId[]>();
  for (const { use, element } of usersOf(estate, subnet.id))
    byUse.set(use, [...(byUse.get(use) ?? []), element]);
  const users = [...byUse].flatMap(([use, ids]): readonly Occupant[] => {
    const look = looks[use];
    if (ids.length > look.atMost)
      return look.many(estate, ids).map((text) => ({ role: look.role, text }));
    return ids.map((id) => {
      const badge = badgeOf(estate.elements.agentPool.get(id)?.cluster ?? id);
      const text = look.text(estate, id);
      return { role: look.role, text, ...(badge === undefined ? {} : { badge }) };
    });
  });
  return [...users, ...edgeOf(estate, subnet)];
}

/** NAT gateway, routes and security group: they decide what passes the subnet's edge. */
function edgeOf(estate: Estate, subnet: Subnet): readonly Occupant[] {
  const nat = knownOr(subnet.natGateway, undefined);
  const routes = knownOr(subnet.routeTable, undefined);
  const group = knownOr(subnet.securityGroup, undefined);
  return [
    ...(nat === undefined ? [] : [{ role: 'guard', text: natText(estate, nat) } as const]),
    ...(routes === undefined
      ? []
      : [{ role: 'other', text: `routes ${nameOf(estate, routes)}` } as const]),
    ...(group === undefined
      ? []
      : [{ role: 'other', text: `NSG ${nameOf(estate, group)}` } as const]),
  ];
}

function natText(estate: Estate, id: ElementId): string {
  const gateway = estate.elements.natGateway.get(id);
  const addresses = gateway === undefined ? 0 : knownOr(gateway.publicIps, []).length;
  const count = addresses === 0 ? '' : ` · ${counted(addresses, 'address', 'addresses')}`;
  return `NAT ${nameOf(estate, id)}${count}`;
}

function poolText(estate: Estate, id: ElementId): string {
  const pool = estate.elements.agentPool.get(id);
  return pool === undefined ? nameOf(estate, id) : `${pool.name} · ${nodesText(pool)}`;
}

/** `3–6 nodes` of a pool that scales, `3 nodes` of one that does not. */
export function nodesText(pool: AgentPool): string {
  if (!knownOr(pool.autoscaling, false) || !isKnown(pool.minCount) || !isKnown(pool.maxCount))
    return `${shown(pool.count, String)} nodes`;
  return `${pool.minCount}–${pool.maxCount} nodes`;
}

/** A gateway that turns requests away says so. */
function entryText(estate: Estate, id: ElementId): string {
  const policy = knownOr(estate.elements.applicationGateway.get(id)?.firewallPolicy, undefined);
  const text = `application gateway ${nameOf(estate, id)}`;
  return policy === undefined ? text : `${text} · WAF`;
}

function gatewayText(estate: Estate, id: ElementId): string {
  const gateway = estate.elements.virtualNetworkGateway.get(id);
  const type = gateway === undefined ? '' : shown(gateway.type, (text) => text);
  return `${type} gateway ${nameOf(estate, id)}`.trim();
}

/** `KeyVault ×2`, one label per service behind the endpoints. */
function endpointsByService(estate: Estate, ids: readonly ElementId[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const endpoint = estate.elements.privateEndpoint.get(id);
    const type = endpoint === undefined ? 'unknown' : shown(endpoint.targetType, (text) => text);
    const service = type.replace(/^Microsoft\./i, '').replace(/\/.*$/, '');
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return [...counts].map(([service, count]) => (count === 1 ? service : `${service} ×${count}`));
}
