import { all, type Estate } from '../../estate/estate.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import { element, type Prose, prose } from '../../evidence/prose.ts';
import { derived } from '../../facts/documents.ts';
import { metricAlerts } from '../../facts/metrics/alerts.ts';
import type { MetricAlert } from '../../facts/metrics/metric.ts';
import { usageThresholds } from '../../facts/metrics.ts';
import { snatReport } from '../../size/snat-ledger.ts';
import type { DrillId, MetricSignal, SignalSeverity } from './signal.ts';
import { type Watched, watchedBy } from './watched.ts';

/** What an alert that Microsoft publishes means for clusters. */
interface Meaning {
  readonly title: (what: Prose) => Prose;
  readonly because: Prose;
  readonly runbook?: DrillId;
  /** Where the published alert has none. */
  readonly severity: SignalSeverity;
}

/**
 * The published alerts that are taken over, by id. Left out: `lb-used-ports` (900 ports fit only nodes
 * with 1,024 of them; the share of the allotment stands for it), `fw-missing` (metric alerts cannot
 * wait for silence; health falls to 0 then) and `aks-notready`, which the Prometheus signals have.
 */
export const takenOver: Readonly<Record<string, Meaning>> = {
  'nat-failed': {
    title: (what) => prose`${what} refuses new connections`,
    because: prose`no port was free, or a limit of the gateway was reached: pods see timeouts`,
    runbook: 'snat-load',
    severity: 1,
  },
  'nat-datapath': {
    title: (what) => prose`${what} does not carry all traffic`,
    because: prose`pods behind it lose their way out, whatever their ports`,
    runbook: 'firewall-blocked',
    severity: 1,
  },
  'lb-snat-failed': {
    title: (what) => prose`outbound connections through ${what} are refused`,
    because: prose`a node has used the ports it was given; others may have many left`,
    runbook: 'snat-load',
    severity: 1,
  },
  'lb-vip': {
    title: (what) => prose`${what} is not reached from outside`,
    because: prose`the path to its public frontends is broken`,
    runbook: 'region-lost',
    severity: 0,
  },
  'lb-dip': {
    title: (what) => prose`nodes behind ${what} fail their probes`,
    because: prose`a security group, a NetworkPolicy or a pod that is not ready stops the probe`,
    severity: 2,
  },
  'fw-snat': {
    title: (what) => prose`${what} runs out of outbound ports`,
    because: prose`every cluster behind it shares them; add public addresses before it is full`,
    runbook: 'snat-load',
    severity: 1,
  },
  'fw-health': {
    title: (what) => prose`${what} is not healthy`,
    because: prose`all egress of the clusters behind it depends on it`,
    runbook: 'firewall-blocked',
    severity: 0,
  },
  'agw-unhealthy': {
    title: (what) => prose`${what} finds backends unhealthy`,
    because: prose`probes must ask what readiness of the workload means, and must reach the pods`,
    runbook: 'region-lost',
    severity: 2,
  },
  'agw-capacity-capacity-units': {
    title: (what) => prose`${what} is near its capacity`,
    because: prose`more instances need more addresses of its subnet`,
    severity: 2,
  },
  'agw-capacity-compute-units': {
    title: (what) => prose`${what} is near its compute capacity`,
    because: prose`more instances need more addresses of its subnet`,
    severity: 2,
  },
  'pdns-capacity-virtual-network-link-capacity-utilization': {
    title: (what) => prose`zone ${what} can soon be linked to no further VNet`,
    because: prose`a cluster whose VNet cannot be linked resolves public addresses`,
    runbook: 'zone-unlinked',
    severity: 2,
  },
  'pdns-capacity-record-set-capacity-utilization': {
    title: (what) => prose`zone ${what} can soon hold no further record`,
    because: prose`an endpoint without a record is not found`,
    runbook: 'zone-unlinked',
    severity: 2,
  },
  'pip-vip': {
    title: (what) => prose`public address ${what} is not reached`,
    because: prose`clients come in by it`,
    runbook: 'region-lost',
    severity: 1,
  },
  'vhub-routes': {
    title: (what) => prose`${what} learns many routes`,
    because: prose`beyond its limit it drops the connection to the peer`,
    severity: 1,
  },
  'vhub-vms': {
    title: (what) => prose`${what} serves nearly as many machines as its units allow`,
    because: prose`nodes of clusters count as machines, those of a surge too`,
    runbook: 'upgrade-surge',
    severity: 1,
  },
};

/** Signals on platform metrics: the published ones, and those that follow from what was sized. */
export const platformSignals = (estate: Estate): readonly MetricSignal[] => [
  ...metricAlerts.flatMap((alert) => publishedSignals(estate, alert)),
  ...portSignals(estate),
  ...silentEndpoints(estate),
];

