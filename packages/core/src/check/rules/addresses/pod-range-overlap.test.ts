import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import {
  cluster,
  clusterId,
  external,
  peering,
  pool,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { podRangeOverlap } from './pod-range-overlap.ts';

/** A cluster in 10.240.0.0/16 with that pod range. */
const withPods = (range: string) => [
  vnet('v', ['10.240.0.0/16']),
  subnet('v/nodes', '10.240.0.0/22'),
  cluster('a', { network: { podRanges: [prefix(range)] } }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

proveRule(podRangeOverlap, {
  bad: [
    {
      because: 'the default of an old template lies in its own VNet',
      given: withPods('10.240.100.0/22'),
      on: clusterId('a'),
      says: ['pod range 10.240.100.0/22', 'VNet range 10.240.0.0/16'],
      fix: ['100.64.0.0/22'],
    },
    {
      because: 'a peer has it',
      given: [
        ...withPods('10.244.0.0/16'),
        vnet('b', ['10.244.8.0/24']),
        peering('v', 'b'),
        peering('b', 'v'),
      ],
      on: clusterId('a'),
      says: ['10.244.8.0/24 of b', 'peering'],
    },
    {
      because: 'a range on premises contains it',
      given: [...withPods('100.64.0.0/16'), external('cgnat', 'onPremises', ['100.64.0.0/10'])],
      on: clusterId('a'),
      says: ['on-premises range 100.64.0.0/10'],
    },
  ],
  good: [
    { because: 'nothing routes it', given: withPods('100.64.0.0/16'), on: clusterId('a') },
    {
      because: 'another cluster in the same VNet has it too',
      given: [
        ...withPods('100.64.0.0/16'),
        cluster('b', { network: { podRanges: [prefix('100.64.0.0/16')] } }),
        pool('b/one', 3, { subnet: subnetId('v', 'nodes') }),
      ],
      on: clusterId('a'),
    },
    {
      because: 'AKS keeps a VNet of its own for the cluster',
      given: [cluster('a'), pool('a/one', 3)],
    },
  ],
  open: [
    {
      because: 'the pod range is not known',
      given: [cluster('a', { network: { podRanges: notStated('podRanges') } }), pool('a/one', 3)],
      on: clusterId('a'),
      missing: 'notStated',
    },
    {
      because: 'nobody listed what is routed',
      given: withPods('100.64.0.0/16'),
      on: clusterId('a'),
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
