import { describe, expect, it } from 'vitest';
import {
  changed,
  group,
  groupId,
  networkPolicy,
  rule,
  table,
  tableId,
  without,
  workload,
  world,
} from '../../test/path/draw.ts';
import { smallWorld, smallWorldElements } from '../../test/path/small-world.ts';
import type { FlowEnd } from '../estate/elements/flow.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import type { PolicyPeer } from '../estate/elements/kubernetes.ts';
import type { Estate } from '../estate/estate.ts';
import { clusterId, peering, pool, subnet, subnetId, vnet, vnetId } from '../estate/sketch.ts';
import { receivers, senders } from './endpoints.ts';
import type { Step } from './step.ts';
import { type Part, walk } from './walk.ts';

const web: FlowEnd = { kind: 'workload', namespace: 'shop', workload: 'web' };
const db: FlowEnd = { kind: 'workload', namespace: 'back', workload: 'db' };
const nodes: FlowEnd = { kind: 'pool', cluster: clusterId('aks') };
const office: FlowEnd = { kind: 'range', cidr: '192.168.7.0/24' };
const api: FlowEnd = { kind: 'apiServer', cluster: clusterId('aks') };
const vault: FlowEnd = { kind: 'paas', service: 'keyVault' };
const fqdn = (name: string): FlowEnd => ({ kind: 'fqdn', name });

interface Call {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly port?: number;
}

function follow(estate: Estate, { from, to, port = 443 }: Call): readonly Part[] {
  const [sender] = senders(estate, from).ends;
  const [target] = receivers(estate, to, vnetId('spoke')).ends;
  if (sender === undefined || target === undefined) throw new Error('an end was not found');
  const ports = { first: port, last: port };
  return walk(estate, { from: sender, to: target, protocol: 'TCP', ports });
}

function only(estate: Estate, call: Call): Part['trace'] {
  const [part, ...others] = follow(estate, call);
  if (part === undefined || others.length > 0) throw new Error('one part was expected');
  return part.trace;
}

const blockers = (trace: Part['trace']): readonly string[] =>
  trace.blockers.map((step) =>
    `${what(step)} ${step.at.split('/').at(-1)} ${step.decidedBy ?? ''}`.trim(),
  );

const what = (step: Step): string =>
  step.kind === 'filtered' ? step.filter : step.kind === 'stuck' ? step.because : step.kind;

const sentence = (steps: readonly Step[]): string =>
  steps
    .map((step) => {
      switch (step.kind) {
        case 'filtered':
          return `${step.filter} ${step.direction} ${step.outcome}`;
        case 'routed':
          return `to ${step.nextHop}`;
        case 'translated':
          return `${step.end} as ${step.as}`;
        case 'resolved':
          return `name ${step.answer}`;
        default:
          return step.kind;
      }
    })
    .join(', ');

const edited = (kind: AnyElement['kind'], name: string, change: object): Estate =>
  changed(smallWorld, (element) =>
    element.kind === kind && element.name === name ? Object.assign({}, element, change) : element,
  );

