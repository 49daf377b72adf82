import { describe, expect, test } from 'vitest';
import { financialSaas, requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { diff } from '../estate/diff.ts';
import { all, type Estate, withElements } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { plain } from '../evidence/prose.ts';
import { verify } from '../path/verify.ts';
import type { Requirements } from '../requirements/schema.ts';
import { type DesignInput, type DesignResult, design } from './design.ts';
import { provenIntents } from './intents.ts';

const day = '2026-11-23';
const run = (requirements: Requirements, previous?: DesignInput['previous']): DesignResult =>
  design({ requirements, day, ...(previous === undefined ? {} : { previous }) });

const obstacles = (result: DesignResult): readonly string[] =>
  result.obstacles.map((o) => {
    if (o.kind === 'full') return o.because.map(plain).join(' ');
    return o.kind === 'impossible'
      ? o.what.contradictions.flatMap(({ because }) => because.map(plain)).join(' ')
      : plain(o.says);
  });

const questions = (result: DesignResult): string =>
  result.questions.map(({ says }) => plain(says)).join('\n');

/** The smallest requirements with one cluster that differs in some fields. */
const shop = (cluster: object, rest: object = {}): Requirements =>
  requirementsOf({ ...smallest, ...rest, clusters: [{ ...smallest.clusters[0], ...cluster }] });

describe('a plan made before', () => {
  const before = run(requirementsOf(smallest));

  test('a range that left the pools fails with its reason and is not moved', () => {
    const moved = requirementsOf({
      ...smallest,
      addresses: { domains: [{ name: 'corp', pools: ['10.64.0.0/12'] }] },
    });
    const [first] = obstacles(run(moved, before.estate));
    expect(first).toMatch(/the previous plan gave 10\.0\.\d+\.\d+\/\d+, which is not within/);
  });

  test('a range that somebody else holds by now fails and says who', () => {
    const taken = requirementsOf({
      ...smallest,
      addresses: {
        domains: [{ name: 'corp', pools: ['10.0.0.0/12'] }],
        inUse: [{ name: 'branch', as: 'onPremises', ranges: ['10.0.0.0/16'] }],
      },
    });
    expect(obstacles(run(taken, before.estate)).join(' ')).toMatch(/branch.* now holds/);
  });

  test('a mode that a standing cluster cannot take is an obstacle, not a plan', () => {
    const flat = shop({
      podIdentity: {
        openConnectionsToPods: [
          { who: 'trading', reason: 'opens sockets to each pod by its address' },
        ],
      },
    });
    expect(run(flat).obstacles).toEqual([]);
    expect(obstacles(run(flat, before.estate)).join(' ')).toContain('Azure CNI Overlay');
  });

  test('a cluster that is left out is asked about', () => {
    const renamed = shop({ name: 'store' });
    expect(questions(run(renamed, before.estate))).toContain('aks-shop-prod-westeurope');
    expect(questions(run(requirementsOf(smallest), before.estate))).not.toContain('aks-shop');
  });
});

describe('a hub that is there', () => {
  const scope =
    '/subscriptions/00000000-0000-0000-0000-00000000a001/resourceGroups/rg-conn/providers';
  const hub = `${scope}/Microsoft.Network/virtualNetworks/vnet-hub`;
  const policy = {
    kind: 'firewallPolicy',
    id: `${scope}/Microsoft.Network/firewallPolicies/afwp`,
  };
  const behind = (existing: readonly object[], rest: object = {}): DesignResult =>
    run(
      shop(
        {
          egress: {
            inspection: 'required',
            destinations: [{ name: 'partner', fqdn: 'api.partner.example' }],
          },
          dependencies: [{ service: 'keyVault', names: ['kv'] }],
        },
        {
          hub: { topology: 'hubVnet', gateway: 'expressRoute' },
          existing: [
            { kind: 'virtualNetwork', use: 'hub', id: hub, ranges: ['10.15.0.0/24'] },
            {
              kind: 'firewall',
              id: `${scope}/Microsoft.Network/azureFirewalls/afw`,
              privateAddress: '10.15.0.4',
            },
            ...existing,
          ],
          ...rest,
        },
      ),
    );
  const result = behind([policy]);

  test('its firewall is where routes lead, though nobody named its subnet', () => {
    expect(result.obstacles).toEqual([]);
    const [table] = all(result.estate, 'routeTable');
    const routes = table === undefined ? [] : knownOr(table.routes, []);
    expect(routes.find((route) => route.name === 'default')?.via).toMatch(/azurefirewalls\/afw$/);
  });

  test('its gateway is used, and nothing is created beside it', () => {
    const halves = all(result.estate, 'peering');
    expect(halves.map((p) => [p.useRemoteGateways, p.allowGatewayTransit])).toEqual([
      [true, false],
      [false, true],
    ]);
    const made = [...all(result.estate, 'privateDnsZone'), ...all(result.estate, 'subnet')];
    for (const element of made.filter((e) => e.existing !== true))
      expect(element.id).not.toContain('rg-hub');
  });

  test('its subnets are not sized, and rules join its policy', () => {
    expect(result.needs.filter(({ for: id }) => id.includes('rg-conn'))).toEqual([]);
    const groups = all(result.estate, 'ruleCollectionGroup');
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) expect(group.policy).toMatch(/firewallpolicies\/afwp$/);
    expect(result.handover).toEqual([]);
  });

  const outward = (one: DesignResult): readonly string[] => [
    ...new Set(
      provenIntents(one)
        .filter(({ intent }) => intent.to.kind === 'fqdn')
        .map(({ holds, trace }) => {
          const assumes = [...(trace?.forward ?? []), ...(trace?.back ?? [])].flatMap(
            (step) => step.assumes,
          );
          return `${holds} ${[...new Set(assumes)].join()}`.trim();
        }),
    ),
  ];

  test('what our rules in its policy allow holds under an assumption that has a switch', () => {
    expect(outward(result)).toEqual(['yes firewall.unseenParts']);
    const assumptions = { 'firewall.unseenParts': 'unknown' };
    expect(outward(behind([policy], { assumptions }))).toEqual(['undetermined']);
  });

  test('what they do not allow may be allowed by others, so it is never told', () => {
    const groups = all(result.estate, 'ruleCollectionGroup').map((group) => ({
      ...group,
      collections: [],
    }));
    const asked = provenIntents(result)
      .map(({ intent }) => intent)
      .filter(({ to }) => to.kind === 'fqdn');
    const proven = verify(withElements(result.estate, groups), asked);
    expect(new Set(proven.map(({ holds }) => holds))).toEqual(new Set(['undetermined']));
  });

  test('without a policy that is named its rules are handed over, and paths stay open', () => {
    const nameless = behind([]);
    expect(all(nameless.estate, 'ruleCollectionGroup')).toEqual([]);
    for (const each of outward(nameless)) expect(each).toMatch(/^undetermined/);
    const names = nameless.handover.flatMap(({ groups }) =>
      groups.flatMap(({ collections }) =>
        collections.flatMap(({ rules }) => rules.map(({ name }) => name)),
      ),
    );
    const joined = all(result.estate, 'ruleCollectionGroup').flatMap(({ collections }) =>
      knownOr(collections, []).flatMap(({ rules }) => rules.map(({ name }) => name)),
    );
    expect(names).toEqual(joined);
    expect(names.join()).toContain('partner');
  });
});

