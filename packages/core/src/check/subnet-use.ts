import type { Kind } from '../estate/elements/kinds.ts';
import type { Subnet } from '../estate/elements/network.ts';
import type { Estate } from '../estate/estate.ts';
import { isListedFor } from '../estate/listed.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { type SubnetUseId, subnetUsers, type UnplacedUser, usersOf } from '../estate/users.ts';
import { type Knowable, type Missing, unknown } from '../evidence/knowable.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { spaceKindOfSubnetName } from '../facts/space-kinds.ts';

/** A way to use a subnet, and who makes such users. */
export interface Use {
  readonly uses: readonly SubnetUseId[];
  readonly madeBy: readonly Kind[];
  /** What the subnet of such users is for. */
  readonly space: SpaceKindId;
  /** They are found in subnets that are stated to be for something else too. */
  readonly guests?: true;
}

/** Nodes of pools and of autoprovisioning. */
export const nodeUse: Use = {
  uses: ['nodes', 'provisionedNodes'],
  madeBy: ['agentPool'],
  space: 'nodeSubnet',
};

/** Pods that have addresses of a subnet of their own. */
export const podUse: Use = { uses: ['pods'], madeBy: ['agentPool'], space: 'podSubnet' };

/** Private endpoints that people make; that of an API server comes with its cluster. */
export const endpointUse: Use = {
  uses: ['privateEndpoint'],
  madeBy: ['privateEndpoint'],
  space: 'privateEndpointSubnet',
  guests: true,
};

/** API servers with VNet integration. */
export const apiServerUse: Use = {
  uses: ['apiServer'],
  madeBy: ['cluster'],
  space: 'apiServerSubnet',
};

/**
 * Whether a subnet is used in a way. A known user or a stated purpose settles it, so does a name that
 * belongs to others; users whose subnet nobody named, and lists that nobody called whole, leave it open.
 */
export function isUsedFor(estate: Estate, subnet: Subnet, use: Use): Knowable<boolean> {
  const users = usersOf(estate, subnet.id).filter((user) => use.uses.includes(user.use));
  if (users.some((user) => user.doubt === undefined) || subnet.purpose === use.space) return true;
  const byName = spaceKindOfSubnetName(subnet.name);
  if (byName !== undefined && byName !== use.space) return false;
  const unplaced = subnetUsers(estate).unplaced.filter(
    (user) => use.uses.includes(user.use) && mayLiveIn(estate, user, subnet),
  );
  const notListed: readonly Missing[] =
    subnet.purpose === undefined || use.guests === true
      ? use.madeBy
          .filter((kind) => !isListedFor(estate, kind, subnet.id))
          .map((what) => ({ kind: 'notListed', what, within: subnet.id }))
      : [];
  const [first, ...more] = [
    ...users.flatMap((user) => user.doubt?.unknown ?? []),
    ...unplaced.flatMap((user) => user.missing),
    ...notListed,
  ];
  return first === undefined ? false : unknown(first, ...more);
}

/** A pool lives in the VNet of its cluster, where that is known. */
function mayLiveIn(estate: Estate, user: UnplacedUser, subnet: Subnet): boolean {
  const cluster = estate.elements.agentPool.get(user.element)?.cluster ?? user.element;
  const network = networkOfCluster(estate, cluster);
  return network === undefined || network === subnet.virtualNetwork;
}
