import { aksPage, aksRelease, issue, sourceFile } from '../documents.ts';
import type { AssumptionTable } from './assumption.ts';

/** The answers to the open points about NetworkPolicy and name resolution, by name. */
export interface PolicyValues {
  'calico.ipv6': 'no' | 'yes';
  'cilium.namedPorts': 'every' | 'first';
  'cilium.sctp': 'off' | 'on';
  'npm.endPort': 'honoured' | 'ignored';
  'policy.adminKinds': 'enforced' | 'ignored';
  'policy.icmpUnderAllPorts': 'included' | 'excluded';
  'policy.establishedOnChange': 'kept' | 'cut';
  'policy.hairpin': 'judged' | 'allowed';
  'byo.enforcesPolicy': 'no' | 'yes';
  'localDns.autoEnabled': 'autoEnabled' | 'optional';
}

/** Open points about NetworkPolicy and name resolution in the cluster. */
export const policyAssumptions: AssumptionTable<PolicyValues> = {
  'calico.ipv6': {
    question: 'Does Calico on AKS filter IPv6?',
    values: { no: 'not with dual-stack, as the policy page says', yes: 'as upstream does' },
    default: 'no',
    confidence: 'uncertain',
    cite: [aksPage('use-network-policies.md')],
  },
  'cilium.namedPorts': {
    question: 'Which numbers does Cilium open for a named port that stands for several?',
    values: {
      every: 'the number of each matched pod, as the API says',
      first: 'one of them only, as issues report',
    },
    default: 'every',
    confidence: 'uncertain',
    cite: [
      aksPage('azure-cni-powered-by-cilium.md'),
      issue('cilium/cilium#30003'),
      issue('cilium/cilium#24779'),
      issue('cilium/cilium#45601'),
    ],
  },
  'cilium.sctp': {
    question: 'Does Cilium on AKS filter SCTP?',
    values: { off: 'it is off or beta by setting', on: 'it is switched on' },
    default: 'off',
    confidence: 'uncertain',
    cite: [aksPage('azure-cni-powered-by-cilium.md', 'does not say')],
  },
  'npm.endPort': {
    question: 'Does Azure NPM on Linux open the whole range of endPort?',
    values: {
      honoured: 'current code does',
      ignored: 'production of 2022 opened only the first port',
    },
    default: 'honoured',
    confidence: 'conflicting',
    cite: [
      sourceFile('Azure/azure-container-networking:npm', '2026-08-20'),
      issue('Azure/AKS#2857'),
      issue('Azure/azure-container-networking#930'),
      issue('Azure/azure-container-networking#1125'),
      issue('Azure/azure-container-networking#2313'),
    ],
  },
  'policy.adminKinds': {
    question: 'Are ClusterNetworkPolicy and the older admin kinds enforced on this cluster?',
    values: {
      enforced: 'something reads them: the engine, or what the customer installed',
      ignored: 'nothing does; the AKS pages name no engine of theirs that would',
    },
    default: 'enforced',
    confidence: 'uncertain',
    cite: [aksPage('use-network-policies.md', 'names NetworkPolicy only')],
  },
  'policy.icmpUnderAllPorts': {
    question: 'Does a rule without ports include ICMP?',
    values: { included: 'usually read so', excluded: 'only TCP, UDP and SCTP' },
    default: 'included',
    confidence: 'uncertain',
    cite: [sourceFile('kubernetes/website:network-policies.md', undefined, 'leaves ICMP open')],
  },
  'policy.establishedOnChange': {
    question: 'What happens to an open connection when a policy newly forbids it?',
    values: { kept: 'it lives on', cut: 'it is cut' },
    default: 'kept',
    confidence: 'uncertain',
    cite: [
      sourceFile('kubernetes/website:network-policies.md', undefined, 'leaves it to the engine'),
    ],
  },
  'policy.hairpin': {
    question: 'Is a pod that reaches itself through a Service judged by its policies?',
    values: { judged: 'like any other connection', allowed: 'never blocked' },
    default: 'judged',
    confidence: 'uncertain',
    cite: [
      sourceFile('kubernetes/website:network-policies.md', undefined, 'leaves it to the engine'),
    ],
  },
  'byo.enforcesPolicy': {
    question: "Does the customer's own CNI enforce NetworkPolicy?",
    values: { no: 'nothing is known to enforce it', yes: 'it enforces it as the API says' },
    default: 'no',
    confidence: 'uncertain',
    cite: [aksPage('use-byo-cni.md', 'leaves it to the plugin')],
  },
  'localDns.autoEnabled': {
    question: 'Is LocalDNS switched on by itself from Kubernetes 1.36 on?',
    values: {
      autoEnabled: 'on eligible Linux pools, as the release notes say',
      optional: 'only on request on Standard clusters, as the reliability page says',
    },
    default: 'autoEnabled',
    confidence: 'conflicting',
    cite: [aksRelease('2026-05-29'), aksPage('best-practices-app-cluster-reliability.md')],
  },
};
