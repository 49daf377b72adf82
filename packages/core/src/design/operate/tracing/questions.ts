import { code, type Prose, prose } from '../../../evidence/prose.ts';
import type { SourceId } from './sources.ts';

/** Where to look for an answer, and what to look for. */
export interface TracingAnswer {
  readonly source: SourceId;
  readonly look: Prose;
}

/** A question about a packet, with the sources that answer it, the surest first. */
export interface TracingQuestion {
  readonly question: string;
  readonly answers: readonly TracingAnswer[];
}

const every: readonly TracingQuestion[] = [
  {
    question: 'Was the name answered, and with a private address?',
    answers: [
      { source: 'coreDnsLog', look: prose`the answer code for the name, from the pod's namespace` },
      { source: 'firewallDnsLog', look: prose`the same name from the address of a node` },
      { source: 'resolverLog', look: prose`whether questions arrive at all` },
    ],
  },
  {
    question: 'Did a NetworkPolicy stop it?',
    answers: [
      {
        source: 'networkLogs',
        look: prose`verdict and reason; ${code('POLICY_DENIED')} is a policy`,
      },
      {
        source: 'nodeSeries',
        look: prose`whether the counter of ${code('IPTABLE_RULE_DROP')} rises with each try`,
      },
      { source: 'nodeCapture', look: prose`a packet that leaves the pod and not the node` },
    ],
  },
  {
    question: 'Did a security group stop it?',
    answers: [
      { source: 'vnetFlowLogs', look: prose`state D; the first group that denied names its rule` },
    ],
  },
  {
    question: 'Did the firewall let it through, and by which rule?',
    answers: [
      {
        source: 'firewallLogs',
        look: prose`action and rule; no rule and ${code('Default Action')} is a missing one`,
      },
    ],
  },
  {
    question: 'Did the answer come back the same way?',
    answers: [
      {
        source: 'firewallLogs',
        look: prose`the flag ${code('INVALID')}, or an answer without its beginning`,
      },
      { source: 'vnetFlowLogs', look: prose`bytes in one direction only` },
    ],
  },
  {
    question: 'Whose address did the receiver see?',
    answers: [
      { source: 'firewallLogs', look: prose`the source address of the row: node or pod` },
      { source: 'vnetFlowLogs', look: prose`the source address at the interface of the receiver` },
    ],
  },
  {
    question: 'Did the exit run out of ports?',
    answers: [
      {
        source: 'exitMetrics',
        look: prose`refused connections, and used ports by node where a load balancer gives them`,
      },
    ],
  },
  {
    question: 'Did a request from outside reach the cluster?',
    answers: [
      { source: 'gatewayLogs', look: prose`the backend that was chosen and what it answered` },
      { source: 'vnetFlowLogs', look: prose`the flow at the interface of a node` },
      { source: 'networkLogs', look: prose`the same flow at the workload` },
    ],
  },
  {
    question: 'Is a dependency used by its private endpoint?',
    answers: [
      { source: 'vnetFlowLogs', look: prose`flows to the address of the endpoint` },
      { source: 'firewallLogs', look: prose`no row with the public name of the service` },
    ],
  },
];

/** The questions, each with those of its sources that there are. One without any is kept: it has no answer. */
export const questions = (there: ReadonlySet<SourceId>): readonly TracingQuestion[] =>
  every.map(({ question, answers }) => ({
    question,
    answers: answers.filter(({ source }) => there.has(source)),
  }));
