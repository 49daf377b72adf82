import { expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Evaluation } from '../../src/policy/evaluation.ts';
import { modelOf } from '../../src/policy/model.ts';
import type { Policy, Rule } from '../../src/policy/rule.ts';
import { here, modelOfManifests, party } from './manifests.ts';
import { policy, shop } from './shop.ts';

const rule = (action: Rule['action'], more: Partial<Rule> = {}): Rule => ({
  action,
  peers: [{ kind: 'everyone' }],
  path: [],
  ...more,
});

/** A policy about every pod of `data`, of whatever tier. */
const tiered = (tier: Policy['tier'], priority: number, rules: readonly Rule[]): Policy => ({
  id: `${tier}-${priority}`,
  objectKind: 'Tiered',
  name: `${tier}-${priority}`,
  source: here,
  tier,
  priority,
  subjects: [{ namespaces: { kind: 'own', namespace: 'data' }, pods: {} }],
  ingress: { isolates: tier === 'standard', rules, path: [] },
  remarks: [],
});

function asked(policies: readonly Policy[], isClosed: boolean): Evaluation {
  const closing = isClosed ? [policy(['data', 'deny'], { policyTypes: ['Ingress'] })] : [];
  const { world } = modelOfManifests([...shop, ...closing]);
  const all = world.policies.map((of) => [...of, ...policies]);
  const model = modelOf({ ...world, policies: all });
  const ends = { from: party(model, 'shop/web'), to: party(model, 'data/db') };
  return evaluate(model, { ...ends, protocol: 'TCP', port: 5432 });
}

const http = { condition: { kind: 'l7', says: 'HTTP GET /' } } as const;

it.each([
  {
    says: 'an allow of the admin tier goes before what closes the pod',
    policies: [tiered('admin', 1, [rule('allow')])],
    isClosed: true,
    told: ['allowed', { kind: 'rules', tier: 'admin', action: 'allow' }],
  },
  {
    says: 'the lower number goes first, wherever it stands',
    policies: [tiered('admin', 2, [rule('allow')]), tiered('admin', 1, [rule('deny')])],
    isClosed: false,
    told: [
      'denied',
      { kind: 'rules', tier: 'admin', action: 'deny', rules: [{ policy: 0, rule: 0 }] },
    ],
  },
  {
    says: 'pass hands over to the next tier',
    policies: [tiered('admin', 1, [rule('pass'), rule('allow')])],
    isClosed: true,
    told: ['denied', { kind: 'noRule' }],
  },
  {
    says: 'the baseline is asked for pods that nothing closes',
    policies: [tiered('baseline', 0, [rule('deny')])],
    isClosed: false,
    told: ['denied', { kind: 'rules', tier: 'baseline' }],
  },
  {
    says: 'and not for others',
    policies: [tiered('baseline', 0, [rule('allow')])],
    isClosed: true,
    told: ['denied', { kind: 'noRule' }],
  },
  {
    says: 'a deny of the standard tier wins over an allow',
    policies: [tiered('standard', 0, [rule('allow'), rule('deny')])],
    isClosed: false,
    told: ['denied', { kind: 'rules', tier: 'standard', action: 'deny' }],
  },
  {
    says: 'a rule of HTTP decides on requests, not on the connection',
    policies: [tiered('standard', 0, [rule('allow', http)])],
    isClosed: false,
    told: ['allowedSubjectToRule', { kind: 'open', rules: [{ policy: 0, rule: 0 }] }],
  },
  {
    says: 'unless another rule lets everything pass',
    policies: [tiered('standard', 0, [rule('allow', http), rule('allow')])],
    isClosed: false,
    told: ['allowed', { kind: 'rules', rules: [{ policy: 0, rule: 1 }] }],
  },
  {
    says: 'words that are not read leave it open',
    policies: [
      tiered('standard', 0, [rule('allow', { peers: [{ kind: 'unread', why: 'entity x' }] })]),
    ],
    isClosed: false,
    told: ['undetermined', { kind: 'open' }],
  },
  {
    says: 'and so does a policy of which nothing is read',
    policies: [{ ...tiered('standard', 0, []), unread: 'Calico' }],
    isClosed: true,
    told: ['undetermined', { kind: 'open', rules: [], policies: [1] }],
  },
] as const)('$says', ({ policies, isClosed, told: [verdict, because] }) => {
  const { ingress, ...whole } = asked(policies, isClosed);
  expect(whole.verdict).toBe(verdict);
  expect(ingress?.because).toMatchObject(because);
});
