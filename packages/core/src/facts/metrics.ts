import { documented, type Fact } from './citation.ts';
import { aksPage, azurePage, derived, monitorPage } from './documents.ts';
import { clusterMetrics } from './metrics/cluster.ts';
import { egressMetrics } from './metrics/egress.ts';
import { gatewayMetrics } from './metrics/gateways.ts';
import type { PlatformMetric, PlatformMetrics } from './metrics/metric.ts';
import { privateNetworkMetrics } from './metrics/private-network.ts';

export type { PlatformMetric, PlatformMetrics } from './metrics/metric.ts';

/** Platform metrics that decide network questions, by kind of resource. */
export const platformMetrics: readonly PlatformMetrics[] = [
  ...egressMetrics,
  ...privateNetworkMetrics,
  ...clusterMetrics,
  ...gatewayMetrics,
];

/** A metric of a kind of resource; ids are matched in exact case, as Azure Monitor does. */
export function platformMetric(resourceType: string, id: string): PlatformMetric | undefined {
  const wanted = resourceType.toLowerCase();
  return platformMetrics
    .find((row) => row.resourceType.toLowerCase() === wanted)
    ?.metrics.find((metric) => metric.id === id);
}

/** What no platform metric tells, and what tells it instead. */
export const metricGaps: Fact<readonly string[]> = documented(
  [
    'addresses used in a subnet: ask the usages of the VNet',
    'share of ports used on a NAT gateway: estimate from TotalConnectionCount',
    'addresses, ports and names of a cluster resource: it has no such metric',
    'port metrics of load balancers and NAT gateways cannot be exported by diagnostic settings',
  ],
  azurePage('articles/nat-gateway/nat-metrics.md', '2024-01'),
  monitorPage(
    'reference/supported-metrics/microsoft-containerservice-managedclusters-metrics.md',
    '2026-07-31',
  ),
);

/** Shares of a supply at which to warn and to call out; thresholds of this product. */
export const usageThresholds: Fact<
  Readonly<
    Record<
      'subnet' | 'lbPortsPerNode' | 'podRange',
      { readonly warn: number; readonly critical: number }
    >
  >
> = {
  value: {
    subnet: { warn: 0.8, critical: 0.9 },
    lbPortsPerNode: { warn: 0.7, critical: 0.9 },
    podRange: { warn: 0.8, critical: 0.9 },
  },
  confidence: 'derived',
  cite: [
    derived('no page gives thresholds for addresses; ports are judged per node, not in the mean'),
  ],
};

/** How often managed Prometheus collects, in seconds. */
export const scrapeSeconds: Fact<number> = documented(
  30,
  monitorPage('containers/prometheus-metrics-scrape-default.md', '2025-09'),
);

/** Switch of Container insights for the share of used subnet addresses. */
export const subnetUsageSwitch: Fact<{ readonly configMap: string; readonly key: string }> =
  documented(
    {
      configMap: 'container-azm-ms-agentconfig',
      key: 'integrations.azure_subnet_ip_usage',
    },
    aksPage('configure-azure-cni-dynamic-ip-allocation.md'),
  );
