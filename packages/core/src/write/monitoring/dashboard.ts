import { grouped } from '../../estate/grouped.ts';
import { parseArmId } from '../../estate/id.ts';
import { type Prose, plain } from '../../evidence/prose.ts';
import { managedPrometheusClusterLabel } from '../../facts/metrics/prometheus.ts';
import { narrowed, ofClusters } from './promql.ts';
import type { MetricSignal, PrometheusSignal, Signal } from './signal.ts';

/** JSON of Grafana. */
type GrafanaJson =
  | string
  | number
  | boolean
  | null
  | readonly GrafanaJson[]
  | { readonly [key: string]: GrafanaJson };

type Shown = MetricSignal | PrometheusSignal;

/** Width of the grid of Grafana, of a panel and its height, in grid units. */
const layout = { columns: 24, width: 12, height: 8 } as const;

/**
 * A Grafana dashboard that can be imported: a row per watched thing, a panel per value with its
 * thresholds as lines. Both data sources are variables, and so are the clusters: those with the same
 * curve and the same room share a panel, one line each. Log signals have no panel: they are queries to
 * be run, not curves.
 */
export function dashboard(signals: readonly Signal[], title = 'AKS networking'): string {
  const shown = signals.filter((signal): signal is Shown => isShown(signal));
  const panels: GrafanaJson[] = [];
  let y = 0;
  for (const members of grouped(shown, rowOf).values()) {
    panels.push(row(panels.length + 1, titleOfRow(members), y));
    y += 1;
    const curves = [...grouped(members, curveOf).values()];
    for (const [i, levels] of curves.entries()) {
      const column = i % (layout.columns / layout.width);
      const at = { x: column * layout.width, y: y + Math.floor(i / 2) * layout.height };
      panels.push(panel(panels.length + 1, levels, at));
    }
    y += Math.ceil(curves.length / 2) * layout.height;
  }
  const board = {
    title,
    uid: null,
    tags: ['aks', 'network'],
    timezone: 'browser',
    schemaVersion: 39,
    editable: true,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [source('prometheus'), source(azureMonitor), ...clusterVariable(shown)],
    },
    panels,
  };
  return `${JSON.stringify(board, undefined, 2)}\n`;
}

const azureMonitor = 'grafana-azure-monitor-datasource';

/** Metrics of resources that do not exist yet cannot be asked for. */
const isShown = (signal: Signal): boolean =>
  signal.kind === 'prometheus' || (signal.kind === 'azureMetric' && signal.scope !== undefined);

/** Clusters share a row; every other resource has its own. */
const rowOf = (signal: Shown): string =>
  signal.kind === 'prometheus' ? signal.kind : signal.resource;

const titleOfRow = ([first]: readonly Shown[]): string =>
  first === undefined || first.kind === 'prometheus' ? 'clusters' : first.resourceName;

/** Signals with the same curve differ in their threshold and their cluster only. */
const curveOf = (signal: Shown): string =>
  signal.kind === 'prometheus'
    ? signal.curve.expression
    : [signal.metric, signal.aggregation, signal.dimension?.name, signal.dimension?.value].join(
        ' ',
      );

const source = (type: string): GrafanaJson => ({
  name: variables[type] ?? type,
  label: type === azureMonitor ? 'Azure Monitor' : 'Prometheus',
  type: 'datasource',
  query: type,
  hide: 0,
  multi: false,
  includeAll: false,
  current: {},
});

/** The clusters that the reader wants to see: all of them, until some are picked. */
function clusterVariable(shown: readonly Shown[]): readonly GrafanaJson[] {
  const names = clusterNames(shown);
  if (names.length === 0) return [];
  const query = `label_values(${narrowed('kube_node_info', ofClusters(names))}, ${clusterLabel})`;
  return [
    {
      name: clusterLabel,
      label: 'Cluster',
      type: 'query',
      datasource: { type: 'prometheus', uid: `\${${variables['prometheus']}}` },
      query,
      definition: query,
      refresh: 2,
      sort: 1,
      hide: 0,
      multi: true,
      includeAll: true,
      current: { selected: true, text: ['All'], value: ['$__all'] },
    },
  ];
}

