import type * as logs from '../../estate/elements/logs.ts';
import { knowable } from './evidence.ts';
import { head } from './head.ts';
import { boolean, number, text, texts } from './scalars.ts';
import { maybe, object, type Shape } from './shape.ts';

/** Log workspaces. */
export const logWorkspace: Shape<logs.LogWorkspace> = object<logs.LogWorkspace>({
  ...head('logWorkspace'),
  sku: knowable(text),
  retentionDays: knowable(maybe(number)),
});

/** Diagnostic settings. */
export const diagnosticSetting: Shape<logs.DiagnosticSetting> = object<logs.DiagnosticSetting>({
  ...head('diagnosticSetting'),
  target: text,
  workspace: knowable(maybe(text)),
  categories: knowable(texts),
  ownTables: knowable(boolean),
});

/** Flow logs. */
export const flowLog: Shape<logs.FlowLog> = object<logs.FlowLog>({
  ...head('flowLog'),
  target: text,
  storage: knowable(maybe(text)),
  enabled: knowable(boolean),
  retentionDays: knowable(maybe(number)),
});
