import { describe, it } from 'vitest';
import {
  all,
  cnp,
  expectAnswers,
  from,
  inSpace,
  ins,
  inward,
  mon,
  names,
  ofApp,
  outs,
  outside,
  pg,
  type Row,
  to,
  type Words,
  web,
  wide,
} from '../../../../test/policy/cilium.ts';
import { object, shut } from '../../../../test/policy/town.ts';

const fromApi = { endpoints: [{ addresses: ['198.51.100.1'] }] };

const service = object(
  ['v1', 'Service'],
  { name: 'db', namespace: 'data', labels: { tier: 'back' } },
  { spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] } },
);
const apiServer = object(
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  { name: 'k', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  fromApi,
);
const drifting = object(
  ['apps/v1', 'Deployment'],
  { name: 'drifting', namespace: 'shop' },
  { spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{}] } } } },
);
const toService = (named: Words, more: Words = {}) => [
  service,
  outs({ toServices: [{ k8sService: named }], ...more }),
];
const byLabel = {
  k8sServiceSelector: { selector: { matchLabels: { tier: 'back' } }, namespace: 'data' },
};

const endpoints: readonly Row[] = [
  ['an item of nothing closes', [ins({})], web, 'no'],
  ['an empty list does not', [cnp({ ...all, ingress: [] })], web, 'yes'],
  ['nor the other direction', [ins({})], 'data/db -> shop/web TCP 1', 'yes'],
  ['nor another namespace', [ins({})], 'ops/mon -> shop/web TCP 1', 'yes'],
  ['a selector stays at home', [ins({ fromEndpoints: [{}] })], web, 'no'],
  ['by namespace', [ins({ fromEndpoints: [inSpace('shop')] })], web, 'yes'],
  ['by another namespace', [ins({ fromEndpoints: [inSpace('shop')] })], mon, 'no'],
  [
    'by a label of the namespace',
    [
      ins({
        fromEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'red' } }],
      }),
    ],
    web,
    'yes',
  ],
  [
    'by namespace there or not',
    [
      ins({
        fromEndpoints: [
          { matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'Exists' }] },
        ],
      }),
    ],
    mon,
    'yes',
  ],
  [
    'with the source before a label',
    [
      ins({
        fromEndpoints: [
          { matchLabels: { 'any:app': 'web', 'k8s:io.kubernetes.pod.namespace': 'shop' } },
        ],
      }),
    ],
    web,
    'yes',
  ],
  [
    'a source ends with a colon',
    [
      ins({
        fromEndpoints: [
          { matchLabels: { 'k8s.app': 'web', 'k8s:io.kubernetes.pod.namespace': 'shop' } },
        ],
      }),
    ],
    web,
    'no',
  ],
  [
    'another source is not read',
    [
      ins({
        fromEndpoints: [
          { matchLabels: { 'container:app': 'web', 'k8s:io.kubernetes.pod.namespace': 'shop' } },
        ],
      }),
    ],
    web,
    'maybe',
  ],
  [
    'nor is a service account',
    [
      ins({
        fromEndpoints: [
          {
            matchLabels: {
              'io.cilium.k8s.policy.serviceaccount': 'x',
              'k8s:io.kubernetes.pod.namespace': 'shop',
            },
          },
        ],
      }),
    ],
    web,
    'maybe',
  ],
  [
    'outside of what else it asks',
    [
      ins({
        fromEndpoints: [
          {
            matchLabels: {
              'io.cilium.k8s.policy.serviceaccount': 'x',
              'k8s:io.kubernetes.pod.namespace': 'shop',
            },
          },
        ],
      }),
    ],
    mon,
    'no',
  ],
  ['no peers means nobody', [ins({ fromEndpoints: [], ...pg })], web, 'no'],
  [
    'endpoints are no nodes',
    [wide({ ...all, ingress: [{ fromEndpoints: [{}] }] })],
    'ops/agent -> shop/web TCP 1',
    'no',
  ],
  [
    'clusterwide means every namespace',
    [wide({ ...all, ingress: [{ fromEndpoints: [{}] }] })],
    mon,
    'yes',
  ],
  [
    'a clusterwide subject',
    [wide({ endpointSelector: inSpace('data'), ingress: [{}] })],
    'ops/mon -> shop/web TCP 1',
    'yes',
  ],
  ['a subject by label', [cnp({ endpointSelector: ofApp('cache'), ingress: [{}] })], web, 'yes'],
  [
    'a subject stays at home',
    [cnp({ endpointSelector: inSpace('shop'), ingress: [{}] })],
    web,
    'no',
  ],
  [
    'a reserved label is an entity',
    [ins({ fromEndpoints: [{ matchLabels: { 'reserved:world': '' } }] })],
    inward,
    'yes',
  ],
  [
    'a reserved label is no pod',
    [ins({ fromEndpoints: [{ matchLabels: { 'reserved:world': '' } }] })],
    web,
    'no',
  ],
  [
    'a reserved subject is no pod',
    [wide({ endpointSelector: { matchLabels: { 'reserved:health': '' } }, ingress: [{}] })],
    web,
    'yes',
  ],
  [
    'several specifications',
    [
      object(
        ['cilium.io/v2', 'CiliumNetworkPolicy'],
        { name: 'c', namespace: 'data' },
        {
          specs: [
            { ...all, ingress: [{}] },
            { ...all, ingress: [{ fromEndpoints: [inSpace('shop')] }] },
          ],
        },
      ),
    ],
    web,
    'yes',
  ],
  [
    'adds up with NetworkPolicy',
    [shut('data', ['Ingress']), ins({ fromEndpoints: [inSpace('shop')] })],
    web,
    'yes',
  ],
  ['a policy of nodes is not about pods', [wide({ nodeSelector: {}, ingress: [{}] })], web, 'yes'],
];

