import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, clusterId, pool, poolId } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { platformLimits } from './platform-limits.ts';

const scaled = (name: string, nodes: number) =>
  pool(`a/${name}`, nodes, { maxPods: 30, upgrade: { maxSurge: '10%' } });

proveRule(platformLimits, {
  bad: [
    {
      because: 'a pool and its surge exceed the scale set',
      given: [cluster('a'), scaled('one', 950)],
      on: poolId('a', 'one'),
      says: ['1,045', 'the limit is 1,000'],
      fix: ['does not raise'],
    },
    {
      because: 'the pools together exceed the cluster',
      given: [cluster('a'), ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => scaled(name, 900))],
      on: clusterId('a'),
      says: ['5,000'],
      fix: ['ask Azure'],
    },
    {
      because: 'what is known exceeds it already',
      given: [
        cluster('a'),
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => scaled(name, 900)),
        pool('a/x', 3, { count: notStated('count'), maxPods: 30 }),
      ],
      on: clusterId('a'),
      says: ['5,000'],
    },
  ],
  good: [
    {
      because: 'the largest pool that still has room for its surge',
      given: [cluster('a'), scaled('one', 909)],
      on: poolId('a', 'one'),
    },
    {
      because: 'Azure raised the limit for this organisation',
      given: [cluster('a'), ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => scaled(name, 900))],
      on: clusterId('a'),
      frame: {
        raised: [
          { limit: 'nodes-per-cluster', value: 7000, by: 'support request', when: '2026-01-01' },
        ],
      },
    },
  ],
  open: [
    {
      because: 'the size of a pool is not known',
      given: [cluster('a'), pool('a/one', 3, { count: notStated('count') })],
      on: poolId('a', 'one'),
      missing: 'notStated',
    },
  ],
});