test.each([
  [{ require: [{ for: 'apiaccess', option: 'public', reason: 'x' }] }, 'apiAccess'],
  [{ require: [{ for: 'dataPlane', option: 'cillium', reason: 'x' }] }, 'cilium'],
  [{ preferences: [{ for: 'outboundType', prefer: 'natGateway' }] }, 'userAssignedNATGateway'],
])('%j decides nothing and is refused', (rest, known) => {
  expect(obstacles(run(shop({}, rest))).join(' ')).toContain(known);
});

test('with workload identity, who calls a service of Azure reaches the sign-in', () => {
  const flows = (addOns: readonly string[]): readonly string[] =>
    all(
      run(
        shop({
          addOns,
          egress: { inspection: 'none' },
          dependencies: [{ service: 'keyVault', names: ['kv'] }],
          namespaces: [{ name: 'web', workloads: [{ name: 'app', port: 8080 }] }],
          flows: [{ from: 'web/app', to: 'keyVault', port: 443 }],
        }),
      ).estate,
      'flow',
    ).map(({ name }) => name);
  expect(flows([])).toEqual(['web/app → keyVault']);
  expect(flows(['workloadIdentity'])).toContain('web/app → login.microsoftonline.com');
});

test('no rule of a group mixes address families', () => {
  const dual = run(
    shop(
      { ipFamilies: [4, 6] },
      {
        addresses: {
          domains: [
            {
              name: 'corp',
              pools: ['10.0.0.0/12', 'fd10::/40'],
              overlayPods: { pools: ['100.64.0.0/10', 'fd20::/40'] },
              services: { pools: ['172.20.0.0/14', 'fd30::/96'] },
            },
          ],
        },
      },
    ),
  );
  const families = all(dual.estate, 'networkSecurityGroup').flatMap(({ rules }) =>
    knownOr(rules, []).map(({ sources, destinations }) => {
      const peers = [...sources, ...destinations];
      return new Set(
        peers.flatMap((p) => (p.kind === 'prefixes' ? p.prefixes : [])).map((p) => p.family),
      ).size;
    }),
  );
  expect(Math.max(...families)).toBe(1);
  const names = all(dual.estate, 'networkSecurityGroup').flatMap(({ rules }) =>
    knownOr(rules, []).map(({ name }) => name),
  );
  expect(names).toContain('AllowNodesAndPodsV6');
});

