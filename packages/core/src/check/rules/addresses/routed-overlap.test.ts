import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { VirtualNetworkGateway } from '../../../estate/elements/gateway.ts';
import { ownId } from '../../../estate/id.ts';
import {
  domain,
  external,
  firewall,
  peering,
  subnet,
  subnetId,
  vnet,
  vnetId,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { routedOverlap } from './routed-overlap.ts';

const joined = (a: string, b: string) => [peering(a, b), peering(b, a)];
const corp = ownId<'routingDomain'>('routingDomain', 'corp');
const hub = [
  vnet('hub', ['10.0.0.0/16']),
  subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
  firewall('fw', subnetId('hub', 'AzureFirewallSubnet')),
];
const gateway: VirtualNetworkGateway = {
  kind: 'virtualNetworkGateway',
  id: '/gw',
  name: 'er',
  source: { document: 'x', path: [] },
  type: 'ExpressRoute',
  subnet: subnetId('hub', 'GatewaySubnet'),
  learned: [prefix('10.0.0.0/8')],
};

proveRule(routedOverlap, {
  bad: [
    {
      because: 'two peers',
      given: [vnet('a', ['10.1.0.0/16']), vnet('b', ['10.1.128.0/17']), ...joined('a', 'b')],
      on: vnetId('b'),
      says: ['10.1.128.0/17', '10.1.0.0/16', 'peering'],
    },
    {
      because: 'two spokes of a hub with a firewall',
      given: [
        ...hub,
        vnet('a', ['10.1.0.0/16']),
        vnet('b', ['10.1.0.0/16']),
        ...joined('a', 'hub'),
        ...joined('b', 'hub'),
      ],
      on: vnetId('b'),
      says: ['through the hub hub'],
    },
    {
      because: 'a range on premises',
      given: [vnet('a', ['10.80.0.0/16']), external('dc', 'onPremises', ['10.64.0.0/10'])],
      says: ['on-premises range 10.64.0.0/10 of dc'],
    },
    {
      because: 'one routing domain',
      given: [
        domain('corp', '10.80.0.0/12'),
        vnet('a', ['10.80.0.0/16'], { routingDomain: corp }),
        vnet('b', ['10.80.0.0/16'], { routingDomain: corp }),
      ],
      on: vnetId('b'),
      says: ['routing domain corp'],
      fix: ['10.81.0.0/16'],
    },
    {
      because: 'a wider learnt route may be a summary',
      given: [
        vnet('hub', ['10.0.0.0/16']),
        subnet('hub/GatewaySubnet', '10.0.1.0/27'),
        gateway,
        vnet('a', ['10.1.0.0/16']),
        ...joined('a', 'hub'),
      ],
      on: vnetId('a'),
      severity: 'warning',
      says: ['er has learnt it', 'sums up'],
    },
  ],
  good: [
    {
      because: 'peers that are apart',
      given: [vnet('a', ['10.1.0.0/16']), vnet('b', ['10.2.0.0/16']), ...joined('a', 'b')],
    },
    {
      because: 'equal ranges that nothing joins',
      given: [vnet('a', ['10.1.0.0/16']), vnet('b', ['10.1.0.0/16'])],
    },
    {
      because: 'a range on premises of another domain',
      given: [
        domain('corp', '10.80.0.0/12'),
        vnet('a', ['10.80.0.0/16'], { routingDomain: corp }),
        { ...external('lab', 'onPremises', ['10.80.0.0/16']), routingDomain: '/lab' },
      ],
      on: vnetId('a'),
    },
    {
      because: 'spokes of a hub that does not relay',
      given: [
        vnet('hub', ['10.0.0.0/16']),
        vnet('a', ['10.1.0.0/16']),
        vnet('b', ['10.1.0.0/16']),
        ...joined('a', 'hub'),
        ...joined('b', 'hub'),
      ],
    },
  ],
  open: [
    {
      because: 'the range of a peer is not known',
      given: [
        vnet('a', ['10.1.0.0/16']),
        vnet('b', [], { prefixes: notStated('prefixes') }),
        ...joined('a', 'b'),
      ],
      missing: 'notStated',
    },
    {
      because: 'nobody listed the ranges outside',
      given: [vnet('a', ['10.1.0.0/16'])],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
