import type { Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { clusterModes } from '../../estate/modes-of.ts';
import { isUnknown, knownOr } from '../../evidence/knowable.ts';
import { element, type Prose, prose, words } from '../../evidence/prose.ts';
import { dataPlanes } from '../../facts/data-planes.ts';
import { aksPage, derived } from '../../facts/documents.ts';
import { metricAlerts } from '../../facts/metrics/alerts.ts';
import type { PrometheusAlert } from '../../facts/metrics/metric.ts';
import { prometheusAlerts } from '../../facts/metrics/prometheus.ts';
import { needsOf } from './needs.ts';
import { cutComparison, narrowed, ofCluster, seriesIn } from './promql.ts';
import { roomSignals } from './room-signals.ts';
import type { DrillId, PrometheusSignal, SignalSeverity } from './signal.ts';

/** A signal of the cluster's Prometheus, and for which clusters it is. */
interface ClusterAlert {
  readonly id: string;
  readonly title: (cluster: Prose) => Prose;
  readonly because: Prose;
  readonly severity: SignalSeverity;
  readonly runbook?: DrillId;
  readonly applies: (estate: Estate, cluster: Cluster) => boolean;
  /** The published expression; absent: that of the facts with this id. */
  readonly alert?: PrometheusAlert;
}

const always = (): boolean => true;

/** A data plane that stands for kube-proxy sees every connection itself; beside others Retina counts. */
const countsItself = (plane: Cluster['network']['dataPlane']): boolean =>
  !isUnknown(plane) && !dataPlanes[plane].kubeProxy;

const hasHubble = (_: Estate, { network }: Cluster): boolean =>
  countsItself(network.dataPlane) && knownOr(network.advanced, undefined)?.observability === true;

/** Data planes whose drops Retina counts, with an engine that can cause some. */
const hasRetinaDrops = (_: Estate, { network }: Cluster): boolean =>
  !isUnknown(network.dataPlane) &&
  !countsItself(network.dataPlane) &&
  !isUnknown(network.policyEngine) &&
  network.policyEngine !== 'none';

/** Modes in which nodes take addresses of a pod subnet as pods come: their agent has the series. */
const hasBatches = (estate: Estate, cluster: Cluster): boolean => {
  const modes = clusterModes(estate, cluster);
  return (
    !isUnknown(modes) &&
    modes.some(({ needPerNode }) => needPerNode(0).podSubnet > 0 && needPerNode(0).contiguous === 0)
  );
};

const notReadyAfter = metricAlerts.find((alert) => alert.id === 'aks-notready')?.window ?? 'PT20M';

const clusterAlerts: readonly ClusterAlert[] = [
  {
    id: 'node-not-ready',
    title: (cluster) => prose`a node of ${cluster} is not ready`,
    because: prose`nodes that lose the API server, their name resolution or their way out fall out`,
    severity: 1,
    runbook: 'firewall-blocked',
    applies: always,
    alert: {
      id: 'node-not-ready',
      what: 'a node is not ready',
      expression:
        'sum by (node) (kube_node_status_condition{condition="Ready",status!="true"}) > 0',
      for: notReadyAfter,
      confidence: 'derived',
      cite: [aksPage('best-practices-monitoring-proactive.md')],
    },
  },
  {
    id: 'pod-subnet-exhausted',
    title: (cluster) => prose`a pod subnet of ${cluster} is exhausted`,
    because: prose`new pods on its nodes get no address`,
    severity: 0,
    runbook: 'subnet-full',
    applies: hasBatches,
  },
  {
    id: 'pod-addresses-not-granted',
    title: (cluster) => prose`a node of ${cluster} waits for addresses`,
    because: prose`what nodes ask for and what they hold must converge; a lasting gap is a fault`,
    severity: 2,
    runbook: 'subnet-full',
    applies: hasBatches,
  },
  {
    id: 'dns-failures',
    title: (cluster) => prose`names fail in ${cluster}`,
    because: prose`more than one answer in a hundred is a failure of the resolver`,
    severity: 1,
    runbook: 'zone-unlinked',
    applies: always,
  },
  {
    id: 'dns-upstream-failures',
    title: (cluster) => prose`the resolver behind CoreDNS of ${cluster} fails`,
    because: prose`private zones, the resolver of the hub or the DNS proxy of the firewall`,
    severity: 2,
    runbook: 'zone-unlinked',
    applies: always,
  },
  {
    id: 'policy-drops',
    title: (cluster) => prose`policies refuse connections in ${cluster}`,
    because: prose`a flow that nobody declared, or a policy that forgot one`,
    severity: 3,
    runbook: 'policy-enforced',
    applies: hasHubble,
  },
  {
    id: 'cilium-drops',
    title: (cluster) => prose`nodes of ${cluster} drop packets`,
    because: prose`the reason tells policy, missing route and full tables apart`,
    severity: 3,
    runbook: 'policy-enforced',
    applies: hasHubble,
  },
  {
    id: 'retina-drops',
    title: (cluster) => prose`packet filters on nodes of ${cluster} drop packets`,
    because: prose`a flow that nobody declared, or a policy that forgot one`,
    severity: 3,
    runbook: 'policy-enforced',
    applies: hasRetinaDrops,
    alert: {
      id: 'retina-drops',
      what: 'packets that the filters of nodes drop',
      expression:
        'sum by (instance) (rate(networkobservability_drop_count{reason="IPTABLE_RULE_DROP"}[5m])) > 0',
      confidence: 'derived',
      cite: [derived('the counterpart of policy drops where Retina counts')],
    },
  },
  {
    id: 'retransmissions',
    title: (cluster) => prose`segments of ${cluster} are sent again and again`,
    because: prose`loss on the path, an overloaded firewall or a full connection table`,
    severity: 3,
    runbook: 'snat-load',
    applies: always,
  },
];

/** Signals on Prometheus series, cluster by cluster. */
export const clusterSignals = (estate: Estate): readonly PrometheusSignal[] =>
  all(estate, 'cluster').flatMap((cluster) => [
    ...roomSignals(estate, cluster),
    ...clusterAlerts
      .filter((alert) => alert.applies(estate, cluster))
      .flatMap((alert) => seriesSignal(cluster, alert)),
  ]);

function seriesSignal(cluster: Cluster, entry: ClusterAlert): readonly PrometheusSignal[] {
  const alert = entry.alert ?? prometheusAlerts.find(({ id }) => id === entry.id);
  const compared = alert === undefined ? undefined : cutComparison(alert.expression);
  if (alert === undefined || compared === undefined) return [];
  const [metric = ''] = seriesIn(compared.series);
  return [
    {
      kind: 'prometheus',
      id: `${entry.id}:${cluster.id}`,
      alert: entry.id,
      title: entry.title([element(cluster.id, cluster.name)]),
      severity: entry.severity,
      resource: cluster.id,
      resourceName: cluster.name,
      metric,
      ...compared,
      series: narrowed(compared.series, ofCluster(cluster.name)),
      curve: { title: entry.title(words('the cluster')), expression: compared.series },
      window: isoDuration(alert.for),
      because: entry.because,
      ...(entry.runbook === undefined ? {} : { runbook: entry.runbook }),
      ...needsOf(metric),
      confidence: alert.confidence,
      assumes: [],
      cite: alert.cite,
    },
  ];
}

/** Prometheus writes `15m`, Azure `PT15M`; five minutes when nothing is said. */
const isoDuration = (text = '5m'): string =>
  text.startsWith('P') ? text : `PT${text.toUpperCase()}`;