describe('the API server', () => {
  const access = (apiServer: object): string | undefined =>
    run(shop({ apiServer })).decisions.find((d) => d.decision === 'apiAccess')?.chosen;

  test.each([
    [{ exposure: 'private' }, 'privateIntegrated'],
    [{ exposure: 'public' }, 'public'],
    [{ exposure: 'public', authorizedRanges: ['203.0.113.0/24'] }, 'publicRanges'],
  ])('%j is reached by %s', (apiServer, chosen) => {
    expect(access(apiServer)).toBe(chosen);
  });
});

test('a liking for flat pods without anybody who reaches them does not count', () => {
  const liked = (reason: string): DesignResult =>
    run(
      shop(
        {},
        { preferences: [{ for: 'cniMode', prefer: 'podSubnetDynamic', weight: 10, reason }] },
      ),
    );
  const mode = (result: DesignResult): string | undefined =>
    result.decisions.find((d) => d.decision === 'cniMode')?.chosen;
  expect(mode(liked('we always did it so'))).toBe('overlay');
  expect(mode(liked('the market data feed connects to pods by address'))).toBe('podSubnetDynamic');
});

test('zones follow the pools: nothing is spread where no pool asked for zones', () => {
  const zones = (asked: readonly string[]): readonly unknown[] => {
    const pools = [{ ...smallest.clusters[0].pools[0], zones: asked }];
    const hub = { topology: 'hubVnet', firewall: { tier: 'Standard' } };
    return all(run(shop({ pools }, { hub })).estate, 'firewall').map((f) => f.zones);
  };
  expect(zones([])).toEqual([[]]);
  expect(zones(['2', '1'])).toEqual([['1', '2']]);
});

describe('paths of the worked example', () => {
  const result = run(financialSaas());

  test('no packet fares otherwise than was asked', () => {
    const proven = provenIntents(result);
    expect(proven.length).toBeGreaterThan(50);
    expect(proven.filter(({ holds }) => holds === 'no').map(({ intent }) => intent.id)).toEqual([]);
    expect(proven.filter(({ holds }) => holds === 'undetermined')).toEqual([]);
  });

  test('with its default routes taken away, destinations are reached no longer', () => {
    const tables = all(result.estate, 'routeTable').map((table) => ({ ...table, routes: [] }));
    const bare = withElements(result.estate, tables);
    const asked = provenIntents(result).map(({ intent }) => intent);
    const broken = verify(bare, asked).filter(({ holds }) => holds === 'no');
    expect(broken.map(({ intent }) => plain(intent.says)).join()).toContain('mcr.microsoft.com');
  });
});

