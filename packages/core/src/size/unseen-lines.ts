import type { Subnet } from '../estate/elements/network.ts';
import type { Estate } from '../estate/estate.ts';
import { push } from '../estate/grouped.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { poolMode } from '../estate/modes-of.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { kindsThatMayUse, mayUse, subnetUsers, type UnplacedUser } from '../estate/users.ts';
import { view } from '../estate/view.ts';
import { isKnown, type Knowable, type Missing, unknown } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { line } from './line.ts';

/**
 * What may take addresses of a subnet although no element says so: elements that live in some subnet
 * nobody named, addresses that Azure counted, and whatever nobody said is listed.
 */
export function unseenLines(estate: Estate, id: Id<'subnet'>): readonly Line[] {
  const subnet = estate.elements.subnet.get(id);
  const { inNetwork, anywhere } = unplaced(estate);
  const near = subnet === undefined ? [] : (inNetwork.get(subnet.virtualNetwork) ?? []);
  return [
    ...[...near, ...anywhere].filter((user) => mayLiveIn(user, subnet)).map(unplacedLine),
    ...countedLines(estate, id, subnet),
  ];
}

interface Unplaced {
  /** Pools and clusters whose other pools tell the VNet. */
  readonly inNetwork: ReadonlyMap<Id<'virtualNetwork'>, readonly UnplacedUser[]>;
  readonly anywhere: readonly UnplacedUser[];
}

/** Elements whose subnet is not known, but for pods in a mode in which they live in none. */
const unplaced: (estate: Estate) => Unplaced = view((estate) => {
  const inNetwork = new Map<Id<'virtualNetwork'>, UnplacedUser[]>();
  const anywhere: UnplacedUser[] = [];
  for (const user of subnetUsers(estate).unplaced) {
    const pool = estate.elements.agentPool.get(user.element);
    const mode = pool === undefined ? undefined : poolMode(estate, pool);
    if (user.use === 'pods' && isKnown(mode) && mode?.spaces.includes('podSubnet') === false)
      continue;
    const network = networkOfCluster(estate, pool?.cluster ?? user.element);
    if (network === undefined) anywhere.push(user);
    else push(inNetwork, network, user);
  }
  return { inNetwork, anywhere };
});

const unplacedLine = ({ element: from, missing, use }: UnplacedUser): Line =>
  line({
    role: 'unplaced',
    what: prose`${element(from)}, if this is its subnet (as ${use})`,
    amount: unknownOf(missing),
    from,
  });

/** Some live only in subnets of a fixed name, and nothing else lives there. */
const mayLiveIn = ({ use }: UnplacedUser, subnet: Subnet | undefined): boolean =>
  subnet === undefined || mayUse(use, subnet.name);

/** Addresses of others as Azure counted them; without a count, whether there may be others at all. */
function countedLines(
  estate: Estate,
  id: Id<'subnet'>,
  subnet: Subnet | undefined,
): readonly Line[] {
  const others = prose`addresses taken by others`;
  const used = subnet?.usedAddresses;
  if (used !== undefined)
    return used === 0 ? [] : [line({ role: 'used', what: others, amount: used, from: id })];
  const missing: readonly Missing[] = kindsThatMayUse(subnet?.name ?? nameInId(id))
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
