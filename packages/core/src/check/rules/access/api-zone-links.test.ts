import { address } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { ApiServerAccess } from '../../../estate/elements/cluster.ts';
import type { VirtualNetwork } from '../../../estate/elements/network.ts';
import {
  cluster,
  clusterId,
  firewall,
  pool,
  type Said,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { addresses, firewallPolicy, firewallPolicyId, link, zone, zoneId } from '../../drawn.ts';
import { apiZoneLinks } from './api-zone-links.ts';

const apiZone = 'privatelink.southeastasia.azmk8s.io';
const own: Partial<ApiServerAccess> = { private: true, privateDnsZone: zoneId(apiZone) };
const system: Partial<ApiServerAccess> = { private: true, privateDnsZone: 'system' };
const inHub: Said<VirtualNetwork> = { dnsServers: addresses('10.0.2.4') };
const a = clusterId('a');

const spoke = (access: Partial<ApiServerAccess>, said: Said<VirtualNetwork>) => [
  vnet('hub', ['10.0.0.0/16']),
  vnet('v', ['10.80.0.0/16'], said),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a', { access }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const proxy = [
  subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
  firewall('fw', subnetId('hub', 'AzureFirewallSubnet'), {
    privateAddress: address('10.0.0.4'),
    policy: firewallPolicyId('p'),
  }),
  firewallPolicy('p'),
];

proveRule(apiZoneLinks, {
  bad: [
    {
      because: 'a server in the hub does not see the system zone',
      given: spoke(system, inHub),
      on: a,
      says: ['ask a DNS server in hub', 'does not see'],
      fix: ['own zone'],
    },
    {
      because: 'the own zone is not linked to the hub',
      given: [...spoke(own, inHub), zone(apiZone), link(apiZone, 'v')],
      on: a,
      says: ['hub'],
      fix: [`Link the zone ${apiZone} to hub`],
    },
    {
      because: 'the DNS proxy of a firewall asks in its own VNet',
      given: [...spoke(own, { dnsServers: addresses('10.0.0.4') }), ...proxy, zone(apiZone)],
      on: a,
      says: ['ask a DNS server in hub'],
    },
  ],
  good: [
    {
      because: 'Azure answers in the VNet of the nodes',
      given: spoke(system, { dnsServers: [] }),
      on: a,
    },
    {
      because: 'the own zone is linked to the hub',
      given: [...spoke(own, inHub), zone(apiZone), link(apiZone, 'hub')],
      on: a,
    },
    {
      because: 'VNet integration needs no name',
      given: spoke({ ...system, vnetIntegration: true }, inHub),
      on: a,
    },
    {
      because: 'the public name is used',
      given: spoke({ private: true, privateDnsZone: 'none' }, inHub),
      on: a,
    },
  ],
  open: [
    {
      because: 'the server stands outside of what is known',
      given: spoke(own, { dnsServers: addresses('192.168.1.53') }),
      on: a,
      missing: 'notModelled',
    },
    {
      because: 'the DNS servers are not known',
      given: spoke(own, { dnsServers: notStated('dnsServers') }),
      on: a,
      missing: 'notStated',
    },
    {
      because: 'nobody listed the links',
      given: [...spoke(own, inHub), zone(apiZone)],
      on: a,
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
