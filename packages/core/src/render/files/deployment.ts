import type { AnyKubernetesElement } from '../../codec/kubernetes.ts';
import type { DesignResult } from '../../design/design.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { view } from '../../estate/view.ts';
import type { ElementId } from '../../evidence/source.ts';
import { azScript } from '../../write/az-script.ts';
import { bicep } from '../../write/bicep.ts';
import { deployment } from '../../write/deployment.ts';
import { manifestFiles } from '../../write/manifests.ts';
import { terraform } from '../../write/terraform.ts';
import { below, type PlanFile } from './plan-file.ts';

/** What builds the network: the same resources in three languages, then what is applied to each cluster. */
export function deploymentFiles({ estate }: DesignResult): readonly PlanFile[] {
  const made = deployment(estate);
  return [
    ...below('bicep', bicep(made)),
    ...below('terraform', terraform(made).files),
    ...below('az', azScript(made)),
    ...all(estate, 'cluster').flatMap((cluster) =>
      below(`kubernetes/${cluster.name}`, manifestFiles(objectsOf(estate, cluster))),
    ),
  ];
}

const objectsOf = (estate: Estate, cluster: Cluster): readonly AnyKubernetesElement[] =>
  objectsByCluster(estate).get(cluster.id) ?? [];

/** What is applied to clusters. Workloads are the applications' own. */
const objectsByCluster: (
  estate: Estate,
) => ReadonlyMap<ElementId | undefined, readonly AnyKubernetesElement[]> = view((estate) =>
  grouped<AnyKubernetesElement, ElementId | undefined>(
    [
      ...all(estate, 'namespace'),
      ...all(estate, 'service'),
      ...all(estate, 'networkPolicy'),
      ...all(estate, 'kubernetesObject'),
    ],
    (object) => object.cluster,
  ),
);
