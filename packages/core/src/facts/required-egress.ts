import { type ApiAccessId, apiAccessKinds } from './api-access.ts';
import { documented, type Fact } from './citation.ts';
import type { CloudId } from './clouds.ts';
import { aksPage, cliPage } from './documents.ts';
import { addOnEndpoints } from './egress/add-ons.ts';
import { chinaCore } from './egress/core-china.ts';
import { publicCore } from './egress/core-public.ts';
import { usgovCore } from './egress/core-usgov.ts';
import { monitoringEndpoints } from './egress/monitoring.ts';
import { otherEndpoints } from './egress/others.ts';
import type { EgressCondition, EgressGroup, RequiredEndpoint } from './egress/required-endpoint.ts';

export type { EgressCondition, EgressGroup, RequiredEndpoint } from './egress/required-endpoint.ts';

/** The rules of the egress page of AKS. */
export const documentedEndpoints: readonly RequiredEndpoint[] = [
  ...publicCore,
  ...usgovCore,
  ...chinaCore,
  ...addOnEndpoints,
  ...monitoringEndpoints,
];

/** Everything that a cluster, its add-ons and its usual sources may have to reach. */
export const requiredEgress: readonly RequiredEndpoint[] = [
  ...documentedEndpoints,
  ...otherEndpoints,
];

/** Whose endpoints are asked for. */
export interface EgressQuestion {
  readonly cloud: CloudId;
  /** Name of the region as Azure spells it (`westeurope`); placeholders stay when it is absent. */
  readonly region?: string;
  /** Groups beside the core, in the words of `EgressGroup`; words that name none are passed over. */
  readonly addOns: readonly string[];
  readonly apiAccess: ApiAccessId;
  readonly customDns: boolean;
  /** Whether the konnectivity agent is known to carry the tunnel; absent: not known, so its ports are listed. */
  readonly konnectivity?: boolean;
  /** Whether workloads call the API server; absent: they may. */
  readonly podsCallApiServer?: boolean;
  /** Whether nodes from before March 2021 are still there; absent: no. */
  readonly oldNodes?: boolean;
  readonly windows?: boolean;
}

/** Groups that every cluster has. */
const everywhere: readonly EgressGroup[] = ['core-network', 'core-fqdn', 'os-updates'];

/**
 * What a cluster must be able to reach. In `destinations` the region is filled in. A cluster with
 * outboundType none or block needs none of this; the caller knows.
 */
export function requiredEndpoints(question: EgressQuestion): readonly RequiredEndpoint[] {
  const groups = new Set<string>([...everywhere, ...question.addOns]);
  if (question.windows === true) groups.add('windows');
  return requiredEgress
    .filter((endpoint) => groups.has(endpoint.group) && endpoint.clouds.includes(question.cloud))
    .filter((endpoint) => endpoint.when === undefined || holds(endpoint.when, question))
    .map((endpoint) => inRegion(endpoint, question.region));
}

function holds(condition: EgressCondition, question: EgressQuestion): boolean {
  const access = apiAccessKinds[question.apiAccess];
  switch (condition) {
    case 'tunnel':
      return access.tunnel && question.konnectivity !== true;
    case 'ntp':
      return question.oldNodes ?? false;
    case 'customDns':
      return question.customDns;
    case 'podsCallApiServer':
      return !access.private && (question.podsCallApiServer ?? true);
    case 'publicApiServer':
      return !access.private;
  }
}

function inRegion(endpoint: RequiredEndpoint, region: string | undefined): RequiredEndpoint {
  if (region === undefined) return endpoint;
  const destinations = endpoint.destinations.map((text) =>
    text.replaceAll('<region>', region).replaceAll('<location>', region),
  );
  return { ...endpoint, destinations };
}

/** The FQDN tag of Azure Firewall that stands for the required names; HTTP and HTTPS only. */
export const firewallFqdnTag: Fact<string> = documented(
  'AzureKubernetesService',
  aksPage('limit-egress-traffic.md'),
);

/** Names that nodes ask for and may be refused without harm. */
export const harmlessIfBlocked: Fact<readonly string[]> = documented(
  ['md-*.blob.storage.azure.net'],
  aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18'),
);

/** Why security groups cannot stand in for a firewall that knows names. */
export const groupsCannotExpress: Fact<string> = documented(
  'most endpoints are names without fixed addresses',
  aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18'),
);

/** The command that lists the endpoints of a live cluster. */
export const egressListCommand: Fact<string> = documented(
  'az aks egress-endpoints list',
  cliPage('aks/egress-endpoints.yml'),
);

/** Whether a text names a group of endpoints. */
export function isEgressGroup(text: string): text is EgressGroup {
  return requiredEgress.some((endpoint) => endpoint.group === text);
}
