import { expect, it } from 'vitest';
import { modelOfManifests, party } from '../../test/policy/manifests.ts';
import type { ReadingChoice } from './of-estate.ts';
import { judgeService, serviceNamed } from './services.ts';

const pod = (name: string, port: number, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: { app: 'web', pod: name } },
  spec: { containers: [{ ports: [{ name: 'http', containerPort: port }] }] },
  status: { phase: 'Running', podIP: `10.1.0.${port % 100}` },
  ...more,
});

const service = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }], ...spec },
});

const onlyClients = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: 'shop', name: 'clients' },
  spec: {
    podSelector: { matchLabels: { pod: 'b' } },
    ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }],
  },
};

const manifests = [
  pod('a', 8001),
  pod('b', 8002),
  { ...pod('c', 8003), metadata: { namespace: 'shop', name: 'c', labels: { app: 'other' } } },
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } },
  onlyClients,
  service('plain', {}),
  service('numbered', { ports: [{ port: 80, targetPort: 8001 }] }),
  service('unknownName', { ports: [{ port: 80, targetPort: 'grpc' }] }),
  service('udpName', { ports: [{ port: 80, targetPort: 'http', protocol: 'UDP' }] }),
  service('nobody', { selector: { app: 'gone' } }),
  service('headless', { clusterIP: 'None' }),
  service('other', { type: 'ExternalName', externalName: 'api.example.com', ports: undefined }),
  service('balanced', { type: 'LoadBalancer' }),
  service('local', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
  service('sliced', { selector: undefined, ports: [{ name: 'w', port: 80 }] }),
  service('bare', { selector: undefined }),
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      namespace: 'shop',
      name: 'sliced-x',
      labels: { 'kubernetes.io/service-name': 'sliced' },
    },
    endpoints: [
      { addresses: ['10.1.0.3'], conditions: { ready: true } },
      { addresses: ['198.51.100.9'] },
      { addresses: ['198.51.100.10'], conditions: { ready: false } },
    ],
    ports: [{ name: 'w', port: 9000, protocol: 'TCP' }],
  },
];

function answer(
  [from, name, port]: readonly [string, string, (number | string)?],
  reading: ReadingChoice = 'specification',
  hairpin?: string,
): string {
  const model = modelOfManifests(manifests, reading);
  const found = serviceNamed(model, 'shop', name);
  if (found === undefined) throw new Error(name);
  const { legs, problems } = judgeService(model, {
    from: party(model, from),
    service: found,
    ...(port === undefined ? {} : { port }),
    ...(hairpin === undefined ? {} : { assume: { 'policy.hairpin': hairpin } }),
  });
  const shown = legs.map(({ to, port: at, passes, seen, hairpin: loop }) => {
    const who = to.kind === 'pod' ? to.pod.name : to.kind;
    return `${who}:${at} ${passes}${seen === 'client' ? '' : ` ${seen}`}${loop ? ' loop' : ''}`;
  });
  return [...shown, ...problems.map(({ kind }) => kind)].join(', ');
}

it.each<readonly [string, readonly [string, string, (number | string)?], string]>([
  ['a named port is looked up on each pod', ['shop/c', 'plain', 80], 'a:8001 yes, b:8002 no'],
  ['the port asked for may be left out', ['shop/c', 'plain'], 'a:8001 yes, b:8002 no'],
  [
    'the pod at the target port, not at the Service port',
    ['shop/c', 'numbered', 80],
    'a:8001 yes, b:8001 no',
  ],
  ['the port of the pod is none of the Service', ['shop/c', 'numbered', 8001], 'noSuchPort'],
  ['no pod has the name', ['shop/c', 'unknownName', 80], 'noNamedPort, noNamedPort'],
  ['the name has another protocol', ['shop/c', 'udpName', 80], 'noNamedPort, noNamedPort'],
  ['the selector selects nothing', ['shop/c', 'nobody', 80], 'selectsNothing'],
  [
    "headless: the port is the pod's own",
    ['shop/c', 'headless', 80],
    'a:80 yes, b:80 no, notTranslated',
  ],
  ['headless: any port of the pod', ['shop/c', 'headless', 8001], 'a:8001 yes, b:8001 no'],
  ['ExternalName is only a name', ['shop/c', 'other'], 'externalName'],
  [
    'endpoints in the place of a selector, ready ones',
    ['shop/a', 'sliced', 'w'],
    'c:9000 yes, address:9000 yes',
  ],
  ['neither selector nor endpoints', ['shop/c', 'bare', 80], 'noEndpoints'],
  [
    'a pod that comes back to itself is judged',
    ['shop/b', 'plain', 80],
    'a:8001 yes, b:8002 no loop',
  ],
  ['no door to the outside', ['203.0.113.7', 'plain', 80], 'noDoor'],
  ['Local keeps the client', ['203.0.113.7', 'local', 80], 'a:8001 yes, b:8002 yes'],
  ['Local keeps another client', ['198.51.100.1', 'local', 80], 'a:8001 yes, b:8002 no'],
])('%s', (_, question, expected) => {
  expect(answer(question)).toBe(expected);
});

it.each<readonly [ReadingChoice, string, string]>([
  ['specification', '203.0.113.7', 'a:8001 yes node, b:8002 maybe node'],
  ['calico', '203.0.113.7', 'a:8001 yes node, b:8002 maybe node'],
  ['cilium', '203.0.113.7', 'a:8001 yes, b:8002 yes'],
  ['cilium', '198.51.100.1', 'a:8001 yes, b:8002 no'],
  ['azure', '198.51.100.1', 'a:8001 yes unfiltered, b:8002 yes unfiltered'],
])('through any node, %s sees %s', (reading, from, expected) => {
  expect(answer([from, 'balanced', 80], reading)).toBe(expected);
});

it('lets a pod come back to itself where that is assumed', () => {
  expect(answer(['shop/b', 'plain', 80], 'specification', 'allowed')).toBe(
    'a:8001 yes, b:8002 yes loop',
  );
});
