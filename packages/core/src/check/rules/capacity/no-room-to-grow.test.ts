import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { noRoomToGrow } from './no-room-to-grow.ts';

const nodes = subnetId('v', 'nodes');
const inNetwork = (network: string, range: string) => [
  vnet('v', [network]),
  subnet('v/nodes', range, { purpose: 'nodeSubnet' }),
];

proveRule(noRoomToGrow, {
  bad: [
    {
      because: 'half of a VNet, with pools that nobody sized',
      given: [
        ...inNetwork('10.0.0.0/24', '10.0.0.0/25'),
        cluster('a'),
        pool('a/one', 3, { subnet: nodes, count: notStated('count') }),
      ],
      on: nodes,
      says: ['/25 with 123 usable addresses', 'no room for one twice as large'],
      fix: ['/24'],
    },
    {
      because: 'all pools fit, so that it is only worth knowing',
      given: [
        ...inNetwork('10.0.0.0/24', '10.0.0.0/25'),
        cluster('a'),
        pool('a/one', 3, { subnet: nodes }),
      ],
      on: nodes,
      severity: 'note',
      says: ['its pools at their maximum with surge do'],
    },
    {
      because: 'other subnets take the rest of a larger VNet',
      given: [...inNetwork('10.0.0.0/22', '10.0.0.0/24'), subnet('v/other', '10.0.2.0/25')],
      on: nodes,
      severity: 'note',
      says: ['/24'],
    },
  ],
  good: [
    { because: 'the VNet has room', given: inNetwork('10.80.0.0/16', '10.80.16.0/21'), on: nodes },
    {
      because: 'room is held behind the VNet',
      given: [
        vnet('v', ['10.0.0.0/24'], { heldFor: [prefix('10.0.1.0/24')] }),
        subnet('v/nodes', '10.0.0.0/25', { purpose: 'nodeSubnet' }),
      ],
      on: nodes,
    },
    {
      because: 'the assumption says that a subnet can be enlarged',
      given: inNetwork('10.0.0.0/24', '10.0.0.0/25'),
      frame: { assume: { 'subnet.resizeInUse': 'yes' } },
    },
  ],
  open: [
    {
      because: 'another subnet may lie anywhere',
      given: [...inNetwork('10.80.0.0/16', '10.80.16.0/21'), subnet('v/other', undefined)],
      on: nodes,
      missing: 'toBeAllocated',
    },
    {
      because: 'the range of the VNet is not known',
      given: [
        vnet('v', [], { prefixes: notStated('prefixes') }),
        subnet('v/nodes', '10.80.16.0/21', { purpose: 'nodeSubnet' }),
      ],
      missing: 'notStated',
    },
  ],
});