describe('delivered', () => {
  it('from a pod to a partner: as its node, by the firewall, with a public face', () => {
    const trace = only(smallWorld, { from: web, to: fqdn('api.partner.example') });
    expect(trace.verdict).toBe('delivered');
    expect(sentence(trace.forward)).toBe(
      'networkPolicy out allowed, name public, networkPolicy out allowed, source as node, ' +
        'to VirtualAppliance, peering in allowed, firewall out allowed, to Internet, ' +
        'source as exit, delivered',
    );
    expect(sentence(trace.back)).toBe('to VNetPeering, delivered');
  });

  it('from a pod to a private endpoint: straight, whatever the default route says', () => {
    const trace = only(smallWorld, { from: web, to: vault });
    expect(trace.verdict).toBe('delivered');
    expect(sentence(trace.forward)).toBe(
      'networkPolicy out allowed, name private, networkPolicy out allowed, source as node, ' +
        'to InterfaceEndpoint, endpointState in allowed, delivered',
    );
  });

  it('from pod to pod: without translation and without routes', () => {
    const trace = only(smallWorld, { from: web, to: db, port: 8080 });
    expect(trace.verdict).toBe('delivered');
    expect(sentence(trace.forward)).toBe(
      'networkPolicy out allowed, to Platform, networkPolicy in allowed, delivered',
    );
  });

  it('from on-premises to the API server: the firewall both ways', () => {
    const trace = only(smallWorld, { from: office, to: api });
    expect(trace.verdict).toBe('delivered');
    expect(sentence(trace.back)).toBe(
      'to VirtualAppliance, firewall out allowed, to VirtualNetworkGateway, delivered',
    );
  });

  it('from nodes to their API server, whose address they know', () => {
    const trace = only(smallWorld, { from: nodes, to: api });
    expect(sentence(trace.forward)).toBe('to VnetLocal, delivered');
  });
});

describe('asymmetric', () => {
  it('when the reply misses the firewall: the subnet of the receiver has no table', () => {
    const trace = only(edited('subnet', 'api', { routeTable: undefined }), {
      from: office,
      to: api,
    });
    expect(trace.verdict).toBe('asymmetric');
    expect(blockers(trace)).toEqual([expect.stringMatching(/^unseenByFirewall fw .*learnt$/)]);
  });

  it('when only the reply meets the firewall', () => {
    const estate = without(smallWorld, (e) => e.kind === 'routeTable' && e.name === 'gateway');
    const direct = changed(estate, (element) =>
      element.kind === 'subnet' && element.name === 'GatewaySubnet'
        ? { ...element, routeTable: undefined }
        : element,
    );
    const trace = only(direct, { from: office, to: api });
    expect(trace.verdict).toBe('asymmetric');
    expect(blockers(trace)).toEqual(['unseenByFirewall fw']);
  });

  it('towards an endpoint through a firewall that keeps the source: open until somebody decides', () => {
    const estate = edited('subnet', 'endpoints', { privateEndpointPolicies: 'RouteTableEnabled' });
    const forced = changed(estate, (element) =>
      element.kind === 'routeTable' && element.name === 'spoke'
        ? table('spoke', { '0.0.0.0/0': '10.0.0.4', '10.1.2.0/24': '10.0.0.4' })
        : element,
    );
    const allowed = changed(forced, (element) => {
      if (element.kind !== 'ruleCollectionGroup') return element;
      const all = [{ ...everyRule, name: 'all' }];
      return {
        ...element,
        collections: [{ name: 'all', priority: 100, action: 'Allow', rules: all }],
      };
    });
    const call = { from: web, to: vault };
    const name = 'privateEndpoint.replyThroughFirewall';
    expect(only(allowed, call).verdict).toBe('ambiguous');
    const decide = (value: string) => ({ ...allowed, assume: { [name]: value } });
    expect(only(decide('translationNeeded'), call).verdict).toBe('asymmetric');
    expect(only(decide('worksWithout'), call).verdict).toBe('delivered');
  });
});

const everyRule = {
  kind: 'network',
  name: 'all',
  from: { prefixes: [], ipGroups: [], any: true },
  protocols: ['Any'],
  to: ['*'],
  toFqdns: [],
  toIpGroups: [],
  ports: [{ first: 0, last: 65535 }],
} as const;

