import { armTemplates } from './arm-template.ts';
import { azureBodies } from './azure-bodies.ts';
import { azureInKubernetes } from './azure-in-kubernetes.ts';
import { besideFiles } from './beside-files.ts';
import { type Format, isJoint } from './format.ts';
import { kubernetesObjects } from './kubernetes-objects.ts';
import { ownFiles } from './own-formats.ts';
import { terraformConfig } from './terraform-config.ts';
import { terraformPlan, terraformState } from './terraform-plan.ts';

/** Every format that is read, the most telling first. A new one is one entry and one file. */
export const formats: readonly Format[] = [
  ...ownFiles,
  azureInKubernetes,
  kubernetesObjects,
  armTemplates,
  terraformPlan,
  terraformState,
  terraformConfig,
  azureBodies,
  ...besideFiles,
];

/** Whether documents of the format belong together: to tell a line of one, all of them are needed. */
export const belongsTogether = (id: string | undefined): boolean =>
  formats.some((format) => format.id === id && isJoint(format));
