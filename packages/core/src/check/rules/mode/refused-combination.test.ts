import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, clusterId, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { refusedCombination } from './refused-combination.ts';

proveRule(refusedCombination, {
  bad: [
    {
      because: 'Cilium does not run on Windows',
      given: [cluster('a'), pool('a/one', 3), pool('a/win', 3, { os: 'Windows' })],
      says: ['Cilium runs on Linux nodes only', 'Azure refuses'],
      fix: ['Calico'],
    },
    {
      because: 'Cilium policies need its data plane',
      given: [cluster('a', { network: { dataPlane: 'azure' } }), pool('a/one', 3)],
      says: ['Cilium data plane'],
    },
    {
      because: 'a private cluster has no authorized ranges',
      given: [
        cluster('a', {
          access: { private: true, authorizedRanges: [{ family: 4, first: 0, length: 8 }] },
        }),
        pool('a/one', 3),
      ],
      says: ['no authorized ranges'],
    },
    {
      because: 'an own zone needs an identity of its own',
      given: [
        cluster('a', {
          identity: 'SystemAssigned',
          access: { private: true, privateDnsZone: '/zone' },
        }),
        pool('a/one', 3),
      ],
      says: ['user-assigned identity'],
    },
  ],
  good: [
    { because: 'an overlay cluster on Cilium', given: [cluster('a'), pool('a/one', 3)] },
    {
      because: 'user defined routing with all that it needs',
      given: [
        vnet('v', ['10.80.0.0/16']),
        subnet('v/nodes', '10.80.0.0/22', { routeTable: '/table' }),
        {
          kind: 'routeTable',
          id: '/table',
          name: 'table',
          source: { document: 'x', path: [] },
          propagateGatewayRoutes: false,
          routes: [
            {
              name: 'all',
              destination: { kind: 'prefix', prefix: { family: 4, first: 0, length: 0 } },
              nextHop: 'VirtualAppliance',
              nextHopAddresses: [{ family: 4, value: 0x0a000004 }],
            },
          ],
        },
        cluster('a', {
          network: { outboundType: 'userDefinedRouting', loadBalancer: undefined },
        }),
        pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
      ],
      on: clusterId('a'),
    },
  ],
  open: [
    {
      because: 'the engine is not known, and could be the wrong one',
      given: [
        cluster('a', { network: { policyEngine: notStated('policyEngine') } }),
        pool('a/one', 3),
      ],
      missing: 'notStated',
    },
    {
      because: 'nobody listed the pools: one could run Windows',
      given: [cluster('a')],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
