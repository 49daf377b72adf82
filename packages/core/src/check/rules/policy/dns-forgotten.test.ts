import { proveRule } from '../../../../test/check/prove-rule.ts';
import type {
  KubernetesObject,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../../estate/elements/kubernetes.ts';
import { cluster, clusterId, pool } from '../../../estate/sketch.ts';
import { namespace, networkPolicy, workload } from '../../drawn.ts';
import { dnsForgotten } from './dns-forgotten.ts';

const calico = cluster('a', { network: { dataPlane: 'azure', policyEngine: 'calico' } });
const cilium = cluster('a');
const id = namespace('a', 'payments').id;
const both: readonly PolicyPort[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];
const dnsPods: PolicyPeer = {
  kind: 'pods',
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const everywhere: PolicyPeer = { kind: 'ipBlock', cidr: '0.0.0.0/0', except: [] };
const listener: PolicyPeer = { kind: 'ipBlock', cidr: '169.254.10.0/24', except: [] };

const closed = (of: typeof cilium, ...rules: readonly PolicyRule[]) => [
  of,
  namespace('a', 'payments'),
  workload('a', 'payments/api'),
  networkPolicy('a', 'payments/deny'),
  networkPolicy('a', 'payments/allow', { policyTypes: ['Egress'], egress: rules }),
];
/** A policy of Cilium for the workload. */
const beside = (spec: Readonly<Record<string, unknown>>): KubernetesObject => ({
  kind: 'kubernetesObject',
  id: 'kubernetesObject:cnp',
  name: 'cnp',
  source: { document: 'x', path: [] },
  cluster: clusterId('a'),
  namespace: 'payments',
  labels: {},
  apiVersion: 'cilium.io/v2',
  objectKind: 'CiliumNetworkPolicy',
  body: { spec: { endpointSelector: { matchLabels: { app: 'api' } }, ...spec } },
});
const localDns = pool('a/one', 3, { localDns: 'Required' });

proveRule(dnsForgotten, {
  bad: [
    {
      because: 'default deny and a rule for the database alone',
      given: closed(cilium, { peers: [], ports: [{ protocol: 'TCP', port: 5432 }] }),
      on: id,
      says: ['payments', 'over UDP', 'every dependency'],
      fix: ['kube-dns', 'UDP and TCP 53'],
    },
    {
      because: 'TCP is forgotten',
      given: closed(cilium, { peers: [dnsPods], ports: [{ protocol: 'UDP', port: 53 }] }),
      on: id,
      severity: 'warning',
      says: ['over TCP', 'Long answers'],
    },
    {
      because: 'pods of the own namespace are no DNS pods',
      given: closed(cilium, { peers: [{ kind: 'pods', podSelector: {} }], ports: both }),
      on: id,
      says: ['over UDP'],
    },
    {
      because: 'Cilium never matches pods by address blocks',
      given: closed(cilium, { peers: [everywhere], ports: both }),
      on: id,
      says: ['over UDP'],
    },
    {
      because: 'with LocalDNS it is the listener that must be allowed',
      given: [...closed(calico, { peers: [dnsPods], ports: both }), localDns],
      on: id,
      says: ['LocalDNS listener', '169.254.10.0/24'],
    },
    {
      because: 'a namespace whose workloads are not known',
      given: [cilium, namespace('a', 'payments'), networkPolicy('a', 'payments/deny')],
      on: id,
      says: ['over UDP'],
    },
  ],
  good: [
    { because: 'the DNS pods', given: closed(cilium, { peers: [dnsPods], ports: both }), on: id },
    {
      because: 'all pods of kube-system, on the named ports',
      given: closed(cilium, {
        peers: [{ kind: 'pods', namespaceSelector: {} }],
        ports: [
          { protocol: 'UDP', port: 'dns' },
          { protocol: 'TCP', port: 'dns-tcp' },
        ],
      }),
      on: id,
    },
    {
      because: 'Calico matches pods by address blocks',
      given: closed(calico, { peers: [everywhere], ports: both }),
      on: id,
    },
    {
      because: 'the listener is allowed',
      given: [...closed(calico, { peers: [listener], ports: both }), localDns],
      on: id,
    },
    {
      because: 'a policy of Cilium beside it adds to what is allowed',
      given: [...closed(cilium, { peers: [dnsPods], ports: both }), beside({ egress: [] })],
      on: id,
    },
    {
      because: 'nothing closes egress',
      given: [cilium, namespace('a', 'payments'), workload('a', 'payments/api')],
      on: id,
    },
  ],
  open: [
    {
      because: 'whether kube-system has the label is not known',
      given: closed(cilium, {
        peers: [{ kind: 'pods', namespaceSelector: { matchLabels: { purpose: 'system' } } }],
        ports: both,
      }),
      on: id,
      missing: 'notModelled',
    },
    {
      because: 'a policy of Cilium denies something',
      given: [...closed(cilium, { peers: [dnsPods], ports: both }), beside({ egressDeny: [{}] })],
      on: id,
      missing: 'notModelled',
    },
    {
      because: 'a policy of Cilium may allow what is missing',
      given: [...closed(cilium), beside({ egress: [] })],
      on: id,
      missing: 'notModelled',
    },
    {
      because: 'nobody listed the policies',
      given: closed(cilium),
      on: id,
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
