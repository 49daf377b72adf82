import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, containerServiceModels } from './documents.ts';
import type { EngineId } from './engines/engine-id.ts';
import type { OsType } from './os.ts';

/** `networkDataplane` of a cluster. */
export type DataPlaneId = 'azure' | 'cilium';

/** What moves packets on the nodes. */
export interface DataPlane {
  readonly id: DataPlaneId;
  readonly title: string;
  readonly osTypes: readonly OsType[];
  /** Whether kube-proxy translates Services; otherwise the data plane does. */
  readonly kubeProxy: boolean;
  /** Engines that can enforce NetworkPolicy on it. */
  readonly policyEngines: readonly EngineId[];
  /** What Advanced Container Networking Services offer on it. */
  readonly advanced: {
    readonly observability: boolean;
    readonly fqdnFiltering: boolean;
    readonly l7Policies: boolean;
    readonly wireGuard: boolean;
  };
  readonly cite: readonly Citation[];
}

const ciliumPage = aksPage('azure-cni-powered-by-cilium.md', 'dated 2026-08-05');

/** Every data plane, by id. */
export const dataPlanes: Readonly<Record<DataPlaneId, DataPlane>> = {
  azure: {
    id: 'azure',
    title: 'Azure data plane',
    osTypes: ['Linux', 'Windows'],
    kubeProxy: true,
    policyEngines: ['azure', 'calico', 'none'],
    advanced: { observability: true, fqdnFiltering: false, l7Policies: false, wireGuard: false },
    cite: [containerServiceModels, aksPage('container-network-observability-metrics.md')],
  },
  cilium: {
    id: 'cilium',
    title: 'Azure CNI powered by Cilium',
    osTypes: ['Linux'],
    kubeProxy: false,
    policyEngines: ['cilium'],
    advanced: { observability: true, fqdnFiltering: true, l7Policies: true, wireGuard: true },
    cite: [ciliumPage, aksPage('update-azure-cni.md')],
  },
};

/** Least version of the Azure CLI for Cilium, by what carries it. */
export const ciliumCliVersions: Fact<{
  readonly overlayAndPodSubnet: string;
  readonly nodeSubnet: string;
}> = documented({ overlayAndPodSubnet: '2.48.1', nodeSubnet: '2.69.0' }, ciliumPage);

/** WireGuard between nodes: its port, the throughput at an MTU of 1500, and where it is barred. */
export const wireGuard: Fact<{
  readonly udpPort: number;
  readonly gigabitsPerSecondAtMtu1500: number;
  readonly notWith: readonly string[];
}> = documented(
  { udpPort: 51871, gigabitsPerSecondAtMtu1500: 1.5, notWith: ['FIPS', 'hostNetwork pods'] },
  ciliumPage,
);

/** Least Kubernetes versions of features of Cilium on AKS. */
export const ciliumFeatureVersions: Fact<{
  readonly dualStack: string;
  readonly advancedServices: string;
  readonly hostRouting: string;
  readonly mutualTls: string;
}> = documented(
  { dualStack: '1.29', advancedServices: '1.29', hostRouting: '1.33', mutualTls: '1.34' },
  ciliumPage,
);

/** Whether a text names a data plane; safe for `__proto__` and the like. */
export function isDataPlaneId(text: string): text is DataPlaneId {
  return Object.hasOwn(dataPlanes, text);
}
