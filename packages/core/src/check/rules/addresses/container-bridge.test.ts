import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { containerBridge } from './container-bridge.ts';

const withPods = (range: string) => cluster('a', { network: { podRanges: [prefix(range)] } });

proveRule(containerBridge, {
  bad: [
    {
      because: 'pods in the old bridge range',
      given: [withPods('172.17.0.0/16')],
      says: ['172.17.0.0/16', 'may mean nothing'],
    },
    {
      because: 'it contains the range',
      given: [withPods('172.16.0.0/14')],
      says: ['172.17.0.0/16'],
    },
  ],
  good: [
    { because: 'another range', given: [withPods('172.18.0.0/16')] },
    {
      because: 'the assumption says that it does not matter',
      given: [withPods('172.17.0.0/16')],
      frame: { assume: { 'docker.bridge': 'ignored' } },
    },
    { because: 'a VNet without a cluster', given: [vnet('hub', ['172.17.0.0/16'])] },
  ],
  open: [
    {
      because: 'the pod range is not known',
      given: [cluster('a', { network: { podRanges: notStated('podRanges') } })],
      missing: 'notStated',
    },
  ],
});
