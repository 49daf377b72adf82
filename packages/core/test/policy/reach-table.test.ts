import { address } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { askedBy, everybody, portsAsked } from '../../src/policy/reach-ends.ts';
import { type ReachAsk, reachTable } from '../../src/policy/reach-table.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { passingText } from '../../src/render/words/policy/passing.ts';
import { endText, outsideText } from '../../src/render/words/policy/reach-end.ts';
import { modelOfManifests } from './manifests.ts';
import { guarded, policy, shop } from './shop.ts';
import { town } from './town.ts';

/** Links as lines, by what is asked. */
function lines(manifests: readonly unknown[], ask: Partial<ReachAsk> & { port?: string } = {}) {
  const model = modelOfManifests(manifests);
  const ports = ask.port === undefined ? undefined : portsAsked(ask.port);
  const table = reachTable(relationOf(model), {
    by: 'workload',
    from: everybody,
    to: everybody,
    ...ask,
    ...(ports === undefined ? {} : { ports: model.world.ports.of(ports) }),
  });
  return table.links.map(
    ({ from, to, passing }) =>
      `${endText(from)} > ${endText(to)}: ${passingText(passing, model.world.ports)}`,
  );
}

/** Whom texts mean among the manifests. */
function asked(manifests: readonly unknown[], ...texts: readonly string[]) {
  const found = askedBy(modelOfManifests(manifests), texts);
  if (!found.ok) throw new Error(found.unknown.says);
  return found.asked;
}

const all = 'all connections';

describe('who reaches whom', () => {
  it('tells workloads and addresses, nothing that is closed, and no single pod with itself', () => {
    expect(lines(guarded)).toEqual([
      'shop/api > data/db: TCP 5432,9187',
      `shop/api > shop/web: ${all}`,
      `shop/api > any IPv4 address: ${all}`,
      'shop/web > data/db: TCP 9187',
      `shop/web > shop/api: ${all}`,
      `shop/web > any IPv4 address: ${all}`,
      `any IPv4 address > shop/api: ${all}`,
      `any IPv4 address > shop/web: ${all}`,
    ]);
  });

  it('puts pods of a namespace together, and says what only some of them have', () => {
    expect(lines(guarded, { by: 'namespace', to: asked(guarded, 'data/*') })).toEqual([
      'shop/* > data/*: TCP 9187; TCP 5432 for some pods only',
    ]);
  });

  it.each([
    ['a port', { port: '5432' }, ['shop/api > data/db: TCP 5432']],
    [
      'ports that are met in part',
      { port: '5000-9200' },
      ['shop/api > data/db: TCP 5432,9187', 'shop/web > data/db: TCP 9187'],
    ],
    ['another protocol', { port: '5432/udp' }, []],
  ])('keeps to %s', (_, ask, expected) => {
    expect(lines(guarded, { ...ask, to: asked(guarded, 'data/db') })).toEqual(expected);
  });

  it.each([
    [
      'senders',
      { from: asked(guarded, 'shop/web'), to: asked(guarded, 'shop/api') },
      [`shop/web > shop/api: ${all}`],
    ],
    [
      'addresses',
      { from: asked(guarded, '10.0.0.0/8'), to: asked(guarded, 'shop/api') },
      [`10.0.0.0/8 > shop/api: ${all}`],
    ],
    [
      'names',
      { from: asked(guarded, 'shop/web'), to: asked(guarded, 'api.example.com') },
      [`shop/web > name api.example.com: ${all}`],
    ],
  ])('keeps to %s', (_, ask, expected) => {
    expect(lines(guarded, ask)).toEqual(expected);
  });

  it('joins addresses that fare alike and leaves holes out', () => {
    const block = { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] };
    const manifests = [
      ...shop,
      policy(['data', 'in'], { ingress: [{ from: [{ ipBlock: block }], ports: [{ port: 1 }] }] }),
    ];
    expect(
      lines(manifests, { from: asked(manifests, 'internet'), to: asked(manifests, 'data/db') }),
    ).toEqual(['10.0.0.0/16, 10.2.0.0-10.255.255.255 > data/db: TCP 1']);
  });

  it('lets a recorded pod not reach itself, and its own node in any case', () => {
    const closed = [...town, policy(['data', 'deny'], {})];
    const found = lines(closed, { by: 'pod', to: asked(closed, 'data/db') });
    expect(found).toEqual([`ops/agent > data/db: ${all}`]);
    expect(
      lines(closed, { from: asked(closed, 'node:n1', 'node:n2'), to: asked(closed, 'data/db') }),
    ).toEqual([`node n2 > data/db: ${all}`]);
  });

  it('says where an Ingress leads, and where policies keep its controller away', () => {
    const entry = [
      ...guarded,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's', namespace: 'data' },
        spec: { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 5432 }] },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'i', namespace: 'data' },
        spec: {
          ingressClassName: 'azure-application-gateway',
          defaultBackend: { service: { name: 's', port: { number: 80 } } },
        },
      },
    ];
    const table = reachTable(relationOf(modelOfManifests(entry)), {
      by: 'workload',
      from: everybody,
      to: everybody,
    });
    expect(table.links.filter(({ from }) => from.kind === 'entry')).toEqual([]);
    expect(table.shut).toMatchObject([
      { to: { key: 'data/db[StatefulSet]' }, protocol: 'TCP', port: 5432 },
    ]);
  });
});

it.each([
  ['a workload that is not there', 'shop/wbe', ['shop/web']],
  ['a namespace that is not there', 'shap/*', ['shop/*']],
])('tells of %s what was perhaps meant', (_, text, near) => {
  const found = askedBy(modelOfManifests(shop), [text]);
  expect(found.ok ? [] : found.unknown.near).toEqual(near);
});

it.each([
  ['5432', [{ protocol: 'TCP', first: 5432, last: 5432 }]],
  ['53/UDP', [{ protocol: 'UDP', first: 53, last: 53 }]],
  ['8000-9000/sctp', [{ protocol: 'SCTP', first: 8000, last: 9000 }]],
  ['0', undefined],
  ['65536', undefined],
  ['9-8', undefined],
  ['80/icmp', undefined],
  ['http', undefined],
])('reads %s as ports', (text, expected) => {
  expect(portsAsked(text)).toEqual(expected);
});

it('calls nearly all addresses by what is left out', () => {
  const range = (first: string, last: string) => {
    const [a, b] = [address(first), address(last)];
    if (a.family !== 4 || b.family !== 4) throw new Error('not IPv4');
    return { family: 4 as const, first: a.value, last: b.value };
  };
  expect(
    outsideText([range('0.0.0.0', '9.255.255.255'), range('11.0.0.0', '255.255.255.255')]),
  ).toBe('any IPv4 address but 10.0.0.0/8');
});
