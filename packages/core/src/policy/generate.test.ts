import { prefix } from '@aksnet/net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { addressIn, evaluatorOf, type Party } from '../../test/kubernetes/evaluator.ts';
import { hasKubectl, refusalByKubectl } from '../../test/kubernetes/kubectl.ts';
import { isModelled, validate } from '../../test/kubernetes/models.ts';
import {
  anyRequest,
  emptyRequest,
  engines,
  flowOf,
  internalRange,
  listener,
  namespaceOf,
  nodeRange,
  podRange,
  pods,
  tcp,
  workloadOf,
} from '../../test/kubernetes/policy-request.ts';
import { plain } from '../evidence/prose.ts';
import { manifests } from '../write/manifests.ts';
import type { PolicyRequest } from './generate/request.ts';
import { generatePolicies } from './generate.ts';

const streamOf = (request: PolicyRequest): string => manifests(generatePolicies(request).elements);

const notesOf = (request: PolicyRequest): readonly string[] =>
  generatePolicies(request).notes.map((note) => `${note.kind}: ${plain(note.says)}`);

/** Whether an attempt passes the printed policies, read as the request's engine reads them. */
function judge(request: PolicyRequest) {
  const [engine] = request.engines;
  return evaluatorOf(streamOf(request), {
    blocksMatchPods: engine.ipBlockMatchesPods === true,
    blocksMatchNodes: engine.ipBlockMatchesNodes === true,
  });
}

const pod = (namespace: string, name: string, n = 10): Party => ({
  kind: 'pod',
  namespace,
  labels: { app: name },
  address: addressIn(podRange, n),
});
const dnsServer: Party = {
  kind: 'pod',
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  address: addressIn(podRange, 53),
};
const node: Party = { kind: 'node', own: true, address: addressIn(nodeRange, 7) };

const outside = (address: string, name?: string): Party =>
  name === undefined ? { kind: 'outside', address } : { kind: 'outside', address, name };

it('between workloads exactly the declared flows pass, on every engine', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const passes = judge(request);
      const closed = (party: { readonly namespace?: string }) =>
        request.isolated.includes(party.namespace ?? '');
      for (const from of request.workloads) {
        for (const to of request.workloads) {
          for (const port of [80, 443, 8443, 8080, 9999]) {
            const declared = request.flows.some(
              ({ flow }) =>
                JSON.stringify([flow.from, flow.to]) ===
                  JSON.stringify([
                    pods(from.namespace ?? '', from.name),
                    pods(to.namespace ?? '', to.name),
                  ]) && flow.ports.some((p) => p.port === port),
            );
            const expected = declared || (!closed(from) && !closed(to));
            const halfOpen = !declared && closed(from) !== closed(to);
            const attempt = {
              from: pod(from.namespace ?? '', from.name, 1),
              to: pod(to.namespace ?? '', to.name, 2),
              port,
            };
            expect(passes({ ...attempt, protocol: 'TCP' })).toBe(expected && !halfOpen);
            expect(passes({ ...attempt, protocol: 'UDP' })).toBe(!closed(from) && !closed(to));
          }
        }
      }
    }),
    { seed: 20260821, numRuns: 80 },
  );
});

it('every closed workload can look up names and none can reach anything else inside', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const passes = judge(request);
      for (const { namespace = '', name } of request.workloads) {
        if (!request.isolated.includes(namespace)) continue;
        const from = pod(namespace, name);
        for (const protocol of ['UDP', 'TCP']) {
          expect(passes({ from, to: dnsServer, protocol, port: 53 })).toBe(true);
          expect(passes({ from, to: dnsServer, protocol, port: 9153 })).toBe(false);
          const own: Party = { kind: 'node', own: true, address: addressIn(listener, 10) };
          const local = passes({ from, to: own, protocol, port: 53 });
          expect(local).toBe(request.dns.nodeListener !== undefined);
        }
        const stranger = pod('kube-system', 'other');
        for (const to of [stranger, node, outside('168.63.129.16'), outside('10.200.0.1')]) {
          expect(passes({ from, to, protocol: 'TCP', port: 443 })).toBe(false);
        }
      }
    }),
    { seed: 5, numRuns: 80 },
  );
});

