import type { Citation } from '../citation.ts';
import { aksPage, azurePage, containerServiceModels } from '../documents.ts';
import type { Limit } from './limit.ts';

const serviceLimits: Citation = azurePage('includes/container-service-limits.md', '2024-01-12');
const privateLinkLimits: Citation = azurePage('includes (private link limits)', '2020-04-21');

/** The ids of the limits in this table. */
export type ClusterLimitId =
  | 'clusters-per-subscription'
  | 'nodes-per-cluster'
  | 'nodes-before-upgrade'
  | 'nodes-per-cluster-free-tier'
  | 'nodes-per-pool'
  | 'pools-per-cluster'
  | 'nodes-per-cluster-kubenet'
  | 'pods-per-cluster-overlay'
  | 'pods-per-cluster-podsubnet-dynamic'
  | 'pods-per-cluster-podsubnet-static'
  | 'pods-per-cluster-nodesubnet'
  | 'pod-subnet-static-largest'
  | 'max-pods-per-node'
  | 'max-pods-per-node-minimum'
  | 'pods-per-pool-minimum'
  | 'max-pods-per-windows-node'
  | 'lb-services-per-cluster'
  | 'lb-rules-per-nic'
  | 'private-link-services-per-slb'
  | 'lb-backend-ip-configs-per-frontend'
  | 'internal-lb-recommended-nodes'
  | 'azure-npm-linux-nodes'
  | 'azure-npm-linux-pods'
  | 'cilium-identities'
  | 'authorized-ip-ranges'
  | 'authorized-ip-ranges-vnet-integration'
  | 'managed-outbound-ips-lb'
  | 'managed-outbound-ips-natgw'
  | 'node-pool-name-length-linux'
  | 'node-pool-name-length-windows'
  | 'system-pool-nodes-minimum'
  | 'user-pool-nodes-minimum'
  | 'byo-subnet-name-length'
  | 'private-dns-subzone-length'
  | 'command-invoke-output-kilobytes'
  | 'command-invoke-scheduling-seconds'
  | 'app-routing-dns-zones';

