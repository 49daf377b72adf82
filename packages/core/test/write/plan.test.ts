import { address, prefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Plan, readPlan } from '../../src/codec/plan.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { kinds } from '../../src/estate/elements/kinds.ts';
import { type Estate, everything, withElements } from '../../src/estate/estate.ts';
import { ownId } from '../../src/estate/id.ts';
import { notStated, toBeAllocated, unknown } from '../../src/evidence/knowable.ts';
import { prose } from '../../src/evidence/prose.ts';
import { designed } from '../../src/evidence/source.ts';
import { readJson } from '../../src/text/json-text.ts';
import { planText } from '../../src/write/plan.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';

const head = <K extends string>(kind: K, ...names: readonly string[]) => ({
  kind,
  id: ownId(kind, ...names),
  name: names.at(-1) ?? '',
  source: { document: 'x.yaml', path: ['a', 0], collected: '2026-08-21T09:30:00Z' },
});

const object = { labels: { app: 'x' }, namespace: 'pay', cluster: 'c' };

/** Kinds that are no ARM resources. */
const own: readonly AnyElement[] = [
  { ...head('routingDomain', 'corp'), pools: [prefix('10.0.0.0/8'), prefix('fd00::/8')] },
  {
    ...head('externalRange', 'dc'),
    prefixes: [prefix('192.168.0.0/16')],
    as: 'onPremises',
    note: 'x',
  },
  {
    ...head('adminRuleCollection', 'admin'),
    appliesTo: notStated('appliesTo'),
    rules: unknown({ kind: 'contradiction', sources: [designed('a'), designed('b')] }),
  },
  { ...head('namespace', 'pay'), labels: {} },
  {
    ...head('node', 'aks-a-1'),
    labels: { agentpool: 'a' },
    addresses: ['10.0.0.4', 'fd00::4'],
    podRanges: ['10.244.0.0/24'],
  },
  {
    ...head('workload', 'pay', 'api-1'),
    ...object,
    workloadKind: 'Pod',
    podLabels: {},
    replicas: 1,
    ports: [],
    hostNetwork: true,
    addresses: ['10.0.0.4'],
    node: 'aks-a-1',
    phase: 'Running',
  },
  {
    ...head('workload', 'pay', 'api'),
    ...object,
    workloadKind: 'Deployment',
    podLabels: { app: 'api' },
    replicas: unknown({ kind: 'notEvaluable', expression: '{{ n }}', source: designed('chart') }),
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    hostNetwork: false,
    controller: { kind: 'Deployment', name: 'api' },
  },
  {
    ...head('service', 'pay', 'api'),
    ...object,
    type: 'ClusterIP',
    selector: undefined,
    ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }],
    clusterIps: [],
    entrances: ['10.0.0.200'],
    externalName: 'a.example',
  },
  {
    ...head('networkPolicy', 'pay', 'deny'),
    ...object,
    podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: [
      {
        peers: [
          { kind: 'pods', namespaceSelector: { matchLabels: { a: 'b' } } },
          { kind: 'ipBlock', cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
        ],
        ports: [
          { protocol: 'TCP', port: 'http' },
          { protocol: 'UDP', port: 1, endPort: 9 },
        ],
      },
    ],
  },
  {
    ...head('kubernetesObject', 'pay', 'cnp'),
    ...object,
    apiVersion: 'cilium.io/v2',
    objectKind: 'CiliumNetworkPolicy',
    body: JSON.parse('{"spec": {"valueOf": {"x": 1}, "list": [1, null, "a", {"b": false}]}}'),
  },
  {
    ...head('flow', 'f'),
    wanted: true,
    from: { kind: 'workload', namespace: 'pay', workload: 'api' },
    to: { kind: 'fqdn', name: 'api.example.com' },
    ports: [{ protocol: 'TCP', port: 443 }],
    rate: 12.5,
    reason: 'because',
  },
  {
    ...head('flow', 'g'),
    wanted: false,
    from: { kind: 'internet' },
    to: { kind: 'ingress', exposure: 'private' },
    ports: [],
  },
  {
    ...head('recordedAnswer', 'r'),
    question: 'effectiveRoutes',
    about: undefined,
    body: { value: [] },
  },
  { ...head('attestation', 'a'), point: 'dns-drill', by: 'me', on: '2026-01-01', evidence: 'x' },
  {
    ...head('publicIp', 'seen'),
    address: address('2001:db8::1'),
    sku: unknown({ kind: 'stale', source: designed('old') }),
    zones: unknown(
      { kind: 'notListed', what: 'zones', within: 'z' },
      { kind: 'notModelled', feature: 'x' },
    ),
  },
];

