import { azureBodies } from './azure-bodies.ts';
import type { Format } from './format.ts';
import { kubernetesObjects } from './kubernetes-objects.ts';
import { ownFiles } from './own-formats.ts';
import { terraformConfig } from './terraform-config.ts';
import { terraformPlan } from './terraform-plan.ts';

/** Every format that is read, the most telling first. A new one is one entry and one file. */
export const formats: readonly Format[] = [
  ...ownFiles,
  kubernetesObjects,
  terraformPlan,
  terraformConfig,
  azureBodies,
];