/** Limits of AKS, by id. */
export const clusterLimits: Readonly<Record<ClusterLimitId, Limit>> = {
  'clusters-per-subscription': {
    what: 'clusters of a subscription',
    value: 5000,
    raisable: true,
    condition: 'now governed per region by a visible quota',
    confidence: 'documented',
    cite: [serviceLimits],
  },
  'nodes-per-cluster': {
    what: 'nodes of a cluster',
    value: 5000,
    raisable: true,
    condition: 'scale sets, Standard Load Balancer, tier Standard or Premium',
    confidence: 'documented',
    cite: [serviceLimits, aksPage('best-practices-performance-scale-large.md')],
  },
  'nodes-before-upgrade': {
    what: 'nodes of a cluster that is to be upgraded from the greatest size',
    value: 3000,
    raisable: false,
    condition: 'at 5,000 nodes upgrades are blocked, so the cluster must shrink below this first',
    confidence: 'documented',
    cite: [aksPage('best-practices-performance-scale-large.md')],
  },
  'nodes-per-cluster-free-tier': {
    what: 'nodes of a cluster in the Free tier',
    value: 1000,
    advised: 10,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('intro-aks-automatic.md')],
  },
  'nodes-per-pool': {
    what: 'nodes of a pool, surge included',
    value: 1000,
    raisable: false,
    condition:
      'the size of a scale set; pool plus surge above it is refused before an upgrade starts',
    confidence: 'documented',
    cite: [serviceLimits, aksPage('upgrade-aks-node-pools-rolling.md')],
  },
  'pools-per-cluster': {
    what: 'node pools of a cluster',
    value: 100,
    raisable: false,
    confidence: 'documented',
    cite: [serviceLimits],
  },
  'nodes-per-cluster-kubenet': {
    what: 'nodes of a kubenet cluster',
    value: 400,
    raisable: false,
    condition: 'one route per node in one route table',
    confidence: 'documented',
    cite: [aksPage('configure-kubenet.md')],
  },
  'pods-per-cluster-overlay': {
    what: 'pods of an overlay cluster',
    value: 200000,
    raisable: false,
    assumption: 'overlay.podsPerCluster',
    confidence: 'conflicting',
    cite: [aksPage('best-practices-performance-scale-large.md'), aksPage('plan-pod-networking.md')],
  },
  'pods-per-cluster-podsubnet-dynamic': {
    what: 'pods of a cluster with dynamic pod subnets',
    value: 65000,
    advised: 50000,
    raisable: false,
    condition: 'about 65,000 addresses is the ceiling of a VNet',
    confidence: 'documented',
    cite: [
      aksPage('best-practices-performance-scale-large.md'),
      aksPage('configure-azure-cni-static-block-allocation.md'),
    ],
  },
  'pods-per-cluster-podsubnet-static': {
    what: 'pods of a cluster with static block pod subnets',
    value: 1000000,
    raisable: false,
    condition: 'every /28 block counts as one address of the VNet',
    confidence: 'documented',
    cite: [aksPage('configure-azure-cni-static-block-allocation.md')],
  },
  'pods-per-cluster-nodesubnet': {
    what: 'pods of a cluster in node subnet mode',
    value: 64000,
    raisable: false,
    condition: 'about 64,000 addresses',
    confidence: 'documented',
    cite: [aksPage('plan-pod-networking.md')],
  },
  'pod-subnet-static-largest': {
    what: 'prefix length of the largest static block pod subnet',
    value: 12,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('configure-azure-cni-static-block-allocation.md'), containerServiceModels],
  },
  'max-pods-per-node': {
    what: 'maxPods of a pool',
    value: 250,
    raisable: false,
    confidence: 'documented',
    cite: [
      aksPage('concepts-network-ip-address-planning.md'),
      aksPage('concepts-network-azure-cni-overlay.md'),
    ],
  },
  'max-pods-per-node-minimum': {
    what: 'least maxPods of a pool',
    value: 10,
    raisable: false,
    condition: '10 needs room for 30 pods in each pool, so three nodes per pool',
    confidence: 'documented',
    cite: [aksPage('concepts-network-ip-address-planning.md')],
  },
  'pods-per-pool-minimum': {
    what: 'pods that a pool must have room for',
    value: 30,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('concepts-network-ip-address-planning.md')],
  },
  'max-pods-per-windows-node': {
    what: 'maxPods of a Windows pool',
    value: 250,
    advised: 110,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('concepts-network-azure-cni-overlay.md')],
  },
  'lb-services-per-cluster': {
    what: 'LoadBalancer services of a cluster',
    value: 300,
    raisable: true,
    confidence: 'documented',
    cite: [serviceLimits],
  },
  'lb-rules-per-nic': {
    what: 'inbound load balancer rules of one network interface',
    value: 300,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('use-multiple-standard-load-balancer.md')],
  },
  'private-link-services-per-slb': {
    what: 'private link services of one Standard Load Balancer',
    value: 8,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('use-multiple-standard-load-balancer.md'), privateLinkLimits],
  },
  'lb-backend-ip-configs-per-frontend': {
    what: 'backend address configurations of one load balancer frontend',
    value: 10000,
    raisable: false,
    condition: 'services × ports × nodes',
    confidence: 'documented',
    cite: [aksPage('best-practices-performance-scale-large.md')],
  },
  'internal-lb-recommended-nodes': {
    what: 'nodes up to which a first internal load balancer may be created',
    value: 750,
    raisable: false,
    condition: 'advice: create it before the cluster grows beyond',
    confidence: 'documented',
    cite: [aksPage('best-practices-performance-scale-large.md')],
  },
  'azure-npm-linux-nodes': {
    what: 'nodes of a cluster with Azure NPM',
    value: 250,
    raisable: false,
    condition: 'Linux',
    confidence: 'documented',
    cite: [aksPage('use-network-policies.md')],
  },
  'azure-npm-linux-pods': {
    what: 'pods of a cluster with Azure NPM',
    value: 20000,
    raisable: false,
    condition: 'Linux',
    confidence: 'documented',
    cite: [aksPage('use-network-policies.md')],
  },
  'cilium-identities': {
    what: 'security identities of a cluster with Cilium',
    value: 65535,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('azure-cni-powered-by-cilium.md')],
  },
  'authorized-ip-ranges': {
    what: 'authorized ranges of an API server',
    value: 200,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('api-server-authorized-ip-ranges.md')],
  },
  'authorized-ip-ranges-vnet-integration': {
    what: 'authorized ranges of an API server with VNet integration',
    value: 2000,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('api-server-authorized-ip-ranges.md')],
  },
  'managed-outbound-ips-lb': {
    what: 'managed outbound addresses of the load balancer',
    value: 100,
    raisable: false,
    confidence: 'documented',
    cite: [containerServiceModels, aksPage('load-balancer-standard.md')],
  },
  'managed-outbound-ips-natgw': {
    what: 'managed outbound addresses of the NAT gateway',
    value: 16,
    raisable: false,
    confidence: 'documented',
    cite: [containerServiceModels, aksPage('nat-gateway.md')],
  },
  'node-pool-name-length-linux': {
    what: 'characters in the name of a Linux pool',
    value: 12,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('create-node-pools.md')],
  },
  'node-pool-name-length-windows': {
    what: 'characters in the name of a Windows pool',
    value: 6,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('create-node-pools.md')],
  },
  'system-pool-nodes-minimum': {
    what: 'least nodes of a system pool',
    value: 2,
    advised: 3,
    raisable: false,
    assumption: 'systemPool.minimumNodes',
    confidence: 'conflicting',
    cite: [aksPage('create-node-pools.md'), aksPage('use-system-pools.md'), containerServiceModels],
  },
  'user-pool-nodes-minimum': {
    what: 'least nodes of a user pool',
    value: 0,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('create-node-pools.md')],
  },
  'byo-subnet-name-length': {
    what: 'characters in the names of subnet, VNet and their resource group',
    value: 63,
    raisable: false,
    condition: 'overlay in an own VNet; the names become node labels',
    confidence: 'documented',
    cite: [aksPage('concepts-network-azure-cni-overlay.md')],
  },
  'private-dns-subzone-length': {
    what: 'characters of the subzone of an own private DNS zone',
    value: 32,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('private-clusters.md')],
  },
  'command-invoke-output-kilobytes': {
    what: 'kilobytes of output of a command invoke',
    value: 512,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('access-private-cluster.md')],
  },
  'command-invoke-scheduling-seconds': {
    what: 'seconds to schedule a command invoke',
    value: 60,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('access-private-cluster.md')],
  },
  'app-routing-dns-zones': {
    what: 'DNS zones of the application routing add-on',
    value: 5,
    raisable: false,
    confidence: 'documented',
    cite: [aksPage('app-routing.md')],
  },
};
