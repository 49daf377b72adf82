import { contains, formatPrefix, meets, type Prefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { financialSaas, requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { all, type Estate } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { plain } from '../evidence/prose.ts';
import { reservedHits } from '../facts/reserved-ranges.ts';
import type { Requirements } from '../requirements/schema.ts';
import { type DesignResult, design } from './design.ts';

const day = '2026-11-23';
const designed = (requirements: Requirements): DesignResult => design({ requirements, day });

const chosen = (result: DesignResult, decision: string): readonly string[] =>
  result.decisions.filter((d) => d.decision === decision).map((d) => d.chosen);

const prefixes = (estate: Estate): readonly Prefix[] =>
  all(estate, 'virtualNetwork').flatMap((n) => knownOr(n.prefixes, []));

/** Every range of an estate as text, for comparing plans. */
const addresses = (estate: Estate): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ...all(estate, 'virtualNetwork').map((e) => [e.id, knownOr(e.prefixes, [])] as const),
      ...all(estate, 'subnet').map((e) => [e.id, knownOr(e.prefixes, [])] as const),
      ...all(estate, 'cluster').map((e) => [e.id, knownOr(e.network.podRanges, [])] as const),
      ...all(estate, 'cluster').map(
        (e) => [`${e.id}#s`, knownOr(e.network.serviceRanges, [])] as const,
      ),
    ].map(([id, list]) => [id, list.map(formatPrefix).join(' ')]),
  );

describe('the exercise of a financial SaaS company', () => {
  const result = designed(financialSaas());

  test('everything fits and nothing in it is an error', () => {
    expect(result.obstacles).toEqual([]);
    expect(result.proof.result.findings.filter((f) => f.severity === 'error')).toEqual([]);
  });

  test('pods get overlay addresses, because nobody outside must reach them', () => {
    expect(chosen(result, 'cniMode')).toEqual(['overlay', 'overlay']);
    expect(chosen(result, 'dataPlane')).toEqual(['cilium', 'cilium']);
    expect(chosen(result, 'policyEngine')).toEqual(['cilium', 'cilium']);
    expect(chosen(result, 'outboundType')).toEqual(['userDefinedRouting', 'userDefinedRouting']);
    expect(chosen(result, 'ingress/customer-api')).toEqual(['agic', 'agic']);
    expect(chosen(result, 'ingress/admin-api')).toEqual([
      'app-routing-gateway-api',
      'app-routing-gateway-api',
    ]);
    expect(chosen(result, 'zoneSets')).toEqual(['perRegion', 'perRegion']);
  });

  test('every loser has a reason', () => {
    for (const decision of result.decisions)
      for (const loser of decision.lost) expect(loser.because.map(plain).join('')).not.toBe('');
  });

  test('the pod range holds a /24 for every node at maximum, surge and overlap, not pods by the formula', () => {
    const need = result.needs.find((n) => n.kind === 'overlayPods');
    expect(need?.length).toBe(14);
    expect(need?.ledger?.lines.map((l) => [l.role, l.amount])).toContainEqual(['emergency', 10]);
  });

  test('both regions have the same plan at the same offsets', () => {
    const at = (region: string): readonly string[] =>
      result.needs
        .filter((n) => n.for.includes(`-${region}/`) && n.within !== undefined)
        .map((n) => `${n.kind} /${n.length}`);
    expect(at('southeastasia')).toEqual(at('eastasia'));
    expect(at('southeastasia').length).toBe(11);
  });

  test('nothing meets what others hold or Azure forbids', () => {
    const held = all(result.estate, 'externalRange').flatMap((r) => r.prefixes);
    for (const range of prefixes(result.estate)) {
      expect(held.filter((other) => meets(other, range)).map(formatPrefix)).toEqual([]);
      expect(reservedHits(range, 'vnet')).toEqual([]);
    }
    for (const cluster of all(result.estate, 'cluster')) {
      const own = [
        ...knownOr(cluster.network.podRanges, []),
        ...knownOr(cluster.network.serviceRanges, []),
      ];
      for (const range of own) {
        expect(
          [...held, ...prefixes(result.estate)]
            .filter((other) => meets(other, range))
            .map(formatPrefix),
        ).toEqual([]);
        expect(reservedHits(range, 'service')).toEqual([]);
      }
    }
  });

  test('the whole spoke leaves by the firewall of its region', () => {
    const routed = all(result.estate, 'subnet').filter((s) => s.purpose === 'nodeSubnet');
    expect(routed.length).toBe(4);
    for (const subnet of routed) {
      const table =
        typeof subnet.routeTable === 'string'
          ? result.estate.elements.routeTable.get(subnet.routeTable)
          : undefined;
      const routes = table === undefined ? [] : knownOr(table.routes, []);
      expect(routes.map((r) => [r.name, r.nextHop, r.via?.split('/').at(-1)])).toContainEqual([
        'default',
        'VirtualAppliance',
        `afw-${subnet.location}`,
      ]);
    }
  });

  test('the same requirements give the same plan', () => {
    expect(addresses(designed(financialSaas()).estate)).toEqual(addresses(result.estate));
  });
});

