import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { serviceRangeTooLarge } from './service-range-size.ts';

const withService = (...ranges: readonly string[]) =>
  cluster('a', { network: { serviceRanges: ranges.map((range) => prefix(range)) } });

proveRule(serviceRangeTooLarge, {
  bad: [
    {
      because: 'larger than the bound',
      given: [withService('10.0.0.0/11')],
      says: ['10.0.0.0/11', 'largest is a /13'],
    },
    {
      because: 'exactly the bound is ambiguous',
      given: [withService('172.16.0.0/12')],
      severity: 'warning',
      says: ['smaller than /12'],
    },
    {
      because: 'IPv6 larger than /108',
      given: [withService('10.0.0.0/16', 'fd00::/64')],
      says: ['fd00::/64', '/108'],
    },
  ],
  good: [
    { because: 'just below the bound', given: [withService('172.16.0.0/13')] },
    { because: 'the usual size', given: [withService('172.20.0.0/16', 'fd00::/108')] },
    {
      because: 'the assumption allows exactly the bound',
      given: [withService('172.16.0.0/12')],
      frame: { assume: { 'serviceCidr.slash12': 'allowed' } },
    },
  ],
  open: [
    {
      because: 'the range is not known',
      given: [cluster('a', { network: { serviceRanges: notStated('serviceRanges') } })],
      missing: 'notStated',
    },
  ],
});
