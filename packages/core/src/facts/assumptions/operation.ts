import {
  aksPage,
  aksRelease,
  azurePage,
  derived,
  issue,
  monitorPage,
  sourceFile,
} from '../documents.ts';
import type { AssumptionTable } from './assumption.ts';

/** The answers to the open points about products around the cluster, by name. */
export interface OperationValues {
  'agc.overlayStatus': 'ga' | 'preview';
  'apiServerVnetIntegration.status': 'ga' | 'preview';
  'httpProxy.addedToNoProxy': 'knownList' | 'nothing';
  'httpProxy.reenable': 'savedValuesReturn' | 'nothingCanBeAdded';
  'china.signInHost': 'login.chinacloudapi.cn' | 'login.microsoftonline.cn';
  'metrics.usedSnatPorts': 'UsedSnatPorts' | 'UsedSNATPorts';
  'metrics.natSnatConnectionCount': 'newConnections' | 'concurrent';
  'metrics.networkRuleHitProtocol': 'absent' | 'present';
  'flowLogs.blobPath': 'fullResourceId' | 'shortened';
  'fleet.members': '100and20' | 'raised';
  'cli.networkLogsFlag': 'enable-container-network-logs' | 'enable-retina-flow-logs';
  'arm.throttling': 'tokenBucket' | 'hourly';
  'objects.cluster': 'only' | 'unknown';
  'webFirewall.firstMode': 'Prevention' | 'Detection';
}