describe('a later design', () => {
  const before = designed(financialSaas());
  const previous = before.estate;

  test('moves nothing when a cluster is added', () => {
    const more = financialSaas();
    const [pay] = more.clusters;
    if (pay === undefined) throw new Error('the example has a cluster');
    const grown: Requirements = { ...more, clusters: [{ ...pay, name: 'risk' }, pay] };
    const after = design({ requirements: grown, day, previous });
    expect(after.obstacles).toEqual([]);
    const now = addresses(after.estate);
    for (const [id, ranges] of Object.entries(addresses(before.estate)))
      expect(now[id]?.startsWith(ranges), id).toBe(true);
  });

  test('keeps every range when only the order of the file changes', () => {
    const turned = financialSaas();
    const after = design({
      requirements: { ...turned, regions: [...turned.regions].reverse() },
      day,
      previous,
    });
    expect(addresses(after.estate)).toEqual(addresses(before.estate));
  });
});

describe('flat networking', () => {
  const asking = (reason: string): DesignResult =>
    designed(
      requirementsOf({
        ...smallest,
        clusters: [
          {
            ...smallest.clusters[0],
            podIdentity: { openConnectionsToPods: [{ who: 'the mainframe', reason }] },
          },
        ],
      }),
    );

  test('is chosen for somebody who must reach pods', () => {
    expect(chosen(asking('it calls back to the address that registered'), 'cniMode')).toEqual([
      'podSubnetDynamic',
    ]);
  });

  test('is refused for a weak reason, and the answer says so', () => {
    const result = asking('flat networking feels more enterprise');
    expect(chosen(result, 'cniMode')).toEqual(['overlay']);
    const says = result.decisions
      .find((d) => d.decision === 'cniMode')
      ?.because.map(plain)
      .join(' ');
    expect(says).toContain('not counted as a need for routable pods');
    expect(says).toContain('feels more enterprise');
  });
});

describe('what cannot be', () => {
  test('Windows pools under a required Cilium are caught before anything is allocated', () => {
    const result = designed(
      requirementsOf({
        ...smallest,
        clusters: [
          {
            ...smallest.clusters[0],
            pools: [
              ...smallest.clusters[0].pools,
              { name: 'win', purpose: 'windows', maxNodes: 3 },
            ],
          },
        ],
        require: [{ for: 'dataPlane', option: 'cilium', reason: 'house standard' }],
      }),
    );
    expect(result.obstacles[0]).toMatchObject({ kind: 'impossible' });
    const [first] = result.obstacles;
    if (first?.kind !== 'impossible') return;
    expect(first.what.contradictions.map(({ because }) => because.map(plain))).toEqual([
      ['Cilium runs on Linux nodes only'],
    ]);
  });

  test('a waiver counts until its day, and not after it', () => {
    const waived = (until: string): DesignResult =>
      designed(
        requirementsOf({
          ...smallest,
          require: [{ for: 'cniMode', option: 'kubenet', reason: 'house standard' }],
          waivers: [{ for: 'legacyMode', option: 'kubenet', owner: 'it', reason: 'old', until }],
        }),
      );
    expect(waived(day).obstacles).toEqual([]);
    const [first] = waived('2026-11-22').obstacles;
    expect(first?.kind === 'impossible' && first.what.contradictions[0]?.asked[0]).toMatchObject({
      path: ['waivers', 0, 'until'],
    });
  });

  test('a command that names nothing is told once and forbids nothing', () => {
    const { obstacles } = designed(
      requirementsOf({
        ...smallest,
        require: [{ for: 'outboundType', option: 'natgateway', reason: 'house standard' }],
      }),
    );
    expect(obstacles.map(({ kind }) => kind)).toEqual(['unknownName']);
  });

  test('what no legal range holds says how much is asked and for what', () => {
    const [shop] = smallest.clusters;
    const { obstacles } = designed(
      requirementsOf({ ...smallest, clusters: [{ ...shop, services: 1_000_000_000 }] }),
    );
    expect(obstacles.map((one) => (one.kind === 'tooLarge' ? plain(one.says) : one.kind))).toEqual([
      expect.stringMatching(/1,0\d\d,\d+,\d+ Service addresses are needed.*a \/13; ask for less/),
    ]);
  });

  test('a pool too small says what is largest and what would fit', () => {
    const result = designed(
      requirementsOf({
        ...smallest,
        addresses: { domains: [{ name: 'corp', pools: ['10.0.0.0/27'] }] },
      }),
    );
    const full = result.obstacles.find((o) => o.kind === 'full');
    expect(full).toBeDefined();
    if (full?.kind !== 'full') return;
    expect(full.because.map(plain).join('\n')).toContain('the largest free block is 10.0.0.0/27');
  });
});

