// Clusters to generate policies for: one by hand, others drawn at random.
import { prefix } from '@aksnet/net';
import fc from 'fast-check';
import type { Flow, FlowEnd, FlowPort } from '../../src/estate/elements/flow.ts';
import type { Namespace, Workload } from '../../src/estate/elements/kubernetes.ts';
import { kubernetesId } from '../../src/estate/elements/kubernetes-id.ts';
import { ownId } from '../../src/estate/id.ts';
import { designed } from '../../src/evidence/source.ts';
import { type EngineProfile, engineProfile } from '../../src/facts/policy-engines.ts';
import type { PolicyRequest } from '../../src/policy/generate/request.ts';
import { cluster } from './elements.ts';

/** Profiles of the engines, by what the tests call them. */
export const engines = {
  cilium: engineProfile('cilium', { os: 'Linux', kubernetesVersion: '1.34' }),
  npm: engineProfile('azure', { os: 'Linux' }),
  npmWindows: engineProfile('azure', { os: 'Windows' }),
  calico: engineProfile('calico', { os: 'Linux' }),
  none: engineProfile('none', { os: 'Linux' }),
} as const satisfies Record<string, EngineProfile>;

export const podRange = '100.64.0.0/16';
export const nodeRange = '10.80.16.0/21';
export const internalRange = '10.0.0.0/8';
export const listener = '169.254.10.0/24';

export const namespaceOf = (name: string): Namespace => ({
  kind: 'namespace',
  id: kubernetesId('namespace', { cluster, name }),
  name,
  cluster,
  labels: {},
  source: designed(name),
});

export const workloadOf = (
  namespace: string,
  name: string,
  ports: readonly FlowPort[] = [],
): Workload => ({
  kind: 'workload',
  id: kubernetesId('workload', { cluster, type: 'apps/Deployment', namespace, name }),
  name,
  namespace,
  cluster,
  labels: {},
  workloadKind: 'Deployment',
  podLabels: { app: name },
  replicas: 2,
  ports: ports.map(({ port, protocol }) => ({ port, protocol })),
  hostNetwork: false,
  source: designed(name),
});

export const flowOf = (from: FlowEnd, to: FlowEnd, more: Partial<Flow> = {}): Flow => ({
  kind: 'flow',
  id: ownId('flow', JSON.stringify(from), JSON.stringify(to)),
  name: 'flow',
  wanted: true,
  from,
  to,
  ports: [],
  source: designed('flow'),
  ...more,
});

export const pods = (namespace: string, workload?: string): FlowEnd =>
  workload === undefined
    ? { kind: 'workload', namespace }
    : { kind: 'workload', namespace, workload };

export const tcp = (port: number): FlowPort => ({ protocol: 'TCP', port });

/** A request without any flow, on the engine. */
export const emptyRequest = (engine: EngineProfile): PolicyRequest => ({
  cluster,
  engines: [engine],
  names: false,
  families: [4],
  ranges: {
    pods: [prefix(podRange)],
    services: [prefix('172.20.0.0/16')],
    nodes: [prefix(nodeRange)],
    internal: [prefix(internalRange), prefix('168.63.129.16/32'), prefix('169.254.169.254/32')],
  },
  dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 },
  namespaces: [],
  isolated: [],
  workloads: [],
  flows: [],
  entries: [],
  observers: [],
  source: designed('policies'),
});

/** Namespaces a to c, some closed, with workloads and flows between them; on any enforcing engine. */
export const anyRequest: fc.Arbitrary<PolicyRequest> = fc
  .record({
    engine: fc.constantFrom(engines.cilium, engines.npm, engines.npmWindows, engines.calico),
    names: fc.boolean(),
    localDns: fc.boolean(),
    isolated: fc.subarray(['a', 'b', 'c']),
    workloads: fc.uniqueArray(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', 'z')),
      { selector: ([namespace, name]) => `${namespace}/${name}`, minLength: 1, maxLength: 6 },
    ),
    draws: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(80, 443, 8443)), { maxLength: 6 }),
    named: fc.array(fc.tuple(fc.nat(), fc.constantFrom('api.example.com', 'x.example.org')), {
      maxLength: 2,
    }),
    ranged: fc.array(fc.tuple(fc.nat(), fc.constantFrom('10.80.40.5/32', '10.9.0.0/16')), {
      maxLength: 2,
    }),
  })
  .map(({ engine, names, localDns, isolated, workloads, draws, named, ranged }) => {
    const made = workloads.map(([namespace, name]) => workloadOf(namespace, name, [tcp(8080)]));
    const at = (n: number): FlowEnd => {
      const found = made[n % made.length];
      return pods(found?.namespace ?? '', found?.name);
    };
    const flows = [
      ...draws.map(([f, t, port]) => ({ flow: flowOf(at(f), at(t), { ports: [tcp(port)] }) })),
      ...named.map(([f, name]) => ({
        flow: flowOf(at(f), { kind: 'fqdn', name }, { ports: [tcp(443)] }),
      })),
      ...ranged.map(([f, range]) => ({
        flow: flowOf(
          at(f),
          { kind: 'paas', service: 'keyVault', name: range },
          { ports: [tcp(443)] },
        ),
        at: [prefix(range)],
      })),
    ];
    const base = emptyRequest(engine);
    return {
      ...base,
      names,
      namespaces: ['a', 'b', 'c'].map(namespaceOf),
      isolated,
      workloads: made,
      flows,
      dns: { ...base.dns, ...(localDns ? { nodeListener: prefix(listener) } : {}) },
    };
  });