/** One closed namespace with one workload and one flow out of it. */
const single = (
  engine: Parameters<typeof emptyRequest>[0],
  to: Parameters<typeof flowOf>[1],
  more: Partial<PolicyRequest> = {},
): PolicyRequest => ({
  ...emptyRequest(engine),
  namespaces: [namespaceOf('a')],
  isolated: ['a'],
  workloads: [workloadOf('a', 'x')],
  flows: [{ flow: flowOf(pods('a', 'x'), to, { ports: [tcp(443)] }) }],
  ...more,
});

it('opens a name by name where the engine knows names', () => {
  const request = single(
    engines.cilium,
    { kind: 'fqdn', name: 'api.example.com' },
    { names: true },
  );
  const passes = judge(request);
  const from = pod('a', 'x');
  const to = (name: string) => outside('93.184.216.34', name);
  expect(passes({ from, to: to('api.example.com'), protocol: 'TCP', port: 443 })).toBe(true);
  expect(passes({ from, to: to('apixexample.com'), protocol: 'TCP', port: 443 })).toBe(false);
  expect(passes({ from, to: to('api.example.com'), protocol: 'TCP', port: 80 })).toBe(false);
  expect(streamOf(request)).toContain('matchPattern: "*"');
  expect(notesOf(request)).toEqual([]);
});

it.each([
  ['cilium without names', engines.cilium],
  ['npm', engines.npm],
  ['npm on Windows, without exceptions', engines.npmWindows],
  ['calico', engines.calico],
])('opens every address outside instead, and says so: %s', (_, engine) => {
  const request = single(engine, { kind: 'fqdn', name: 'api.example.com' });
  const passes = judge(request);
  const from = pod('a', 'x');
  const attempt = { from, protocol: 'TCP', port: 443 };
  expect(passes({ ...attempt, to: outside('93.184.216.34') })).toBe(true);
  expect(passes({ ...attempt, to: outside('93.184.216.34'), port: 444 })).toBe(false);
  expect(passes({ ...attempt, to: outside(addressIn(internalRange, 9)) })).toBe(false);
  expect(passes({ ...attempt, to: outside('169.254.169.254') })).toBe(false);
  expect(passes({ ...attempt, to: pod('b', 'y') })).toBe(false);
  expect(passes({ ...attempt, to: node })).toBe(false);
  expect(notesOf(request)).toContainEqual(expect.stringContaining('wider: This engine knows no'));
});

it('writes no exceptions for engines that drop policies with exceptions', () => {
  const to = { kind: 'internet' } as const;
  expect(streamOf(single(engines.npmWindows, to))).not.toContain('except');
  expect(streamOf(single(engines.npm, to))).toContain('except');
});

it('says that blocks never match pods and nodes where that is so', () => {
  const to = { kind: 'range', cidr: '10.80.0.0/16' } as const;
  const says = 'condition: This engine never matches pods and nodes by address';
  expect(notesOf(single(engines.cilium, to))).toContainEqual(expect.stringContaining(says));
  expect(notesOf(single(engines.calico, to))).toEqual([]);
});

it.each([
  ['a private service without addresses', { kind: 'paas', service: 'keyVault' }],
  ['the API server without an address', { kind: 'apiServer', cluster: 'c' }],
  ['a workload nobody declared', { kind: 'workload', namespace: 'b', workload: 'gone' }],
  ['a workload of another cluster', { ...pods('a', 'x'), cluster: 'other' }],
  ['a range that is none', { kind: 'range', cidr: '10.0.0.0/99' }],
  ['a Service by its name', { kind: 'fqdn', name: 'x.b.svc.cluster.local' }],
] as const)('keeps shut, and says so: %s', (_, to) => {
  const request = single(engines.cilium, to, { names: true });
  expect(notesOf(request)).toContainEqual(expect.stringMatching(/^omitted: /));
  const policies = generatePolicies(request).elements.filter(({ kind }) => kind !== 'namespace');
  expect(policies.map(({ name }) => name)).toEqual(['default-deny-all', 'allow-dns']);
});