const estate: Estate = {
  ...withElements(hubSpoke(), [...oneOfEach, ...testClusters, ...own]),
  assume: { 'surge.default': '10%' },
  raised: [{ limit: 'nodes-per-cluster', value: 10_000, by: 'support 1', when: '2026-01-01' }],
  coverage: [{ kind: 'virtualNetwork' }, { kind: 'subnet', within: 'v' }],
};

const plan: Plan = {
  estate,
  decisions: [
    {
      decision: 'cniMode',
      question: 'How do pods get addresses?',
      about: ['c'],
      chosen: 'overlay',
      label: 'Azure CNI Overlay',
      because: [prose`${'pods'} need ${300} addresses of ${prefix('10.0.0.0/8')}`],
      lost: [{ option: 'kubenet', verdict: 'unfit', because: [prose`it ends`] }],
      change: { how: 'newCluster', price: prose`a new cluster` },
      assumes: ['surge.default'],
      cite: [{ document: 'd', date: '2026-01-01' }],
    },
  ],
  ledgers: [
    {
      subject: 's',
      title: prose`nodes`,
      unit: 'addresses',
      supply: toBeAllocated,
      lines: [
        { role: 'nodes', what: prose`nodes`, amount: 300, from: 'c', assumes: ['surge.default'] },
        {
          role: 'endless',
          what: prose`x`,
          amount: Number.POSITIVE_INFINITY,
          from: { document: 'd' },
        },
        { role: 'unknown', what: prose`x`, amount: notStated('count'), from: 'c' },
      ],
    },
  ],
  needs: [
    {
      id: 'n',
      kind: 'nodeSubnet',
      for: 's',
      field: 'prefixes',
      family: 4,
      length: 21,
      hold: 1,
      sharing: 'unique',
      missing: [],
    },
  ],
  writtenBy: 'aksnet 0.1.0',
};

const read = (text: string) => readPlan(readJson({ id: 'plan.json', text: () => text }));

