import { formatRange } from '@aksnet/net';
import { expect, it } from 'vitest';
import { modelOfManifests } from '../../test/policy/manifests.ts';
import { endOf, type Meant } from './ends.ts';

const pod = (namespace: string, name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name, labels: { app: name } },
  spec: { containers: [] },
  ...more,
});

const model = modelOfManifests([
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'web' },
    spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } },
  },
  pod('shop', 'cart', { status: { phase: 'Running', podIP: '10.1.0.5' } }),
  pod('data', 'db'),
  pod('default', 'lone'),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'front' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], clusterIP: '10.2.0.9' },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1' },
    status: { addresses: [{ type: 'InternalIP', address: '10.0.0.4' }] },
  },
]);

const shown = (meant: Meant): string => {
  if (meant.kind === 'pods')
    return meant.pods.map(({ namespace, name }) => `pod ${namespace}/${name}`).join(' ');
  if (meant.kind === 'service') return `service ${meant.service.namespace}/${meant.service.name}`;
  if (meant.kind === 'ranges') return meant.ranges.map((range) => formatRange(range)).join(' ');
  const { party } = meant;
  if (party.kind === 'node') return `node ${party.node.name}`;
  return party.kind === 'name' ? `name ${party.name}` : party.kind;
};

it.each([
  ['shop/web', 'pod shop/web', 'a workload goes before a Service of its name'],
  ['shop/web:8080', 'pod shop/web', 'a port behind it', 8080],
  ['shop/web:http', 'pod shop/web', 'a port by name', 'http'],
  ['shop/deployment/web', 'pod shop/web', 'a kind'],
  ['shop/deploy/web', 'pod shop/web', 'a short kind'],
  ['lone', 'pod default/lone', 'no namespace'],
  ['shop/*', 'pod shop/web pod shop/cart', 'all of a namespace'],
  ['data', 'pod data/db', 'a namespace by its name alone'],
  ['prod:shop/web:8080', 'pod shop/web', 'a cluster before it', 8080],
  ['2001:db8::/32', '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'colons of an address'],
  ['pod/lone', 'pod default/lone', 'kind and name'],
  ['pod:shop/cart', 'pod shop/cart', 'a pod'],
  ['shop/front:80', 'service shop/front', 'a Service where nothing else has the name', 80],
  ['svc:shop/web:80', 'service shop/web', 'a Service by word', 80],
  ['front.shop', 'service shop/front', 'a name in the search path'],
  ['front.shop.svc', 'service shop/front', 'a longer one'],
  ['front.shop.svc.cluster.local:80', 'service shop/front', 'the whole one', 80],
  ['node:n1', 'node n1', 'a node'],
  ['node:n1:10250', 'node n1', 'a node and a port', 10250],
  ['10.0.0.4', 'node n1', 'the address of a node'],
  ['10.1.0.5:443', 'pod shop/cart', 'the address of a pod', 443],
  ['10.2.0.9', 'service shop/front', 'the address of a Service'],
  ['203.0.113.7:443', 'address', 'an address outside', 443],
  ['2001:db8::7', 'address', 'an address is not a port behind an address'],
  ['[2001:db8::7]:443', 'address', 'brackets', 443],
  ['203.0.113.0/24:443', '203.0.113.0-203.0.113.255', 'a block', 443],
  ['203.0.113.4-203.0.113.9', '203.0.113.4-203.0.113.9', 'a range'],
  [
    'internet',
    '0.0.0.0-255.255.255.255 ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'both families',
  ],
  ['api.example.com:443', 'name api.example.com', 'a name outside', 443],
  ['shop/app=cart', 'pod shop/cart', 'labels'],
  ['shop/app!=cart', 'pod shop/web', 'not these labels'],
  ['*/app=db', 'pod data/db', 'labels in any namespace'],
])('%s means %s: %s', (...row) => {
  const [text, expected, , port] = row;
  const answer = endOf(model, text);
  expect(answer.ok && shown(answer.end.meant)).toBe(expected);
  expect(answer.ok && answer.end.port).toBe(port);
});

it.each([
  ['shop/wbe', ['shop/web'], 'two letters swapped'],
  ['shop/web:0', [], 'no port'],
  ['shop/web:65536', [], 'no port either'],
  ['svc:shop/frnt', ['svc:shop/front'], 'a Service'],
  ['ingress:public', [], 'no input tells where it comes from'],
  ['data/web', ['data/db', 'shop/web'], 'another namespace'],
  ['shop/web.', ['shop/web'], 'a stray dot'],
  ['node:n2', ['node:n1'], 'another node'],
  ['nope.shop.svc.cluster.local', [], 'no such Service'],
  ['nope.shop', [], 'only a Service could be called so'],
  ['shop/app=nobody', [], 'no pod has the label'],
  ['', [], 'nothing'],
  [':', [], 'less than nothing'],
  ['__proto__/constructor', [], 'names of the language'],
  ['shop/__proto__/web', ['shop/web'], 'a kind of the language'],
  ['svc:shop/cart', ['shop/cart'], 'a pod is no Service'],
  ['10.0.0.0/33', [], 'no block'],
  ['a'.repeat(10_000), [], 'long'],
])('%s is unknown', (text, near) => {
  const answer = endOf(model, text);
  expect(answer.ok ? 'known' : answer.unknown.near).toEqual(near);
});
