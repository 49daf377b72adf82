import { apiVersions } from '../../../codec/azure/api-versions.ts';
import type { AgentPool, Cluster } from '../../../estate/elements/cluster.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { amount, code, element, type Prose, prose } from '../../../evidence/prose.ts';
import { knownError } from '../../../facts/errors.ts';
import { limitValue } from '../../../facts/limits.ts';
import { usageThresholds } from '../../../facts/metrics.ts';
import { poolSize } from '../../../size/pools.ts';
import { subnetLedger, subnetLedgerToday } from '../../../size/subnet-ledger.ts';
import {
  atWorkstation,
  customersHurt,
  type Drill,
  type DrillEntry,
  type DrillStep,
  rehearsed,
} from '../drill.ts';
import { armWord, located, type ShellText, sh } from '../shell.ts';

const drillPool = 'drillfill';

/** Fill the node subnet as far as the plan goes, and where that is cheap, one node further. */
export const subnetFull: DrillEntry = {
  drill: 'subnet-full',
  drills: (estate) =>
    all(estate, 'cluster').flatMap((cluster) => {
      const tightest = rooms(estate, cluster).toSorted((a, b) => a.spare - b.spare)[0];
      return tightest === undefined ? [] : [drillOf(estate, cluster, tightest)];
    }),
};

/** A node subnet and how many nodes it still takes. */
interface Room {
  readonly subnet: Subnet;
  readonly pool: AgentPool;
  readonly supply: number;
  /** Addresses that are taken before the drill, and at the planned maximum with its surge. */
  readonly taken: number;
  readonly planned: number;
  /** Addresses that the plan leaves free. */
  readonly spare: number;
  readonly perNode: number;
}

function rooms(estate: Estate, cluster: Cluster): readonly Room[] {
  const bySubnet = new Map<string, Room>();
  for (const pool of suppliedPools(estate, cluster.id)) {
    const subnet =
      typeof pool.subnet === 'string' ? estate.elements.subnet.get(pool.subnet) : undefined;
    const { perNode } = poolSize(estate, pool);
    if (subnet === undefined || isUnknown(perNode) || bySubnet.has(subnet.id)) continue;
    const ledger = subnetLedger(estate, subnet.id);
    if (isUnknown(ledger.supply)) continue;
    const planned = knownNeed(ledger);
    const taken = knownNeed(subnetLedgerToday(estate, subnet.id));
    bySubnet.set(subnet.id, {
      subnet,
      pool,
      supply: ledger.supply,
      taken,
      planned,
      spare: ledger.supply - planned,
      perNode: perNode.nodeSubnet,
    });
  }
  return [...bySubnet.values()];
}

function drillOf(estate: Estate, cluster: Cluster, room: Room): Drill {
  const { subnet, supply, planned, taken, perNode } = room;
  const most = limitValue('nodes-per-pool', estate.raised, estate.assume);
  const fill = Math.max(1, Math.min(most, Math.floor((planned - taken) / perNode)));
  const beyond = Math.floor((supply - taken) / perNode) + 1;
  const isCheap = beyond <= Math.min(most, 2 * fill);
  const name = element(cluster.id, cluster.name);
  const warn = Math.ceil(supply * usageThresholds.value.subnet.warn);
  return {
    id: `subnet-full:${cluster.name}`,
    drill: 'subnet-full',
    title: prose`${element(subnet.id, subnet.name)} of ${name} filled to its plan`,
    proves: prose`the subnet holds the planned maximum with its surge, and somebody is told before it is full`,
    about: [cluster.id, subnet.id],
    before: [
      rehearsed,
      prose`the quota of the region allows ${amount(fill, 'nodes')} more`,
      prose`nothing else in the subnet is being scaled or upgraded`,
    ],
    steps: [
      usages(estate, subnet),
      atWorkstation(
        prose`add a pool that nothing is scheduled on, with the nodes that the plan adds to those of today`,
        sh`az aks nodepool add ${poolOptions(cluster)} --mode=User --node-count=${fill} --vnet-subnet-id=${armWord(subnet)}${shape(estate, room.pool)} --node-taints='drill=only:NoSchedule'`,
      ),
      usages(estate, subnet),
      ...(isCheap ? [overfill(cluster, beyond)] : []),
    ],
    expected: [
      prose`every node of the pool becomes ready, and about ${amount(taken + fill * perNode, 'addresses')} of ${supply} are used`,
      taken + fill * perNode > warn
        ? prose`the alert on the subnet rings at ${amount(warn, 'addresses')}, not later`
        : prose`no alert rings: the plan stays below ${amount(warn, 'addresses')}`,
      isCheap
        ? refused()
        : prose`the subnet is far larger than its plan: filling it further proves nothing`,
    ],
    abort: [
      customersHurt,
      prose`another cluster in the subnet has to scale: its nodes come first`,
      prose`${amount(Math.ceil(supply * usageThresholds.value.subnet.critical), 'addresses')} are used and the plan was not reached`,
    ],
    undo: [
      atWorkstation(
        prose`delete the pool; its addresses come back with the machines`,
        sh`az aks nodepool delete ${poolOptions(cluster)}`,
      ),
    ],
    assumes: [],
    cite: knownError('SubnetIsFull')?.cite ?? [],
  };
}

const poolOptions = (cluster: Cluster): ShellText => ({
  shell: sh`${located(cluster)} --cluster-name=${cluster.name} --name=${{ shell: drillPool }}`,
});

/** The size of the machines and the number of pods of the pool that is imitated. */
function shape(estate: Estate, pool: AgentPool): ShellText {
  const size = knownOr(pool.vmSize ?? '', '');
  const { maxPods } = poolSize(estate, pool);
  const pods = pool.podSubnet;
  const podSubnet = typeof pods === 'string' ? estate.elements.subnet.get(pods) : undefined;
  return {
    shell: [
      ...(size === '' ? [] : [sh` --node-vm-size=${size}`]),
      ...(isUnknown(maxPods) ? [] : [sh` --max-pods=${maxPods}`]),
      ...(podSubnet === undefined ? [] : [sh` --pod-subnet-id=${armWord(podSubnet)}`]),
    ].join(''),
  };
}

function usages(estate: Estate, subnet: Subnet): DrillStep {
  const network = estate.elements.virtualNetwork.get(subnet.virtualNetwork);
  const says = prose`read how many addresses of ${element(subnet.id, subnet.name)} are used; no metric tells it`;
  if (network === undefined) return { says, where: 'portal' };
  const url = { shell: `${armWord(network).shell}'/usages?api-version=${apiVersions.network}'` };
  return atWorkstation(says, sh`az rest --method=get --url=${url}`);
}

const overfill = (cluster: Cluster, beyond: number): DrillStep =>
  atWorkstation(
    prose`ask for one node more than fits`,
    sh`az aks nodepool scale ${poolOptions(cluster)} --node-count=${beyond}`,
  );

const refused = (): Prose =>
  prose`the node that does not fit is refused with ${code('SubnetIsFull')} or ${code('InsufficientSubnetSize')}, and running pods do not notice`;
