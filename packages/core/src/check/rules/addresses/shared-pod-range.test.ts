import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, clusterId } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { sharedPodRange } from './shared-pod-range.ts';

const withPods = (name: string, ...ranges: readonly string[]) =>
  cluster(name, { network: { podRanges: ranges.map((range) => prefix(range)) } });

proveRule(sharedPodRange, {
  bad: [
    {
      because: 'the default in both',
      given: [withPods('a', '10.244.0.0/16'), withPods('b', '10.244.0.0/16')],
      says: ['2 clusters', '10.244.0.0/16', 'Azure allows it'],
      fix: ['Nothing has to be done'],
    },
    {
      because: 'a narrower range within a wider one',
      given: [
        withPods('a', '100.64.0.0/14'),
        withPods('b', '100.66.0.0/16'),
        withPods('c', '100.67.0.0/16'),
      ],
      on: clusterId('a'),
      says: ['3 clusters', '100.64.0.0/14'],
    },
  ],
  good: [
    {
      because: 'each has its own',
      given: [withPods('a', '100.64.0.0/16'), withPods('b', '100.65.0.0/16')],
    },
    {
      because: 'one cluster with two ranges',
      given: [withPods('a', '100.64.0.0/16', 'fd00::/64')],
    },
    {
      because: 'pods in subnets have no range',
      given: [withPods('a'), withPods('b')],
    },
  ],
  open: [
    {
      because: 'the range of the other is not known',
      given: [
        withPods('a', '100.64.0.0/16'),
        cluster('b', { network: { podRanges: notStated('podRanges') } }),
      ],
      on: clusterId('a'),
      missing: 'notStated',
    },
  ],
});
