import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import {
  cluster,
  firewall,
  pool,
  type Said,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { specialSubnet } from './special-subnet.ts';

const hub = vnet('hub', ['10.0.0.0/16']);
const agc = (range: string, said: Said<Subnet> = {}) =>
  subnet('v/agc', range, {
    purpose: 'agcSubnet',
    delegations: ['Microsoft.ServiceNetworking/trafficControllers'],
    ...said,
  });
const overlay = [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a'),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

proveRule(specialSubnet, {
  bad: [
    {
      because: 'a firewall subnet below the smallest',
      given: [hub, subnet('hub/AzureFirewallSubnet', '10.0.1.0/27')],
      says: ['is a /27', 'smallest is a /26'],
      fix: ['/26'],
    },
    {
      because: 'a firewall in a subnet of another name',
      given: [hub, subnet('hub/fw', '10.0.1.0/26'), firewall('fw', subnetId('hub', 'fw'))],
      on: subnetId('hub', 'fw'),
      says: ['must be named AzureFirewallSubnet'],
    },
    {
      because: 'a gateway subnet below the advice',
      given: [hub, subnet('hub/GatewaySubnet', '10.0.1.0/28')],
      severity: 'note',
      says: ['advised is a /27'],
    },
    {
      because: 'a resolver subnet above the largest',
      given: [
        hub,
        subnet('hub/dns', '10.0.2.0/23', {
          purpose: 'dnsResolverInbound',
          delegations: ['Microsoft.Network/dnsResolvers'],
        }),
      ],
      says: ['largest is a /24'],
    },
    {
      because: 'beside overlay, the subnet of Application Gateway for Containers is exactly a /24',
      given: [...overlay, agc('10.80.8.0/23')],
      on: subnetId('v', 'agc'),
      says: ['/23', 'exactly a /24'],
    },
    {
      because: 'a delegation is missing',
      given: [...overlay, agc('10.80.8.0/24', { delegations: [] })],
      on: subnetId('v', 'agc'),
      says: ['not delegated to Microsoft.ServiceNetworking/trafficControllers'],
    },
    {
      because: 'a gateway subnet has a security group',
      given: [hub, subnet('hub/GatewaySubnet', '10.0.1.0/27', { securityGroup: '/nsg' })],
      says: ['security group', 'none may be attached'],
    },
  ],
  good: [
    {
      because: 'a firewall subnet as small as may be',
      given: [hub, subnet('hub/AzureFirewallSubnet', '10.0.1.0/26')],
    },
    {
      because: 'a /24 beside overlay',
      given: [...overlay, agc('10.80.8.0/24')],
      on: subnetId('v', 'agc'),
    },
    { because: 'a plain subnet has no rules', given: [hub, subnet('hub/apps', '10.0.9.0/29')] },
  ],
  open: [
    {
      because: 'the delegations are not known',
      given: [...overlay, agc('10.80.8.0/24', { delegations: notStated('delegations') })],
      on: subnetId('v', 'agc'),
      missing: 'notStated',
    },
    {
      because: 'the range is yet to be allocated',
      given: [hub, subnet('hub/AzureFirewallSubnet', undefined)],
      missing: 'toBeAllocated',
    },
  ],
});
