import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyKinds } from '../../src/policy/kinds.ts';
import { modelOfManifests } from './manifests.ts';
import { answer, object, town } from './town.ts';

/** Words that kinds look for, among others that mean trouble. */
const word = fc.constantFrom(
  ...['spec', 'specs', 'subject', 'priority', 'tier', 'ingress', 'egress', 'ingressDeny', 'action'],
  ...['from', 'to', 'namespaces', 'pods', 'nodes', 'networks', 'domainNames', 'protocols', 'ports'],
  ...['endpointSelector', 'nodeSelector', 'fromEndpoints', 'toEntities', 'toCIDRSet', 'toFQDNs'],
  ...['toServices', 'toPorts', 'rules', 'matchLabels', 'matchExpressions', 'key', 'operator'],
  ...['values', 'port', 'endPort', 'protocol', 'enableDefaultDeny', 'icmps', 'fromRequires'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'reserved:host', 'k8s:'],
);

const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    'Admin',
    'Deny',
    'TCP',
    'In',
    '*',
    '10.0.0.0/8',
    '80',
    'all',
    ':',
    '',
  ),
  fc.integer(),
  fc.double(),
  fc.string(),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(word, tie('value')), { maxLength: 4 }).map(Object.fromEntries),
  ),
}));

const versions = { 'cilium.io': 'v2', 'policy.networking.k8s.io': 'v1alpha2' } as const;

const kinds = policyKinds.map(({ group, kind }) => {
  const known = Object.entries(versions).find(([name]) => name === group)?.[1] ?? 'v3';
  return [`${group}/${known}`, kind] as const;
});

describe('bodies of any shape', () => {
  it.each(kinds)('never throw: %s %s', (...type) => {
    fc.assert(
      fc.property(value, value, (spec, specs) => {
        const metadata = { name: 'default', namespace: 'data' };
        const policy = object(type, metadata, { spec, specs });
        const model = modelOfManifests([...town, policy]);
        const found = ['TCP 5432', 'UDP 53'].map((port) =>
          answer(model, `shop/web -> data/db ${port}`),
        );
        expect(found.every((one) => ['yes', 'no', 'maybe'].includes(one))).toBe(true);
        // Nothing in a policy reaches into what all objects share.
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});
