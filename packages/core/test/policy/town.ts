import type { PolicyModel } from '../../src/policy/model.ts';
import { protocols } from '../../src/policy/port-set.ts';
import { passes } from './manifests.ts';

/** A small cluster for tests of policies: two nodes, three namespaces, pods with addresses on known nodes. */
export const town: readonly unknown[] = [
  namespace('shop', { team: 'red' }),
  namespace('data', { team: 'blue' }),
  namespace('ops', {}),
  node('n1', '10.240.0.4', { zone: 'a' }),
  node('n2', '10.240.0.5', { zone: 'b' }),
  pod('shop/web', { ip: '10.244.0.10', labels: { app: 'web' } }),
  pod('shop/cart', { ip: '10.244.0.11', labels: { app: 'cart' } }),
  pod('data/db', {
    ip: '10.244.1.10',
    node: 'n2',
    labels: { app: 'db' },
    ports: [
      { name: 'pg', containerPort: 5432 },
      { name: 'stats', containerPort: 9187 },
      { name: 'gossip', containerPort: 7946, protocol: 'UDP' },
    ],
  }),
  pod('ops/mon', { ip: '10.244.1.11', node: 'n2', labels: { app: 'mon' } }),
  pod('ops/agent', { ip: '10.240.0.5', node: 'n2', labels: { app: 'agent' }, hostNetwork: true }),
];

/** A namespace with labels. */
export function namespace(name: string, labels: Readonly<Record<string, string>>): unknown {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function node(name: string, address: string, labels: Readonly<Record<string, string>>): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: { addresses: [{ type: 'InternalIP', address }] },
  };
}

/** What a pod is beside its place. */
interface PodShape {
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly ports?: readonly unknown[];
  readonly hostNetwork?: boolean;
}

function pod(
  place: string,
  { ip, labels, node: nodeName = 'n1', ports = [], hostNetwork = false }: PodShape,
): unknown {
  const [space = '', name = ''] = place.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: space, name, labels },
    spec: { nodeName, hostNetwork, containers: [{ name: 'main', ports }] },
    status: { podIP: ip, phase: 'Running' },
  };
}

/** An object of any kind of policy. */
export function object(
  [apiVersion, kind]: readonly [string, string],
  metadata: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): unknown {
  return { apiVersion, kind, metadata, ...body };
}

/** A NetworkPolicy that closes every pod of a namespace in both directions. */
export const shut = (space: string, types: readonly string[] = ['Ingress', 'Egress']): unknown =>
  object(
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    { name: `shut-${space}`, namespace: space },
    { spec: { podSelector: {}, policyTypes: types } },
  );

/** The answer to a question in words: `shop/web -> data/db TCP 5432`. */
export function answer(model: PolicyModel, question: string): ReturnType<typeof passes> {
  const [from = '', , to = '', spoken, port] = question.split(' ');
  const protocol = protocols.find((known) => known === spoken);
  if (protocol === undefined) throw new RangeError(`no protocol in ${question}`);
  return passes(model, [from, to], [protocol, Number(port)]);
}
