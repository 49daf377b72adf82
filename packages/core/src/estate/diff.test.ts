import { expect, test } from 'vitest';
import { notStated } from '../evidence/knowable.ts';
import { type Difference, diff } from './diff.ts';
import type { AnyElement } from './elements/kinds.ts';
import { kubernetesId } from './elements/kubernetes-id.ts';
import { estateOf } from './estate.ts';
import * as sketch from './sketch.ts';

const estate = (...elements: readonly AnyElement[]) => estateOf(sketch.sketchedFrame, elements);

/** `kind name: fields`, an uncertain field with a question mark. */
function words(change: Difference): string {
  switch (change.kind) {
    case 'new':
      return `new ${change.after.name}`;
    case 'gone':
      return `gone ${change.before.name}`;
    case 'changed': {
      const fields = change.fields.map((one) => one.field + (one.certain ? '' : '?'));
      return `changed ${change.after.name}: ${fields.join(', ')}`;
    }
  }
}

const told = (before: readonly AnyElement[], after: readonly AnyElement[]): readonly string[] =>
  diff(estate(...before), estate(...after)).map(words);

/** The element as a plan has it that does not know the subscription. */
const planned = <E extends AnyElement>(element: E): E => ({
  ...element,
  id: element.id.replace('/sub/', '/~/'),
});

const vnet = sketch.vnet('spoke', ['10.80.0.0/16']);
const nodes = sketch.subnet('spoke/nodes', '10.80.0.0/24', { serviceEndpoints: ['a', 'b'] });

test('what is the same is not told, whatever the order of its lists and where it was written', () => {
  const again = { ...nodes, serviceEndpoints: ['b', 'a'], source: { document: 'else', path: [] } };
  expect(told([vnet, nodes], [vnet, again])).toEqual([]);
});

test('new, gone and changed', () => {
  const pool = sketch.pool('pay/main', 3);
  expect(told([vnet, nodes], [vnet, pool])).toEqual(['gone nodes', 'new main']);
  expect(told([nodes], [{ ...nodes, prefixes: sketch.prefixes('10.80.0.0/23') }])).toEqual([
    'changed nodes: prefixes',
  ]);
});

test('fields of a part are told one by one', () => {
  const after = sketch.cluster('pay', {
    network: { outboundType: 'userDefinedRouting', podRanges: sketch.prefixes('10.244.0.0/15') },
  });
  expect(told([sketch.cluster('pay')], [after])).toEqual([
    'changed pay: network.outboundType, network.podRanges',
  ]);
});

test('a field that is not known may not have changed', () => {
  expect(told([nodes], [{ ...nodes, routeTable: notStated('routeTable') }])).toEqual([
    'changed nodes: routeTable?',
  ]);
});

test('the order of DNS servers counts', () => {
  const [a, b] = [
    { family: 4, value: 1 },
    { family: 4, value: 2 },
  ] as const;
  expect(told([{ ...vnet, dnsServers: [a, b] }], [{ ...vnet, dnsServers: [b, a] }])).toEqual([
    'changed spoke: dnsServers',
  ]);
});

test('ids with parts that are not known match on the rest, references too', () => {
  const pool = sketch.pool('pay/main', 3, { subnet: nodes.id });
  const plan = [
    planned(vnet),
    planned(nodes),
    { ...planned(pool), subnet: planned(nodes).id, count: 5 },
  ];
  expect(told([vnet, nodes, pool], plan)).toEqual(['changed main: count']);
});

test('an id that could be several elements is none of them', () => {
  const elsewhere = { ...vnet, id: vnet.id.replace('/sub/', '/other/') };
  expect(told([vnet, elsewhere], [planned(vnet)])).toEqual([
    'gone spoke',
    'gone spoke',
    'new spoke',
  ]);
});

test('objects of a cluster whose id is not all known match on the rest', () => {
  const service = (
    cluster: string | undefined,
    type: 'ClusterIP' | 'LoadBalancer',
  ): AnyElement => ({
    kind: 'service',
    id: kubernetesId('service', {
      ...(cluster === undefined ? {} : { cluster }),
      namespace: 'shop',
      name: 'web',
    }),
    name: 'web',
    source: { document: 'x', path: [] },
    labels: {},
    type,
    selector: undefined,
    ports: [],
    clusterIps: [],
  });
  const cluster = sketch.clusterId('pay');
  const expected = ['changed web: type'];
  expect(
    told(
      [service(cluster, 'ClusterIP')],
      [service(planned(sketch.cluster('pay')).id, 'LoadBalancer')],
    ),
  ).toEqual(expected);
  expect(told([service(cluster, 'ClusterIP')], [service(undefined, 'LoadBalancer')])).toEqual(
    expected,
  );
});
