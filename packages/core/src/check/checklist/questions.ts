import { all, type Estate } from '../../estate/estate.ts';
import { isKnown, isUnknown, type Knowable, missingOf, unknown } from '../../evidence/knowable.ts';
import { outboundTypes } from '../../facts/outbound.ts';
import type { ChecklistQuestion, Claim } from './point.ts';

/** What a design shows by being one: the plan is the record. */
const designed = (that: string, because: string): Claim => ({
  that,
  shownBy: { tenses: ['designed'], because },
});

/** True when one is true, unknown when one might be. */
function any(values: readonly Knowable<boolean>[]): Knowable<boolean> {
  if (values.includes(true)) return true;
  const [first, ...more] = values.flatMap((value) => missingOf(value));
  return first === undefined ? false : unknown(first, ...more);
}

const leavesByNextHop = (estate: Estate): Knowable<boolean> =>
  any(
    all(estate, 'cluster').map(({ network: { outboundType } }) =>
      isUnknown(outboundType) ? outboundType : outboundTypes[outboundType].owner === 'nextHop',
    ),
  );

const hasWindows = (estate: Estate): Knowable<boolean> =>
  any(all(estate, 'agentPool').map(({ os }) => (isKnown(os) ? os === 'Windows' : os)));

const addresses: readonly ChecklistQuestion[] = [
  {
    id: 'ip-overlap',
    topic: 'addresses',
    question:
      'Is the VNet range clear of peered and on-premises ranges, and of pod and Service ranges?',
    rules: ['AKS-IP-002', 'AKS-IP-003', 'AKS-IP-004', 'AKS-IP-005', 'AKS-IP-007'],
    about: ['cluster', 'virtualNetwork'],
  },
  {
    id: 'ip-nodes',
    topic: 'addresses',
    question: 'Does the node subnet hold the most nodes and the surge of an upgrade on top?',
    rules: ['AKS-CAP-001'],
    about: ['cluster'],
  },
  {
    id: 'ip-pods',
    topic: 'addresses',
    question: 'Does the pod range or pod subnet hold the most pods and their growth?',
    rules: ['AKS-CAP-002', 'AKS-CAP-003'],
    about: ['cluster'],
  },
  {
    id: 'ip-service',
    topic: 'addresses',
    question: 'Was the Service range allocated centrally, and does nothing else use it?',
    rules: ['AKS-IP-001', 'AKS-IP-004', 'AKS-IP-008'],
    about: ['cluster'],
    claim: designed(
      'the Service range comes from a central register',
      'the design took it from the pools of the organisation',
    ),
  },
  {
    id: 'ip-dns',
    topic: 'addresses',
    question: 'Is the DNS service IP a free address inside the Service range?',
    rules: ['AKS-IP-009'],
    about: ['cluster'],
  },
  {
    id: 'ip-endpoints',
    topic: 'addresses',
    question: 'Do private endpoints leave the room of the nodes alone?',
    rules: ['AKS-CAP-007'],
    about: ['cluster'],
  },
];

const cni: readonly ChecklistQuestion[] = [
  {
    id: 'cni-chosen',
    topic: 'cni',
    question: 'Was the network plugin chosen from requirements, not left at a default?',
    rules: ['AKS-MODE-001', 'AKS-MODE-002'],
    about: ['cluster'],
    claim: designed(
      'the plugin was chosen from requirements',
      'the plan records the requirements behind the choice',
    ),
  },
  {
    id: 'cni-documented',
    topic: 'cni',
    question: 'Is it written down why pods have addresses of their own range or of the VNet?',
    rules: [],
    about: ['cluster'],
    claim: designed(
      'the choice between overlay and flat is documented',
      'the plan records the decision with the alternatives that lost',
    ),
  },
  {
    id: 'cni-policy',
    topic: 'cni',
    question: 'Is it known which engine enforces NetworkPolicy, and was it seen to block?',
    rules: ['AKS-MODE-003', 'AKS-MODE-004'],
    about: ['cluster'],
    claim: { that: 'a negative test was run in the cluster' },
  },
  {
    id: 'cni-os',
    topic: 'cni',
    question: 'Are the differences between Windows and Linux pools written down?',
    rules: ['AKS-MODE-002', 'AKS-MODE-003'],
    about: ['agentPool'],
    arises: hasWindows,
    claim: { that: 'the differences between the operating systems are documented' },
  },
];

