import type { AssumptionName } from '../assumptions.ts';
import type { Citation, Confidence } from '../citation.ts';
import type { CloudId } from '../clouds.ts';

/** What the endpoints are for; an add-on's group is asked for by its name. */
export type EgressGroup =
  | 'core-network'
  | 'core-fqdn'
  | 'os-updates'
  | 'gpu'
  | 'windows'
  | 'workload-identity'
  | 'defender'
  | 'keyvault-csi'
  | 'azure-monitor'
  | 'azure-policy'
  | 'cost-analysis'
  | 'cluster-extensions'
  | 'flux'
  | 'flux-source'
  | 'git-github'
  | 'registry-ghcr'
  | 'git-azure-devops'
  | 'git-gitlab'
  | 'git-bitbucket'
  | 'registry-dockerhub'
  | 'registry-quay'
  | 'registry-k8s'
  | 'acr'
  | 'dapr'
  | 'istio-addon'
  | 'app-routing'
  | 'nap'
  | 'acns-logs';

/**
 * When an endpoint of a group is needed after all. Absent: whenever the group is.
 * `tunnel`: the API server is public and the newer tunnel is off. `customDns`: own DNS servers.
 * `podsCallApiServer`: workloads call a public API server. `publicApiServer`: it is public.
 * `ntp`: nodes that were made before March 2021.
 */
export type EgressCondition =
  | 'tunnel'
  | 'ntp'
  | 'customDns'
  | 'podsCallApiServer'
  | 'publicApiServer';

/**
 * One thing to open. Destinations are names (a leading `*.` stands for any label), service tags, or
 * placeholders in angle brackets that the caller fills: `<region>`, `<location>`, `<name>`.
 */
export interface RequiredEndpoint {
  readonly group: EgressGroup;
  readonly clouds: readonly CloudId[];
  /** `network`: by address, tag or port; `fqdn`: by name. */
  readonly kind: 'network' | 'fqdn';
  /** Any one of them will do for `network`; all of them are needed for `fqdn`. */
  readonly destinations: readonly string[];
  readonly protocol: 'TCP' | 'UDP' | 'HTTP' | 'HTTPS' | 'SSH';
  readonly port: number;
  /** False: nodes work without it, but go unpatched. */
  readonly required: boolean;
  readonly when?: EgressCondition;
  readonly use: string;
  readonly assumes?: AssumptionName;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}
