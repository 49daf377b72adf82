import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOfManifests } from './manifests.ts';
import { answer, object, town } from './town.ts';

/** One rule about connections from the shop or from elsewhere, on one port or on all. */
interface Drawn {
  readonly action: 'Accept' | 'Deny' | 'Pass';
  readonly team: 'red' | 'none' | 'any';
  readonly port: number | undefined;
}

interface DrawnPolicy {
  readonly tier: 'Admin' | 'Baseline';
  readonly rules: readonly Drawn[];
}

const rule = fc.record<Drawn>({
  action: fc.constantFrom('Accept', 'Deny', 'Pass'),
  team: fc.constantFrom('red', 'none', 'any'),
  port: fc.constantFrom(undefined, 80, 443),
});

const policies = fc.array(
  fc.record<DrawnPolicy>({
    tier: fc.constantFrom('Admin', 'Baseline'),
    rules: fc.array(rule, { maxLength: 4 }),
  }),
  { maxLength: 5 },
);

/** What NetworkPolicy says: nothing, or that it lets in only this port. */
const standard = fc.constantFrom(undefined, 80, 443);

const selectors = {
  red: { matchLabels: { team: 'red' } },
  none: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] },
  any: {},
};

const manifest = ({ tier, rules }: DrawnPolicy, priority: number): unknown =>
  object(
    ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy'],
    { name: `p${priority}` },
    {
      spec: {
        tier,
        priority,
        subject: { namespaces: {} },
        ingress: rules.map(({ action, team, port }) => ({
          action,
          from: [{ namespaces: selectors[team] }],
          ...(port === undefined
            ? {}
            : { protocols: [{ tcp: { destinationPort: { number: port } } }] }),
        })),
      },
    },
  );

const letIn = (port: number): unknown =>
  object(
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    { name: 'one', namespace: 'data' },
    { spec: { podSelector: {}, ingress: [{ ports: [{ port }] }] } },
  );

/** The same by reading the rules one after the other for one connection. */
function expected(
  drawn: readonly DrawnPolicy[],
  open: number | undefined,
  [team, port]: readonly ['red' | 'none', number],
): 'yes' | 'no' {
  const first = (tier: string) =>
    drawn
      .filter((policy) => policy.tier === tier)
      .flatMap(({ rules }) => rules)
      .find((one) => [team, 'any'].includes(one.team) && [port, undefined].includes(one.port))
      ?.action;
  const admin = first('Admin');
  if (admin === 'Accept' || admin === 'Deny') return admin === 'Accept' ? 'yes' : 'no';
  if (open !== undefined) return open === port ? 'yes' : 'no';
  return first('Baseline') === 'Deny' ? 'no' : 'yes';
}

describe('tiers', () => {
  it('are asked in order, each from the top', () => {
    fc.assert(
      fc.property(policies, standard, (drawn, open) => {
        const written = drawn.map(manifest);
        // The order of documents must not matter where priorities differ.
        const model = modelOfManifests([
          ...town,
          ...written.reverse(),
          ...(open === undefined ? [] : [letIn(open)]),
        ]);
        for (const [from, team] of [
          ['shop/web', 'red'],
          ['ops/mon', 'none'],
        ] as const)
          for (const port of [80, 443, 8080])
            expect(answer(model, `${from} -> data/db TCP ${port}`)).toBe(
              expected(drawn, open, [team, port]),
            );
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
