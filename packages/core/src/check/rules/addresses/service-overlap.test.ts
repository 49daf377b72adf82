import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import {
  cluster,
  clusterId,
  external,
  firewall,
  peering,
  pool,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { serviceOverlap } from './service-overlap.ts';

const joined = (a: string, b: string) => [peering(a, b), peering(b, a)];

/** A cluster in 10.80.0.0/16 with that Service range. */
const withService = (range: string, pods = '100.64.0.0/14') => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a', {
    network: { serviceRanges: [prefix(range)], podRanges: [prefix(pods)] },
  }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

const hub = [
  vnet('hub', ['10.0.0.0/16']),
  subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
  firewall('fw', subnetId('hub', 'AzureFirewallSubnet')),
  ...joined('v', 'hub'),
];

proveRule(serviceOverlap, {
  bad: [
    {
      because: 'it contains the VNet',
      given: withService('10.0.0.0/8'),
      on: clusterId('a'),
      says: ['Service range 10.0.0.0/8', 'VNet range 10.80.0.0/16', 'the VNet itself'],
      fix: ['DNS service IP'],
    },
    {
      because: 'it lies in a spoke behind the hub',
      given: [
        ...withService('10.90.0.0/16'),
        ...hub,
        vnet('other', ['10.90.0.0/15']),
        ...joined('other', 'hub'),
      ],
      on: clusterId('a'),
      says: ['10.90.0.0/15 of other', 'through the hub hub'],
    },
    {
      because: 'it meets a range on premises',
      given: [...withService('192.168.0.0/18'), external('dc', 'onPremises', ['192.168.8.0/24'])],
      on: clusterId('a'),
      says: ['on-premises range 192.168.8.0/24 of dc'],
    },
    {
      because: 'it meets the pods of the cluster',
      given: withService('100.64.0.0/16'),
      on: clusterId('a'),
      says: ['pod range 100.64.0.0/14 of the same cluster'],
    },
    {
      because: 'several routed ranges are told together',
      given: [
        ...withService('192.168.0.0/16'),
        external('one', 'onPremises', ['192.168.8.0/24']),
        external('two', 'vpn', ['192.168.9.0/24']),
      ],
      on: clusterId('a'),
      says: ['It meets 1 other routed range too'],
    },
  ],
  good: [
    { because: 'nothing routes it', given: withService('172.20.0.0/16'), on: clusterId('a') },
    {
      because: 'two clusters share it',
      given: [
        ...withService('172.20.0.0/16'),
        cluster('b', { network: { serviceRanges: [prefix('172.20.0.0/16')] } }),
        pool('b/one', 3, { subnet: subnetId('v', 'nodes') }),
      ],
      on: clusterId('a'),
    },
    {
      because: 'an equal VNet that nothing joins',
      given: [...withService('172.20.0.0/16'), vnet('far', ['172.20.0.0/16'])],
      on: clusterId('a'),
    },
  ],
  open: [
    {
      because: 'the VNet is not known',
      given: [
        cluster('a', { network: { serviceRanges: [prefix('172.20.0.0/16')] } }),
        pool('a/one', 3, { subnet: notStated('subnet') }),
      ],
      on: clusterId('a'),
      missing: 'notStated',
    },
    {
      because: 'nobody listed what is routed',
      given: withService('172.20.0.0/16'),
      on: clusterId('a'),
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
