import {
  aksCli,
  aksPage,
  aksRelease,
  azurePage,
  containerServiceModels,
  issue,
  sourceFile,
  supportPage,
} from '../documents.ts';
import type { AssumptionTable } from './assumption.ts';

/** The answers to the open points about sizes and ranges, by name. */
export interface AddressingValues {
  'surge.default': '1' | '10%' | 'larger';
  'overlay.podsPerCluster': '200000' | '250000';
  'overlay.admission': 'maximumPlusOnePerPool' | 'actualNodes';
  'podSubnet.defaultMaxPods': '250' | '110' | '30';
  'podSubnet.dynamicCap': 'uncapped' | 'atMaxPods';
  'podSubnet.extraAddressPerNode': '0' | '1';
  'serviceCidr.forbiddenEnforced': 'ruleOnly' | 'refusedByApi';
  'serviceCidr.slash12': 'refused' | 'allowed';
  'subnet.reserved': '5' | '3';
  'subnet.resizeInUse': 'no' | 'yes';
  'subnet.validatorSurge': 'onePerPool' | 'maxSurge';
  'nodeSubnet.delegation': 'never' | 'managedClustersTolerated';
  'maxPods.changeable': 'no' | 'yes';
  'systemPool.minimumNodes': '2' | '1';
  'cluster.defaultNetworkPlugin': 'overlay' | 'kubenet';
  'dualStack.staticBlock': 'overlayOnly' | 'alsoStaticBlock';
  'docker.bridge': 'warned' | 'ignored';
  'vnet.peerings': '500' | '1000';
  'routeTable.routes': '400' | '1000';
  'privateEndpoint.perSubscription': '64000' | '65536';
  'routeServerSubnet.smallest': '27' | '26';
  'dnsResolverSubnet.excludedRange': 'lifted' | 'inForce';
}

