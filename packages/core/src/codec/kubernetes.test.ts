import { expect, it } from 'vitest';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { decodeManifest, encodeManifest } from './kubernetes.ts';

function read(value: unknown) {
  const notes: Diagnostic[] = [];
  const note = (diagnostic: Diagnostic): void => {
    notes.push(diagnostic);
  };
  const element = decodeManifest(value, [], { document: 'a.yaml', note });
  return { element, codes: notes.map(({ code, path }) => `${code} at ${path?.join('.')}`) };
}

const policy = (spec: unknown) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'a' },
  spec,
});

it('reads policy types as the API fills them in', () => {
  const types = (spec: unknown) => {
    const { element } = read(policy(spec));
    return element?.kind === 'networkPolicy' ? element.policyTypes : undefined;
  };
  expect(types({})).toEqual(['Ingress']);
  expect(types({ egress: [] })).toEqual(['Ingress']);
  expect(types({ egress: [{}] })).toEqual(['Ingress', 'Egress']);
  expect(types({ policyTypes: ['Egress'], ingress: [{}] })).toEqual(['Egress']);
});

it('keeps an absent selector apart from an empty one', () => {
  const peers = [
    { podSelector: {} },
    { namespaceSelector: {} },
    { podSelector: null, namespaceSelector: {} },
  ];
  const { element } = read(policy({ ingress: [{ from: peers }] }));
  expect(element?.kind === 'networkPolicy' && element.ingress[0]?.peers).toEqual([
    { kind: 'pods', podSelector: {} },
    { kind: 'pods', namespaceSelector: {} },
    { kind: 'pods', namespaceSelector: {} },
  ]);
});

it.each([
  ['a peer that says nothing', { ingress: [{ from: [{}] }] }, 'bad-peer at spec.ingress.0.from.0'],
  [
    'a peer that says two things',
    { ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    'bad-peer at spec.ingress.0.from.0',
  ],
  [
    'endPort below port',
    { ingress: [{ ports: [{ port: 9, endPort: 8 }] }] },
    'bad-end-port at spec.ingress.0.ports.0.endPort',
  ],
  [
    'endPort beside a name',
    { ingress: [{ ports: [{ port: 'http', endPort: 8 }] }] },
    'bad-end-port at spec.ingress.0.ports.0.endPort',
  ],
  [
    'a selector with a label that is no text',
    { podSelector: { matchLabels: { a: 1 } } },
    'wrong-type at spec.podSelector.matchLabels.a',
  ],
  [
    'an operator nobody knows',
    { podSelector: { matchExpressions: [{ key: 'a', operator: 'Has' }] } },
    'wrong-type at spec.podSelector.matchExpressions.0.operator',
  ],
  [
    'an exception that is no text',
    { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: [1] } }] }] },
    'wrong-type at spec.ingress.0.from.0.ipBlock.except.0',
  ],
  ['peers that are no list', { ingress: [{ from: {} }] }, 'wrong-type at spec.ingress.0.from'],
  [
    'conditions that are no list',
    { podSelector: { matchExpressions: {} } },
    'wrong-type at spec.podSelector.matchExpressions',
  ],
  [
    'a block without an address',
    { egress: [{ to: [{ ipBlock: {} }] }] },
    'missing at spec.egress.0.to.0.ipBlock.cidr',
  ],
  ['rules that are no list', { ingress: { from: [] } }, 'wrong-type at spec.ingress'],
])(
  'keeps a policy that the API refuses as an object, not as half a policy: %s',
  (_, spec, code) => {
    const { element, codes } = read(policy(spec));
    expect(codes).toEqual([code]);
    expect(element).toMatchObject({ kind: 'kubernetesObject', body: { spec } });
  },
);

it.each([
  ['nothing', undefined],
  ['a text', 'x'],
  ['a list', []],
  ['no kind', { apiVersion: 'v1', metadata: { name: 'x' } }],
  ['a kind that is inherited', Object.create({ apiVersion: 'v1', kind: 'Pod' })],
  ['no name', { apiVersion: 'v1', kind: 'Pod', metadata: {} }],
])('reads nothing from %s', (_, value) => {
  const { element, codes } = read(value);
  expect(element).toBeUndefined();
  expect(codes.length).toBeGreaterThan(0);
});

it('takes the labels of pods from the template and counts pods as the API does', () => {
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };
  const job = { spec: { template, parallelism: 3 } };
  const of = (kind: string, apiVersion: string, rest: object) =>
    read({ kind, apiVersion, metadata: { name: 'w', labels: { own: 'y' } }, ...rest }).element;
  expect(of('Deployment', 'apps/v1', { spec: { template } })).toMatchObject({
    kind: 'workload',
    namespace: 'default',
    labels: { own: 'y' },
    podLabels: { app: 'x' },
    replicas: 1,
  });
  expect(of('CronJob', 'batch/v1', { spec: { jobTemplate: job } })).toMatchObject({
    podLabels: { app: 'x' },
    replicas: 3,
  });
  const done = { spec: { containers: [] }, status: { phase: 'Succeeded' } };
  expect(of('Pod', 'v1', done)).toMatchObject({ replicas: 0, podLabels: { own: 'y' } });
  expect(of('DaemonSet', 'apps/v1', { spec: { template } })).toHaveProperty('replicas.unknown');
});

it('counts the ports of sidecars, not of init containers that end', () => {
  const port = (containerPort: number) => [{ containerPort }];
  const spec = {
    containers: [{ ports: port(1) }],
    initContainers: [{ ports: port(2) }, { ports: port(3), restartPolicy: 'Always' }],
  };
  const { element } = read({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
  expect(element).toHaveProperty('ports', [
    { port: 1, protocol: 'TCP' },
    { port: 3, protocol: 'TCP' },
  ]);
});

it('gives a Service the ports and addresses that the API gives it', () => {
  const of = (spec: object) =>
    read({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec }).element;
  expect(of({ ports: [{ port: 80 }] })).toMatchObject({
    type: 'ClusterIP',
    selector: undefined,
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
    clusterIps: { unknown: [{ kind: 'notStated' }] },
  });
  expect(of({ clusterIP: 'None' })).toMatchObject({ clusterIps: ['None'] });
});

it('keeps __proto__ as a label like any other', () => {
  const labels: unknown = JSON.parse('{"__proto__": "x", "constructor": "y"}');
  const { element } = read({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', labels },
  });
  expect(Object.entries(element?.labels ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  expect(element === undefined ? '' : JSON.stringify(encodeManifest(element).metadata)).toContain(
    '"__proto__":"x"',
  );
});