const clusterLabel = managedPrometheusClusterLabel.value;

const clusterNames = (levels: readonly Shown[]): readonly string[] => [
  ...new Set(levels.flatMap((level) => (level.kind === 'prometheus' ? [level.resourceName] : []))),
];

const variables: Readonly<Record<string, string>> = {
  prometheus: 'prometheus',
  [azureMonitor]: 'azureMonitor',
};

const row = (id: number, title: string, y: number): GrafanaJson => ({
  id,
  type: 'row',
  title: unvaried(title),
  collapsed: false,
  gridPos: { x: 0, y, w: layout.columns, h: 1 },
  panels: [],
});

function panel(
  id: number,
  levels: readonly Shown[],
  at: { readonly x: number; readonly y: number },
): GrafanaJson {
  const [first] = levels;
  const datasource = datasourceOf(first);
  return {
    id,
    type: 'timeseries',
    title: unvaried(first === undefined ? '' : plain(titleOf(first))),
    description: unvaried([...new Set(levels.map((level) => plain(level.because)))].join('; ')),
    datasource,
    gridPos: { ...at, w: layout.width, h: layout.height },
    targets: first === undefined ? [] : [{ refId: 'A', datasource, ...query(first, levels) }],
    fieldConfig: {
      defaults: {
        custom: { thresholdsStyle: { mode: 'line' } },
        thresholds: { mode: 'absolute', steps: steps(levels) },
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

const datasourceOf = (signal: Shown | undefined): GrafanaJson => {
  const type = signal?.kind === 'azureMetric' ? azureMonitor : 'prometheus';
  return { type, uid: `\${${variables[type] ?? type}}` };
};

const titleOf = (signal: Shown): Prose =>
  signal.kind === 'prometheus' ? signal.curve.title : signal.title;

/** @param levels all signals with this curve: of a curve that some clusters have, only those are asked for */
function query(signal: Shown, levels: readonly Shown[]): { readonly [key: string]: GrafanaJson } {
  if (signal.kind === 'prometheus') {
    const picked = `${clusterLabel}=~"$${clusterLabel}"`;
    const matchers = `${ofClusters(clusterNames(levels))},${picked}`;
    return { expr: narrowed(signal.curve.expression, matchers) };
  }
  const place = parseArmId(signal.scope ?? '');
  return {
    queryType: 'Azure Monitor',
    azureMonitor: {
      resources: [
        {
          subscription: place?.subscription ?? '',
          resourceGroup: place?.resourceGroup ?? '',
          resourceName: place?.names.join('/') ?? '',
          metricNamespace: signal.resourceType.toLowerCase(),
        },
      ],
      metricNamespace: signal.resourceType.toLowerCase(),
      metricName: signal.metric,
      aggregation: signal.aggregation,
      timeGrain: 'auto',
      dimensionFilters:
        signal.dimension === undefined
          ? []
          : [
              {
                dimension: signal.dimension.name,
                operator: 'eq',
                filters: signal.dimension.value === '*' ? [] : [signal.dimension.value],
              },
            ],
    },
    subscription: place?.subscription ?? '',
  };
}

/** Grafana colours from a value upwards; what must not fall below a value is bad beneath it. */
function steps(levels: readonly Shown[]): readonly GrafanaJson[] {
  const isFloor = levels.some((level) => level.operator === 'LessThan');
  const sorted = [...new Map(levels.map((level) => [level.threshold, level]))]
    .map(([, level]) => level)
    .sort((a, b) => a.threshold - b.threshold);
  if (isFloor)
    return [
      { color: 'red', value: null },
      { color: 'green', value: sorted[0]?.threshold ?? 0 },
    ];
  return [
    { color: 'green', value: null },
    ...sorted.map((level) => ({
      color: level.severity <= 1 ? 'red' : 'orange',
      value: level.threshold,
    })),
  ];
}

/** Grafana replaces `$name` in titles: the sign of a name given by a user is kept from that. */
const unvaried = (text: string): string => text.replaceAll('$', '＄').replaceAll('[[', '[ [');
