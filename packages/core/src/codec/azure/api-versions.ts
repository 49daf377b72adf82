/**
 * API versions whose property names the codecs write, by provider. All but one are stable. Network: called
 * safe in the collected versions of August 2026 (Azure/bicep-types-az). ContainerService: the newest
 * version whose models were checked name by name (`@azure/arm-containerservice` 24.1.0).
 */
export const apiVersions = {
  network: '2025-05-01',
  /** The first that has `resolutionPolicy` on links (azure-docs, dns/private-dns-fallback.md). */
  privateDns: '2024-06-01',
  dnsResolver: '2025-05-01',
  containerService: '2025-10-01',
  /** For what is not in the above yet: WireGuard encryption, Gateway API (`arm-containerservice` 25.5.0). */
  containerServiceNewer: '2026-04-01',
  serviceNetworking: '2025-01-01',
  managedIdentity: '2023-01-31',
  authorization: '2022-04-01',
  /** The newest form of diagnostic settings; there is no stable one (`@azure/arm-monitor` 7.0.0). */
  diagnosticSettings: '2021-05-01-preview',
  /** `@azure/arm-operationalinsights` 9.0.0. */
  logWorkspaces: '2022-10-01',
  resources: '2021-04-01',
} as const;

const byProvider: ReadonlyMap<string, string> = new Map([
  ['microsoft.network', apiVersions.network],
  ['microsoft.containerservice', apiVersions.containerService],
  ['microsoft.managedidentity', apiVersions.managedIdentity],
  ['microsoft.servicenetworking', apiVersions.serviceNetworking],
  ['microsoft.operationalinsights', apiVersions.logWorkspaces],
]);

/** The version in which something of the type is asked for that is not made here. */
export const versionOf = (type: string): string =>
  byProvider.get(type.split('/')[0]?.toLowerCase() ?? '') ?? apiVersions.network;