it('leaves a namespace that is not closed without any policy', () => {
  const request = { ...single(engines.calico, pods('a', 'x')), isolated: [] };
  expect(generatePolicies(request).elements.map(({ kind }) => kind)).toEqual(['namespace']);
});

it.each([
  ['calico', engines.calico, node],
  ['cilium', engines.cilium, { ...node, own: false }],
])('lets clients in as nodes when a load balancer hides them: %s', (_, engine, from) => {
  const request: PolicyRequest = {
    ...single(engine, pods('a', 'x')),
    flows: [],
    entries: [
      {
        name: 'shop',
        to: { namespace: 'a', workload: 'x' },
        ports: [tcp(8443)],
        from: { kind: 'loadBalancer', clients: [prefix('0.0.0.0/0')], keepsClientAddress: false },
      },
    ],
  };
  const passes = judge(request);
  const to = pod('a', 'x');
  expect(passes({ from, to, protocol: 'TCP', port: 8443 })).toBe(true);
  expect(passes({ from, to, protocol: 'TCP', port: 80 })).toBe(false);
  expect(notesOf(request)).toContainEqual(expect.stringContaining('wider: Clients come with'));
});

it('lets in the ingress controller, a gateway subnet and observers, and nobody else', () => {
  const request: PolicyRequest = {
    ...single(engines.npm, pods('a', 'x')),
    flows: [],
    entries: [
      {
        name: 'inner',
        to: { namespace: 'a', workload: 'x' },
        ports: [tcp(8443)],
        from: { kind: 'controller', namespace: 'ingress', podLabels: { app: 'nginx' } },
      },
      {
        name: 'outer',
        to: { namespace: 'a', workload: 'x' },
        ports: [tcp(8444)],
        from: { kind: 'gateway', prefixes: [prefix('10.80.32.0/24')] },
      },
    ],
    observers: [{ namespace: 'monitoring', ports: [tcp(9090)] }],
  };
  const passes = judge(request);
  const at = (from: Party, port: number) =>
    passes({ from, to: pod('a', 'x'), protocol: 'TCP', port });
  expect(at(pod('ingress', 'nginx'), 8443)).toBe(true);
  expect(at(pod('ingress', 'other'), 8443)).toBe(false);
  expect(at(outside('10.80.32.9'), 8444)).toBe(true);
  expect(at(outside('10.80.33.9'), 8444)).toBe(false);
  expect(at(pod('monitoring', 'any'), 9090)).toBe(true);
  expect(at(pod('monitoring', 'any'), 8443)).toBe(false);
});

it('tells of forbidden flows that a wanted one opens', () => {
  const request = single(engines.cilium, { kind: 'internet' });
  const forbidden = flowOf(
    pods('a', 'x'),
    { kind: 'fqdn', name: 'bad.example' },
    { wanted: false },
  );
  const flows = [...request.flows, { flow: forbidden }];
  expect(notesOf({ ...request, flows })).toContainEqual(expect.stringMatching(/^conflict: /));
});

it('tells of workloads that policies cannot tell apart or cannot reach', () => {
  const wide = { ...workloadOf('a', 'wide'), podLabels: {} };
  const host = { ...workloadOf('a', 'agent'), hostNetwork: true };
  const request = { ...single(engines.cilium, { kind: 'internet' }), workloads: [wide, host] };
  const notes = notesOf({ ...request, flows: [] });
  expect(notes).toContain("omitted: agent uses the node's own network: no policy selects it.");
  expect(notes).toContain(
    'wider: The labels of wide also select the pods of agent: what is open for the one is open for the other.',
  );
});

it('says that nothing enforces policies where nothing does', () => {
  expect(notesOf(emptyRequest(engines.none))).toEqual([
    'condition: Nothing enforces policies on Linux nodes of this cluster: the objects are stored and block nothing there.',
  ]);
});

