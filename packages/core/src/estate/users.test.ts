import { describe, expect, test } from 'vitest';
import { notStated } from '../evidence/knowable.ts';
import type { AnyElement } from './elements/kinds.ts';
import type { Subnet } from './elements/network.ts';
import { type Estate, estateOf } from './estate.ts';
import * as sketch from './sketch.ts';
import { purposesOf, subnetUsers, usersOf } from './users.ts';

const id = sketch.subnetId('spoke', 'x');
const estate = (...elements: readonly AnyElement[]): Estate =>
  estateOf(sketch.sketchedFrame, elements);

const integrated = { vnetIntegration: true, subnet: id } as const;

test.each<[string, AnyElement]>([
  ['nodes', sketch.pool('pay/main', 3, { subnet: id })],
  ['pods', sketch.pool('pay/main', 3, { podSubnet: id })],
  ['apiServer', sketch.cluster('pay', { access: integrated })],
  ['privateEndpoint', sketch.endpoint('kv', id)],
  ['internalLoadBalancer', sketch.internalBalancer('ilb', id)],
  ['applicationGateway', sketch.appGateway('waf', id)],
  ['firewall', sketch.firewall('fw', id)],
])('%s use a subnet', (use, element) => {
  expect(usersOf(estate(element), id)).toEqual([{ use, element: element.id }]);
});

test.each<[string, AnyElement]>([
  ['a pool in the VNet that AKS manages', sketch.pool('pay/main', 3)],
  [
    'an API server without VNet integration',
    sketch.cluster('pay', { access: { ...integrated, vnetIntegration: false } }),
  ],
  [
    'a public frontend',
    { ...sketch.internalBalancer('lb'), frontends: [{ name: 'out', publicIp: '/pip' }] },
  ],
])('%s does not', (_, element) => {
  const { bySubnet, unplaced } = subnetUsers(estate(element));
  expect([...bySubnet.keys(), ...unplaced]).toEqual([]);
});

test('an element whose subnet is not known is unplaced, with what would tell', () => {
  const pool = sketch.pool('pay/main', 3, { subnet: notStated('subnet') });
  expect(subnetUsers(estate(pool)).unplaced).toEqual([
    { use: 'nodes', element: pool.id, missing: [{ kind: 'notStated', field: 'subnet' }] },
  ]);
});

test('where it is not known whether a cluster is private, its endpoint is in doubt', () => {
  const doubtful = estate(
    sketch.cluster('pay', { access: { private: notStated('private') } }),
    sketch.pool('pay/main', 3, { subnet: id }),
  );
  expect(usersOf(doubtful, id)).toContainEqual({
    use: 'apiServerEndpoint',
    element: sketch.clusterId('pay'),
    doubt: notStated('private'),
  });
});

describe('the purpose of a subnet', () => {
  const purposes = (subnet: Subnet, ...users: readonly AnyElement[]) =>
    purposesOf(estate(subnet, ...users), subnet.id).map(
      ({ space, because }) => `${space} ${because}`,
    );

  test.each([
    [
      'is stated',
      sketch.subnet('spoke/x', '10.0.0.0/24', { purpose: 'agcSubnet' }),
      ['agcSubnet stated'],
    ],
    [
      'is its fixed name',
      sketch.subnet('spoke/azurefirewallsubnet', '10.0.0.0/26'),
      ['firewallSubnet name'],
    ],
    [
      'is its delegation',
      sketch.subnet('spoke/x', '10.0.0.0/24', {
        delegations: ['Microsoft.ServiceNetworking/trafficControllers'],
      }),
      ['agcSubnet delegation'],
    ],
    [
      'is not told by a delegation that several kinds share',
      sketch.subnet('spoke/x', '10.0.0.0/24', {
        delegations: ['Microsoft.ContainerService/managedClusters'],
      }),
      [],
    ],
  ])('%s', (_, subnet, expected) => {
    expect(purposes(subnet)).toEqual(expected);
  });

  test('is what its users are, nodes before their guests', () => {
    expect(
      purposes(
        sketch.subnet('spoke/x', '10.0.0.0/24'),
        sketch.endpoint('kv', id),
        sketch.pool('pay/main', 3, { subnet: id }),
      ),
    ).toEqual(['nodeSubnet user', 'privateEndpointSubnet user']);
  });
});
