import { documented, type Fact } from './citation.ts';
import { aksPage, sourceFile } from './documents.ts';

const pluginsPage = sourceFile(
  'kubernetes/website:content/en/docs/reference/access-authn-authz/admission-controllers.md',
);

/**
 * Annotations of namespaces from which admission plugins give each new pod its node selector and its
 * tolerations. AKS runs both plugins, and lets nobody change which ones run.
 */
export const placementAnnotations: Fact<{
  /** `label=value`, several parted by commas; a pod that asks for something else is refused. */
  readonly nodeSelector: string;
  /** JSON list of tolerations, added to those of the pod. */
  readonly tolerations: string;
}> = documented(
  {
    nodeSelector: 'scheduler.alpha.kubernetes.io/node-selector',
    tolerations: 'scheduler.alpha.kubernetes.io/defaultTolerations',
  },
  aksPage('faq.yml', 'PodNodeSelector and PodTolerationRestriction are on'),
  pluginsPage,
);

/** The taint that AKS puts on nodes of spot pools by itself. */
export const spotTaint: Fact<string> = documented(
  'kubernetes.azure.com/scalesetpriority=spot:NoSchedule',
  aksPage('spot-node-pool.md'),
);
