import { describe, expect, test } from 'vitest';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

const group = '/subscriptions/s/resourceGroups/g/providers';
const net = `${group}/Microsoft.Network/virtualNetworks/net`;

const network = {
  id: net,
  name: 'net',
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [
      { id: `${net}/subnets/nodes`, name: 'nodes', properties: { addressPrefix: '10.0.0.0/24' } },
      { id: `${net}/subnets/pods`, name: 'pods', properties: { addressPrefix: '10.0.8.0/21' } },
    ],
  },
};

const overlay = { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '10.244.0.0/16' };
const flat = { networkPlugin: 'azure' };

const cluster = (profile: object, pool: object = {}) => ({
  id: `${group}/Microsoft.ContainerService/managedClusters/c`,
  name: 'c',
  properties: {
    networkProfile: { serviceCidr: '10.100.0.0/16', ...profile },
    agentPoolProfiles: [
      { name: 'p', mode: 'System', count: 1, vnetSubnetID: `${net}/subnets/nodes`, ...pool },
    ],
  },
});

const node = (
  address: string,
  more: { readonly spec?: object; readonly labels?: object } = {},
) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n', labels: more.labels ?? { 'kubernetes.azure.com/agentpool': 'p' } },
  spec: more.spec ?? {},
  status: { addresses: [{ type: 'InternalIP', address }] },
});

const pod = (ip: string, more: { readonly spec?: object; readonly status?: object } = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { nodeName: 'n', containers: [], ...more.spec },
  status: { phase: 'Running', podIPs: [{ ip }], ...more.status },
});

const service = (clusterIP: string, more: { readonly internal?: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 's',
    namespace: 'shop',
    ...(more.internal === undefined
      ? {}
      : { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } }),
  },
  spec: { type: 'LoadBalancer', clusterIP },
  status: { loadBalancer: { ingress: [{ ip: more.internal ?? '20.1.1.1' }] } },
});

/** Codes of the warnings; the note on the assumed cluster is no warning. */
function warnings(...values: readonly unknown[]) {
  const documents = values.map((value, i) => ({
    document: readJson({ id: `${i}.json`, text: () => JSON.stringify(value) }),
    about: {},
  }));
  return read(documents, { day: '2026-11-23' }).diagnostics.filter(
    ({ severity }) => severity !== 'note',
  );
}

const codes = (...values: readonly unknown[]) => warnings(...values).map(({ code }) => code);

describe('what is seen lies in what is declared', () => {
  test.each<[why: string, objects: readonly unknown[]]>([
    ['a node in the subnet of its pool', [network, cluster(overlay), node('10.0.0.4')]],
    ['a pod in the pod range', [network, cluster(overlay), pod('10.244.3.7')]],
    [
      'a pod in the pod subnet',
      [
        network,
        cluster(flat, { podSubnetID: `${net}/subnets/pods` }),
        node('10.0.0.4'),
        pod('10.0.9.1'),
      ],
    ],
    [
      'a pod in the node subnet of a cluster that is recorded with a pod range all the same',
      [
        network,
        cluster({ ...flat, podCidr: '10.244.0.0/16' }),
        node('10.0.0.4', { spec: { podCIDR: '10.9.0.0/24' } }),
        pod('10.0.0.77'),
      ],
    ],
    ['a pod in the node subnet', [network, cluster(flat), node('10.0.0.4'), pod('10.0.0.77')]],
    [
      'a pod in the network of its host',
      [
        network,
        cluster(overlay),
        node('10.0.0.4'),
        pod('10.0.0.4', { spec: { hostNetwork: true } }),
      ],
    ],
    ['a Service', [network, cluster(overlay), service('10.100.3.3')]],
    ['a headless Service', [network, cluster(overlay), service('None')]],
    [
      'an internal balancer in the VNet',
      [network, cluster(overlay), service('10.100.0.2', { internal: '10.0.0.200' })],
    ],
    ['a public balancer is in no VNet', [network, cluster(overlay), service('10.100.0.2')]],
    [
      'a range of a node',
      [network, cluster(overlay), node('10.0.0.4', { spec: { podCIDR: '10.244.1.0/24' } })],
    ],
  ])('%s', (...[, objects]) => {
    expect(codes(...objects)).toEqual([]);
  });
});

