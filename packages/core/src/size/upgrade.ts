import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { suppliedPools } from '../estate/pools-of.ts';
import {
  isUnknown,
  type Knowable,
  type Missing,
  mapKnown,
  missingOf,
  unknown,
} from '../evidence/knowable.ts';
import { type Balance, balance, knownNeed, type Ledger, missingNeed } from '../evidence/ledger.ts';
import { prose } from '../evidence/prose.ts';
import { isAtLeast } from '../facts/kubernetes-version.ts';
import { surgeFallback } from '../facts/surge.ts';
import { type Amount, product, sum } from './amount.ts';
import { line } from './line.ts';
import { upgradeNodes } from './pools.ts';
import { type Room, roomsFor } from './rooms.ts';
import { subnetLedgerChecked } from './subnet-ledger.ts';

/** A room with what the configured upgrade would take of it. */
export interface UpgradeRoom {
  readonly room: Room;
  /** The ledger of the room with the added nodes. */
  readonly ledger: Ledger;
  readonly balance: Balance;
}

/**
 * `fits`: the configured upgrade has room. `oneByOne`: it has not, but Kubernetes is new enough that
 * AKS goes on with a single node. `blocked`: it cannot go on or is refused.
 */
export type UpgradeOutcome = 'fits' | 'oneByOne' | 'blocked' | 'undetermined';

/** Whether a pool can be upgraded today. */
export interface PoolUpgrade {
  readonly pool: AgentPool;
  /** Nodes that the configured upgrade adds to those of today. */
  readonly extra: Amount;
  readonly outcome: UpgradeOutcome;
  readonly rooms: readonly UpgradeRoom[];
  /** Most nodes that can be added today, bounded by the nodes to upgrade. */
  readonly largestSurge: Amount;
  /** What Azure's own check finds in the node subnet; undefined when AKS manages that. */
  readonly checked: Balance | undefined;
  readonly missing: readonly Missing[];
}

/** Whether a pool can be upgraded today, with the nodes it has now. */
export function poolUpgrade(estate: Estate, pool: AgentPool): PoolUpgrade {
  const { surge, blueGreen } = upgradeNodes(estate, pool, pool.count);
  const extra = sum([surge, blueGreen]);
  const rooms = roomsFor(estate, pool).map((room) => withNodes(room, pool, extra));
  const largestSurge = mostOf([pool.count, ...rooms.map(({ room }) => capacityOf(room))]);
  const checked = pool.subnet;
  return {
    pool,
    extra,
    outcome: outcomeOf(estate, pool, { extra, rooms, largestSurge }),
    rooms,
    largestSurge,
    checked:
      checked === undefined || isUnknown(checked)
        ? undefined
        : balance(subnetLedgerChecked(estate, checked)),
    missing: [
      ...missingOf(extra),
      ...rooms.flatMap((each) =>
        each.balance.kind === 'undetermined' ? each.balance.missing : [],
      ),
    ],
  };
}

/** Whether each pool of a cluster among the inputs can be upgraded today, one after the other. */
export const clusterUpgrades = (estate: Estate, cluster: Cluster): readonly PoolUpgrade[] =>
  suppliedPools(estate, cluster.id).map((pool) => poolUpgrade(estate, pool));

function withNodes(room: Room, pool: AgentPool, extra: Amount): UpgradeRoom {
  const added = line({
    role: 'surge',
    what: prose`nodes that the upgrade adds`,
    amount: product(extra, room.perNode),
    from: pool.id,
  });
  const ledger = { ...room.ledger, lines: [...room.ledger.lines, added] };
  return { room, ledger, balance: balance(ledger) };
}

interface Findings {
  readonly extra: Amount;
  readonly rooms: readonly UpgradeRoom[];
  readonly largestSurge: Amount;
}

function outcomeOf(estate: Estate, pool: AgentPool, found: Findings): UpgradeOutcome {
  const short = found.rooms.filter((each) => each.balance.kind === 'short');
  if (short.some(({ room }) => room.refuses)) return 'blocked';
  if (short.length > 0) return shortOutcome(estate, pool, found);
  const isOpen = found.rooms.some((each) => each.balance.kind === 'undetermined');
  return isOpen || isUnknown(found.extra) ? 'undetermined' : 'fits';
}

/** New versions of Kubernetes go on with one surge node when there is room for that at least. */
function shortOutcome(estate: Estate, pool: AgentPool, { largestSurge }: Findings): UpgradeOutcome {
  if (pool.upgrade.strategy === 'blueGreen') return 'blocked';
  const { fromKubernetes, nodes } = surgeFallback.value;
  if (!isUnknown(largestSurge) && largestSurge < nodes) return 'blocked';
  const version = estate.elements.cluster.get(pool.cluster)?.kubernetesVersion;
  const goesOn =
    version === undefined || isUnknown(version) ? undefined : isAtLeast(version, fromKubernetes);
  if (goesOn === false) return 'blocked';
  return goesOn === undefined || isUnknown(largestSurge) ? 'undetermined' : 'oneByOne';
}

/** Nodes for which a room has place. What is not known of it could leave less. */
function capacityOf({ ledger, perNode }: Room): Amount {
  const free = mapKnown(ledger.supply, (supply) => supply - knownNeed(ledger));
  if (isUnknown(free)) return free;
  if (free <= 0) return 0;
  const [first, ...more] = missingNeed(ledger);
  if (first !== undefined) return unknown(first, ...more);
  return mapKnown(perNode, (each) => Math.floor(free / each));
}

/** The least of several bounds; a bound of nothing decides, whatever the others are. */
function mostOf(bounds: readonly Amount[]): Knowable<number> {
  const known = bounds.flatMap((bound) => (isUnknown(bound) ? [] : [bound]));
  const [first, ...more] = missingOf(...bounds);
  const least = Math.min(...known);
  return first === undefined || least === 0 ? least : unknown(first, ...more);
}
