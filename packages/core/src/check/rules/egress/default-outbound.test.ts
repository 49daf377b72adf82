import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { defaultOutbound } from './default-outbound.ts';

proveRule(defaultOutbound, {
  bad: [
    {
      because: 'nobody can see whether the load balancer was chosen',
      given: [cluster('a')],
      frame: { tense: 'observed' },
      says: ['outboundType loadBalancer', 'cannot be seen'],
    },
  ],
  good: [
    { because: 'a plan records its decision', given: [cluster('a')] },
    {
      because: 'another way out is no default',
      given: [cluster('a', { network: { outboundType: 'userDefinedRouting' } })],
      frame: { tense: 'observed' },
    },
  ],
  open: [
    {
      because: 'the input leaves it out',
      given: [cluster('a', { network: { outboundType: notStated('outboundType') } })],
      missing: 'notStated',
    },
  ],
});
