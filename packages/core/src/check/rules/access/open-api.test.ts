import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { ApiServerAccess } from '../../../estate/elements/cluster.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { openApi } from './open-api.ts';

const reached = (access: Partial<ApiServerAccess>) => [cluster('a', { access })];

proveRule(openApi, {
  bad: [
    {
      because: 'public without ranges',
      given: reached({}),
      says: ['whole internet', 'no authorized ranges'],
    },
    {
      because: 'a range that holds every address',
      given: reached({ authorizedRanges: [prefix('0.0.0.0/0')] }),
      says: ['hold every address'],
    },
  ],
  good: [
    { because: 'ranges', given: reached({ authorizedRanges: [prefix('203.0.113.0/24')] }) },
    {
      because: '0.0.0.0/32 stands for the way out of the cluster alone',
      given: reached({ authorizedRanges: [prefix('0.0.0.0/32')] }),
    },
    { because: 'private', given: reached({ private: true }) },
  ],
  open: [
    {
      because: 'whether it is private is not known',
      given: reached({ private: notStated('private') }),
      missing: 'notStated',
    },
    {
      because: 'the ranges are not known',
      given: reached({ authorizedRanges: notStated('authorizedRanges') }),
      missing: 'notStated',
    },
  ],
});