describe('flows in the differences to an earlier plan', () => {
  const flow = (to: string, rest: object = {}): object => ({ from: 'shop/web', to, ...rest });
  const withFlows = (...flows: readonly object[]): Estate =>
    run(shop({ namespaces: [{ name: 'shop', workloads: [{ name: 'web', port: 80 }] }], flows }))
      .estate;
  const told = (before: Estate, after: Estate): readonly string[] =>
    diff(before, after).flatMap((one) => {
      const element = one.kind === 'gone' ? one.before : one.after;
      return element.kind === 'flow' ? [`${one.kind} ${element.name}`] : [];
    });
  const a = flow('a.example.com', { port: 443 });
  const b = flow('b.example.com', { port: 443 });

  test('a flow that goes takes no other with it, wherever it stood', () => {
    expect(told(withFlows(a, b), withFlows(b))).toEqual(['gone shop/web → a.example.com']);
    expect(told(withFlows(b), withFlows(a, b))).toEqual(['new shop/web → a.example.com']);
    expect(told(withFlows(a, b), withFlows(b, a))).toEqual([]);
  });

  test('a reason or a load that changes is a change, another port is another flow', () => {
    expect(told(withFlows(a), withFlows({ ...a, rate: 5 }))).toEqual([
      'changed shop/web → a.example.com',
    ]);
    expect(told(withFlows(a), withFlows({ ...a, port: 8443 }))).toEqual([
      'gone shop/web → a.example.com',
      'new shop/web → a.example.com',
    ]);
  });

  test('the same flow twice is two flows: neither load is lost', () => {
    const flows = all(withFlows({ ...a, rate: 1 }, { ...a, rate: 2 }), 'flow');
    expect(flows.map(({ rate }) => rate)).toEqual([1, 2]);
  });
});

describe('a service of Azure that must not answer on the internet', () => {
  const asked = (said: object, security: object): DesignResult =>
    run(
      shop(
        {
          dependencies: [{ service: 'sqlDatabase', names: ['sql'], ...said }],
          forbidden: [{ from: 'internet', to: 'sqlDatabase', reason: 'no public database' }],
        },
        { security },
      ),
    );
  const holds = (result: DesignResult): readonly string[] =>
    provenIntents(result)
      .filter(({ intent }) => intent.wants === 'noConnection')
      .map((each) => `${each.holds} ${each.trace?.verdict}`);
  const forbidden = { publicPaasAccess: 'forbidden' };
  const disabled = { publicAccess: { is: 'disabled', by: 'data team' } };
  const enabled = { publicAccess: { is: 'enabled', by: 'data team' } };

  test.each([
    {
      what: 'a wish alone is no fact',
      said: {},
      security: forbidden,
      now: 'undetermined undetermined',
    },
    { what: 'nothing said', said: {}, security: {}, now: 'undetermined undetermined' },
    {
      what: 'somebody guarantees it for all',
      said: {},
      security: { ...forbidden, publicPaasGuarantee: 'data team' },
      now: 'yes blocked',
    },
    {
      what: 'somebody guarantees it for this one',
      said: disabled,
      security: {},
      now: 'yes blocked',
    },
    { what: 'it is said to be open', said: enabled, security: {}, now: 'no delivered' },
  ])('$what', ({ said, security, now }) => {
    expect(holds(asked(said, security))).toEqual([now]);
  });

  test('what no policy watches is asked about, and what one watches is not', () => {
    const security = { ...forbidden, publicPaasGuarantee: 'data team' };
    const server = shop({ dependencies: [{ service: 'mysql', names: ['db'] }] }, { security });
    expect(questions(run(server))).toContain('Microsoft.DBforMySQL/flexibleServers');
    const vault = shop({ dependencies: [{ service: 'keyVault', names: ['kv'] }] }, { security });
    expect(questions(run(vault))).not.toContain('public access');
  });
});
