import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, clusterId, external, pool } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { podRangeTooSmall } from './pod-range.ts';

const withPods = (range: string, nodes: number) => [
  cluster('a', { network: { podRanges: [prefix(range)] } }),
  pool('a/one', nodes, { maxPods: 30, upgrade: { maxSurge: '10%' } }),
];

proveRule(podRangeTooSmall, {
  bad: [
    {
      because: 'the usual formula asks for a /18, which holds 64 nodes',
      given: withPods('100.64.0.0/18', 300),
      says: ['266 node blocks short', '330 node blocks are needed'],
      fix: ['/15', 'grow in place to 100.64.0.0/15'],
    },
    {
      because: 'the wider range is in use elsewhere',
      given: [
        ...withPods('100.64.0.0/18', 300),
        external('cgnat', 'onPremises', ['100.65.0.0/16']),
      ],
      on: clusterId('a'),
      says: ['short'],
      fix: ['cannot grow to that in place', '100.66.0.0/15'],
    },
    {
      because: 'kubenet takes a /24 per node too, and its range never grows',
      given: [
        cluster('a', {
          network: {
            plugin: 'kubenet',
            pluginMode: undefined,
            podRanges: [prefix('10.244.0.0/24')],
          },
        }),
        pool('a/one', 3),
      ],
      says: ['node blocks short'],
      fix: ['cannot grow to that in place'],
    },
  ],
  good: [
    { because: 'a /16 holds 256 nodes', given: withPods('100.64.0.0/16', 232) },
    { because: 'a /14 holds 1,024', given: withPods('100.64.0.0/14', 300) },
  ],
  open: [
    {
      because: 'the range is not known',
      given: [cluster('a', { network: { podRanges: notStated('podRanges') } }), pool('a/one', 3)],
      missing: 'notStated',
    },
    {
      because: 'nobody listed the pools',
      given: withPods('100.64.0.0/16', 10),
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
