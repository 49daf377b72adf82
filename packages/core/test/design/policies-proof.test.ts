import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { design } from '../../src/design/design.ts';
import type { Cluster } from '../../src/estate/elements/cluster.ts';
import type { Flow, FlowEnd } from '../../src/estate/elements/flow.ts';
import { heldBy } from '../../src/estate/elements/kubernetes-id.ts';
import { all, type Estate, withElements } from '../../src/estate/estate.ts';
import type { WantedEnd, WantedFlow } from '../../src/estate/wanted-flow.ts';
import { designed } from '../../src/evidence/source.ts';
import { estateWorld } from '../../src/policy/of-estate.ts';
import { type Proof, proofOf } from '../../src/policy/proof/proof.ts';
import { settledFlows } from '../../src/policy/wanted/settled-flows.ts';
import { wantedRequest } from '../../src/policy/wanted/wanted-request.ts';
import { financialSaas } from '../fixtures/requirements.ts';
import { elementsOf } from '../policy/manifests.ts';

/** Pods that a real cluster has beside those of the design. */
const standIns = elementsOf(
  [
    ['kube-system', 'coredns', { 'k8s-app': 'kube-dns' }],
    ['kube-system', 'metrics-server', { 'k8s-app': 'metrics-server' }],
    ['strangers', 'stranger', { app: 'stranger' }],
    ['payments', 'undeclared', { app: 'undeclared' }],
  ].map(([namespace, name, labels]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name },
    spec: { template: { metadata: { labels }, spec: { containers: [{ name: 'main' }] } } },
  })),
);

const { estate: plan } = design({ requirements: financialSaas(), day: '2026-11-23' });

const endsOf = (end: FlowEnd, cluster: Cluster): readonly WantedEnd[] => {
  switch (end.kind) {
    case 'workload':
      if (end.cluster !== undefined && end.cluster !== cluster.id) return [];
      return end.workload === undefined
        ? [{ kind: 'pods', namespace: end.namespace, labels: {} }]
        : [{ kind: 'workload', namespace: end.namespace, name: end.workload }];
    case 'fqdn':
      return [{ kind: 'name', name: end.name }];
    case 'range':
      return [{ kind: 'range', prefix: prefix(end.cidr) }];
    case 'internet':
      return [{ kind: 'internet' }];
    default:
      return [];
  }
};

const wantedOf = (flow: Flow, cluster: Cluster): readonly WantedFlow[] =>
  endsOf(flow.from, cluster).flatMap((from) =>
    endsOf(flow.to, cluster).map((to) => ({ from, to, ports: flow.ports, source: flow.source })),
  );

function proved(cluster: Cluster, drop = ''): Proof {
  const estate: Estate = withElements(
    plan,
    standIns.flatMap((one) => (one.kind === 'workload' ? [heldBy(one, cluster.id)] : [])),
  );
  const of = estateWorld(estate, { cluster: cluster.id });
  const closed = all(estate, 'namespace').filter(
    (one) => one.cluster === cluster.id && one.labels['aksnet/baseline'] === 'default-deny',
  );
  const observers = closed.map(
    ({ name }): WantedFlow => ({
      from: { kind: 'pods', namespace: 'kube-system', labels: {} },
      to: { kind: 'pods', namespace: name, labels: {} },
      ports: [],
      source: designed('observers'),
    }),
  );
  const declared = all(estate, 'flow')
    .filter(({ wanted }) => wanted)
    .flatMap((flow) => wantedOf(flow, cluster));
  const flows = [...settledFlows(declared, of.world), ...observers];
  const request = wantedRequest(estate, of, { close: closed.map(({ name }) => name) });
  const elements = [...all(estate, 'networkPolicy'), ...all(estate, 'kubernetesObject')].filter(
    (one) => one.cluster === cluster.id && one.name !== drop,
  );
  return proofOf(of, { request, flows, generated: { elements, notes: [] } });
}

describe.each(all(plan, 'cluster').map((cluster) => [cluster.name, cluster] as const))(
  'the policies of %s in the exercise',
  (_, cluster) => {
    const proof = proved(cluster);
    const between = (those: Proof): readonly string[] =>
      those.differences
        .filter(({ from, to }) => from.kind === 'workload' && to.kind === 'workload')
        .map(({ kind, sure, from, to }) => `${kind} ${sure} ${from.text} -> ${to.text}`);

    it('let pass between pods just the declared flows, look-ups and metrics', () => {
      expect(between(proof)).toEqual([]);
      expect(proof.compared.pairs).toBeGreaterThan(50);
    });

    it('would be missed if one of them were not there', () => {
      expect(between(proved(cluster, 'admin-api-to-payments-payment-api'))).toEqual([
        'less true backoffice/admin-api[Deployment] -> payments/payment-api[Deployment]',
      ]);
    });
  },
);
