import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everything } from '../estate/estate.ts';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

/* Objects that are right but for one place, at which something stands that should not. */

const group = '/subscriptions/s/resourceGroups/g/providers';
const labels = { 'kubernetes.azure.com/agentpool': 'p', 'cluster.x-k8s.io/cluster-name': 'c' };
const containers = [{ name: 'a', ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }] }];
const reference = { group: 'network.azure.com', kind: 'VirtualNetworksSubnet', name: 'nodes' };

const good: readonly unknown[] = [
  {
    id: `${group}/Microsoft.ContainerService/managedClusters/c`,
    name: 'c',
    properties: {
      networkProfile: { networkPlugin: 'azure', podCidr: '10.244.0.0/16' },
      agentPoolProfiles: [{ name: 'p', count: 1, mode: 'System' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'n', labels },
        spec: { podCIDRs: ['10.244.0.0/24'] },
        status: { addresses: [{ type: 'InternalIP', address: '10.0.0.4' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', labels, annotations: {}, ownerReferences: [{ controller: true }] },
        spec: { nodeName: 'n', containers, initContainers: containers },
        status: { phase: 'Running', podIPs: [{ ip: '10.244.0.5' }] },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { clusterIPs: ['10.0.0.10'], ports: [{ port: 80 }], selector: labels },
        status: { loadBalancer: { ingress: [{ ip: '10.0.0.9' }] } },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p' },
        spec: {
          podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
          policyTypes: ['Egress'],
          egress: [
            {
              to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
              ports: [{ port: 1, endPort: 2 }],
            },
          ],
        },
      },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'hunter2' } },
    ],
  },
  {
    apiVersion: 'containerservice.azure.com/v1api20240901',
    kind: 'ManagedCluster',
    metadata: { name: 'c' },
    spec: {
      owner: { name: 'rg' },
      identity: { userAssignedIdentities: [{ reference: { armId: `${group}/a/b/c` } }] },
      agentPoolProfiles: [{ name: 'p', vnetSubnetReference: reference }],
    },
    status: { id: `${group}/Microsoft.ContainerService/managedClusters/c` },
  },
  {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: { name: 'c' },
    spec: {
      controlPlaneRef: { kind: 'AzureManagedControlPlane', name: 'c' },
      clusterNetwork: { pods: { cidrBlocks: ['10.244.0.0/16'] } },
    },
  },
  {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
    kind: 'AzureManagedControlPlane',
    metadata: { name: 'c' },
    spec: {
      version: 'v1.33.0',
      resources: [{ kind: 'x' }],
      addonProfiles: [{ name: 'a' }],
      loadBalancerProfile: { managedOutboundIPs: 1, outboundIPs: ['/x'] },
      virtualNetwork: { name: 'n', cidrBlock: '10.0.0.0/8', subnet: { cidrBlock: '10.0.0.0/9' } },
    },
  },
  {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
    kind: 'AzureManagedMachinePool',
    metadata: { name: 'p', labels },
    spec: { scaling: { minSize: 1 }, taints: [{ key: 'a' }], nodeLabels: labels },
  },
  {
    apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1',
    kind: 'AzureCluster',
    metadata: { name: 'c' },
    spec: {
      networkSpec: {
        vnet: { name: 'n', cidrBlocks: ['10.0.0.0/8'] },
        subnets: [{ name: 's', cidrBlocks: ['10.0.0.0/9'], routeTable: { name: 'r' } }],
      },
    },
  },
];

type Path = readonly (string | number)[];

/** Every place in a value. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, i) => placesIn(item, [...path, i]))
    : Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]));
  return [path, ...inner];
}

/** The value with something else at the place. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (i === first ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([key, item]) => [
      key,
      key === first ? replaced(item, rest, by) : item,
    ]),
  );
}

const hostile = fc.oneof(
  fc.constantFrom(null, true, -1, 1e308, '', ' ', '__proto__', 'constructor', '/', '\ud800', '~'),
  fc.constantFrom([], {}, [null], [[]], { name: {} }, { items: [null] }, { armId: [] }),
  fc.jsonValue({ maxDepth: 2 }),
);

const wholes = good.map((value) => ({ value, places: placesIn(value) }));

const reading = (values: readonly unknown[]) =>
  read(
    values.map((value, i) => ({
      document: readJson({ id: `${i}.json`, text: () => JSON.stringify(value) }),
      about: {},
    })),
    { day: '2026-11-23' },
  );

test('as they are, the objects read without a complaint', () => {
  const { diagnostics } = reading(good);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('whatever stands in one place, reading ends, hides no other file and shows no Secret', () => {
  const place = fc.nat().chain((n) => {
    const at = n % wholes.length;
    return fc.record({
      at: fc.constant(at),
      path: fc.constantFrom(...(wholes[at]?.places ?? [])),
      by: hostile,
    });
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 3 }), (changes) => {
      const values = changes.reduce<readonly unknown[]>(
        (before, { at, path, by }) =>
          before.map((value, i) => (i === at ? replaced(value, path, by) : value)),
        good,
      );
      const { estate, diagnostics, documents } = reading(values);
      const elements = [...everything(estate)];
      expect(documents).toHaveLength(good.length);
      expect(elements.length).toBeGreaterThan(0);
      expect(JSON.stringify([elements, diagnostics])).not.toContain('hunter2');
    }),
    { seed: 20261123, numRuns: 250 },
  );
});
