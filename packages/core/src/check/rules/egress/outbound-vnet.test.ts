import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { OutboundTypeName } from '../../../estate/elements/cluster.ts';
import {
  cluster,
  natGateway,
  natGatewayId,
  pool,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { outboundVnet } from './outbound-vnet.ts';

const leavingBy = (outboundType: OutboundTypeName) => cluster('a', { network: { outboundType } });
const network = [
  vnet('v', ['10.80.0.0/16']),
  natGateway('nat', 1),
  subnet('v/nodes', '10.80.0.0/22', { natGateway: natGatewayId('nat') }),
  subnet('v/bare', '10.80.8.0/24'),
];
const inSubnet = (name: string, where: string) =>
  pool(`a/${name}`, 3, { subnet: subnetId('v', where) });

proveRule(outboundVnet, {
  bad: [
    {
      because: 'a managed NAT gateway in a spoke',
      given: [...network, leavingBy('managedNATGateway'), inSubnet('one', 'nodes')],
      says: ['an own VNet', 'managedNATGateway', 'Azure refuses'],
      fix: ['userAssignedNATGateway'],
    },
    {
      because: 'a route to a firewall in a VNet that AKS manages',
      given: [leavingBy('userDefinedRouting'), pool('a/one', 3)],
      says: ['a VNet that AKS manages'],
      fix: ['managedNATGateway'],
    },
    {
      because: 'a pool in a subnet without the NAT gateway',
      given: [
        ...network,
        leavingBy('userAssignedNATGateway'),
        inSubnet('one', 'nodes'),
        inSubnet('two', 'bare'),
      ],
      says: ['bare has none'],
    },
  ],
  good: [
    {
      because: 'a load balancer goes everywhere',
      given: [...network, leavingBy('loadBalancer'), inSubnet('one', 'bare')],
    },
    {
      because: 'an own NAT gateway on the subnet',
      given: [...network, leavingBy('userAssignedNATGateway'), inSubnet('one', 'nodes')],
    },
    {
      because: 'a managed NAT gateway in a managed VNet',
      given: [leavingBy('managedNATGateway'), pool('a/one', 3)],
    },
  ],
  open: [
    {
      because: 'the subnet of the pool is not known',
      given: [leavingBy('managedNATGateway'), pool('a/one', 3, { subnet: notStated('subnet') })],
      missing: 'notStated',
    },
    {
      because: 'the outbound type is not known',
      given: [cluster('a', { network: { outboundType: notStated('outboundType') } })],
      missing: 'notStated',
    },
  ],
});
