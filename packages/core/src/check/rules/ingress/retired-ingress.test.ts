import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { retiredIngress } from './retired-ingress.ts';

const nginx = [cluster('a', { ingress: ['app-routing-nginx'] })];

proveRule(retiredIngress, {
  bad: [
    {
      because: 'in its last month',
      given: nginx,
      says: ['NGINX', 'ends with 2026-11'],
      fix: ['Gateway API'],
    },
    {
      because: 'the month after',
      given: nginx,
      frame: { day: '2026-12-01' },
      severity: 'error',
      says: ['ended with 2026-11'],
    },
  ],
  good: [
    { because: 'the Gateway API', given: [cluster('a', { ingress: ['app-routing-gateway-api'] })] },
    { because: 'no ingress', given: [cluster('a')] },
  ],
  open: [
    {
      because: 'the ingress is not known',
      given: [cluster('a', { ingress: notStated('ingress') })],
      missing: 'notStated',
    },
  ],
});