function publishedSignals(estate: Estate, alert: MetricAlert): readonly MetricSignal[] {
  const meaning = Object.hasOwn(takenOver, alert.id) ? takenOver[alert.id] : undefined;
  const { operator, threshold, aggregation, window = 'PT5M' } = alert;
  if (meaning === undefined || operator === undefined || operator === 'Absent') return [];
  if (threshold === undefined || aggregation === undefined) return [];
  return watched(estate, alert.resourceType).map((each) =>
    signal(each, {
      alert: alert.id,
      resourceType: alert.resourceType,
      metric: alert.metric,
      aggregation,
      operator,
      threshold,
      window,
      ...(alert.dimension === undefined ? {} : { dimension: alert.dimension }),
      every: alert.every ?? everyFor(window),
      title: meaning.title([element(each.element, each.name)]),
      because: meaning.because,
      ...(meaning.runbook === undefined ? {} : { runbook: meaning.runbook }),
      severity: severityOf(alert.severity) ?? meaning.severity,
      confidence: alert.confidence,
      assumes: alert.assumes === undefined ? [] : [alert.assumes],
      cite: alert.cite,
    }),
  );
}

/** Used ports of a node against those it was given: an average over the cluster hides a hot node. */
function portSignals(estate: Estate): readonly MetricSignal[] {
  const resourceType = 'Microsoft.Network/loadBalancers';
  const { warn, critical } = usageThresholds.value.lbPortsPerNode;
  return all(estate, 'cluster').flatMap((cluster) => {
    const report = snatReport(estate, cluster);
    if (report === undefined || isUnknown(report) || report.exit.exit !== 'loadBalancer') return [];
    const { ports } = report;
    if (isUnknown(ports)) return [];
    const levels = [
      { alert: 'lb-port-share-warn', share: warn, severity: 2 },
      { alert: 'lb-port-share-critical', share: critical, severity: 1 },
    ] as const;
    return levels.map(({ alert, share, severity }) =>
      signal(
        { element: cluster.id, name: cluster.name },
        {
          alert,
          resourceType,
          metric: 'UsedSnatPorts',
          aggregation: 'Average',
          dimension: { name: 'BackendIPAddress', value: '*' },
          operator: 'GreaterThan',
          threshold: Math.floor(ports * share),
          window: 'PT5M',
          every: 'PT1M',
          title: prose`a node of ${element(cluster.id, cluster.name)} uses ${share * 100} % of its outbound ports`,
          because: prose`each node has ${ports} ports at most nodes; a node that runs out fails alone`,
          runbook: 'snat-load',
          severity,
          confidence: usageThresholds.confidence,
          assumes: ['metrics.usedSnatPorts'],
          cite: usageThresholds.cite,
        },
      ),
    );
  });
}

/** An endpoint without a byte in a day is not used, or names still resolve to the public address. */
const silentEndpoints = (estate: Estate): readonly MetricSignal[] =>
  watched(estate, 'Microsoft.Network/privateEndpoints').map((each) =>
    signal(each, {
      alert: 'endpoint-silent',
      resourceType: 'Microsoft.Network/privateEndpoints',
      metric: 'PEBytesOut',
      aggregation: 'Total',
      operator: 'LessThan',
      threshold: 1,
      window: 'P1D',
      every: 'PT1H',
      title: prose`no traffic through private endpoint ${element(each.element, each.name)}`,
      because: prose`either nobody uses it, or names still resolve to the public address`,
      runbook: 'zone-unlinked',
      severity: 3,
      confidence: 'derived',
      assumes: [],
      cite: [derived('bytes stay at zero while clients take the public path')],
    }),
  );

type Said = Omit<MetricSignal, 'kind' | 'id' | 'resource' | 'resourceName' | 'scope'>;

const signal = (to: Watched, said: Said): MetricSignal => ({
  kind: 'azureMetric',
  id: `${said.alert}:${to.element}`,
  resource: to.element,
  resourceName: to.name,
  ...(to.scope === undefined ? {} : { scope: to.scope }),
  ...said,
});

const watched = (estate: Estate, resourceType: string): readonly Watched[] =>
  watchedBy[resourceType]?.(estate) ?? [];

/** Short windows are looked at every minute, longer ones every five. */
const everyFor = (window: string): string => (window === 'PT5M' ? 'PT1M' : 'PT5M');

const severities: readonly SignalSeverity[] = [0, 1, 2, 3, 4];

const severityOf = (stated: number | undefined): SignalSeverity | undefined =>
  severities.find((severity) => severity === stated);
