import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { plain } from '../../evidence/prose.ts';
import { readRequirements } from '../../requirements/requirements.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { readYaml } from '../../text/yaml-text.ts';
import { design } from '../design.ts';
import type { Impossible } from './conflict.ts';

const day = '2026-11-23';

const impossible = (requirements: Requirements): readonly Impossible[] =>
  design({ requirements, day }).obstacles.flatMap((o) => (o.kind === 'impossible' ? [o.what] : []));

const [plainCluster] = smallest.clusters;
const windows = [...plainCluster.pools, { name: 'win', purpose: 'windows', maxNodes: 3 }];
const shop = (cluster: object, rest: object = {}): Requirements =>
  requirementsOf({ ...smallest, ...rest, clusters: [{ ...plainCluster, ...cluster }] });
const must = (...pairs: readonly string[]): object => ({
  require: pairs.map((pair) => {
    const [question, option] = pair.split('=');
    return { for: question, option, reason: 'house standard' };
  }),
});
const trading = { who: 'trading', reason: 'opens a socket to each pod by its address' };
const partner = { name: 'pay', fqdn: 'pay.example.com' };
const pools6 = {
  addresses: {
    domains: [
      {
        name: 'corp',
        pools: ['10.0.0.0/12', 'fd00:10::/48'],
        overlayPods: { pools: ['100.64.0.0/10', 'fd00:20::/48'] },
        services: { pools: ['172.16.0.0/16', 'fd00:30::/100'] },
      },
    ],
  },
};

interface Told {
  readonly asked: readonly string[];
  readonly because: readonly string[];
  readonly ways: readonly string[];
}

/** What is told of the only obstacle: places of what is asked, reasons, and places to change. */
function told(requirements: Requirements): Told {
  const found = impossible(requirements);
  expect(found.length).toBe(1);
  return {
    asked: found.flatMap((one) =>
      one.contradictions.map(({ asked }) => asked.map(({ path }) => path.join('.')).join(' + ')),
    ),
    because: found.flatMap((one) => one.contradictions.flatMap((c) => c.because.map(plain))),
    ways: found.flatMap((one) =>
      one.waysOut.map(({ changes }) => changes.map(({ path }) => path.join('.')).join(' + ')),
    ),
  };
}

