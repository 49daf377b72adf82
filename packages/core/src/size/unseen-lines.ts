import type { Subnet } from '../estate/elements/network.ts';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { poolMode } from '../estate/modes-of.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { kindsThatUseSubnets, subnetUsers, type UnplacedUser } from '../estate/users.ts';
import { isUnknown, type Knowable, type Missing, unknown } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { specialSubnetNamed } from '../facts/special-subnets.ts';
import { line } from './line.ts';

/**
 * What may take addresses of a subnet although no element says so: elements that live in some subnet
 * nobody named, addresses that Azure counted, and whatever nobody said is listed.
 */
export function unseenLines(estate: Estate, id: Id<'subnet'>): readonly Line[] {
  const subnet = estate.elements.subnet.get(id);
  return [
    ...subnetUsers(estate)
      .unplaced.filter((user) => mayLiveIn(estate, user, id))
      .map(unplacedLine),
    ...countedLines(estate, id, subnet),
  ];
}

const unplacedLine = ({ element: from, missing, use }: UnplacedUser): Line =>
  line({
    role: 'unplaced',
    what: prose`${element(from)}, if this is its subnet (as ${use})`,
    amount: unknownOf(missing),
    from,
  });

/**
 * Whether an element whose subnet is not known may live in this one. Excluded are subnets that belong
 * to others by their name, and for pools those of another VNet than the one of their cluster, and pod
 * subnets where the mode has none.
 */
function mayLiveIn(estate: Estate, { use, element: id }: UnplacedUser, in_: Id<'subnet'>): boolean {
  const subnet = estate.elements.subnet.get(in_);
  if (subnet !== undefined && specialSubnetNamed(subnet.name) !== undefined)
    return ownersByName.has(use);
  const pool = estate.elements.agentPool.get(id);
  const network = networkOfCluster(estate, pool?.cluster ?? id);
  if (network !== undefined && subnet !== undefined && network !== subnet.virtualNetwork)
    return false;
  if (pool === undefined || use !== 'pods') return true;
  const mode = poolMode(estate, pool);
  return isUnknown(mode) || mode.spaces.includes('podSubnet');
}

/** Uses to which subnets with a fixed name belong. */
const ownersByName: ReadonlySet<string> = new Set(['firewall', 'gateway', 'bastion']);

/** Addresses of others as Azure counted them; without a count, whether there may be others at all. */
function countedLines(
  estate: Estate,
  id: Id<'subnet'>,
  subnet: Subnet | undefined,
): readonly Line[] {
  const used: Knowable<number> | undefined = subnet?.usedAddresses;
  const others = prose`addresses taken by others`;
  if (used !== undefined && !isUnknown(used))
    return used === 0 ? [] : [line({ role: 'used', what: others, amount: used, from: id })];
  const missing: readonly Missing[] = kindsThatUseSubnets
    .filter((kind) => !isListedFor(estate, kind, id))
    .map((what) => ({ kind: 'notListed', what, within: id }));
  return missing.length === 0
    ? []
    : [line({ role: 'used', what: others, amount: unknownOf(missing), from: id })];
}

function unknownOf(missing: readonly Missing[]): Knowable<number> {
  const [first, ...more] = missing;
  return first === undefined ? 0 : unknown(first, ...more);
}