describe('what stands in the way is named', () => {
  it('a firewall without a rule', () => {
    const trace = only(smallWorld, { from: web, to: fqdn('www.example.com') });
    expect(trace.verdict).toBe('blocked');
    expect(blockers(trace)).toEqual(['firewall fwp']);
  });

  it('every filter, not only the first', () => {
    const shut = world([
      ...smallWorldElements.filter((e) => !(e.kind === 'subnet' && e.name === 'nodes')),
      subnet('spoke/nodes', '10.1.0.0/24', {
        routeTable: tableId('spoke'),
        securityGroup: groupId('shut'),
      }),
      group('shut', [rule('Outbound Deny 100 * > *')]),
      networkPolicy('shop/dns', 'aks', {
        egress: [{ peers: [], ports: [{ protocol: 'UDP', port: 53 }] }],
      }),
    ]);
    const trace = only(shut, { from: web, to: fqdn('www.example.com') });
    expect(trace.verdict).toBe('blocked');
    expect(trace.blockers.map(what)).toEqual(['networkPolicy', 'securityGroup', 'firewall']);
  });

  it('a name that cannot be looked up', () => {
    const bare = edited('privateEndpoint', 'pe-vault', { zones: [] });
    const trace = only(bare, { from: web, to: vault });
    expect(trace.verdict).toBe('nameFailure');
  });

  it('a name that leads to the public where the private was meant', () => {
    const unlinked = without(
      smallWorld,
      (e) => e.kind === 'privateDnsLink' && e.zone.includes('vaultcore'),
    );
    const trace = only(unlinked, { from: web, to: vault });
    expect(trace.verdict).toBe('blocked');
    expect(trace.blockers.map(what)).toEqual(['resolved', 'firewall']);
  });

  it('and if that public way is open, it is delivered otherwise', () => {
    const unlinked = without(
      smallWorld,
      (e) => e.kind === 'privateDnsLink' && e.zone.includes('vaultcore'),
    );
    const open = changed(unlinked, (element) =>
      element.kind === 'ruleCollectionGroup'
        ? {
            ...element,
            collections: [{ name: 'all', priority: 100, action: 'Allow', rules: [everyRule] }],
          }
        : element,
    );
    expect(only(open, { from: web, to: vault }).verdict).toBe('deliveredOtherwise');
  });

  it.each([
    [
      'a connection that is not approved',
      edited('privateEndpoint', 'pe-vault', { state: 'Pending' }),
      vault,
      'blocked',
      'endpointState pe-vault Pending',
    ],
    [
      'a peering of one half',
      edited('peering', 'spoke', { state: 'Initiated' }),
      fqdn('api.partner.example'),
      'blocked',
      'peering spoke state',
    ],
    [
      'a route to nowhere',
      edited('routeTable', 'spoke', { routes: table('x', { '0.0.0.0/0': 'None' }).routes }),
      fqdn('api.partner.example'),
      'blackholed',
      'routeToNone spoke r0',
    ],
    [
      'no way out',
      edited('routeTable', 'spoke', { routes: table('x', { '0.0.0.0/0': 'Internet' }).routes }),
      fqdn('api.partner.example'),
      'blackholed',
      'noExit nodes',
    ],
  ] as const)('%s', (...[, estate, to, verdict, blocker]) => {
    const trace = only(estate, { from: web, to });
    expect(trace.verdict).toBe(verdict);
    expect(blockers(trace)).toContain(blocker);
  });

  it('a firewall that is sent its own packets', () => {
    const estate = edited('subnet', 'AzureFirewallSubnet', { routeTable: tableId('spoke') });
    expect(only(estate, { from: web, to: fqdn('api.partner.example') }).verdict).toBe('loop');
  });

  it('no way in for the internet, and none for outsiders to overlay pods', () => {
    expect(only(smallWorld, { from: { kind: 'internet' }, to: db }).verdict).toBe('blocked');
    expect(only(smallWorld, { from: office, to: db }).verdict).toBe('blocked');
  });
});

it('a packet that passes in part is told in parts, which together are the whole', () => {
  const half = world([
    ...smallWorldElements.filter((e) => !(e.kind === 'subnet' && e.name === 'nodes')),
    subnet('spoke/nodes', '10.1.0.0/24', {
      routeTable: tableId('spoke'),
      securityGroup: groupId('half'),
    }),
    group('half', [rule('Outbound Deny 100 10.1.0.0/25 > *')]),
  ]);
  const parts = follow(half, { from: web, to: fqdn('api.partner.example') });
  expect(parts.map((part) => part.trace.verdict).sort()).toEqual(['blocked', 'delivered']);
});

