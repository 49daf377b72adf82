import { address, rangeBetween } from '@aksnet/net';
import { expect, it } from 'vitest';
import { modelOfManifests } from '../../test/policy/manifests.ts';
import { type EntryOptions, entryReach } from './entries.ts';

const object = (type: string, [namespace, name]: readonly [string, string], more: object) => {
  const at = type.lastIndexOf('/');
  const [apiVersion, kind] = [type.slice(0, at), type.slice(at + 1)];
  return { apiVersion, kind, metadata: { namespace, name }, ...more };
};

const pod = (namespace: string, name: string, labels: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name, labels },
  spec: { containers: [] },
});

const service = (namespace: string, name: string, spec: object) =>
  object('v1/Service', [namespace, name], { spec });

const letIn = (...from: readonly object[]) =>
  object('networking.k8s.io/v1/NetworkPolicy', ['shop', 'in'], {
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from }] },
  });

const shop = [
  pod('shop', 'web', { app: 'web' }),
  service('shop', 'web', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] }),
];

const ingress = (ingressClassName?: string) =>
  object('networking.k8s.io/v1/Ingress', ['shop', 'web'], {
    spec: {
      ingressClassName,
      rules: [
        {
          host: 'a.example',
          http: { paths: [{ backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  });

const nginxPods = [
  pod('app-routing-system', 'nginx', { app: 'nginx' }),
  pod('app-routing-system', 'external-dns', { app: 'external-dns' }),
  service('app-routing-system', 'nginx', {
    type: 'LoadBalancer',
    selector: { app: 'nginx' },
    ports: [{ port: 80 }],
  }),
];

const inNamespace = (name: string, labels?: object) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  ...(labels === undefined ? {} : { podSelector: { matchLabels: labels } }),
});

const gateway = (from: object) => [
  object('gateway.networking.k8s.io/v1/Gateway', ['edge', 'main'], {
    spec: {
      gatewayClassName: 'approuting-istio',
      listeners: [{ allowedRoutes: { namespaces: from } }],
    },
  }),
  pod('edge', 'main-istio', { 'gateway.networking.k8s.io/gateway-name': 'main' }),
];

const route = (backend: object = {}) =>
  object('gateway.networking.k8s.io/v1/HTTPRoute', ['shop', 'web'], {
    spec: {
      parentRefs: [{ name: 'main', namespace: 'edge' }],
      rules: [{ backendRefs: [{ name: 'web', port: 80, ...backend }] }],
    },
  });

function reach(manifests: readonly unknown[], options: EntryOptions = {}): readonly string[] {
  return entryReach(modelOfManifests(manifests), options).map(
    ({ controller, backends, problems }) =>
      [
        controller.kind === 'unknown' ? 'unknown' : `${controller.kind} ${controller.known.id}`,
        ...backends.map(({ port, protocol, passes }) => `${protocol} ${port} ${passes}`),
        ...problems.map(({ kind }) => kind),
      ].join(': '),
  );
}

const everyRoute = { from: 'All' };
const nginxClass = 'webapprouting.kubernetes.azure.com';

it.each<readonly [string, readonly unknown[], readonly string[]]>([
  [
    'the pods behind the load balancer of the controller',
    [
      ...shop,
      ...nginxPods,
      ingress(nginxClass),
      letIn(inNamespace('app-routing-system', { app: 'nginx' })),
    ],
    ['pods app-routing-nginx: TCP 8080 yes'],
  ],
  [
    'another pod of the namespace is let in, the controller is not',
    [
      ...shop,
      ...nginxPods,
      ingress(nginxClass),
      letIn(inNamespace('app-routing-system', { app: 'external-dns' })),
    ],
    ['pods app-routing-nginx: TCP 8080 no'],
  ],
  [
    'no pods of it here: its whole namespace is let in',
    [...shop, ingress(nginxClass), letIn(inNamespace('app-routing-system'))],
    ['unseen app-routing-nginx: TCP 8080 yes'],
  ],
  [
    'no pods of it here: labels of them are not known',
    [...shop, ingress(nginxClass), letIn(inNamespace('app-routing-system', { app: 'nginx' }))],
    ['unseen app-routing-nginx: TCP 8080 maybe'],
  ],
  [
    'an object says which controller a class has',
    [
      ...shop,
      ...nginxPods,
      ingress('mine'),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: 'mine' },
        spec: { controller: 'webapprouting.kubernetes.azure.com/nginx' },
      },
      letIn(inNamespace('edge')),
    ],
    ['pods app-routing-nginx: TCP 8080 no'],
  ],
  [
    'nothing tells the controller: any pod may be it',
    [...shop, ingress('mine'), letIn(inNamespace('edge'))],
    ['unknown: TCP 8080 maybe'],
  ],
  [
    'every pod is let in',
    [...shop, ingress('mine'), letIn({ namespaceSelector: {} })],
    ['unknown: TCP 8080 yes'],
  ],
  ['no Service of the name', [ingress(nginxClass)], ['unseen app-routing-nginx: noService']],
  [
    'a gateway outside, only a part of the outside is let in',
    [...shop, ingress('azure-application-gateway'), letIn({ ipBlock: { cidr: '10.9.0.0/24' } })],
    ['outside agic: TCP 8080 maybe'],
  ],
  [
    'pods of the gateway',
    [...shop, ...gateway(everyRoute), route(), letIn(inNamespace('edge'))],
    ['pods app-routing-gateway-api: TCP 8080 yes'],
  ],
  [
    'a gateway takes routes of its own namespace only, unless it says otherwise',
    [...shop, ...gateway({}), route()],
    ['pods app-routing-gateway-api: notLetIn'],
  ],
  [
    'a Service of another namespace is not granted',
    [...shop, ...gateway(everyRoute), route({ namespace: 'data' })],
    ['pods app-routing-gateway-api: notGranted'],
  ],
  [
    'no gateway of the name',
    [...shop, route(), letIn(inNamespace('edge'))],
    ['unknown: TCP 8080 maybe'],
  ],
])('%s', (_, manifests, expected) => {
  expect(reach(manifests)).toEqual(expected);
});

it('judges a gateway outside by its subnet where that is told', () => {
  const range = rangeBetween(address('10.9.0.0'), address('10.9.0.127'));
  const manifests = [
    ...shop,
    ingress('azure-application-gateway'),
    letIn({ ipBlock: { cidr: '10.9.0.0/24' } }),
  ];
  expect(reach(manifests, { gatewayRanges: range === undefined ? [] : [range] })).toEqual([
    'outside agic: TCP 8080 yes',
  ]);
});
