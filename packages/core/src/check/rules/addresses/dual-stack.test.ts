import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { dualStack } from './dual-stack.ts';

const both = {
  ipFamilies: [4, 6] as const,
  podRanges: [prefix('100.64.0.0/14'), prefix('fd00::/64')],
  serviceRanges: [prefix('172.20.0.0/16'), prefix('fd01::/108')],
};

proveRule(dualStack, {
  bad: [
    {
      because: 'there is no cluster with IPv6 alone',
      given: [cluster('a', { network: { ...both, ipFamilies: [6] } })],
      says: ['IPv6', 'IPv4, or IPv4 and IPv6'],
    },
    {
      because: 'the families stand in the wrong order',
      given: [cluster('a', { network: { ...both, ipFamilies: [6, 4] } })],
      says: ['IPv6, IPv4'],
    },
    {
      because: 'a Service range is missing',
      given: [cluster('a', { network: { ...both, serviceRanges: [prefix('172.20.0.0/16')] } })],
      says: ['Service ranges', 'Number and order must match'],
    },
    {
      because: 'IPv6 ranges in a cluster with IPv4 alone',
      given: [cluster('a', { network: { ...both, ipFamilies: [4] } })],
      says: ['pod ranges', 'IPv4, IPv6'],
    },
    {
      because: 'kubenet has no IPv6',
      given: [cluster('a', { network: { ...both, plugin: 'kubenet', pluginMode: undefined } })],
      says: ['kubenet', 'has none'],
    },
    {
      because: 'an IPv6 subnet of another size',
      given: [vnet('v', ['10.0.0.0/16', 'fd00::/48']), subnet('v/a', 'fd00::/60')],
      on: subnetId('v', 'a'),
      says: ['fd00::/60', 'exactly a /64'],
    },
  ],
  good: [
    { because: 'IPv4 alone', given: [cluster('a')] },
    { because: 'both families throughout', given: [cluster('a', { network: both })] },
    {
      because: 'pods in subnets need no pod range',
      given: [
        cluster('a', { network: { pluginMode: undefined, podRanges: [] } }),
        pool('a/one', 3, {
          subnet: subnetId('v', 'nodes'),
          podSubnet: subnetId('v', 'pods'),
          podIpAllocation: 'DynamicIndividual',
        }),
      ],
    },
    { because: 'an IPv6 /64', given: [subnet('v/a', 'fd00::/64')] },
  ],
  open: [
    {
      because: 'the families are not known',
      given: [cluster('a', { network: { ipFamilies: notStated('ipFamilies') } })],
      missing: 'notStated',
    },
  ],
});
