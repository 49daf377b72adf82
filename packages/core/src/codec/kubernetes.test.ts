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
  [
    'a block that is no range',
    { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }] },
    'bad-range at spec.egress.0.to.0.ipBlock.cidr',
  ],
  [
    'an exception beside its block',
    { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/24'] } }] }] },
    'bad-exception at spec.egress.0.to.0.ipBlock.except.0',
  ],
  [
    'an exception that leaves nothing',
    { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }] }] },
    'bad-exception at spec.egress.0.to.0.ipBlock.except.0',
  ],
  [
    'an exception of another family',
    { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['fd00::/64'] } }] }] },
    'bad-exception at spec.egress.0.to.0.ipBlock.except.0',
  ],
  ['port 0', { ingress: [{ ports: [{ port: 0 }] }] }, 'bad-port at spec.ingress.0.ports.0.port'],
  [
    'a port too high',
    { ingress: [{ ports: [{ port: 65536 }] }] },
    'bad-port at spec.ingress.0.ports.0.port',
  ],
  [
    'a number as a name',
    { ingress: [{ ports: [{ port: '80' }] }] },
    'bad-port at spec.ingress.0.ports.0.port',
  ],
  [
    'endPort alone',
    { ingress: [{ ports: [{ endPort: 8 }] }] },
    'bad-end-port at spec.ingress.0.ports.0.endPort',
  ],
  [
    'a protocol nobody knows',
    { ingress: [{ ports: [{ protocol: 'ICMP' }] }] },
    'wrong-type at spec.ingress.0.ports.0.protocol',
  ],
  ['a type nobody knows', { policyTypes: ['Both'] }, 'wrong-type at spec.policyTypes.0'],
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

it.each<[why: string, spec: object, field: string, value: unknown]>([
  ['no types, no rules: Ingress', {}, 'policyTypes', ['Ingress']],
  ['an empty list of types is none', { policyTypes: [] }, 'policyTypes', ['Ingress']],
  ['an empty list of rules is none', { ingress: [] }, 'ingress', []],
  ['an empty rule is all', { ingress: [{}] }, 'ingress', [{ peers: [], ports: [] }]],
  [
    'SCTP, and a range of ports',
    { egress: [{ ports: [{ protocol: 'SCTP', port: 1, endPort: 9 }] }] },
    'egress',
    [{ peers: [], ports: [{ protocol: 'SCTP', port: 1, endPort: 9 }] }],
  ],
  [
    'a protocol without a port',
    { egress: [{ ports: [{ protocol: 'UDP' }, {}] }] },
    'egress',
    [{ peers: [], ports: [{ protocol: 'UDP' }, { protocol: 'TCP' }] }],
  ],
  [
    'bits of the host are masked off by the API, so the block stands',
    { egress: [{ to: [{ ipBlock: { cidr: '10.1.2.3/8', except: ['10.2.3.4/16'] } }] }] },
    'egress',
    [{ peers: [{ kind: 'ipBlock', cidr: '10.1.2.3/8', except: ['10.2.3.4/16'] }], ports: [] }],
  ],
])('reads a policy to the letter: %s', (...[, spec, field, value]) => {
  const { element, codes } = read(policy(spec));
  expect(codes).toEqual([]);
  expect(element).toHaveProperty(field, value);
});

it('reads a policy without a spec as the API does: it selects and closes all', () => {
  const { element } = read({ ...policy({}), spec: undefined });
  expect(element).toMatchObject({ podSelector: {}, policyTypes: ['Ingress'], ingress: [] });
});

it('knows where a recorded pod runs and under which addresses', () => {
  const pod = (spec: object, status: object) =>
    read({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec, status }).element;
  const two = { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] };
  expect(pod({ nodeName: 'n1', hostNetwork: true }, { ...two, phase: 'Running' })).toMatchObject({
    addresses: ['10.0.0.1', 'fd00::1'],
    node: 'n1',
    phase: 'Running',
    replicas: 1,
    hostNetwork: true,
  });
  expect(pod({}, { podIP: '10.0.0.1' })).toMatchObject({ addresses: ['10.0.0.1'] });
  const manifest = pod({ containers: [] }, {});
  for (const field of ['addresses', 'node', 'phase']) expect(manifest).not.toHaveProperty(field);
});