test('property: designs never overlap, whatever is asked', () => {
  const pool = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    maxNodes: fc.integer({ min: 1, max: 300 }),
    maxPods: fc.integer({ min: 10, max: 250 }),
    subnet: fc.constantFrom('own', 'shared'),
  });
  const cluster = fc.record({
    name: fc.constantFrom('x', 'y', 'z'),
    pools: fc.uniqueArray(pool, { maxLength: 3, selector: (p) => p.name }),
    services: fc.integer({ min: 0, max: 4000 }),
    flat: fc.boolean(),
  });
  const asked = fc.record({
    clusters: fc.uniqueArray(cluster, { minLength: 1, maxLength: 3, selector: (c) => c.name }),
    sharing: fc.constantFrom('unique', 'shared'),
    factor: fc.constantFrom(1, 1.25, 2),
    hub: fc.constantFrom('hubVnet', 'none', 'virtualWan'),
  });
  fc.assert(
    fc.property(asked, ({ clusters, sharing, factor, hub }) => {
      const result = designed(
        requirementsOf({
          ...smallest,
          addresses: {
            domains: [
              {
                name: 'corp',
                pools: ['10.0.0.0/10'],
                overlayPods: { pools: ['100.64.0.0/10'], sharing },
              },
            ],
            inUse: [{ name: 'dc', as: 'onPremises', ranges: ['10.1.0.0/16', '100.96.0.0/12'] }],
          },
          hub: { topology: hub, firewall: {}, resolver: true },
          growth: { factor },
          regions: [{ name: 'westeurope' }, { name: 'northeurope', role: 'dr', of: 'westeurope' }],
          clusters: clusters.map(({ flat, ...rest }) => ({
            ...rest,
            environment: 'prod',
            regions: ['westeurope', 'northeurope'],
            ...(flat
              ? {
                  podIdentity: {
                    openConnectionsToPods: [
                      { who: 'a host', reason: 'calls the pod that registered' },
                    ],
                  },
                }
              : {}),
          })),
        }),
      );
      const networks = prefixes(result.estate);
      networks.forEach((a, i) => {
        for (const b of networks.slice(i + 1)) expect(meets(a, b)).toBe(false);
      });
      const held = all(result.estate, 'externalRange').flatMap((r) => r.prefixes);
      for (const subnet of all(result.estate, 'subnet')) {
        const around = result.estate.elements.virtualNetwork.get(subnet.virtualNetwork);
        for (const range of knownOr(subnet.prefixes, []))
          expect(knownOr(around?.prefixes ?? [], []).some((outer) => contains(outer, range))).toBe(
            true,
          );
      }
      for (const c of all(result.estate, 'cluster'))
        for (const range of knownOr(c.network.podRanges, []))
          expect(
            [...networks, ...held, ...knownOr(c.network.serviceRanges, [])].some((o) =>
              meets(o, range),
            ),
          ).toBe(false);
    }),
    { numRuns: 60, seed: 20261123 },
  );
});

test('an exit gets the public addresses that its destinations need', () => {
  const busy = (rate: number): number => {
    const result = designed(
      requirementsOf({
        ...smallest,
        hub: { topology: 'hubVnet', firewall: {} },
        clusters: [
          {
            ...smallest.clusters[0],
            egress: {
              inspection: 'required',
              destinations: [{ name: 'psp', fqdn: 'api.psp.example', rate, duration: 5 }],
            },
          },
        ],
      }),
    );
    expect(result.proof.result.findings.filter((f) => f.code === 'AKS-EGR-004')).toEqual([]);
    return all(result.estate, 'publicIp').length;
  };
  expect(busy(10)).toBe(20);
  expect(busy(600)).toBeGreaterThan(25);
});
