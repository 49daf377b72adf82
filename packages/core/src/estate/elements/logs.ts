import type { Knowable } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { Element } from './element.ts';

/** Microsoft.OperationalInsights/workspaces: where logs are kept and asked. */
export interface LogWorkspace extends Element<'logWorkspace'> {
  /** How it is paid for, e.g. `PerGB2018`. */
  readonly sku: Knowable<string>;
  /** Days; undefined: what Azure keeps by default. */
  readonly retentionDays: Knowable<number | undefined>;
}

/** Microsoft.Insights/diagnosticSettings: which logs of a resource go where. */
export interface DiagnosticSetting extends Element<'diagnosticSetting'> {
  /** The resource whose logs these are. */
  readonly target: ElementId;
  /** ARM id of a Log Analytics workspace; undefined: they go elsewhere. */
  readonly workspace: Knowable<ElementId | undefined>;
  /** Names of log categories that are on, e.g. `kube-audit`. */
  readonly categories: Knowable<readonly string[]>;
  /** Whether each category has tables of its own, instead of one table for all of Azure. */
  readonly ownTables: Knowable<boolean>;
}

/** Microsoft.Network/networkWatchers/flowLogs: what goes through the interfaces of a VNet. */
export interface FlowLog extends Element<'flowLog'> {
  /** The VNet, subnet or interface that is watched. */
  readonly target: ElementId;
  /** ARM id of the storage account that keeps it. */
  readonly storage: Knowable<ElementId | undefined>;
  readonly enabled: Knowable<boolean>;
  /** Days; undefined: the log itself deletes nothing. */
  readonly retentionDays: Knowable<number | undefined>;
}
