// Valid documents of every format that reads one alone, to be broken by the fuzzers.
import { armJson } from '../../src/codec/arm-json.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import { estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { parseArmId } from '../../src/estate/id.ts';
import { planData } from '../../src/read/plan-data.ts';
import { bodiesOf } from '../arm/bodies.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';

/** A network with every kind that ARM has. */
export const sampleEstate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

/** Bodies of Azure as REST answers them, each with the kind that it is of. */
export const sampleBodies = [...everything(sampleEstate)]
  .filter(({ kind }) => kind in azureCodecs)
  .flatMap((element) =>
    bodiesOf(element, sampleEstate).map((body) => {
      const place = parseArmId(element.spelled ?? element.id) ?? {};
      const value: unknown = JSON.parse(JSON.stringify(armJson(body, place)));
      return { kind: element.kind, type: body.type, value };
    }),
  );

/** What Azure answers to questions. */
export const sampleAnswers: readonly unknown[] = [
  { value: [{ state: 'Active', addressPrefix: ['0.0.0.0/0'], nextHopType: 'Internet' }] },
  { value: [{ id: 'x', currentValue: 3, limit: 251, unit: 'Count', name: { value: 'a' } }] },
  { request: { targetResourceId: '/x' }, response: { access: 'Deny', ruleName: 'r' } },
  { values: [{ version: '1.34', patchVersions: { '1.34.1': { upgrades: [] } } }] },
  { count: 1, data: [sampleBodies[0]?.value], total_records: 4, skip_token: 'x' },
  { responses: [{ httpStatusCode: 200, content: { value: [sampleBodies[1]?.value] } }] },
];

const metadata = { name: 'web', namespace: 'shop', labels: { app: 'web' } };

/** Kubernetes objects. */
export const sampleObjects: readonly unknown[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a' } } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          hostNetwork: false,
          containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 80 }] }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'LoadBalancer',
      clusterIPs: ['10.0.0.9'],
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] }],
    },
  },
];

/** Our own files. */
export const sampleOwn: readonly unknown[] = [
  JSON.parse(JSON.stringify(planData(estateOf(sampleEstate, [...testClusters, ...oneOfEach])))),
  {
    apiVersion: 'aksnet/v1',
    kind: 'Snapshot',
    collected: '2026-11-01T00:00:00Z',
    lists: [{ kind: 'peering', within: '/v' }],
    files: [{ path: 'a/b.json', cluster: '/c', lists: [{ kind: 'networkPolicy' }] }],
  },
  {
    apiVersion: 'aksnet/v1',
    kind: 'AddressPlan',
    entries: [{ name: 'spoke', range: '10.0.0.0/16' }],
  },
];
