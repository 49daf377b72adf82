import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { defaultRanges } from './default-ranges.ts';

const own = { podRanges: [prefix('100.64.0.0/14')], serviceRanges: [prefix('172.20.0.0/16')] };

proveRule(defaultRanges, {
  bad: [
    {
      because: 'the default pod range',
      given: [cluster('a', { network: { ...own, podRanges: [prefix('10.244.0.0/16')] } })],
      says: ['pod range 10.244.0.0/16', 'states none'],
    },
    {
      because: 'the default Service range',
      given: [cluster('a', { network: { ...own, serviceRanges: [prefix('10.0.0.0/16')] } })],
      says: ['Service range 10.0.0.0/16'],
    },
    {
      because: 'the default IPv6 pod range',
      given: [
        cluster('a', {
          network: { ...own, podRanges: [prefix('100.64.0.0/14'), prefix('fd12:3456:789a::/64')] },
        }),
      ],
      says: ['fd12:3456:789a::/64'],
    },
  ],
  good: [
    { because: 'ranges of its own', given: [cluster('a', { network: own })] },
    {
      because: 'a larger range that contains the default was chosen',
      given: [cluster('a', { network: { ...own, podRanges: [prefix('10.244.0.0/14')] } })],
    },
  ],
  open: [
    {
      because: 'the pod range is not known',
      given: [cluster('a', { network: { ...own, podRanges: notStated('podRanges') } })],
      missing: 'notStated',
    },
  ],
});
