import type { DesignResult } from '../design/design.ts';
import { planText } from '../write/plan.ts';
import { deploymentFiles } from './files/deployment.ts';
import { guardFiles } from './files/guards.ts';
import { handoverFiles } from './files/handover.ts';
import { monitoringFiles } from './files/monitoring.ts';
import { pageFiles } from './files/pages.ts';
import type { PlanFile } from './files/plan-file.ts';
import { planLedgers } from './pages/plan.ts';

export type { PlanFile } from './files/plan-file.ts';

/** The plan itself: the file from which all others can be made again. */
export const planFile = (result: DesignResult): PlanFile => ({
  path: 'plan.json',
  text: planText({ ...result, ledgers: planLedgers(result) }),
});

/** Groups of files, each made from the finished design. A new kind of file is one entry. */
const makers: readonly ((result: DesignResult) => readonly PlanFile[])[] = [
  (result) => [planFile(result)],
  pageFiles,
  deploymentFiles,
  monitoringFiles,
  guardFiles,
  handoverFiles,
];

/** Every file of a plan. Nothing is written here. */
export const planFiles = (result: DesignResult): readonly PlanFile[] =>
  makers.flatMap((make) => make(result));
