import { describe, expect, test } from 'vitest';
import { all, everything } from '../estate/estate.ts';
import { readJson } from '../text/json-text.ts';
import { readYamlFile } from '../text/yaml-text.ts';
import { type ReadResult, read } from './read.ts';
import { summaryOf } from './summary.ts';

const day = '2026-11-23';

const yaml = (text: string): ReadResult =>
  read([{ document: readYamlFile({ id: 'a.yaml', text: () => text }), about: {} }], { day });

const json = (value: unknown): ReadResult => {
  const text = () => JSON.stringify(value);
  return read([{ document: readJson({ id: 'a.json', text }), about: {} }], { day });
};

/** Kinds and names, and what was not understood; the note that no cluster is known is another's. */
const said = ({ estate, ignored, diagnostics }: ReadResult) => ({
  elements: [...everything(estate)].map(({ kind, name }) => `${kind} ${name}`),
  left: [
    ...ignored.map(({ type }) => type),
    ...diagnostics.filter(({ code }) => code !== 'cluster-unknown').map(({ code }) => code),
  ],
});

const pod = (name: string) => ({ metadata: { name }, spec: { containers: [] } });
const typed = { apiVersion: 'v1', kind: 'Pod' };

describe('objects are found however they are wrapped', () => {
  test.each<[why: string, value: unknown, elements: readonly string[]]>([
    ['one', { ...typed, ...pod('a') }, ['workload a']],
    [
      'a list as kubectl prints it',
      { apiVersion: 'v1', kind: 'List', items: [{ ...typed, ...pod('a') }] },
      ['workload a'],
    ],
    [
      'a typed list, whose items do not say what they are',
      { apiVersion: 'v1', kind: 'PodList', items: [pod('a'), pod('b')] },
      ['workload a', 'workload b'],
    ],
    [
      'a typed list of another group',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [pod('a')] },
      ['workload a'],
    ],
    [
      'an item that says it itself is believed',
      {
        apiVersion: 'v1',
        kind: 'PodList',
        items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } }],
      },
      ['service s'],
    ],
    ['a list that is empty', { apiVersion: 'v1', kind: 'PodList', items: null }, []],
    [
      'lists in a stream of lists',
      [
        {
          apiVersion: 'v1',
          kind: 'List',
          items: [{ apiVersion: 'v1', kind: 'PodList', items: [pod('a')] }],
        },
      ],
      ['workload a'],
    ],
    [
      'a kind that ends in List and has no items is an object',
      { apiVersion: 'x.example/v1', kind: 'AllowList', metadata: { name: 'l' }, spec: {} },
      ['kubernetesObject l'],
    ],
  ])('%s', (...[, value, elements]) => {
    expect(said(json(value))).toEqual({ elements, left: [] });
  });

  test('what Helm renders: comments, empty documents, hooks', () => {
    const text = `---
# Source: shop/templates/empty.yaml
---
# Source: shop/templates/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---

---
# Source: shop/templates/tests/hook.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: { helm.sh/hook: pre-install }
spec: { template: { spec: { containers: [] } } }
`;
    const result = yaml(text);
    expect(said(result)).toEqual({ elements: ['namespace shop', 'workload migrate'], left: [] });
    expect(all(result.estate, 'workload').map(({ source }) => source.path)).toEqual([[3]]);
  });

  test('happenings are left aside by their kind', () => {
    const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' } };
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l' } };
    expect(said(json([event, lease]))).toEqual({
      elements: [],
      left: ['v1 Event', 'coordination.k8s.io/v1 Lease'],
    });
  });

  test('settings of tools are no objects, and a kubeconfig leaves nothing behind', () => {
    const users = [{ name: 'u', user: { 'client-key-data': 'hunter2' } }];
    const result = json([
      { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['a'] },
      { apiVersion: 'v1', kind: 'Config', users },
    ]);
    expect(said(result)).toEqual({
      elements: [],
      left: ['kustomize.config.k8s.io/v1beta1 Kustomization', 'v1 Config'],
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test('a version that is none of Kubernetes tells of something else', () => {
    expect(json([{ apiVersion: '2024-01-01', kind: 'app', name: 'x' }]).documents).toEqual([
      { document: 'a.json', elements: 0, ignored: 0 },
    ]);
  });
});

describe('a broken object hides no other', () => {
  const good = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: good }\n';
  test.each<[why: string, bad: string, left: readonly string[]]>([
    ['no YAML', 'a: [1', ['syntax']],
    ['no name', 'apiVersion: v1\nkind: Pod\nmetadata: {}', ['no Kubernetes object', 'no-name']],
    ['a list of lists', '- [- 1]', ['syntax']],
    ['a number', '7', ['no Kubernetes object']],
    [
      'metadata that is a text',
      'apiVersion: v1\nkind: Pod\nmetadata: x',
      ['no Kubernetes object', 'wrong-type', 'no-name'],
    ],
    ['an alias that is not there', 'a: *b', ['no Kubernetes object', 'unknown-alias']],
    [
      'aliases of aliases of aliases',
      `a0: &a0 [x,x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i},*a${i}]`).join('\n')}`,
      ['too-many-aliases'],
    ],
  ])('%s', (...[, bad, left]) => {
    const { elements, left: found } = said(yaml(`${bad}\n---\n${good}`));
    expect(elements).toEqual(['namespace good']);
    expect([...new Set(found)]).toEqual(left);
  });

  test('a key written twice is told of, and the object stays', () => {
    expect(said(yaml(`${good}kind: Namespace`))).toEqual({
      elements: ['namespace good'],
      left: ['doubled-key'],
    });
  });

  test('lists in lists beyond all reason are refused, and nothing overflows', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(said(yaml(`${good}spec: ${deep}`)).left).toEqual(['too-deep']);
  });

  test('line ends of Windows, a byte order mark, anchors and tags change nothing', () => {
    const text = `\ufeff${good.replace('{ name: good }', '&m { name: !!str good, labels: { a: &l x, b: *l } }')}`;
    const result = yaml(text.replaceAll('\n', '\r\n'));
    expect(said(result)).toEqual({ elements: ['namespace good'], left: [] });
    expect(all(result.estate, 'namespace')[0]?.labels).toMatchObject({ a: 'x', b: 'x' });
  });

  test('names of the language are names like any other', () => {
    const { estate } = yaml(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: __proto__, namespace: constructor, labels: { constructor: x } }',
    );
    const [found] = all(estate, 'workload');
    expect([found?.name, found?.namespace, Object.entries(found?.podLabels ?? {})]).toEqual([
      '__proto__',
      'constructor',
      [['constructor', 'x']],
    ]);
  });
});

test('objects without a kind of their own are kept whole and counted by type', () => {
  const policy = (kind: string, apiVersion: string, i: number) => ({
    apiVersion,
    kind,
    metadata: { name: `p${i}` },
    spec: { order: i },
  });
  const kinds: readonly (readonly [string, string])[] = [
    ['CiliumNetworkPolicy', 'cilium.io/v2'],
    ['CiliumNetworkPolicy', 'cilium.io/v2'],
    ['CiliumClusterwideNetworkPolicy', 'cilium.io/v2'],
    ['AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1'],
    ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1'],
    ['ClusterNetworkPolicy', 'policy.networking.k8s.io/v1alpha2'],
    ['GlobalNetworkPolicy', 'crd.projectcalico.org/v1'],
    ['NetworkPolicy', 'projectcalico.org/v3'],
    ['StaticGatewayConfiguration', 'egressgateway.kubernetes.azure.com/v1alpha1'],
    ['EndpointSlice', 'discovery.k8s.io/v1'],
    ['Ingress', 'networking.k8s.io/v1'],
    ['Gateway', 'gateway.networking.k8s.io/v1'],
    ['HTTPRoute', 'gateway.networking.k8s.io/v1'],
  ];
  const result = json(kinds.map(([kind, version], i) => policy(kind, version, i)));
  expect(all(result.estate, 'kubernetesObject').map(({ body }) => body)).toEqual(
    kinds.map((_, i) => ({ spec: { order: i } })),
  );
  const { objects } = summaryOf(result);
  expect(objects).toHaveLength(kinds.length - 1);
  expect(objects[0]).toEqual({ type: 'cilium.io/v2 CiliumNetworkPolicy', times: 2 });
});

test('nothing of a Secret reaches what is read, even when it is broken', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { p: hunter2 }\n';
  for (const text of [
    secret,
    `${secret}stringData: { p: hunter2, p: hunter2 }`,
    `${secret}  hunter2: [`,
    `${secret}x: !hunter hunter2`,
    secret
      .replace('{ name: s }', '{ name: s, labels: { p: [hunter2] } }')
      .replace('kind: Secret', 'kind: Secret # a'),
  ]) {
    const { estate, ...rest } = yaml(text);
    expect(JSON.stringify([...everything(estate)])).not.toContain('hunter2');
    if (!text.includes('labels')) expect(JSON.stringify(rest)).not.toContain('hunter2');
  }
});
