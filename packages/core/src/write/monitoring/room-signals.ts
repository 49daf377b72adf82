import type { Cluster } from '../../estate/elements/cluster.ts';
import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Id } from '../../estate/id.ts';
import { suppliedPools } from '../../estate/pools-of.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { amount, element, type Prose, prose, words } from '../../evidence/prose.ts';
import { usageThresholds } from '../../facts/metrics.ts';
import { podRangeLedger } from '../../size/pod-space-ledger.ts';
import { type PoolSize, poolSize } from '../../size/pools.ts';
import { subnetLedgerToday } from '../../size/subnet-ledger.ts';
import { needsOf } from './needs.ts';
import { narrowed, ofCluster, promLiteral, promString } from './promql.ts';
import type { PrometheusSignal } from './signal.ts';

/** A share of something that nodes use up. */
interface Room {
  readonly alert: string;
  /** What tells several rooms of one cluster apart. */
  readonly of: string;
  readonly what: (cluster: Prose) => Prose;
  /** PromQL of any cluster. */
  readonly expression: string;
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
    ...subnetsOf(estate, cluster, 'podSubnet').flatMap((id) => podRooms(estate, id)),
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
    title: prose`${room.what([element(cluster.id, cluster.name)])} is used to ${room.thresholds[level] * 100} %`,
    severity,
    resource: cluster.id,
    resourceName: cluster.name,
    metric: room.metric,
    series: narrowed(room.expression, ofCluster(cluster.name)),
    curve: {
      title: prose`how full ${room.what(words('the cluster'))} is`,
      expression: room.expression,
    },
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
      what: (of) => prose`the pod range of ${of}`,
      metric: 'kube_node_info',
      expression: `count(kube_node_info) / ${ledger.supply}`,
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
  const terms = nodeTerms(sizes);
  if (room === undefined || terms === undefined || terms.length === 0) return [];
  return [
    {
      alert: 'node-subnet-usage',
      of: `:${id}`,
      what: (of) => prose`subnet ${element(id, estate.elements.subnet.get(id)?.name)} of ${of}`,
      metric: 'kube_node_info',
      expression: `(${terms.join(' + ')}) / ${room}`,
      thresholds: usageThresholds.value.subnet,
      because: prose`it has ${amount(room, 'addresses')} for nodes; upgrades and scaling stop when it is full`,
    },
  ];
}

/**
 * Nodes of pools times what each takes, pools that take the same together. Pools without nodes count as
 * none, not as unknown, as long as the cluster has any.
 */
function nodeTerms(sizes: readonly PoolSize[]): readonly string[] | undefined {
  const pools = sizes.flatMap(({ pool, perNode }) =>
    isUnknown(perNode) ? [] : [{ name: pool.name, takes: perNode.nodeSubnet }],
  );
  if (pools.length < sizes.length) return undefined;
  return [...grouped(pools, ({ takes }) => takes)].map(([takes, members]) => {
    const names = promString(members.map(({ name }) => nodeNames(name)).join('|'));
    const count = `(count(kube_node_info{node=~${names}}) or 0 * count(kube_node_info))`;
    return takes === 1 ? count : `${takes} * ${count}`;
  });
}

/** AKS names nodes of Linux pools `aks-<pool>-…` and those of Windows pools `aks<pool>…`. */
const nodeNames = (pool: string): string =>
  `aks-${promLiteral(pool)}-.+|aks${promLiteral(pool)}[0-9a-z]{6}`;

function podRooms(estate: Estate, id: Id<'subnet'>): readonly Room[] {
  const room = roomForNodes(subnetLedgerToday(estate, id), estate);
  const name = estate.elements.subnet.get(id)?.name;
  if (room === undefined || name === undefined) return [];
  return [
    {
      alert: 'pod-subnet-usage',
      of: `:${id}`,
      what: (of) => prose`pod subnet ${element(id, name)} of ${of}`,
      metric: 'cx_ipam_total_ips',
      expression: `sum by (subnet, subnet_cidr) (cx_ipam_total_ips{subnet=${promString(name)}}) / ${room}`,
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