/** Open points about sizes and ranges. */
export const addressingAssumptions: AssumptionTable<AddressingValues> = {
  'surge.default': {
    question: 'How many surge nodes does a pool use when maxSurge is not set?',
    values: {
      '1': 'one node, as the how-to and planning pages say',
      '10%': 'ten percent rounded up, as the REST model and the large-cluster page say',
      larger: 'the larger of the two, so that a plan holds under both',
    },
    default: 'larger',
    confidence: 'conflicting',
    cite: [
      aksPage('upgrade-aks-node-pools-rolling.md'),
      aksPage('upgrade-options.md'),
      containerServiceModels,
    ],
  },
  'overlay.podsPerCluster': {
    question: 'How many pods may an overlay cluster hold?',
    values: { '200000': 'the large-cluster page', '250000': 'the pod planning page' },
    default: '200000',
    confidence: 'conflicting',
    cite: [aksPage('best-practices-performance-scale-large.md'), aksPage('plan-pod-networking.md')],
  },
  'overlay.admission': {
    question: 'Does AKS hold the pod range against the theoretical maximum of every pool?',
    values: {
      maximumPlusOnePerPool:
        'a /24 for (maximum count + 1) of every pool must fit before a pool can be edited',
      actualNodes: 'only the nodes that exist and the surge take a /24',
    },
    default: 'maximumPlusOnePerPool',
    confidence: 'uncertain',
    cite: [issue('Azure/AKS#4467'), issue('Azure/AKS-Construction#701')],
  },
  'podSubnet.defaultMaxPods': {
    question: 'How many pods per node does a pool with a pod subnet get when maxPods is not set?',
    values: {
      '250': 'the how-to page of dynamic allocation',
      '110': 'the planning page and the node class page',
      '30': 'the CLI help for plugin azure',
    },
    default: '250',
    confidence: 'conflicting',
    cite: [
      aksPage('configure-azure-cni-dynamic-ip-allocation.md'),
      aksPage('concepts-network-ip-address-planning.md'),
      aksPage('node-auto-provisioning-aksnodeclass.md'),
      aksCli,
    ],
  },
  'podSubnet.dynamicCap': {
    question: 'Does a node stop asking for batches of 16 once it holds enough for maxPods?',
    values: {
      uncapped: 'it keeps at least 8 free addresses even at maxPods',
      atMaxPods: 'it never holds more than maxPods rounded up to a batch',
    },
    default: 'uncapped',
    confidence: 'uncertain',
    cite: [
      aksPage('concepts-network-azure-cni-pod-subnet.md', 'describes the batches, not the cap'),
    ],
  },
  'podSubnet.extraAddressPerNode': {
    question: 'Does each node take one more address of the pod subnet beside its batches?',
    values: {
      '0': 'the batches of 16 are all, as the concept page says',
      '1': 'one more, which the node agent counts as primary address for DNS and metadata',
    },
    default: '0',
    confidence: 'uncertain',
    cite: [
      aksPage('concepts-network-azure-cni-pod-subnet.md'),
      sourceFile('Azure/azure-container-networking:cns/ipampool/metrics/metrics.go', '2026-08-20'),
    ],
  },
  'serviceCidr.forbiddenEnforced': {
    question: 'Does the API refuse a Service or VNet range that meets one of the ranges AKS keeps?',
    values: {
      ruleOnly: 'it is a documented rule that nothing is known to enforce',
      refusedByApi: 'the API refuses it as it refuses such a pod range',
    },
    default: 'ruleOnly',
    confidence: 'uncertain',
    cite: [aksPage('concepts-network-cni-overview.md'), aksRelease('2026-05-29')],
  },
  'serviceCidr.slash12': {
    question: 'Is a Service range of exactly /12 allowed?',
    values: {
      refused: '"smaller than /12" read as /13 or longer',
      allowed: 'read as at most a /12',
    },
    default: 'refused',
    confidence: 'uncertain',
    cite: [aksPage('concepts-network-ip-address-planning.md')],
  },
  'subnet.reserved': {
    question: 'How many addresses of a subnet does Azure keep for itself?',
    values: {
      '5': 'the first four and the last, as the VNet pages say',
      '3': 'the wording of the kubenet page',
    },
    default: '5',
    confidence: 'conflicting',
    cite: [
      azurePage('articles/virtual-network/virtual-networks-faq.md'),
      aksPage('configure-kubenet.md'),
    ],
  },
  'subnet.resizeInUse': {
    question: 'Can the range of a subnet that holds nodes be enlarged?',
    values: {
      no: 'not supported, as the support article says',
      yes: 'suggested by the capacity planning page',
    },
    default: 'no',
    confidence: 'conflicting',
    cite: [
      supportPage('connectivity/insufficientsubnetsize-error-advanced-networking.md'),
      aksPage('upgrade-capacity-cost-planning.md'),
      aksPage('upgrade-options.md'),
    ],
  },
  'subnet.validatorSurge': {
    question: 'Which surge does the check before an operation count against the subnet?',
    values: {
      onePerPool: 'one surge node per pool, as observed',
      maxSurge: 'the configured maxSurge of every pool',
    },
    default: 'onePerPool',
    confidence: 'uncertain',
    cite: [issue('Azure/AKS#1795'), issue('Azure/AKS#4467')],
  },
  'nodeSubnet.delegation': {
    question: 'May a subnet that holds nodes be delegated?',
    values: {
      never: 'no delegation at all',
      managedClustersTolerated:
        'a delegation to Microsoft.ContainerService/managedClusters is tolerated',
    },
    default: 'never',
    confidence: 'conflicting',
    cite: [
      aksPage('concepts-network-cni-overview.md'),
      supportPage('error-codes/subnetisdelegated-error.md'),
    ],
  },
  'maxPods.changeable': {
    question: 'Can maxPods of an existing pool be changed?',
    values: {
      no: 'fixed when the pool is created',
      yes: 'the capacity planning page shows an update command',
    },
    default: 'no',
    confidence: 'conflicting',
    cite: [aksPage('create-node-pools.md'), aksPage('upgrade-capacity-cost-planning.md')],
  },
  'systemPool.minimumNodes': {
    question: 'How few nodes may a system pool have?',
    values: { '2': 'two, as the documentation says', '1': 'one, as the API allows' },
    default: '2',
    confidence: 'conflicting',
    cite: [aksPage('create-node-pools.md'), aksPage('use-system-pools.md'), containerServiceModels],
  },
  'cluster.defaultNetworkPlugin': {
    question: 'Which mode does a Standard cluster get when no network plugin is named?',
    values: {
      overlay: 'Azure CNI Overlay, as the how-to page and the CLI help say',
      kubenet: 'kubenet, as the Automatic comparison and the virtual nodes page still say',
    },
    default: 'overlay',
    confidence: 'conflicting',
    cite: [
      aksPage('azure-cni-overlay.md'),
      aksPage('intro-aks-automatic.md'),
      aksPage('virtual-nodes-cli.md'),
    ],
  },
  'dualStack.staticBlock': {
    question: 'Does dual-stack work with static blocks of a pod subnet?',
    values: {
      overlayOnly: 'dual-stack needs overlay, as the pages say',
      alsoStaticBlock: 'release 2026-06-19 derives an IPv6 pod range from the pod subnet',
    },
    default: 'overlayOnly',
    confidence: 'conflicting',
    cite: [aksPage('configure-dual-stack.md'), aksRelease('2026-06-19')],
  },
  'docker.bridge': {
    question: 'Does the bridge address of the container runtime still matter?',
    values: {
      warned: '172.17.0.0/16 is worth a remark, never a fault',
      ignored: 'no current field or default is documented, so it is passed over',
    },
    default: 'warned',
    confidence: 'uncertain',
    cite: [
      aksPage('configure-azure-cni-dynamic-ip-allocation.md', 'calls the bridge address unchanged'),
    ],
  },
  'vnet.peerings': {
    question: 'How many peerings may a VNet have?',
    values: {
      '500': 'the limits page of 2022',
      '1000': 'newer pages, under Azure Virtual Network Manager',
    },
    default: '500',
    confidence: 'uncertain',
    cite: [azurePage('includes/azure-virtual-network-limits.md', '2022-12-05')],
  },
  'routeTable.routes': {
    question: 'How many routes may a route table hold?',
    values: {
      '400': 'the limits page of 2022',
      '1000': 'newer pages, when managed by Azure Virtual Network Manager',
    },
    default: '400',
    confidence: 'uncertain',
    cite: [azurePage('includes/azure-virtual-network-limits.md', '2022-12-05')],
  },
  'privateEndpoint.perSubscription': {
    question: 'How many private endpoints may a subscription hold?',
    values: { '64000': 'one wording', '65536': 'another wording of the same page' },
    default: '64000',
    confidence: 'conflicting',
    cite: [azurePage('includes (private link limits)', '2020-04-21')],
  },
  'routeServerSubnet.smallest': {
    question: 'What is the smallest RouteServerSubnet?',
    values: { '27': 'the page of 2022', '26': 'newer text' },
    default: '27',
    confidence: 'conflicting',
    cite: [azurePage('articles/route-server/route-server-faq.md', '2022-07')],
  },
  'dnsResolverSubnet.excludedRange': {
    question: 'May a subnet of a DNS resolver lie in 10.0.1.0 to 10.0.16.255?',
    values: { lifted: 'the exclusion of 2022 no longer holds', inForce: 'it still holds' },
    default: 'lifted',
    confidence: 'uncertain',
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  },
};
