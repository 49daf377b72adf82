import { monitorPage, sourceFile } from '../documents.ts';
import type { PlatformMetrics } from './metric.ts';

/** Metrics of private endpoints, names and hubs, ids in exact case. */
export const privateNetworkMetrics: readonly PlatformMetrics[] = [
  {
    resourceType: 'Microsoft.Network/privateEndpoints',
    note: 'PT1M; zero bytes over a window = endpoint unused or names still resolve public',
    metrics: [
      { id: 'PEBytesIn', unit: 'Count', aggregations: ['Total'], dimensions: [], meaning: '' },
      { id: 'PEBytesOut', unit: 'Count', aggregations: ['Total'], dimensions: [], meaning: '' },
    ],
    cite: [
      monitorPage(
        'reference/supported-metrics/microsoft-network-privateendpoints-metrics.md',
        '2026-07-31',
      ),
    ],
  },
  {
    resourceType: 'Microsoft.Network/dnsResolvers',
    note: '',
    metrics: [
      {
        id: 'QPS',
        unit: 'Count',
        aggregations: ['Average', 'Maximum', 'Total'],
        dimensions: ['EndpointId'],
        meaning: 'PT5M',
      },
      {
        id: 'InboundEndpointCount',
        unit: 'Count',
        aggregations: ['Average'],
        dimensions: [],
        meaning: 'PT1H',
      },
      {
        id: 'OutboundEndpointCount',
        unit: 'Count',
        aggregations: ['Average'],
        dimensions: [],
        meaning: 'PT1H',
      },
    ],
    cite: [
      monitorPage(
        'reference/supported-metrics/microsoft-network-dnsresolvers-metrics.md',
        '2026-07-31',
      ),
    ],
  },
  {
    resourceType: 'Microsoft.Network/privateDnsZones',
    note: '',
    metrics: [
      { id: 'QueryVolume', unit: 'Count', aggregations: ['Total'], dimensions: [], meaning: '' },
      {
        id: 'RecordSetCount',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
      {
        id: 'RecordSetCapacityUtilization',
        unit: 'Percent',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
      {
        id: 'VirtualNetworkLinkCount',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
      {
        id: 'VirtualNetworkLinkCapacityUtilization',
        unit: 'Percent',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
      {
        id: 'VirtualNetworkWithRegistrationCapacityUtilization',
        unit: 'Percent',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
    ],
    cite: [sourceFile('MicrosoftDocs reusable metrics include for privateDnsZones', '2024-07')],
  },
  {
    resourceType: 'Microsoft.Network/virtualHubs',
    note: '',
    metrics: [
      {
        id: 'BgpPeerStatus',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: ['routeserviceinstance', 'bgppeerip', 'bgppeertype'],
        meaning: '1 connected',
      },
      {
        id: 'CountOfRoutesAdvertisedToPeer',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: ['routeserviceinstance', 'bgppeerip', 'bgppeertype'],
        meaning: '',
      },
      {
        id: 'CountOfRoutesLearnedFromPeer',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: ['routeserviceinstance', 'bgppeerip', 'bgppeertype'],
        meaning: '',
      },
      {
        id: 'RoutingInfrastructureUnits',
        unit: 'Count',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: '',
      },
      {
        id: 'SpokeVMUtilization',
        unit: 'Percent',
        aggregations: ['Maximum'],
        dimensions: [],
        meaning: 'spoke VMs / supported VMs',
      },
      {
        id: 'VirtualHubDataProcessed',
        unit: 'Bytes',
        aggregations: ['Total'],
        dimensions: [],
        meaning: 'with routing intent traffic goes through the firewall instead',
      },
    ],
    cite: [
      sourceFile(
        'MicrosoftDocs reusable metrics include for virtualHubs',
        'stored copies 2024-09..2026',
      ),
    ],
  },
];
