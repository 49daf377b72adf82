import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, derived, monitorPage, sourceFile } from '../documents.ts';
import type { PrometheusAlert, PrometheusFamily } from './metric.ts';

const cnsSource = sourceFile(
  'Azure/azure-container-networking:cns/ipampool/metrics/metrics.go',
  '2026-08-20',
);
const scrapePage = monitorPage('containers/prometheus-metrics-scrape-default.md', '2025-09');
const observabilityPage = aksPage('container-network-observability-metrics.md', 'dated 2025-05');

/**
 * The label that managed Prometheus puts on every series it scrapes, jobs of one's own included: the last
 * part of the cluster's id, unless somebody sets `cluster_alias` in its settings.
 */
export const managedPrometheusClusterLabel: Fact<string> = documented(
  'cluster',
  monitorPage('containers/prometheus-metrics-scrape-configuration.md', '2024-02-28'),
);

/** Series that decide network questions in the cluster. */
export const prometheusFamilies: readonly PrometheusFamily[] = [
  {
    id: 'azure-cns',
    what: 'addresses of pod subnets, by node; port 10092, pods k8s-app=azure-cns in kube-system',
    names: [
      'cx_ipam_pod_allocated_ips',
      'cx_ipam_available_ips',
      'cx_ipam_total_ips',
      'cx_ipam_requested_ips',
      'cx_ipam_max_ips',
      'cx_ipam_batch_size',
      'cx_ipam_secondary_ips',
      'cx_ipam_primary_ips',
      'cx_ipam_current_available_ips',
      'cx_ipam_expect_available_ips',
      'cx_ipam_pending_programming_ips',
      'cx_ipam_pending_release_ips',
      'cx_ipam_subnet_exhaustion_state',
      'cx_ipam_subnet_exhaustion_state_count_total',
    ],
    labels: ['subnet', 'subnet_cidr', 'podnet_arm_id', 'customer_metric'],
    collected: 'onRequest',
    note: 'requested and total must converge on every node; a lasting difference is a fault',
    cite: [cnsSource],
  },
  {
    id: 'azure-cns-v2',
    what: 'the same without labels of the subnet',
    names: [
      'cx_allocated_ips_v2',
      'cx_assigned_ips_v2',
      'cx_available_ips_v2',
      'cx_pending_programming_ips_v2',
      'cx_pending_release_ips_v2',
    ],
    labels: [],
    collected: 'onRequest',
    cite: [cnsSource],
  },
  {
    id: 'cilium-node',
    what: 'packets that Cilium forwards and drops, by node',
    names: [
      'cilium_forward_count_total',
      'cilium_forward_bytes_total',
      'cilium_drop_count_total',
      'cilium_drop_bytes_total',
    ],
    labels: ['cluster', 'instance', 'direction'],
    collected: 'withAdvancedServices',
    note: 'drops have the label reason too',
    cite: [observabilityPage],
  },
  {
    id: 'hubble-pod',
    what: 'flows, drops and names by pod; Linux only',
    names: [
      'hubble_dns_queries_total',
      'hubble_dns_responses_total',
      'hubble_drop_total',
      'hubble_tcp_flags_total',
      'hubble_flows_processed_total',
    ],
    labels: ['cluster', 'instance', 'source', 'destination'],
    collected: 'withAdvancedServices',
    note: 'each series has source or destination; on Cilium the DNS series need a policy by name',
    cite: [observabilityPage],
  },
  {
    id: 'retina-node',
    what: 'packets by node on other data planes; prefix networkobservability_',
    names: [
      'networkobservability_forward_count',
      'networkobservability_drop_count',
      'networkobservability_tcp_state',
      'networkobservability_tcp_retransmission_count',
      'networkobservability_conntrack_total_connections',
      'networkobservability_dns_request_count',
      'networkobservability_dns_response_count',
      'networkobservability_node_connectivity_status',
      'networkobservability_node_apiserver_latency',
    ],
    labels: ['cluster', 'instance'],
    collected: 'byDefault',
    cite: [observabilityPage, sourceFile('microsoft/retina:docs/03-Metrics/modes/basic.md')],
  },
  {
    id: 'coredns',
    what: 'name resolution in the cluster',
    names: [
      'coredns_dns_requests_total',
      'coredns_dns_responses_total',
      'coredns_dns_request_duration_seconds',
      'coredns_forward_requests_total',
      'coredns_forward_responses_total',
      'coredns_forward_request_duration_seconds',
      'coredns_cache_hits_total',
      'coredns_cache_misses_total',
      'coredns_cache_entries',
      'coredns_panics_total',
    ],
    labels: [],
    collected: 'onRequest',
    cite: [scrapePage],
  },
  {
    id: 'kube-state',
    what: 'nodes and pods, for capacity',
    names: [
      'kube_node_info',
      'kube_node_status_allocatable',
      'kube_node_status_capacity',
      'kube_node_status_condition',
      'kube_pod_info',
      'kube_pod_status_phase',
    ],
    labels: [],
    collected: 'byDefault',
    cite: [scrapePage],
  },
  {
    id: 'node-exporter',
    what: 'interfaces and retransmissions of nodes',
    names: [
      'node_netstat_Tcp_RetransSegs',
      'node_netstat_Tcp_OutSegs',
      'node_netstat_TcpExt_TCPSynRetrans',
      'node_network_receive_drop_total',
      'node_network_transmit_drop_total',
    ],
    labels: [],
    collected: 'byDefault',
    note: 'conntrack gauges (node_nf_conntrack_entries, …_limit) are not in the minimal profile',
    cite: [scrapePage],
  },
  {
    id: 'node-auto-provisioning',
    what: 'what the provisioner made and removed',
    names: [
      'karpenter_pods_state',
      'karpenter_nodes_created_total',
      'karpenter_nodes_terminated_total',
      'karpenter_nodeclaims_disrupted_total',
      'karpenter_voluntary_disruption_eligible_nodes',
      'karpenter_voluntary_disruption_decisions_total',
    ],
    labels: [],
    collected: 'onRequest',
    cite: [scrapePage, aksPage('monitor-aks-reference.md')],
  },
];

