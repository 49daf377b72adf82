import type { Ending } from '../calendar.ts';
import type { Citation } from '../citation.ts';
import { aksPage, aksRelease, azurePage } from '../documents.ts';

/** Something that ends. */
export interface Retirement {
  readonly id: RetirementId;
  readonly what: string;
  /** The day or month from which it no longer works or is supported. */
  readonly when: Ending;
  readonly instead: string;
  readonly cite: readonly Citation[];
}

/** What ends. */
export type RetirementId =
  | 'kubenet'
  | 'npm-windows'
  | 'npm-linux'
  | 'basic-load-balancer'
  | 'availability-sets'
  | 'default-outbound-access'
  | 'ingress-nginx-upstream'
  | 'app-routing-nginx'
  | 'nsg-flow-logs-creation'
  | 'nsg-flow-logs'
  | 'defender-china';

const nginxPage = aksPage('includes/ingress-nginx-retirement.md');
const flowLogsPage = azurePage('includes/network-watcher-nsg-flow-logs-retirement.md');

/** Everything that ends, by id. Azure CNI Node Subnet is legacy without a date, so it is not here. */
export const retirements: Readonly<Record<RetirementId, Retirement>> = {
  kubenet: {
    id: 'kubenet',
    what: 'kubenet',
    when: '2028-03-31',
    instead: 'Azure CNI Overlay, to which clusters move in place',
    cite: [aksPage('includes/kubenet-retirement.md')],
  },
  'npm-windows': {
    id: 'npm-windows',
    what: 'Azure NPM on Windows',
    when: '2026-09-30',
    instead: 'Calico',
    cite: [aksPage('includes/azure-network-policy-manager-windows-retirement.md')],
  },
  'npm-linux': {
    id: 'npm-linux',
    what: 'Azure NPM on Linux',
    when: '2028-09-30',
    instead: 'Cilium',
    cite: [aksPage('includes/azure-network-policy-manager-linux-retirement.md')],
  },
  'basic-load-balancer': {
    id: 'basic-load-balancer',
    what: 'Basic Load Balancer',
    when: '2025-09-30',
    instead: 'Standard Load Balancer',
    cite: [
      aksPage('includes/basic-load-balancer-retirement.md'),
      aksRelease('2026-01-04', 'new clusters with it are blocked'),
    ],
  },
  'availability-sets': {
    id: 'availability-sets',
    what: 'availability sets',
    when: '2025-09-30',
    instead: 'scale sets or virtual machine pools',
    cite: [aksPage('includes/availability-sets-retirement.md')],
  },
  'default-outbound-access': {
    id: 'default-outbound-access',
    what: 'default outbound access of new networks',
    when: '2026-03-31',
    instead: 'an explicit outboundType; clusters that state one do not depend on it',
    cite: [aksPage('includes/vm-default-outbound-access-retirement.md')],
  },
  'ingress-nginx-upstream': {
    id: 'ingress-nginx-upstream',
    what: 'upstream maintenance of ingress-nginx',
    when: '2026-03',
    instead: 'a Gateway API implementation',
    cite: [nginxPage],
  },
  'app-routing-nginx': {
    id: 'app-routing-nginx',
    what: 'managed NGINX of application routing',
    when: '2026-11',
    instead: 'application routing with the Gateway API',
    cite: [nginxPage],
  },
  'nsg-flow-logs-creation': {
    id: 'nsg-flow-logs-creation',
    what: 'new flow logs of security groups',
    when: '2025-06-30',
    instead: 'VNet flow logs',
    cite: [flowLogsPage],
  },
  'nsg-flow-logs': {
    id: 'nsg-flow-logs',
    what: 'flow logs of security groups',
    when: '2027-09-30',
    instead: 'VNet flow logs',
    cite: [flowLogsPage],
  },
  'defender-china': {
    id: 'defender-china',
    what: 'Defender for Containers in China',
    when: '2026-08-18',
    instead: 'nothing is named',
    cite: [aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18')],
  },
};
