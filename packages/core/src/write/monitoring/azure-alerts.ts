import { plain } from '../../evidence/prose.ts';
import type { LogSignal, MetricSignal, Signal } from './signal.ts';

/** JSON as ARM takes it. */
export type ArmJson =
  | string
  | number
  | boolean
  | readonly ArmJson[]
  | { readonly [key: string]: ArmJson };

/** API versions of the alert rules, as the published baseline alerts use them. */
export const alertApiVersions: { readonly metricAlerts: string; readonly logAlerts: string } = {
  metricAlerts: '2018-03-01',
  logAlerts: '2022-06-15',
};

/**
 * Azure Monitor alerts as an ARM template. Resources whose id is not known yet are parameters; so are
 * the action group, and the workspace of log alerts.
 */
export function azureAlerts(signals: readonly Signal[]): string {
  const named = naming();
  const resources: ArmJson[] = [];
  const parameters: Record<string, ArmJson> = {
    actionGroupId: parameter('ARM id of the action group that is told'),
  };
  for (const signal of signals) {
    if (signal.kind === 'prometheus') continue;
    const name = named(`${signal.alert}-${signal.resourceName}`);
    if (signal.kind === 'log') {
      parameters['workspaceId'] = parameter('ARM id of the workspace with the logs');
      resources.push(logAlert(signal, name));
    } else {
      const target = targetParameter(signal);
      if (signal.scope === undefined)
        parameters[target] = parameter(
          `ARM id of the ${signal.resourceType} of ${signal.resourceName}`,
        );
      resources.push(metricAlert(signal, name, target));
    }
  }
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters,
    resources,
  };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

function metricAlert(signal: MetricSignal, name: string, target: string): ArmJson {
  const { resourceType, dimension } = signal;
  return {
    type: 'Microsoft.Insights/metricAlerts',
    apiVersion: alertApiVersions.metricAlerts,
    name,
    location: 'global',
    properties: {
      ...head(signal),
      scopes: [signal.scope === undefined ? `[parameters('${target}')]` : literal(signal.scope)],
      targetResourceType: resourceType,
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion',
            name: 'threshold',
            metricNamespace: resourceType,
            metricName: signal.metric,
            dimensions:
              dimension === undefined
                ? []
                : [{ name: dimension.name, operator: 'Include', values: [dimension.value] }],
            operator: signal.operator,
            threshold: signal.threshold,
            timeAggregation: signal.aggregation,
          },
        ],
      },
      actions: [{ actionGroupId: "[parameters('actionGroupId')]" }],
    },
  };
}

function logAlert(signal: LogSignal, name: string): ArmJson {
  return {
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: alertApiVersions.logAlerts,
    name,
    location: '[resourceGroup().location]',
    properties: {
      displayName: name,
      ...head(signal),
      scopes: ["[parameters('workspaceId')]"],
      criteria: {
        allOf: [
          {
            query: literal(signal.query),
            timeAggregation: 'Count',
            operator: signal.operator,
            threshold: signal.threshold,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: ["[parameters('actionGroupId')]"] },
    },
  };
}

function head(signal: MetricSignal | LogSignal): { readonly [key: string]: ArmJson } {
  const runbook = signal.runbook === undefined ? '' : ` Drill: ${signal.runbook}.`;
  return {
    description: literal(`${plain(signal.title)}: ${plain(signal.because)}.${runbook}`),
    severity: signal.severity,
    enabled: true,
    evaluationFrequency: signal.every,
    windowSize: signal.window,
    autoMitigate: true,
  };
}

const parameter = (description: string): ArmJson => ({
  type: 'string',
  metadata: { description: literal(description) },
});

/** One parameter for all alerts on the same thing. */
const targetParameter = (signal: MetricSignal): string =>
  `target_${kindOf(signal.resourceType)}_${clean(signal.resourceName, /[^A-Za-z0-9]/g)}`;

const kindOf = (resourceType: string): string =>
  resourceType.slice(resourceType.lastIndexOf('/') + 1);

/** A text that ARM must not take for an expression. */
const literal = (text: string): string => (text.startsWith('[') ? `[${text}` : text);

const clean = (text: string, not: RegExp): string => text.replace(not, '_').slice(0, 120);

/** Names that Azure takes for rules, each once. */
function naming(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const base = clean(wanted, /[^A-Za-z0-9._-]/g);
    let name = base;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${base}-${i}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