describe('a plan', () => {
  test('has every kind in these tests', () => {
    const seen = new Set([...everything(estate)].map(({ kind }) => kind));
    expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test('is read back exactly', () => {
    const { plan: again, diagnostics } = read(planText(plan));
    expect(diagnostics).toEqual([]);
    expect(again).toStrictEqual(plan);
  });

  test('is written alike when it is read and written again', () => {
    const { plan: again } = read(planText(plan));
    expect(again === undefined ? '' : planText(again)).toBe(planText(plan));
  });

  test('says ranges, addresses and what is not known in words', () => {
    const text = planText(plan);
    expect(text).toContain('"prefixes":["10.80.16.0/21"]');
    expect(text).toContain('"unknown":[{"kind":"toBeAllocated"}]');
    expect(text).toContain('"address":"2001:db8::1"');
  });

  test('has one element on each line', () => {
    const [subnet] = hubSpoke().elements.subnet.values();
    const lines = planText(plan)
      .split('\n')
      .filter((line) => line.includes(`"id":"${subnet?.id}"`));
    expect(lines).toHaveLength(1);
  });
});

describe('a plan that is not as we write it', () => {
  const spoilt = (change: (value: Record<string, unknown>) => void): string => {
    const value = JSON.parse(planText(plan));
    change(value);
    return JSON.stringify(value);
  };

  test('fields of a newer writer are passed over', () => {
    const text = planText(plan).replaceAll('"kind":"subnet"', '"kind":"subnet","newer":{"a":1}');
    const { plan: again, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(again).toStrictEqual(plan);
  });

  test('a bad element takes no other along, and is told with its place', () => {
    const text = planText(plan).replace('["10.80.16.0/21"]', '["10.80.16.1/21"]');
    const { estate: again, diagnostics } = read(text);
    expect(again?.elements.subnet.size).toBe(estate.elements.subnet.size - 1);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toContain('10.80.16.0/21');
    const line = text.split('\n').findIndex((each) => each.includes('10.80.16.1/21')) + 1;
    expect(diagnostics[0]?.position?.line).toBe(line);
  });

  test.each([
    ['nothing', 'null'],
    ['a list', '[]'],
    ['something else', '{"kind": "Requirements"}'],
    [
      'a form of the future',
      spoilt((value) => {
        value['schema'] = 2;
      }),
    ],
    [
      'no frame',
      spoilt((value) => {
        delete value['estate'];
      }),
    ],
    ['no JSON', '{"kind": "Plan"'],
  ])('%s is no plan', (_, text) => {
    const { plan: again, diagnostics } = read(text);
    expect(again).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test('kinds of a newer writer are told and left out', () => {
    const { estate: again, diagnostics } = read(
      spoilt((value) => {
        Object(value['elements'])['teleporter'] = [{}];
      }),
    );
    expect(again).toStrictEqual(estate);
    expect(diagnostics).toMatchObject([{ path: ['elements', 'teleporter'] }]);
  });

  test('keys of prototypes do no harm', () => {
    const { diagnostics } = read(
      planText(plan).replace('"elements": {', '"elements": {"__proto__": [], "constructor": [],'),
    );
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('whatever is changed in it, reading it ends with a plan or with a reason', () => {
    const text = planText(plan);
    const junk = fc.constantFrom(
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      'null',
      '1e999',
      '-',
      '\\',
      'true',
      '"\\ud800"',
    );
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(40), junk, (at, length, word) => {
        const { plan: again, diagnostics } = read(
          text.slice(0, at) + word + text.slice(at + length),
        );
        expect(again !== undefined || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('whatever value is replaced, what is read can be written', () => {
    const value: unknown = JSON.parse(planText(plan));
    const places = [...placesIn(value, [])];
    const junk = fc.constantFrom<unknown>(
      null,
      1,
      'x',
      [],
      {},
      true,
      { unknown: [] },
      { unknown: 'x' },
      [[]],
    );
    fc.assert(
      fc.property(fc.nat(places.length - 1), junk, (i, word) => {
        const path = places[i] ?? [];
        const { plan: again } = read(JSON.stringify(replaced(value, path, word)));
        if (again !== undefined) expect(() => planText(again)).not.toThrow();
      }),
      { numRuns: 120, seed: 8 },
    );
  });
});

type Path = readonly (string | number)[];

function* placesIn(value: unknown, path: Path): IterableIterator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) {
    yield* placesIn(item, [...path, isList ? Number(key) : key]);
  }
}

function replaced(value: unknown, [key, ...rest]: Path, word: unknown): unknown {
  if (key === undefined) return word;
  if (Array.isArray(value))
    return value.map((item, i) => (i === key ? replaced(item, rest, word) : item));
  const fields = Object.entries(Object(value));
  return Object.fromEntries(
    fields.map(([name, item]) => [name, name === key ? replaced(item, rest, word) : item]),
  );
}

test('two hundred clusters are written and read in a moment', () => {
  const [cluster] = hubSpoke().elements.cluster.values();
  const pools = [...hubSpoke().elements.agentPool.values()];
  const subnets = [...hubSpoke().elements.subnet.values()];
  if (cluster === undefined) throw new Error('the fixture has no cluster');
  const many = Array.from({ length: 200 }, (_, i): readonly AnyElement[] => [
    { ...cluster, id: `${cluster.id}-${i}` },
    ...pools.map((pool) => ({ ...pool, id: `${pool.id}-${i}` })),
    ...subnets.map((subnet) => ({ ...subnet, id: `${subnet.id}-${i}` })),
  ]);
  const big: Plan = { ...plan, estate: withElements(estate, many.flat()) };
  const started = performance.now();
  const { plan: again } = read(planText(big));
  expect(again?.estate.elements.cluster.size).toBeGreaterThan(200);
  expect(performance.now() - started).toBeLessThan(2000);
});
