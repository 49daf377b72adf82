import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { retiringEngine } from './retiring-engine.ts';

const npm = cluster('a', { network: { dataPlane: 'azure', policyEngine: 'azure' } });
const windows = pool('a/win', 3, { os: 'Windows' });

proveRule(retiringEngine, {
  bad: [
    {
      because: 'on Linux it still has two years',
      given: [npm, pool('a/one', 3)],
      says: ['Azure Network Policy Manager', 'Linux ends on 2028-09-30'],
      fix: ['Cilium'],
    },
    {
      because: 'on Windows it has ended',
      given: [npm, windows],
      severity: 'error',
      says: ['Windows ended on 2026-09-30'],
      fix: ['Calico'],
    },
    {
      because: 'the day before',
      given: [npm, windows],
      frame: { day: '2026-09-29' },
      says: ['Windows ends on 2026-09-30'],
    },
  ],
  good: [
    { because: 'Cilium stays', given: [cluster('a'), pool('a/one', 3)] },
    {
      because: 'Calico stays',
      given: [cluster('a', { network: { dataPlane: 'azure', policyEngine: 'calico' } }), windows],
    },
  ],
  open: [
    {
      because: 'the engine is not known',
      given: [
        cluster('a', { network: { policyEngine: notStated('policyEngine') } }),
        pool('a/one', 3),
      ],
      missing: 'notStated',
    },
    {
      because: 'the pools are not known',
      given: [npm],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
