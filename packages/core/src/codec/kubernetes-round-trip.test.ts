import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AnyKubernetesElement, decodeManifest, encodeManifest } from './kubernetes.ts';

const name = fc.constantFrom('a', 'b-1', '__proto__', 'constructor');
const labels = fc.dictionary(name, fc.constantFrom('', 'x', 'y'), { maxKeys: 3 });
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const port = fc.integer({ min: 1, max: 65535 });
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 3 });
const metadata = fc.record(
  { name, namespace: name, labels, annotations: labels },
  { requiredKeys: ['name'] },
);

const container = fc.record({
  ports: some(
    fc.record({ containerPort: port, protocol, name }, { requiredKeys: ['containerPort'] }),
  ),
});
const podSpec = fc.record(
  {
    containers: some(container),
    initContainers: some(
      fc.record({ ports: fc.constant([]), restartPolicy: fc.constant('Always') }),
    ),
    hostNetwork: fc.boolean(),
    nodeName: name,
  },
  { requiredKeys: ['containers'] },
);
const phase = fc.constantFrom('Pending', 'Running', 'Succeeded', 'Failed');
const podStatus = fc.record(
  { phase, podIPs: some(fc.record({ ip: fc.constantFrom('10.0.0.1', 'fd00::1') })) },
  { requiredKeys: [] },
);
const selector = fc.record(
  {
    matchLabels: labels,
    matchExpressions: some(
      fc.record({
        key: name,
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: some(name),
      }),
    ),
  },
  { requiredKeys: [] },
);
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
  fc.constant({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }),
);
const rules = (key: string) =>
  some(
    fc.record(
      { [key]: some(peer), ports: some(fc.record({ protocol, port }, { requiredKeys: [] })) },
      { requiredKeys: [] },
    ),
  );

const object = fc.oneof(
  fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Namespace'), metadata }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Node'),
    metadata,
    spec: fc.record({ podCIDRs: some(fc.constantFrom('10.244.0.0/24', 'fd00::/80')) }),
    status: fc.record({
      addresses: some(fc.constant({ type: 'InternalIP', address: '10.0.0.4' })),
    }),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Pod'),
    metadata,
    spec: podSpec,
    status: podStatus,
  }),
  fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'ReplicaSet'),
    metadata,
    spec: fc.record({
      replicas: fc.nat(9),
      template: fc.record({ metadata: fc.record({ labels }), spec: podSpec }),
    }),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    metadata,
    spec: fc.record(
      {
        type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
        selector: labels,
        ports: some(fc.record({ port, protocol, targetPort: fc.oneof(port, name), name })),
        clusterIPs: some(fc.constantFrom('None', '10.0.0.10')),
        externalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
        externalName: name,
      },
      { requiredKeys: [] },
    ),
    status: fc.record({
      loadBalancer: fc.record({
        ingress: some(
          fc.oneof(fc.record({ ip: fc.constant('20.1.1.1') }), fc.record({ hostname: name })),
        ),
      }),
    }),
  }),
  fc.record({
    apiVersion: fc.constant('networking.k8s.io/v1'),
    kind: fc.constant('NetworkPolicy'),
    metadata,
    spec: fc.record(
      {
        podSelector: selector,
        policyTypes: some(fc.constantFrom('Ingress', 'Egress')),
        ingress: rules('from'),
        egress: rules('to'),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    apiVersion: fc.constantFrom('v1', 'cilium.io/v2'),
    kind: fc.constantFrom('Secret', 'ConfigMap', 'CiliumNetworkPolicy', 'EndpointSlice'),
    metadata,
    spec: fc.jsonValue({ maxDepth: 3 }),
    data: labels,
  }),
);

const decoded = (value: unknown): AnyKubernetesElement | undefined =>
  decodeManifest(value, [], { document: 'a.yaml', note: () => undefined });

it('reads back what it writes, for every kind', () => {
  fc.assert(
    fc.property(object, (value) => {
      const element = decoded(value);
      expect(element).toBeDefined();
      if (element === undefined) return;
      const { body, ...head } = encodeManifest(element);
      expect(decoded({ ...head, ...body })).toEqual(element);
    }),
    { seed: 20260801, numRuns: 1500 },
  );
});
