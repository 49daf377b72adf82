import { grouped } from '../../estate/grouped.ts';
import { plain } from '../../evidence/prose.ts';
import { yamlScalar } from '../escape.ts';
import { promDuration, templateText } from './promql.ts';
import { comparisonSigns, type PrometheusSignal, type Signal } from './signal.ts';

const words = ['critical', 'critical', 'warning', 'info', 'info'] as const;

/**
 * Prometheus rules, one group per cluster. Each asks for the series of its cluster only, so all groups can
 * stand in the one workspace that several clusters send to.
 */
export function prometheusRules(signals: readonly Signal[]): string {
  const series = signals.filter((signal): signal is PrometheusSignal => isSeries(signal));
  const groups = grouped(series, (signal) => signal.resource);
  if (groups.size === 0) return 'groups: []\n';
  return `groups:\n${[...groups.values()].map(group).join('')}`;
}

const isSeries = (signal: Signal): boolean => signal.kind === 'prometheus';

function group(signals: readonly PrometheusSignal[]): string {
  const name = yamlScalar(`aksnet-${signals[0]?.resourceName ?? ''}`);
  return `  - name: ${name}\n    rules:\n${signals.map(rule).join('')}`;
}

function rule(signal: PrometheusSignal): string {
  const { series, operator, threshold, needs } = signal;
  const annotations = [
    `summary: ${annotation(plain(signal.title))}`,
    `description: ${annotation(plain(signal.because))}`,
    ...(needs === undefined ? [] : [`needs: ${annotation(plain(needs))}`]),
    ...(signal.runbook === undefined ? [] : [`runbook: ${yamlScalar(signal.runbook)}`]),
  ];
  const lines = [
    `- alert: ${yamlScalar(alertName(signal.alert))}`,
    `  expr: ${yamlScalar(`${series} ${comparisonSigns[operator]} ${threshold}`)}`,
    `  for: ${yamlScalar(promDuration(signal.window))}`,
    '  labels:',
    `    severity: ${words[signal.severity]}`,
    `    cluster: ${yamlScalar(signal.resourceName)}`,
    '  annotations:',
    ...annotations.map((each) => `    ${each}`),
  ];
  return lines.map((line) => `      ${line}\n`).join('');
}

const annotation = (text: string): string => yamlScalar(templateText(text));

/** `pod-range-usage-warn` → `AksnetPodRangeUsageWarn`. */
const alertName = (alert: string): string =>
  `Aksnet${alert
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')}`;
