import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { NetworkPolicy } from '../../../estate/elements/kubernetes.ts';
import { cluster, clusterId, pool } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { noPolicyEngine } from './no-policy-engine.ts';

const withEngine = (policyEngine: 'none' | 'azure' | 'calico' | 'cilium') =>
  cluster('a', {
    network: { dataPlane: policyEngine === 'cilium' ? 'cilium' : 'azure', policyEngine },
  });

const policy: NetworkPolicy = {
  kind: 'networkPolicy',
  id: 'networkPolicy:a/p',
  name: 'default-deny',
  source: { document: 'x', path: [] },
  cluster: clusterId('a'),
  namespace: 'payments',
  labels: {},
  podSelector: {},
  policyTypes: ['Ingress'],
  ingress: [],
  egress: [],
};

const own = cluster('a', {
  network: { plugin: 'none', pluginMode: undefined, dataPlane: 'azure', policyEngine: 'none' },
});

proveRule(noPolicyEngine, {
  bad: [
    {
      because: 'no engine',
      given: [withEngine('none'), pool('a/one', 3)],
      says: ['no engine', 'would be stored'],
      fix: ['negative test'],
    },
    {
      because: 'no engine, and somebody relies on one',
      given: [withEngine('none'), pool('a/one', 3), policy],
      severity: 'error',
      says: ['1 NetworkPolicies are stored and block nothing'],
    },
    {
      because: 'Cilium does not run on Windows nodes',
      given: [withEngine('cilium'), pool('a/one', 3), pool('a/win', 3, { os: 'Windows' })],
      says: ['does not run on Windows nodes'],
    },
    {
      because: 'an own CNI is not known to enforce anything',
      given: [own, pool('a/one', 3)],
      says: ['own CNI'],
    },
  ],
  good: [
    { because: 'Cilium on Linux', given: [withEngine('cilium'), pool('a/one', 3)] },
    {
      because: 'Calico on both systems',
      given: [withEngine('calico'), pool('a/one', 3), pool('a/win', 3, { os: 'Windows' })],
    },
    {
      because: 'the own CNI was seen to block',
      given: [own, pool('a/one', 3)],
      frame: { assume: { 'byo.enforcesPolicy': 'yes' } },
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
      because: 'a pool does not say what it runs, and Cilium runs on Linux alone',
      given: [withEngine('cilium'), pool('a/one', 3, { os: notStated('os') })],
      missing: 'notStated',
    },
  ],
});
