import type { AgentPool, Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { balance } from '../../../evidence/ledger.ts';
import { amount, code, element, type Prose, prose } from '../../../evidence/prose.ts';
import { blueGreenUpgrade, surgeCite } from '../../../facts/surge.ts';
import { type Amount, sum } from '../../../size/amount.ts';
import { type PoolSize, poolSize } from '../../../size/pools.ts';
import { subnetLedger } from '../../../size/subnet-ledger.ts';
import {
  atWorkstation,
  customersHurt,
  type Drill,
  type DrillEntry,
  type DrillStep,
  rehearsed,
} from '../drill.ts';
import { kubectl, located, type ShellText, sh } from '../shell.ts';

/** Upgrade the pool that adds most nodes while it is at its maximum. */
export const upgradeSurge: DrillEntry = {
  drill: 'upgrade-surge',
  drills: (estate) =>
    all(estate, 'cluster').flatMap((cluster) => {
      const largest = suppliedPools(estate, cluster.id)
        .map((pool) => poolSize(estate, pool))
        .toSorted((a, b) => knownOr(added(b), 0) - knownOr(added(a), 0))[0];
      return largest === undefined ? [] : [drillOf(estate, cluster, largest)];
    }),
};

const added = (size: PoolSize): Amount => sum([size.surge, size.blueGreen]);

function drillOf(estate: Estate, cluster: Cluster, size: PoolSize): Drill {
  const { pool, maximum } = size;
  const extra = added(size);
  const where = poolOptions(cluster, pool);
  const poolName = element(pool.id, pool.name);
  const way = ways[pool.upgrade.strategy ?? 'rolling'];
  return {
    id: `upgrade-surge:${cluster.name}`,
    drill: 'upgrade-surge',
    title: prose`upgrade of ${poolName} in ${element(cluster.id, cluster.name)} at its maximum`,
    proves: prose`an upgrade has room for its surge on the worst day, and drains without stopping anybody`,
    about: [cluster.id, pool.id],
    before: [
      rehearsed,
      prose`the quota of the region allows ${nodesOf(extra)} beyond ${nodesOf(maximum)}`,
      prose`no budget of disruptions forbids every eviction`,
      ...way.before,
    ],
    steps: [
      atWorkstation(
        prose`look for budgets that allow no disruption: the drain waits for them`,
        sh`${kubectl(cluster)} get poddisruptionbudgets --all-namespaces`,
      ),
      ...toMaximum(size, where),
      way.step(where),
      atWorkstation(
        prose`watch nodes come and go`,
        sh`${kubectl(cluster)} get nodes --selector=${`kubernetes.azure.com/agentpool=${pool.name}`} --watch`,
      ),
    ],
    expected: [
      prose`at the same time at most ${nodesOf(extra)} beyond ${nodesOf(maximum)} exist`,
      ...spare(estate, pool),
      prose`no ${code('SubnetIsFull')}, no ${code('InsufficientSubnetSize')}, and the operation ends by itself`,
    ],
    abort: [customersHurt, prose`a drain waits longer than its timeout for the same pod`],
    undo: [
      atWorkstation(
        prose`stop the operation; nodes that are new stay, which does no harm`,
        sh`az aks nodepool operation-abort ${located(cluster)} --cluster-name=${cluster.name} --nodepool-name=${pool.name}`,
      ),
      ...toMinimum(size, where),
    ],
    assumes: size.assumes.surge,
    cite: way.cite,
  };
}

/** How a pool is upgraded for the drill, so that as many nodes are added as the plan has room for. */
const ways: Readonly<Record<NonNullable<AgentPool['upgrade']['strategy']>, Way>> = {
  rolling: {
    before: [],
    step: (where) =>
      atWorkstation(
        prose`upgrade the node image only: it surges like any upgrade and changes no version`,
        sh`az aks nodepool upgrade ${where} --node-image-only`,
      ),
    cite: surgeCite,
  },
  blueGreen: {
    before: [
      prose`the preview of blue/green upgrades is taken, and the CLI has its extension ${code('aks-preview')}: without both the pool rolls, and nothing is proven`,
    ],
    step: (where) =>
      atWorkstation(
        prose`upgrade the node image only: as many nodes again stand beside those there are`,
        sh`az aks nodepool upgrade ${where} --node-image-only --upgrade-strategy=bluegreen`,
      ),
    cite: blueGreenUpgrade.cite,
  },
};

interface Way {
  readonly before: readonly Prose[];
  readonly step: (where: ShellText) => DrillStep;
  readonly cite: Drill['cite'];
}

const poolOptions = (cluster: Cluster, pool: AgentPool): ShellText => ({
  shell: sh`${located(cluster)} --cluster-name=${cluster.name} --name=${pool.name}`,
});

/** With the autoscaler the least count is raised to the maximum, so that every node is there. */
function toMaximum({ pool, maximum }: PoolSize, where: ShellText): Drill['steps'] {
  if (isUnknown(maximum) || pool.autoscaling !== true) return [];
  return [
    atWorkstation(
      prose`bring the pool to its maximum of ${maximum}`,
      sh`az aks nodepool update ${where} --update-cluster-autoscaler --min-count=${maximum} --max-count=${maximum}`,
    ),
  ];
}

function toMinimum({ pool, maximum }: PoolSize, where: ShellText): Drill['steps'] {
  if (isUnknown(maximum) || isUnknown(pool.minCount) || pool.autoscaling !== true) return [];
  return [
    atWorkstation(
      prose`let the autoscaler shrink the pool again`,
      sh`az aks nodepool update ${where} --update-cluster-autoscaler --min-count=${pool.minCount} --max-count=${maximum}`,
    ),
  ];
}

function spare(estate: Estate, pool: AgentPool): readonly Prose[] {
  if (pool.subnet === undefined || isUnknown(pool.subnet)) return [];
  const left = balance(subnetLedger(estate, pool.subnet));
  const name = element(pool.subnet, estate.elements.subnet.get(pool.subnet)?.name);
  switch (left.kind) {
    case 'enough':
      return [prose`${name} keeps at least ${amount(left.spare, 'addresses')} free`];
    case 'short':
      return [prose`it stops: ${name} is short of ${amount(left.by, 'addresses')}`];
    case 'undetermined':
      return [];
  }
}

const nodesOf = (nodes: Amount): Prose =>
  isUnknown(nodes) ? prose`the nodes that its settings give` : [amount(nodes, 'nodes')];
