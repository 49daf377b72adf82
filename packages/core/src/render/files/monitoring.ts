import type { DesignResult } from '../../design/design.ts';
import { azureAlerts } from '../../write/monitoring/azure-alerts.ts';
import { dashboard } from '../../write/monitoring/dashboard.ts';
import { prometheusRules } from '../../write/monitoring/prometheus-rules.ts';
import { signalsOf } from '../derived.ts';
import { below, type PlanFile } from './plan-file.ts';

/** Alerts and curves for what must be watched, in the language of each system. */
export function monitoringFiles({ estate, requirements }: DesignResult): readonly PlanFile[] {
  const signals = signalsOf(estate);
  if (signals.length === 0) return [];
  return below('monitoring', [
    { path: 'prometheus-rules.yaml', text: prometheusRules(signals) },
    {
      path: 'grafana-dashboard.json',
      text: dashboard(signals, `AKS networking of ${requirements.organisation.name}`),
    },
    { path: 'azure-alerts.json', text: azureAlerts(signals) },
  ]);
}