describe('a smallest contradiction, and changes that were tried', () => {
  test.each<readonly [string, Requirements, Told]>([
    [
      'Windows under Cilium: alone the wish gives way; with a cluster of its own it stays for the rest',
      shop({ pools: windows }, must('dataPlane=cilium')),
      {
        asked: ['require.0 + clusters.0.pools.1.purpose'],
        because: ['Cilium runs on Linux nodes only'],
        ways: ['require.0', 'require.0 + clusters.0.pools.1.purpose'],
      },
    ],
    [
      'a legacy mode that nobody allowed',
      shop({}, must('cniMode=kubenet')),
      {
        asked: ['waivers + require.0'],
        because: [
          'a legacy mode: new clusters take it only by a waiver with owner, reason and expiry',
        ],
        ways: ['waivers', 'require.0'],
      },
    ],
    [
      'an exit beside the firewall',
      shop(
        { egress: { inspection: 'required' } },
        { hub: { topology: 'hubVnet', firewall: {} }, ...must('outboundType=loadBalancer') },
      ),
      {
        asked: ['clusters.0.egress.inspection + require.0'],
        because: [
          'egress inspection is required, and this exit leaves the VNet without passing the firewall',
        ],
        ways: ['clusters.0.egress.inspection', 'require.0'],
      },
    ],
    [
      'Windows beside IPv6 where policies must hold: nothing that was asked has to be dropped',
      shop({ ipFamilies: [4, 6], pools: windows }, pools6),
      {
        asked: ['security.defaultDeny + clusters.0.ipFamilies + clusters.0.pools.1.purpose'],
        because: [
          'namespace isolation is required, and without an engine policy objects exist but block nothing',
          'Cilium runs on Linux nodes only',
          'Cilium policies need the Cilium data plane, and that data plane takes no other engine',
          'Calico on AKS is not supported with dual-stack',
          'Azure NPM has no IPv6',
        ],
        ways: ['security.defaultDeny', 'clusters.0.ipFamilies', 'clusters.0.pools.1.purpose'],
      },
    ],
    [
      'two contradictions at once are told apart, and each way out resolves both',
      shop(
        { podIdentity: { openConnectionsToPods: [trading] }, egress: { destinations: [partner] } },
        must('cniMode=overlay', 'outboundType=none'),
      ),
      {
        asked: ['clusters.0.egress.destinations + require.1', 'clusters.0.podIdentity + require.0'],
        because: [
          '"pay" is to be reached, and without a way out nothing outside is',
          'pods need an address that others can route to: "trading" opens connections to pods: "opens a socket to each pod by its address"',
        ],
        ways: [
          'clusters.0.podIdentity + clusters.0.egress.destinations',
          'clusters.0.egress.destinations + require.0',
          'clusters.0.podIdentity + require.1',
          'require.0 + require.1',
        ],
      },
    ],
    [
      'an entry of a kind that is only for the other exposure',
      shop({ ingress: [{ name: 'adm', exposure: 'private' }] }, must('ingress=agc')),
      {
        asked: ['clusters.0.ingress.0.exposure + require.0'],
        because: ['it is documented for external entries only'],
        ways: ['clusters.0.ingress.0.exposure', 'require.0'],
      },
    ],
    [
      'a hub that must be there and is not asked for',
      shop({}, must('hubTopology=hubVnet')),
      {
        asked: ['hub.topology + require.0'],
        because: ['hub.topology is none'],
        ways: ['hub.topology', 'require.0'],
      },
    ],
  ])('%s', (_, requirements, expected) => {
    expect(told(requirements)).toEqual(expected);
  });
});

test('a change that is offered makes a whole design possible when it is written', () => {
  expect(impossible(shop({ pools: windows }, must('dataPlane=cilium')))).not.toEqual([]);
  const rest = { ...pools6, require: [] };
  expect(impossible(shop({ ipFamilies: [4, 6] }, rest))).toEqual([]);
  expect(impossible(shop({ pools: windows }, rest))).toEqual([]);
});

test('each way out says what would be decided then, and for which cluster', () => {
  const [one] = impossible(shop({ pools: windows }, must('dataPlane=cilium')));
  expect(
    one?.waysOut[1]?.decisions
      .filter(({ decision }) => decision === 'dataPlane')
      .map(({ about, chosen }) => [about[0]?.split('/').at(-1), chosen]),
  ).toEqual([
    ['aks-shop-prod-westeurope', 'cilium'],
    ['aks-shop-windows-prod-westeurope', 'azure'],
  ]);
});

test('the same contradiction in several regions is told once, of all of them', () => {
  const regions = ['westeurope', 'northeurope'];
  const [one, ...more] = impossible(
    requirementsOf({
      ...smallest,
      regions: regions.map((name) => ({ name })),
      clusters: [{ ...plainCluster, regions, pools: windows }],
      ...must('dataPlane=cilium'),
    }),
  );
  expect([one?.about.length, more.length]).toEqual([2, 0]);
});

test('every place is that of the file, also of what is not written there', () => {
  const text = `${JSON.stringify({ ...smallest, require: undefined }).slice(0, -1)},
  "require": [
    { "for": "cniMode", "option": "kubenet", "reason": "habit" } ] }`;
  const { requirements, placeOf } = readRequirements(readYaml({ id: 'r.yaml', text: () => text }));
  if (requirements === undefined) throw new Error('the fixture is wrong');
  const found = design({ requirements, day, placeOf }).obstacles.flatMap((o) =>
    o.kind === 'impossible' ? o.what.contradictions.flatMap(({ asked }) => asked) : [],
  );
  expect(found.map(({ place }) => place)).toEqual(['r.yaml:1:1', 'r.yaml:3:5']);
});
