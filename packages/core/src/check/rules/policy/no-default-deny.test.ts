import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { KubernetesObject } from '../../../estate/elements/kubernetes.ts';
import { cluster, clusterId } from '../../../estate/sketch.ts';
import { namespace, networkPolicy, workload } from '../../drawn.ts';
import { noDefaultDeny } from './no-default-deny.ts';

const payments = [cluster('a'), namespace('a', 'payments'), workload('a', 'payments/api')];
const id = namespace('a', 'payments').id;
const everything = [{ peers: [], ports: [] }];
const cilium = (spec: Readonly<Record<string, unknown>>): KubernetesObject => ({
  kind: 'kubernetesObject',
  id: 'kubernetesObject:cnp',
  name: 'deny',
  source: { document: 'x', path: [] },
  cluster: clusterId('a'),
  namespace: 'payments',
  labels: {},
  apiVersion: 'cilium.io/v2',
  objectKind: 'CiliumNetworkPolicy',
  body: { spec },
});

proveRule(noDefaultDeny, {
  bad: [
    {
      because: 'no policy at all',
      given: payments,
      on: id,
      says: ['payments of a', 'ingress and egress', 'accept every connection'],
    },
    {
      because: 'egress is left open',
      given: [...payments, networkPolicy('a', 'payments/deny', { policyTypes: ['Ingress'] })],
      on: id,
      says: ['open for egress', 'may connect to everything'],
    },
    {
      because: 'a policy for some pods closes those only',
      given: [
        ...payments,
        networkPolicy('a', 'payments/api', { podSelector: { matchLabels: { app: 'api' } } }),
      ],
      on: id,
      says: ['ingress and egress'],
    },
    {
      because: 'another policy for all pods lets everything in again',
      given: [
        ...payments,
        networkPolicy('a', 'payments/deny'),
        networkPolicy('a', 'payments/open', { policyTypes: ['Ingress'], ingress: everything }),
      ],
      on: id,
      says: ['open for ingress'],
    },
    {
      because: 'a workload alone shows the namespace',
      given: [cluster('a'), workload('a', 'payments/api')],
      on: id,
      says: ['payments'],
    },
    {
      because: 'a policy of Cilium for some pods closes those only',
      given: [...payments, cilium({ endpointSelector: { matchLabels: { app: 'api' } } })],
      on: id,
      says: ['ingress and egress'],
    },
    {
      because: 'left open on purpose',
      given: [
        cluster('a'),
        { ...namespace('a', 'payments'), labels: { 'aksnet/baseline': 'open' } },
      ],
      on: id,
      severity: 'note',
      says: ['on purpose'],
    },
  ],
  good: [
    {
      because: 'closed in both directions',
      given: [...payments, networkPolicy('a', 'payments/deny')],
      on: id,
    },
    {
      because: 'closed by two policies',
      given: [
        ...payments,
        networkPolicy('a', 'payments/in', { policyTypes: ['Ingress'] }),
        networkPolicy('a', 'payments/out', { policyTypes: ['Egress'] }),
      ],
      on: id,
    },
  ],
  open: [
    {
      because: 'nobody listed the policies',
      given: payments,
      on: id,
      frame: { coverage: [] },
      missing: 'notListed',
    },
    {
      because: 'a policy of Cilium for all pods may close it',
      given: [...payments, cilium({ endpointSelector: {}, egress: [{}] })],
      on: id,
      missing: 'notModelled',
    },
  ],
});