const others: readonly Row[] = [
  ['all', [from('all')], inward, 'yes'],
  ['world: outside', [from('world')], inward, 'yes'],
  ['world: no pod', [from('world')], web, 'no'],
  ['world: no node', [to('world')], 'shop/web -> node:n2 TCP 1', 'no'],
  ['world by family', [to('world-ipv4')], outside, 'maybe'],
  ['of the other family', [to('world-ipv6')], outside, 'no'],
  ['cluster: pods', [from('cluster')], mon, 'yes'],
  ['cluster: nodes', [to('cluster')], 'shop/web -> node:n2 TCP 1', 'yes'],
  ['cluster: the outside may be its API server', [to('cluster')], outside, 'maybe'],
  ['unless that is known', [apiServer, to('cluster')], outside, 'no'],
  ['the API server', [apiServer, to('kube-apiserver')], 'shop/web -> 198.51.100.1 TCP 443', 'yes'],
  ['host: the own node', [to('host')], 'shop/web -> node:n1 TCP 1', 'yes'],
  ['host: another node', [to('host')], 'shop/web -> node:n2 TCP 1', 'no'],
  ['remote-node: another node', [to('remote-node')], 'shop/web -> node:n2 TCP 1', 'yes'],
  ['remote-node: on its network', [to('remote-node')], 'shop/web -> ops/agent TCP 1', 'yes'],
  ['remote-node: the own node', [to('remote-node')], 'shop/web -> node:n1 TCP 1', 'no'],
  [
    'host and remote-node: every node, wherever the pod runs',
    [drifting, outs({ toEntities: ['host', 'remote-node'] })],
    'shop/drifting -> node:n1 TCP 1',
    'yes',
  ],
  [
    'remote-node: either, where no file tells where the pod runs',
    [drifting, to('remote-node')],
    'shop/drifting -> node:n1 TCP 1',
    'maybe',
  ],
  ['unmanaged', [from('unmanaged')], web, 'maybe'],
  ['health', [from('health')], web, 'no'],
  ['none', [from('none')], web, 'no'],
  ['a range: outside', [ins({ fromCIDR: ['203.0.113.0/24'] })], inward, 'yes'],
  ['one address', [ins({ fromCIDR: ['203.0.113.7'] })], inward, 'yes'],
  ['a range: no pod', [ins({ fromCIDR: ['0.0.0.0/0'] })], web, 'no'],
  ['a range: no node', [outs({ toCIDR: ['0.0.0.0/0'] })], 'shop/web -> node:n2 TCP 1', 'no'],
  [
    'but for an exception',
    [ins({ fromCIDRSet: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/29'] }] })],
    inward,
    'no',
  ],
  ['a group of ranges', [ins({ fromCIDRSet: [{ cidrGroupRef: 'g' }] })], inward, 'maybe'],
  ['a group is no pod', [ins({ fromCIDRSet: [{ cidrGroupRef: 'g' }] })], web, 'no'],
  ['a Service', toService({ serviceName: 'db', namespace: 'data' }), web, 'yes'],
  [
    'and no other pod',
    toService({ serviceName: 'db', namespace: 'data' }),
    'shop/web -> ops/mon TCP 1',
    'no',
  ],
  ['a Service by label', [service, outs({ toServices: [byLabel] })], web, 'yes'],
  ['a Service in no file', toService({ serviceName: 'x', namespace: 'data' }), web, 'maybe'],
  ['a Service of no namespace', toService({ serviceName: 'db' }), web, 'maybe'],
  ['a Service with ports', toService({ serviceName: 'db', namespace: 'data' }, pg), web, 'maybe'],
  [
    'a name',
    [names({ matchName: 'a.example.com' })],
    'shop/web -> name:a.example.com TCP 1',
    'yes',
  ],
  [
    'another name',
    [names({ matchName: 'a.example.com' })],
    'shop/web -> name:b.example.com TCP 1',
    'no',
  ],
  [
    'a star stays in its label',
    [names({ matchPattern: '*.example.com' })],
    'shop/web -> name:a.b.example.com TCP 1',
    'no',
  ],
  [
    'two stars do not',
    [names({ matchPattern: '**.example.com' })],
    'shop/web -> name:a.b.example.com TCP 1',
    'yes',
  ],
  ['an address may have the name', [names({ matchName: 'a.example.com' })], outside, 'maybe'],
  ['a pod has none', [names({ matchPattern: '*' })], web, 'no'],
];

describe.each([
  ['by label', endpoints],
  ['others', others],
])('peers of Cilium policies: %s', (_, rows) => {
  it.each(rows)('%s', (...row) => expectAnswers(row));
});