it('knows the addresses of nodes inside the VNet, and their ranges for pods', () => {
  const addresses = [
    { type: 'Hostname', address: 'aks-1' },
    { type: 'InternalIP', address: '10.0.0.4' },
    { type: 'ExternalIP', address: '20.1.1.1' },
  ];
  const of = (spec: object) =>
    read({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec, status: { addresses } })
      .element;
  expect(of({ podCIDR: '10.244.0.0/24' })).toMatchObject({
    kind: 'node',
    addresses: ['10.0.0.4'],
    podRanges: ['10.244.0.0/24'],
  });
  expect(of({ podCIDRs: ['10.244.0.0/24', 'fd00::/80'] })).toHaveProperty('podRanges.length', 2);
  expect(of({})).toHaveProperty('podRanges', []);
});

it('reads what the group apps was called before', () => {
  const of = (kind: string) =>
    read({ apiVersion: 'extensions/v1beta1', kind, metadata: { name: 'x' } }).element?.kind;
  expect(['Deployment', 'DaemonSet', 'NetworkPolicy', 'Ingress'].map(of)).toEqual([
    'workload',
    'workload',
    'networkPolicy',
    'kubernetesObject',
  ]);
});

const applied = { 'kubectl.kubernetes.io/last-applied-configuration': 'hunter2', keep: 'me' };

it.each([
  ['data', { kind: 'Secret', type: 'Opaque', data: { password: 'hunter2' } }],
  ['texts', { kind: 'Secret', stringData: { password: 'hunter2' } }],
  ['data that is no map', { kind: 'Secret', data: ['hunter2'] }],
  ['a key of another version', { kind: 'Secret', spec: { a: 'hunter2' }, status: 'hunter2' }],
  ['a kind in other letters', { kind: 'secret', data: { password: 'hunter2' } }],
  ['a kind that is none', { kind: 'Sercet', data: { password: 'hunter2' } }],
  ['a version that is none', { apiVersion: 'v2', kind: 'Secret', data: { password: 'hunter2' } }],
  ['a setting of an application', { kind: 'ConfigMap', data: { password: 'hunter2' } }],
  ['bytes of an application', { kind: 'ConfigMap', binaryData: { password: 'hunter2' } }],
])('keeps keys and type only, never %s', (_, object) => {
  const metadata = { name: 's', namespace: 'a', annotations: applied };
  const { element, codes } = read({ apiVersion: 'v1', metadata, ...object });
  expect(element).toBeDefined();
  expect(JSON.stringify([element, codes])).not.toContain('hunter2');
  expect(element?.annotations).toEqual({ keep: 'me' });
});

it('keeps the keys and the type of a Secret', () => {
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'Opaque' };
  const { element } = read({ ...object, immutable: true, data: { a: 'x', b: 'y' } });
  expect(element).toHaveProperty('body', {
    type: 'Opaque',
    immutable: true,
    data: { a: null, b: null },
  });
});

it('keeps the settings of name resolution and of rewritten sources', () => {
  const data = { Corefile: '.:53 {}' };
  const of = (name: string) =>
    read({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }).element;
  expect(of('coredns-custom')).toHaveProperty('body', { data });
  expect(of('azure-ip-masq-agent-config')).toHaveProperty('body', { data });
  expect(of('mine')).toHaveProperty('body', { data: { Corefile: null } });
});

it('keeps what kubectl remembers out of pods too', () => {
  const template = { metadata: { annotations: applied }, spec: { containers: [] } };
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } };
  expect(read({ ...object, spec: { template } }).element).toHaveProperty('podAnnotations', {
    keep: 'me',
  });
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
  expect(of({ ports: [{ port: 80, nodePort: 30080 }] })).toMatchObject({
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 }],
  });
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
