import type { Cluster } from '../../estate/elements/cluster.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { suppliedPools } from '../../estate/pools-of.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { amount, element, type Prose, prose } from '../../evidence/prose.ts';
import { usageThresholds } from '../../facts/metrics.ts';
import { podRangeLedger } from '../../size/pod-space-ledger.ts';
import { type PoolSize, poolSize } from '../../size/pools.ts';
import { subnetLedgerToday } from '../../size/subnet-ledger.ts';
import { needsOf } from './needs.ts';
import { promLiteral, promString } from './promql.ts';
import type { PrometheusSignal } from './signal.ts';

/** A share of something that nodes use up. */
interface Room {
  readonly alert: string;
  /** What tells several rooms of one cluster apart. */
  readonly of: string;
  readonly what: Prose;
  readonly series: string;
  readonly metric: string;
  readonly thresholds: { readonly warn: number; readonly critical: number };
  readonly because: Prose;
}

/**
 * How full subnets and pod ranges are. No platform metric tells it; the nodes that Prometheus sees do,
 * times what a node takes, over what the ledger has for nodes.
 */
export const roomSignals = (estate: Estate, cluster: Cluster): readonly PrometheusSignal[] =>
  [
    ...podRangeRooms(estate, cluster),
    ...subnetsOf(estate, cluster, 'subnet').flatMap((id) => nodeRooms(estate, cluster, id)),
    ...subnetsOf(estate, cluster, 'podSubnet').flatMap((id) => podRooms(estate, cluster, id)),
  ].flatMap((room) => levels(cluster, room));

function levels(cluster: Cluster, room: Room): readonly PrometheusSignal[] {
  const { confidence, cite } = usageThresholds;
  const each = [
    { level: 'warn', severity: 2 },
    { level: 'critical', severity: 1 },
  ] as const;
  return each.map(({ level, severity }) => ({
    kind: 'prometheus',
    id: `${room.alert}-${level}:${cluster.id}${room.of}`,
    alert: `${room.alert}-${level}`,
    title: prose`${room.what} is used to ${room.thresholds[level] * 100} %`,
    severity,
    resource: cluster.id,
    resourceName: cluster.name,
    metric: room.metric,
    series: room.series,
    operator: 'GreaterThan',
    threshold: room.thresholds[level],
    window: 'PT15M',
    because: room.because,
    runbook: 'subnet-full',
    ...needsOf(room.metric),
    confidence,
    assumes: [],
    cite,
  }));
}

function podRangeRooms(estate: Estate, cluster: Cluster): readonly Room[] {
  const ledger = podRangeLedger(estate, cluster.id);
  if (ledger?.unit !== 'node blocks' || isUnknown(ledger.supply) || ledger.supply === 0) return [];
  return [
    {
      alert: 'pod-range-usage',
      of: '',
      what: prose`the pod range of ${element(cluster.id, cluster.name)}`,
      metric: 'kube_node_info',
      series: `count(kube_node_info) / ${ledger.supply}`,
      thresholds: usageThresholds.value.podRange,
      because: prose`it holds ${amount(ledger.supply, 'nodes')}; the node after the last gets no pod addresses`,
    },
  ];
}

function nodeRooms(estate: Estate, cluster: Cluster, id: Id<'subnet'>): readonly Room[] {
  const room = roomForNodes(subnetLedgerToday(estate, id), estate);
  const sizes = suppliedPools(estate, cluster.id)
    .filter((pool) => pool.subnet === id)
    .map((pool) => poolSize(estate, pool));
  const terms = sizes.map(nodeTerm);
  if (room === undefined || terms.length === 0 || terms.includes(undefined)) return [];
  return [
    {
      alert: 'node-subnet-usage',
      of: `:${id}`,
      what: prose`subnet ${element(id, estate.elements.subnet.get(id)?.name)} of ${element(cluster.id, cluster.name)}`,
      metric: 'kube_node_info',
      series: `(${terms.join(' + ')}) / ${room}`,
      thresholds: usageThresholds.value.subnet,
      because: prose`it has ${amount(room, 'addresses')} for nodes; upgrades and scaling stop when it is full`,
    },
  ];
}

/** Nodes of a pool times what each takes. A pool without nodes counts as none, not as unknown. */
function nodeTerm({ pool, perNode }: PoolSize): string | undefined {
  if (isUnknown(perNode)) return undefined;
  const count = `(count(kube_node_info{node=~${promString(nodeNames(pool.name))}}) or vector(0))`;
  return perNode.nodeSubnet === 1 ? count : `${perNode.nodeSubnet} * ${count}`;
}

/** AKS names nodes of Linux pools `aks-<pool>-…` and those of Windows pools `aks<pool>…`. */
const nodeNames = (pool: string): string =>
  `aks-${promLiteral(pool)}-.+|aks${promLiteral(pool)}[0-9a-z]{6}`;

function podRooms(estate: Estate, cluster: Cluster, id: Id<'subnet'>): readonly Room[] {
  const room = roomForNodes(subnetLedgerToday(estate, id), estate);
  const name = estate.elements.subnet.get(id)?.name;
  if (room === undefined || name === undefined) return [];
  return [
    {
      alert: 'pod-subnet-usage',
      of: `:${id}`,
      what: prose`pod subnet ${element(id, name)} of ${element(cluster.id, cluster.name)}`,
      metric: 'cx_ipam_total_ips',
      series: `sum by (subnet, subnet_cidr) (cx_ipam_total_ips{subnet=${promString(name)}}) / ${room}`,
      thresholds: usageThresholds.value.subnet,
      because: prose`nodes hold addresses in batches; it has ${amount(room, 'addresses')} for them`,
    },
  ];
}

/** Addresses that are left for nodes and pods when everything else has its own. */
function roomForNodes(ledger: Ledger, estate: Estate): number | undefined {
  if (isUnknown(ledger.supply)) return undefined;
  const others = ledger.lines.filter(
    ({ from }) => typeof from !== 'string' || !estate.elements.agentPool.has(from),
  );
  const taken = others
    .filter(({ role }) => role !== 'minimum')
    .reduce((sum, { amount: each }) => sum + (isUnknown(each) ? 0 : each), 0);
  return ledger.supply > taken ? ledger.supply - taken : undefined;
}

function subnetsOf(
  estate: Estate,
  cluster: Cluster,
  field: 'subnet' | 'podSubnet',
): readonly Id<'subnet'>[] {
  const ids = suppliedPools(estate, cluster.id).flatMap((pool) => {
    const id = pool[field];
    return id === undefined || isUnknown(id) ? [] : [id];
  });
  return [...new Set(ids)];
}