/** Open points about products and tools around the cluster. */
export const operationAssumptions: AssumptionTable<OperationValues> = {
  'agc.overlayStatus': {
    question: 'Is Application Gateway for Containers generally available with overlay?',
    values: { ga: 'release notes 2025-08-29', preview: 'product page 2025-03-24' },
    default: 'ga',
    confidence: 'conflicting',
    cite: [
      aksRelease('2025-08-29'),
      azurePage(
        'articles/application-gateway/for-containers/container-networking.md',
        '2025-03-24',
      ),
    ],
  },
  'apiServerVnetIntegration.status': {
    question: 'Is API Server VNet Integration generally available?',
    values: { ga: 'its own page, 2026-04-15', preview: 'the planning page, 2025-03-24' },
    default: 'ga',
    confidence: 'conflicting',
    cite: [aksPage('api-server-vnet-integration.md'), aksPage('plan-control-plane-networking.md')],
  },
  'httpProxy.addedToNoProxy': {
    question: 'Which destinations does AKS add to noProxy by itself?',
    values: {
      knownList: 'local host, platform addresses, the cluster ranges and the API server',
      nothing: 'none that can be relied on',
    },
    default: 'knownList',
    confidence: 'uncertain',
    cite: [
      issue('kubernetes-sigs/cluster-api-provider-azure#1947'),
      issue('Azure/AKS#3174'),
      issue('Azure/AKS#205'),
    ],
  },
  'httpProxy.reenable': {
    question: 'What happens to the proxy settings when the proxy is switched on again?',
    values: {
      savedValuesReturn: 'the saved values return, as the CLI text says',
      nothingCanBeAdded: 'no further settings can be given, as the ARM text says',
    },
    default: 'savedValuesReturn',
    confidence: 'conflicting',
    cite: [aksPage('http-proxy.md', 'the two tabs of the page differ')],
  },
  'china.signInHost': {
    question: 'Which host signs in to Azure in China?',
    values: {
      'login.chinacloudapi.cn': 'the egress page',
      'login.microsoftonline.cn': 'the same page for Defender and cost analysis',
    },
    default: 'login.chinacloudapi.cn',
    confidence: 'conflicting',
    cite: [aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18')],
  },
  'metrics.usedSnatPorts': {
    question: 'How is the metric of used load balancer ports spelled?',
    values: {
      UsedSnatPorts: 'the metric reference',
      UsedSNATPorts: 'the baseline alert catalogue',
    },
    default: 'UsedSnatPorts',
    confidence: 'conflicting',
    cite: [
      monitorPage(
        'reference/supported-metrics/microsoft-network-loadbalancers-metrics.md',
        '2025-04',
      ),
      sourceFile('Azure/azure-monitor-baseline-alerts:patterns/alz'),
    ],
  },
  'metrics.natSnatConnectionCount': {
    question: 'What does SNATConnectionCount of a NAT gateway count?',
    values: {
      newConnections: 'new connections in the interval, as the how-to says',
      concurrent: 'connections active at once, as the table says',
    },
    default: 'newConnections',
    confidence: 'conflicting',
    cite: [azurePage('articles/nat-gateway/nat-metrics.md', '2024-01')],
  },
  'metrics.networkRuleHitProtocol': {
    question: 'Does NetworkRuleHit of Azure Firewall have the dimension Protocol?',
    values: { absent: 'the newer table', present: 'an older table' },
    default: 'absent',
    confidence: 'conflicting',
    cite: [azurePage('articles/firewall/monitor-firewall-reference.md', '2024-08')],
  },
  'flowLogs.blobPath': {
    question: 'How does the path of a VNet flow log blob begin?',
    values: {
      fullResourceId: 'with the whole resource id of the flow log',
      shortened: 'with subscription, group and name joined by underscores',
    },
    default: 'fullResourceId',
    confidence: 'conflicting',
    cite: [azurePage('articles/network-watcher/vnet-flow-logs-overview.md', '2024-08')],
  },
  'fleet.members': {
    question: 'How many clusters may a fleet have?',
    values: { '100and20': '100 without a hub, 20 with one (2022)', raised: 'more by now' },
    default: '100and20',
    confidence: 'uncertain',
    cite: [azurePage('articles/kubernetes-fleet/faq.md', '2022-10')],
  },
  'cli.networkLogsFlag': {
    question: 'Which CLI flag switches container network logs on?',
    values: {
      'enable-container-network-logs': 'since 2025-11',
      'enable-retina-flow-logs': 'before',
    },
    default: 'enable-container-network-logs',
    confidence: 'conflicting',
    cite: [aksPage('how-to-configure-container-network-logs.md')],
  },
  'webFirewall.firstMode': {
    question: 'In which mode does a new web application firewall policy begin?',
    values: {
      Prevention:
        'it stops requests from the first day, as the provider and the scan rules have it',
      Detection: 'it only logs until its rules are tuned, as the best practices advise',
    },
    default: 'Prevention',
    confidence: 'conflicting',
    cite: [
      sourceFile(
        'hashicorp/terraform-provider-azurerm:website/docs/r/web_application_firewall_policy.html.markdown',
        undefined,
        'Prevention is the default; commit 01cad1b5',
      ),
      sourceFile(
        'azure.github.io/PSRule.Rules.Azure/en/rules/Azure.AppGwWAF.PreventionMode',
        '2022-09',
      ),
      azurePage(
        'articles/web-application-firewall/ag/best-practices.md',
        '2026-06-30',
        'detection while tuning, prevention afterwards; detection gives no protection',
      ),
      azurePage(
        'articles/web-application-firewall/ag/application-gateway-crs-rulegroups-rules.md',
        '2022-11-08',
        'rule sets are enabled in Detection mode by default',
      ),
    ],
  },
  'arm.throttling': {
    question: 'Which request limits of Azure Resource Manager hold?',
    values: {
      tokenBucket: 'buckets of 250 reads refilled by 25 a second',
      hourly: '12,000 reads an hour, the older limits of other clouds',
    },
    default: 'tokenBucket',
    confidence: 'conflicting',
    cite: [
      azurePage(
        'articles/azure-resource-manager/management/request-limits-and-throttling.md',
        '2024',
      ),
    ],
  },
  'objects.cluster': {
    question: 'Which cluster holds Kubernetes objects when no input says it?',
    values: {
      only: 'the only one among the inputs, or of several that after which a folder of their path is called',
      unknown: 'none that is known, until --cluster or a snapshot file says it',
    },
    default: 'only',
    confidence: 'uncertain',
    cite: [derived('objects of Kubernetes carry no name of their cluster')],
  },
};