describe('relayed packets', () => {
  const estate = edited('peering', 'hub', { allowForwardedTraffic: false });
  const call = { from: office, to: api };

  it('leave it open whether the flag counts, until somebody decides', () => {
    expect(only(estate, call).verdict).toBe('ambiguous');
    const required = { ...estate, assume: { 'peering.forwardedFlag': 'required' } };
    expect(only(required, call).verdict).toBe('blocked');
    const idle = { ...estate, assume: { 'peering.forwardedFlag': 'notRequired' } };
    expect(only(idle, call).verdict).toBe('delivered');
  });
});

describe('pods of a pod subnet', () => {
  const flatOf = (e: AnyElement): readonly AnyElement[] =>
    e.kind === 'cluster'
      ? [{ ...e, network: { ...e.network, pluginMode: undefined, podRanges: [] } }]
      : e.kind === 'workload' || e.kind === 'namespace'
        ? [e]
        : [];
  const flat = [
    vnet('spoke', ['10.1.0.0/16']),
    vnet('hub', ['10.0.0.0/24']),
    peering('spoke', 'hub'),
    peering('hub', 'spoke'),
    subnet('spoke/nodes', '10.1.0.0/24'),
    subnet('spoke/pods', '10.1.4.0/22'),
    subnet('hub/vm', '10.0.0.0/26'),
    ...smallWorldElements.flatMap(flatOf),
    pool('aks/system', 3, {
      subnet: subnetId('spoke', 'nodes'),
      podSubnet: subnetId('spoke', 'pods'),
      podIpAllocation: 'DynamicIndividual',
    }),
  ];

  it('keep their address towards other networks', () => {
    const trace = only(world(flat), { from: web, to: { kind: 'range', cidr: '10.0.0.8/32' } });
    expect(sentence(trace.forward)).toBe(
      'networkPolicy out allowed, to VNetPeering, peering in allowed, delivered',
    );
  });

  const opened = (name: string): Estate =>
    world([
      ...flat,
      networkPolicy('back/guard', 'aks', {
        ingress: [
          {
            ports: [],
            peers: [
              {
                kind: 'pods',
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
              },
            ],
          },
        ],
      }),
    ]);

  it('are known to policies of their cluster by name, though the VNet carries them', () => {
    const call = { from: web, to: db, port: 8080 };
    expect(only(opened('shop'), call).verdict).toBe('delivered');
    expect(only(opened('elsewhere'), call).verdict).toBe('blocked');
  });

  it('of another cluster are addresses, whatever their namespace is called', () => {
    const twin = (e: AnyElement): readonly AnyElement[] =>
      e.kind === 'cluster' ? [{ ...e, id: clusterId('twin'), name: 'twin' }] : [];
    const estate = (peer: PolicyPeer): Estate =>
      world([
        ...flat,
        ...flat.flatMap(twin),
        workload('back/db', 'twin'),
        pool('twin/system', 3, {
          subnet: subnetId('spoke', 'nodes'),
          podSubnet: subnetId('spoke', 'pods'),
          podIpAllocation: 'DynamicIndividual',
        }),
        networkPolicy('shop/guard', 'aks', { egress: [{ ports: [], peers: [peer] }] }),
      ]);
    const call = {
      from: { ...web, cluster: clusterId('aks') },
      to: { ...db, cluster: clusterId('twin') },
      port: 8080,
    };
    const named = { kind: 'pods', namespaceSelector: {} } as const;
    const ranged = { kind: 'ipBlock', cidr: '10.1.4.0/22', except: [] } as const;
    expect(only(estate(named), call).verdict).toBe('blocked');
    expect(only(estate(ranged), call).verdict).toBe('delivered');
  });
});
