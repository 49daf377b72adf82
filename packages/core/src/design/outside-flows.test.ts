import { formatPrefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { all } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { plain } from '../evidence/prose.ts';
import { type DesignResult, design } from './design.ts';
import { provenIntents } from './intents.ts';

/** One cluster whose pods a datacentre calls; another site is connected and calls nobody. */
const shop = (cluster: object = {}, rest: object = {}): DesignResult =>
  design({
    day: '2026-11-23',
    requirements: requirementsOf({
      ...smallest,
      addresses: {
        ...smallest.addresses,
        inUse: [
          { name: 'datacentre', as: 'onPremises', ranges: ['192.168.0.0/20'] },
          { name: 'branch', as: 'onPremises', ranges: ['192.168.16.0/20'] },
        ],
      },
      hub: { topology: 'hubVnet', firewall: { kind: 'azureFirewall' }, gateway: 'vpn' },
      security: { defaultDeny: 'all' },
      clusters: [
        {
          ...smallest.clusters[0],
          egress: { inspection: 'required' },
          podIdentity: {
            openConnectionsToPods: [
              { who: 'routers', from: 'datacentre', reason: 'sessions with each pod by address' },
            ],
          },
          namespaces: [{ name: 'shop', workloads: [{ name: 'web', port: 8443 }] }],
          flows: [{ from: 'datacentre', to: 'shop/web', reason: 'orders' }],
          forbidden: [{ from: 'branch', to: 'shop/web', port: 8443 }],
          ...cluster,
        },
      ],
      ...rest,
    }),
  });

const proof = (result: DesignResult): readonly string[] =>
  provenIntents(result)
    .filter(({ intent }) => plain(intent.says).includes('shop/web'))
    .map(({ intent, holds }) => `${plain(intent.says)}: ${holds}`);

const openings = ({ estate }: DesignResult) => ({
  group: all(estate, 'networkSecurityGroup').flatMap(({ rules }) =>
    knownOr(rules, []).flatMap(({ name, destinationPorts: [port] }) =>
      name.startsWith('From-') ? [`${name} ${port?.first}`] : [],
    ),
  ),
  firewall: all(estate, 'ruleCollectionGroup').flatMap(({ collections }) =>
    knownOr(collections, [])
      .flatMap(({ rules }) => rules)
      .flatMap((rule) =>
        rule.kind === 'network' && rule.name.includes('-pods-from-')
          ? [rule.from.prefixes.map(formatPrefix).join(), rule.ports[0]?.first]
          : [],
      ),
  ),
  policy: all(estate, 'networkPolicy')
    .filter(({ name }) => name === 'web-from-datacentre')
    .flatMap(({ ingress }) => ingress),
});

describe('a connection from outside to pods', () => {
  const result = shop();

  test('is opened at the firewall, the group of the pod subnet and the policy, on its port alone', () => {
    expect(result.obstacles).toEqual([]);
    expect(openings(result)).toEqual({
      group: ['From-datacentre-ToPodsTcp 8443'],
      firewall: ['192.168.0.0/20', 8443],
      policy: [
        {
          peers: [{ kind: 'ipBlock', cidr: '192.168.0.0/20', except: [] }],
          ports: [{ protocol: 'TCP', port: 8443 }],
        },
      ],
    });
  });

  test('is followed there and back, and nobody else from outside comes through', () => {
    expect(proof(result)).toEqual([
      'datacentre → shop/web is wanted: yes',
      'branch → shop/web is forbidden: yes',
    ]);
  });

  test('answers the question who calls pods; a caller without a flow leaves it open', () => {
    const asked = ({ questions }: DesignResult) =>
      questions.filter(({ says }) => plain(says).includes('opens connections to pods')).length;
    expect(asked(result)).toBe(0);
    expect(asked(shop({ flows: [] }))).toBe(1);
  });

  test('from a kind of ranges opens all of that kind', () => {
    const every = shop({
      flows: [{ from: 'onPremises', to: 'shop/web', reason: 'orders' }],
      forbidden: [],
    });
    expect(openings(every).firewall).toEqual(['192.168.0.0/20,192.168.16.0/20', 8443]);
    expect(proof(every)).toEqual(['onPremises → shop/web is wanted: yes']);
  });

  test('without a firewall on the way it needs no rule there', () => {
    const bare = shop({ egress: {} }, { hub: { topology: 'hubVnet', gateway: 'vpn' } });
    expect(openings(bare).firewall).toEqual([]);
    expect(proof(bare)[0]).toBe('datacentre → shop/web is wanted: yes');
  });

  test('has a counterpart: pods call ranges and hosts that a flow names without a destination', () => {
    const out = shop({
      forbidden: [],
      flows: ['branch', '192.168.7.0/24', 'api.example.com'].map((to) => ({
        from: 'shop/web',
        to,
        port: 9000,
      })),
    });
    expect(proof(out).map((line) => line.slice(line.indexOf('→')))).toEqual([
      '→ branch is wanted: yes',
      '→ 192.168.7.0/24 is wanted: yes',
      '→ api.example.com is wanted: yes',
    ]);
  });

  test('is an obstacle where pods have no routed address, with both ways out', () => {
    const weak = shop({
      podIdentity: {
        openConnectionsToPods: [{ who: 'us', from: 'datacentre', reason: 'feels more enterprise' }],
      },
    });
    const [obstacle] = weak.obstacles;
    expect(obstacle?.kind).toBe('unreachable');
    expect(obstacle?.kind === 'unreachable' ? plain(obstacle.says) : '').toMatch(
      /Azure CNI Overlay.*exposure: private.*podIdentity\.openConnectionsToPods/,
    );
  });
});
