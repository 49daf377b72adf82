import { describe, expect, it } from 'vitest';
import { modelOfManifests } from '../../../test/policy/manifests.ts';
import { answer, object, shut, town } from '../../../test/policy/town.ts';

const everyPod = { namespaces: {} };
const version = 'policy.networking.k8s.io/v1alpha1';

type Words = Readonly<Record<string, unknown>>;

const anp = (spec: Words): unknown => {
  const whole = { priority: 5, subject: everyPod, ...spec };
  return object([version, 'AdminNetworkPolicy'], { name: 'a' }, { spec: whole });
};

const banp = (spec: Words, name = 'default'): unknown => {
  const whole = { subject: everyPod, ...spec };
  return object([version, 'BaselineAdminNetworkPolicy'], { name }, { spec: whole });
};

const ins = (action: string, ...ports: readonly unknown[]) => ({
  ingress: [{ action, from: [everyPod], ...(ports.length === 0 ? {} : { ports }) }],
});

const open = object(
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  { name: 'open', namespace: 'data' },
  { spec: { podSelector: {}, ingress: [{}] } },
);
const udp = { portNumber: { port: 5432, protocol: 'UDP' } };

const rows: readonly (readonly [string, readonly unknown[], string])[] = [
  ['deny', [anp(ins('Deny'))], 'no'],
  ['allow wins over NetworkPolicy', [shut('data'), shut('ops'), anp(ins('Allow'))], 'yes'],
  ['pass leaves it to NetworkPolicy', [shut('data'), anp(ins('Pass'))], 'no'],
  ['a port, TCP left out', [anp(ins('Deny', { portNumber: { port: 5432 } }))], 'no'],
  ['another port', [anp(ins('Deny', { portNumber: { port: 5433 } }))], 'yes'],
  ['a port of another protocol', [anp(ins('Deny', udp))], 'yes'],
  ['a range', [anp(ins('Deny', { portRange: { start: 5000, end: 6000 } }))], 'no'],
  ['a name', [anp(ins('Deny', { namedPort: 'pg' }))], 'no'],
  ['a port that is none', [anp(ins('Deny', { portNumber: { port: 'pg' } }))], 'no'],
  ['an action of the newer kind', [anp(ins('Accept'))], 'no'],
  ['baseline denies', [banp(ins('Deny'))], 'no'],
  ['baseline yields to NetworkPolicy', [open, banp(ins('Deny'))], 'yes'],
  ['baseline cannot pass', [banp(ins('Pass'))], 'no'],
  ['a baseline of another name is refused', [banp(ins('Deny'), 'mine')], 'yes'],
  ['a baseline has no priority', [banp({ priority: 3 })], 'maybe'],
  ['a selector of an older version', [anp({ subject: { namespaceSelector: {} } })], 'maybe'],
];

describe('AdminNetworkPolicy and BaselineAdminNetworkPolicy', () => {
  it.each(rows)('%s', (_, policies, expected) => {
    const model = modelOfManifests([...town, ...policies]);
    expect(answer(model, 'shop/web -> data/db TCP 5432')).toBe(expected);
  });

  it('says that it was converted', () => {
    const { world } = modelOfManifests([anp(ins('Deny'))]);
    expect(world.policies[0]?.[0]).toMatchObject({
      objectKind: 'AdminNetworkPolicy',
      tier: 'admin',
      remarks: [{ kind: 'converted' }],
    });
  });
});