/** Reasons that the drop series of other data planes give. */
export const retinaDropReasons: readonly string[] = [
  'IPTABLE_RULE_DROP',
  'IPTABLE_NAT_DROP',
  'TCP_CONNECT_BASIC',
  'TCP_ACCEPT_BASIC',
  'TCP_CLOSE_BASIC',
  'CONNTRACK_ADD_DROP',
  'UNKNOWN_DROP',
];

const own: readonly Citation[] = [
  derived('the recommended rules of AKS hold none for addresses, ports, DNS or policy drops'),
  monitorPage('containers/kubernetes-metric-alerts.md', '2026-07-21'),
];

/** Alerts that fill the gap of the recommended rules. Thresholds are this product's own. */
export const prometheusAlerts: readonly PrometheusAlert[] = [
  {
    id: 'pod-subnet-usage',
    what: 'share of a pod subnet that nodes hold',
    expression: 'sum by (subnet, subnet_cidr) (cx_ipam_total_ips) / <usable addresses>',
    warn: 0.8,
    critical: 0.9,
    confidence: 'derived',
    cite: [cnsSource, ...own],
  },
  {
    id: 'pod-subnet-exhausted',
    what: 'a pod subnet is exhausted',
    expression: 'max by (subnet) (cx_ipam_subnet_exhaustion_state) == 1',
    confidence: 'derived',
    cite: [cnsSource, ...own],
  },
  {
    id: 'pod-addresses-not-granted',
    what: 'a node waits for addresses',
    expression:
      'sum by (instance) (cx_ipam_requested_ips) - sum by (instance) (cx_ipam_total_ips) > 0',
    for: '15m',
    confidence: 'derived',
    cite: [cnsSource, ...own],
  },
  {
    id: 'pod-range-usage',
    what: 'share of the pod range that nodes hold',
    expression: 'count(kube_node_info) / <blocks of the pod range>',
    warn: 0.8,
    critical: 0.9,
    confidence: 'derived',
    cite: own,
  },
  {
    id: 'dns-failures',
    what: 'names that cannot be resolved',
    expression:
      'sum(rate(coredns_dns_responses_total{rcode=~"SERVFAIL|REFUSED"}[5m])) / sum(rate(coredns_dns_responses_total[5m])) > 0.01',
    confidence: 'derived',
    cite: own,
  },
  {
    id: 'dns-upstream-failures',
    what: 'the resolver behind CoreDNS fails',
    expression: 'sum(rate(coredns_forward_responses_total{rcode="SERVFAIL"}[5m])) > 0',
    confidence: 'uncertain',
    cite: [derived('the labels depend on the version of CoreDNS')],
  },
  {
    id: 'policy-drops',
    what: 'connections that policies refuse',
    expression:
      'sum by (destination) (rate(hubble_drop_total{reason=~"POLICY_DENIED|POLICY_DENY"}[5m])) > 0',
    confidence: 'derived',
    cite: [observabilityPage, ...own],
  },
  {
    id: 'cilium-drops',
    what: 'packets that Cilium drops, by reason',
    expression: 'sum by (instance, reason) (rate(cilium_drop_count_total[5m])) > 0',
    confidence: 'derived',
    cite: [observabilityPage, ...own],
  },
  {
    id: 'retransmissions',
    what: 'segments that had to be sent again',
    expression:
      'rate(node_netstat_Tcp_RetransSegs[5m]) / rate(node_netstat_Tcp_OutSegs[5m]) > 0.03',
    confidence: 'derived',
    cite: own,
  },
];