describe('what is not known contradicts nothing', () => {
  test.each<[why: string, objects: readonly unknown[]]>([
    [
      'the VNet is not among the inputs',
      [cluster(overlay), node('192.168.0.1'), service('10.100.0.2', { internal: '192.168.0.1' })],
    ],
    [
      'the VNet is one that AKS manages',
      [network, cluster(overlay, { vnetSubnetID: null }), node('192.168.0.1')],
    ],
    [
      'a node of no pool that is known',
      [network, cluster(overlay), node('192.168.0.1', { labels: {} })],
    ],
    [
      'a node of autoprovisioning',
      [network, cluster(flat), node('192.168.0.1', { labels: { 'karpenter.sh/nodepool': 'x' } })],
    ],
    [
      'a pod that ended',
      [network, cluster(overlay), pod('192.168.0.1', { status: { phase: 'Succeeded' } })],
    ],
    [
      'a pod without an address',
      [network, cluster(overlay), pod('10.244.0.1', { status: { podIPs: [] } })],
    ],
    [
      'a pod in a flat network, on a node that is not among the inputs',
      [network, cluster(flat), pod('10.244.0.5')],
    ],
    [
      'a virtual node and its pods',
      [
        network,
        cluster(flat),
        node('192.168.0.1', {
          labels: { 'kubernetes.azure.com/agentpool': 'p', type: 'virtual-kubelet' },
        }),
        pod('192.168.0.2'),
      ],
    ],
    ['an address that is none', [network, cluster(overlay), pod('not an address')]],
    ['no cluster at all', [network, node('192.168.0.1'), pod('192.168.0.1')]],
  ])('%s', (...[, objects]) => {
    expect(codes(...objects)).toEqual([]);
  });
});

describe('what is seen elsewhere is told, with both places', () => {
  test.each<[code: string, objects: readonly unknown[]]>([
    ['node-outside-subnet', [network, cluster(overlay), node('10.0.1.4')]],
    [
      'node-outside-subnet',
      [network, cluster(overlay), node('10.0.1.4', { labels: { agentpool: 'P' } })],
    ],
    [
      'node-range-outside-pods',
      [network, cluster(overlay), node('10.0.0.4', { spec: { podCIDR: '10.245.1.0/24' } })],
    ],
    ['pod-outside-range', [network, cluster(overlay), pod('10.0.0.77')]],
    ['pod-outside-range', [network, cluster(flat), node('10.0.0.4'), pod('10.244.0.5')]],
    [
      'pod-outside-range',
      [
        network,
        cluster(overlay),
        node('10.0.0.4'),
        pod('10.244.0.5', { spec: { hostNetwork: true } }),
      ],
    ],
    ['service-outside-range', [network, cluster(overlay), service('10.0.0.10')]],
    [
      'entrance-outside-network',
      [network, cluster(overlay), service('10.100.0.2', { internal: '10.9.0.1' })],
    ],
  ])('%s', (code, objects) => {
    expect(codes(...objects)).toEqual([code]);
  });

  test('the message names the object, its address, the range and where each is written', () => {
    const [warning] = warnings(network, cluster(overlay), node('10.0.1.4'));
    expect(warning).toMatchObject({
      severity: 'warning',
      document: '2.json',
      path: ['status', 'addresses', 0],
      message:
        'nodes have addresses outside the node subnets of their pools in cluster "c": ' +
        'n has 10.0.1.4; declared are 10.0.0.0/24 (nodes in "0.json")',
    });
  });

  test('many of one kind are one warning', () => {
    const pods = Array.from({ length: 5 }, (_, i) => ({
      ...pod(`10.0.0.${i}`),
      metadata: { name: `p${i}`, namespace: 'shop' },
    }));
    const found = warnings(network, cluster(overlay), pods);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(
      'p0 has 10.0.0.0, p1 has 10.0.0.1, p2 has 10.0.0.2, and 2 more',
    );
  });
});