const hostile = '$(rm -rf ~)"]: {}\n---\nkind: Secret';

/** Everything at once, with names that try to break out. */
const full: PolicyRequest = {
  ...emptyRequest(engines.cilium),
  names: true,
  namespaces: [namespaceOf('a'), namespaceOf(hostile)],
  isolated: ['a', hostile],
  workloads: [workloadOf('a', 'x', [tcp(8080)]), workloadOf(hostile, hostile)],
  flows: [
    { flow: flowOf(pods(hostile, hostile), pods('a', 'x'), { reason: hostile }) },
    { flow: flowOf(pods('a', 'x'), { kind: 'fqdn', name: '*.example.com' }) },
    { flow: flowOf(pods('a', 'x'), { kind: 'fqdn', name: hostile }) },
    { flow: flowOf({ kind: 'pool', cluster: 'c' }, pods('a', 'x')) },
  ],
  observers: [{ namespace: 'monitoring', ports: [] }],
  dns: { ...emptyRequest(engines.cilium).dns, nodeListener: prefix(listener) },
  guard: {
    owners: [
      { kind: 'Group', name: 'platform' },
      { kind: 'ServiceAccount', name: 'flux', namespace: 'flux-system' },
    ],
    systemNamespaces: ['kube-system', 'gatekeeper-system'],
    enforcement: 'deny',
  },
};

it('objects fit the schemas of the API', () => {
  for (const request of [full, ...fc.sample(anyRequest, { seed: 3, numRuns: 20 })]) {
    const objects = parseAllDocuments(streamOf(request)).map((d): { kind: string } => d.toJS());
    const checked = objects.filter(({ kind }) => isModelled(kind));
    expect(checked.length).toBeGreaterThan(0);
    for (const object of checked) validate(object.kind, object);
    const unchecked = objects.filter(({ kind }) => !isModelled(kind)).map(({ kind }) => kind);
    expect(new Set(unchecked)).toEqual(new Set(unchecked.map(() => 'CiliumNetworkPolicy')));
  }
});

it('doubts that names are seen when a listener on the node answers them', () => {
  const says = 'condition: Policies by name learn addresses from the answers they see';
  expect(notesOf(full)).toContainEqual(expect.stringContaining(says));
  const { nodeListener: _, ...dns } = full.dns;
  expect(notesOf({ ...full, dns })).not.toContainEqual(expect.stringContaining(says));
});

it.skipIf(!hasKubectl)('objects decode into their types by kubectl', () => {
  const { elements } = generatePolicies(full);
  const typed = elements.filter(
    (e) => e.kind !== 'kubernetesObject' || e.objectKind !== 'CiliumNetworkPolicy',
  );
  expect(typed.map((element) => refusalByKubectl(manifests([element])))).toEqual(
    typed.map(() => undefined),
  );
  const bad = manifests([workloadOf('a', 'x')]).replace('replicas: 2', 'replicas: many');
  expect(refusalByKubectl(bad)).toContain('cannot unmarshal');
});

it('hostile names stay values', () => {
  const kinds = parseAllDocuments(streamOf(full)).map((d): { kind: string } => d.toJS());
  expect(kinds.some(({ kind }) => kind === 'Secret')).toBe(false);
  expect(kinds).toHaveLength(generatePolicies(full).elements.length);
});

it('gives every object a name of its own that DNS would take', () => {
  const words = ['a', 'a-to-b', 'b-to-c', 'c', 'A B', 'a'.repeat(300)];
  const workloads = words.map((name) => workloadOf('a', name));
  const flows = words.flatMap((from) =>
    words.map((to) => ({ flow: flowOf(pods('a', from), pods('a', to), { ports: [tcp(1)] }) })),
  );
  const request = { ...single(engines.cilium, pods('a', 'a')), workloads, flows };
  const { elements } = generatePolicies(request);
  expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
  for (const { name } of elements) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
});

it('depends on nothing but the request', () => {
  expect(streamOf(full)).toBe(streamOf(structuredClone(full)));
});
