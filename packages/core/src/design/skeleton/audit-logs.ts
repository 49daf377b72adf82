import type { Cluster } from '../../estate/elements/cluster.ts';
import type { DiagnosticSetting, LogWorkspace } from '../../estate/elements/logs.ts';
import { auditCategories, auditOwnTables, workspaceSku } from '../../facts/audit-logs.ts';
import type { ClusterAsk } from '../ask.ts';
import { existingIn, existingLogWorkspace } from '../existing.ts';
import type { Place, Places } from '../places.ts';

/**
 * Where the audit logs of a cluster go, and the setting that sends them: to the workspace that is there for
 * its region, else to one of its own in its own group, so that it moves and ends with the cluster.
 */
export function auditLogs(
  places: Places,
  ask: ClusterAsk,
  { cluster, place }: { readonly cluster: Cluster; readonly place: Place },
): readonly (LogWorkspace | DiagnosticSetting)[] {
  if (!ask.cluster.apiServer.auditLogs) return [];
  const [there] = existingIn(ask.requirements, 'logWorkspace', ask.region.name);
  const workspace =
    there === undefined ? newWorkspace(places, ask, place) : existingLogWorkspace(there);
  const setting: DiagnosticSetting = {
    ...places.childHead({
      kind: 'diagnosticSetting',
      of: cluster,
      type: 'providers/Microsoft.Insights/diagnosticSettings',
      name: `diag-${tailOf(ask)}`,
      place,
    }),
    target: cluster.id,
    workspace: workspace.id,
    categories: auditCategories.value,
    ownTables: auditOwnTables.value,
  };
  return [workspace, setting];
}

const newWorkspace = (places: Places, ask: ClusterAsk, place: Place): LogWorkspace => ({
  ...places.head({
    kind: 'logWorkspace',
    type: 'Microsoft.OperationalInsights/workspaces',
    names: [`log-${tailOf(ask)}`],
    place,
  }),
  sku: workspaceSku.value,
  retentionDays: undefined,
});

const tailOf = ({ cluster, environment, region }: ClusterAsk): string =>
  `${cluster.name}-${environment.name}-${region.name}`;