const egress: readonly ChecklistQuestion[] = [
  {
    id: 'egress-explicit',
    topic: 'egress',
    question: 'Is the way out of the cluster stated, and does everything it needs exist?',
    rules: ['AKS-EGR-001', 'AKS-EGR-002', 'AKS-EGR-003', 'AKS-EGR-006'],
    about: ['cluster'],
  },
  {
    id: 'egress-snat',
    topic: 'egress',
    question: 'Is SNAT capacity sized for the peak, and watched?',
    rules: ['AKS-EGR-004'],
    about: ['cluster'],
    claim: { that: 'an alert watches the used SNAT ports' },
  },
  {
    id: 'egress-route',
    topic: 'egress',
    question: 'Was the route through the firewall or appliance tested from pods?',
    rules: ['AKS-EGR-002', 'AKS-EGR-003', 'AKS-EGR-005', 'AKS-EGR-007'],
    about: ['cluster'],
    arises: leavesByNextHop,
    claim: { that: 'the route was tested from a pod' },
  },
  {
    id: 'egress-names',
    topic: 'egress',
    question: 'Do the Azure services in use resolve to their private addresses?',
    rules: ['AKS-DNS-001', 'AKS-DNS-002', 'AKS-DNS-003'],
    about: ['privateEndpoint'],
  },
  {
    id: 'egress-allowed',
    topic: 'egress',
    question: 'Is it written down what may leave to the internet?',
    rules: ['AKS-EGR-005'],
    about: ['cluster'],
    claim: designed(
      'the list of allowed destinations is kept',
      'the plan lists the wanted connections with their reasons',
    ),
  },
];

const ingress: readonly ChecklistQuestion[] = [
  {
    id: 'ingress-subnet',
    topic: 'ingress',
    question: 'Is there room of its own for ingress, and somebody who answers for it?',
    rules: ['AKS-ING-001', 'AKS-ING-002'],
    about: ['cluster'],
  },
  {
    id: 'ingress-exposure',
    topic: 'ingress',
    question: 'Is it explicit which entries are public and which are internal?',
    rules: [],
    about: ['cluster'],
    claim: designed(
      'each entry is declared public or internal',
      'the plan declares every entry as public or private',
    ),
  },
  {
    id: 'ingress-names',
    topic: 'ingress',
    question: 'Is it written down who answers for certificates and public names?',
    rules: [],
    about: ['cluster'],
    claim: { that: 'owners of certificates and names are documented' },
  },
  {
    id: 'ingress-probes',
    topic: 'ingress',
    question: 'Do health probes ask what readiness of the workload means?',
    rules: [],
    about: ['cluster'],
    claim: { that: 'the probes were compared with the readiness of the workloads' },
  },
];

const operations: readonly ChecklistQuestion[] = [
  {
    id: 'ops-surge',
    topic: 'operations',
    question: 'Was an upgrade with its surge rehearsed?',
    rules: ['AKS-CAP-001'],
    about: ['cluster'],
    claim: { that: 'an upgrade was rehearsed in the same topology' },
  },
  {
    id: 'ops-profile',
    topic: 'operations',
    question: 'Is the network profile of the cluster kept as configuration?',
    rules: [],
    about: ['cluster'],
    claim: {
      that: 'the network profile is kept as configuration',
      shownBy: {
        tenses: ['designed', 'planned'],
        because: 'it was read from, or written as, configuration',
      },
    },
  },
  {
    id: 'ops-alerts',
    topic: 'operations',
    question: 'Does an alert watch how full subnets and ranges are?',
    rules: [],
    about: ['cluster'],
    claim: { that: 'an alert watches the use of addresses' },
  },
  {
    id: 'ops-runbook',
    topic: 'operations',
    question: 'Is there a runbook for name resolution?',
    rules: [],
    about: ['cluster'],
    claim: { that: 'a runbook for the DNS path exists' },
  },
  {
    id: 'ops-review',
    topic: 'operations',
    question: 'Are changes of routes and security groups reviewed?',
    rules: [],
    about: ['cluster'],
    claim: { that: 'changes of routes and groups need a review' },
  },
];

/** The 24 questions, in the order in which they are asked. */
export const questions: readonly ChecklistQuestion[] = [
  ...addresses,
  ...cni,
  ...egress,
  ...ingress,
  ...operations,
];
