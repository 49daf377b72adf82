import { proveRule } from '../../../../test/check/prove-rule.ts';
import { prefixes, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { subnetPlacement } from './subnet-placement.ts';

const network = vnet('v', ['10.80.0.0/16', 'fd00::/48']);

proveRule(subnetPlacement, {
  bad: [
    {
      because: 'it lies outside',
      given: [network, subnet('v/a', '10.81.0.0/24')],
      says: ['10.81.0.0/24', 'does not lie within one range of its VNet'],
    },
    {
      because: 'it is larger than its VNet',
      given: [network, subnet('v/a', '10.80.0.0/15')],
      says: ['10.80.0.0/15'],
    },
    {
      because: 'the second of its ranges lies outside',
      given: [
        network,
        subnet('v/a', '10.80.0.0/24', { prefixes: prefixes('10.80.0.0/24', 'fd01::/64') }),
      ],
      says: ['fd01::/64'],
    },
    {
      because: 'it lies in another subnet',
      given: [network, subnet('v/a', '10.80.16.0/21'), subnet('v/b', '10.80.20.0/24')],
      on: subnetId('v', 'b'),
      says: ['b (10.80.20.0/24) shares addresses with subnet a (10.80.16.0/21)'],
    },
    {
      because: 'two are equal',
      given: [network, subnet('v/a', '10.80.16.0/24'), subnet('v/b', '10.80.16.0/24')],
      on: subnetId('v', 'b'),
      says: ['shares addresses'],
    },
  ],
  good: [
    {
      because: 'neighbours that touch',
      given: [network, subnet('v/a', '10.80.0.0/24'), subnet('v/b', '10.80.1.0/24')],
    },
    { because: 'the whole VNet', given: [network, subnet('v/a', '10.80.0.0/16')] },
    {
      because: 'equal subnets of different VNets',
      given: [
        network,
        vnet('w', ['10.80.0.0/16']),
        subnet('v/a', '10.80.0.0/24'),
        subnet('w/a', '10.80.0.0/24'),
      ],
    },
  ],
  open: [
    {
      because: 'the range is yet to be allocated',
      given: [network, subnet('v/a', undefined)],
      missing: 'toBeAllocated',
    },
    {
      because: 'the VNet is not among the inputs',
      given: [subnet('v/a', '10.80.0.0/24')],
      missing: 'notSupplied',
    },
    {
      because: 'nobody listed the subnets of the VNet',
      given: [network, subnet('v/a', '10.80.0.0/24')],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
