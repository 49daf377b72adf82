import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { networkPolicy, world } from '../../../test/path/draw.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { KubernetesObject, PolicyPeer } from '../../estate/elements/kubernetes.ts';
import { cluster, clusterId, type SaidOfCluster } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import { isCut } from '../packet.ts';
import { askPolicies } from './policy.ts';
import type { Party, PodParty } from './policy-party.ts';

const pod = (namespace: string, app: string): PodParty => ({
  kind: 'pod',
  namespace,
  labels: { app },
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace, team: namespace },
  ports: [{ name: 'web', protocol: 'TCP', port: 8080 }],
  hostNetwork: false,
  address: { kind: 'range', range: prefix('100.64.0.0/16'), slot: 'pods' },
});
const range = (text: string): Party => ({
  kind: 'other',
  address: { kind: 'range', range: prefix(text), slot: 'far' },
});
const name = (text: string): Party => ({ kind: 'other', address: { kind: 'public' }, name: text });

const ciliumPolicy = (spec: unknown, objectKind = 'CiliumNetworkPolicy'): KubernetesObject => ({
  kind: 'kubernetesObject',
  id: `cilium:${objectKind}`,
  name: 'c',
  cluster: clusterId('c'),
  namespace: 'shop',
  labels: {},
  apiVersion: 'cilium.io/v2',
  objectKind,
  body: { spec },
  source: designed('c'),
});

const said = (
  elements: readonly AnyElement[],
  far: Party,
  how: {
    readonly direction?: 'in' | 'out';
    readonly port?: number;
    readonly cluster?: SaidOfCluster;
    readonly own?: PodParty;
    readonly unlisted?: true;
  } = {},
): string => {
  const own = cluster('c', how.cluster);
  const estate = world([own, ...elements], how.unlisted ? { coverage: [] } : {});
  const port = how.port ?? 8080;
  const ruling = askPolicies(estate, {
    cluster: own,
    os: 'Linux',
    own: how.own ?? pod('shop', 'web'),
    far,
    direction: how.direction ?? 'out',
    protocol: 'TCP',
    ports: { first: port, last: port },
  });
  return isCut(ruling) ? 'cut' : ruling.kind;
};

const db = pod('back', 'db');
const peers = (...list: readonly PolicyPeer[]) => [{ peers: list, ports: [] }];
const toNamespace = (label: string): PolicyPeer => ({
  kind: 'pods',
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': label } },
});
const block = (cidr: string, ...except: readonly string[]): PolicyPeer => ({
  kind: 'ipBlock',
  cidr,
  except,
});
const egress = (rules: Parameters<typeof networkPolicy>[2]['egress']) =>
  networkPolicy('shop/p', 'c', rules === undefined ? {} : { egress: rules });

describe('NetworkPolicy', () => {
  it.each([
    ['none at all', [], db, 'passes'],
    ['an empty selector with no rules shuts', [egress([])], db, 'stops'],
    [
      'ingress alone leaves egress open',
      [networkPolicy('shop/p', 'c', { ingress: [] })],
      db,
      'passes',
    ],
    ['one of another namespace', [networkPolicy('back/p', 'c', { egress: [] })], db, 'passes'],
    [
      'one for other pods',
      [networkPolicy('shop/p', 'c', { pods: { matchLabels: { app: 'x' } }, egress: [] })],
      db,
      'passes',
    ],
    ['a rule without peers opens to all', [egress([{ peers: [], ports: [] }])], db, 'passes'],
    ['by namespace', [egress(peers(toNamespace('back')))], db, 'passes'],
    ['another namespace', [egress(peers(toNamespace('front')))], db, 'stops'],
    [
      'pods without a namespace are those of its own',
      [egress(peers({ kind: 'pods', podSelector: {} }))],
      db,
      'stops',
    ],
    [
      'a second policy adds',
      [egress([]), networkPolicy('shop/q', 'c', { egress: peers(toNamespace('back')) })],
      db,
      'passes',
    ],
    ['by range', [egress(peers(block('10.0.0.0/8')))], range('10.1.0.0/24'), 'passes'],
    [
      'an exception',
      [egress(peers(block('10.0.0.0/8', '10.1.0.0/16')))],
      range('10.1.0.0/24'),
      'stops',
    ],
    [
      'half an exception',
      [egress(peers(block('10.0.0.0/8', '10.1.0.0/25')))],
      range('10.1.0.0/24'),
      'cut',
    ],
    [
      'everything but private space holds what is public',
      [egress(peers(block('0.0.0.0/0', '10.0.0.0/8')))],
      name('a.example'),
      'passes',
    ],
    [
      'a range matches no pod in this dialect',
      [egress(peers(block('100.64.0.0/10')))],
      db,
      'stops',
    ],
    [
      'a range that cannot be read',
      [egress(peers(block('10.0.0.0/99')))],
      range('10.1.0.0/24'),
      'unsure',
    ],
  ] as const)('%s', (...[, elements, far, expected]) => {
    expect(said(elements, far)).toBe(expected);
  });

  it.each([
    ['the port', { protocol: 'TCP', port: 8080 }, 'passes'],
    ['another port', { protocol: 'TCP', port: 443 }, 'stops'],
    ['another protocol', { protocol: 'UDP', port: 8080 }, 'stops'],
    ['a range of ports', { protocol: 'TCP', port: 8000, endPort: 9000 }, 'passes'],
    ['a name of a port', { protocol: 'TCP', port: 'web' }, 'passes'],
    ['a name that the pod does not have', { protocol: 'TCP', port: 'admin' }, 'unsure'],
  ] as const)('%s', (_, port, expected) => {
    expect(said([egress([{ peers: [], ports: [port] }])], db)).toBe(expected);
  });

  it('judges the receiving side by its own policies', () => {
    const shut = networkPolicy('back/p', 'c', { ingress: [] });
    const how = { direction: 'in', own: db } as const;
    expect(said([shut], pod('shop', 'web'), how)).toBe('stops');
    expect(said([shut], pod('shop', 'web'))).toBe('passes');
  });
});

describe('CiliumNetworkPolicy', () => {
  const rule = (egressRule: unknown) =>
    ciliumPolicy({ endpointSelector: {}, egress: [egressRule] });
  const port = { toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] };
  it.each([
    [
      'a name',
      { toFQDNs: [{ matchName: 'api.example.com' }], ...port },
      'api.example.com',
      'passes',
    ],
    [
      'another name',
      { toFQDNs: [{ matchName: 'api.example.com' }], ...port },
      'www.example.com',
      'stops',
    ],
    [
      'a pattern within a label',
      { toFQDNs: [{ matchPattern: '*.example.com' }] },
      'a.example.com',
      'passes',
    ],
    [
      'a pattern does not reach over a dot',
      { toFQDNs: [{ matchPattern: '*.example.com' }] },
      'a.b.example.com',
      'stops',
    ],
    ['the world', { toEntities: ['world'] }, 'a.example.com', 'passes'],
    ['an entity that is not known', { toEntities: ['moon'] }, 'a.example.com', 'unsure'],
    [
      'rules above the transport',
      { toEntities: ['world'], toPorts: [{ ports: [{ port: '443' }], rules: { http: [{}] } }] },
      'a.example.com',
      'unsure',
    ],
    ['a key that is not read', { toServices: [{}] }, 'a.example.com', 'unsure'],
  ])('%s', (...[, egressRule, asked, expected]) => {
    expect(said([rule(egressRule)], name(asked), { port: 443 })).toBe(expected);
  });

  it('of hostile shapes are left open, never guessed', () => {
    for (const spec of [
      undefined,
      null,
      [],
      'x',
      { egress: 'x' },
      { egress: [1] },
      { endpointSelector: 1, egress: [] },
      { egressDeny: [{}] },
      JSON.parse('{"__proto__": {}, "egress": [{"toPorts": {}}]}'),
    ])
      expect(['unsure', 'stops', 'passes']).toContain(said([ciliumPolicy(spec)], db));
    expect(said([ciliumPolicy({ egressDeny: [{}] })], db)).toBe('unsure');
  });

  it('a kind for the whole cluster is told as not modelled', () => {
    const wide = { ...ciliumPolicy({}, 'CiliumClusterwideNetworkPolicy') };
    const { namespace: _, ...object } = wide;
    expect(said([object], db)).toBe('unsure');
  });

  it('is not read by other engines', () => {
    const other = { network: { policyEngine: 'calico', dataPlane: 'azure' } } as const;
    expect(said([ciliumPolicy({ endpointSelector: {}, egress: [] })], db, { cluster: other })).toBe(
      'passes',
    );
  });
});

describe('engines', () => {
  const shut = egress([]);
  it.each([
    ['no engine enforces nothing', { policyEngine: 'none', dataPlane: 'azure' }, 'passes'],
    ['an engine not told', { policyEngine: notStated('policyEngine') }, 'unsure'],
    ['a plugin of the customer', { plugin: 'none', policyEngine: 'none' }, 'passes'],
  ] as const)('%s', (_, network, expected) => {
    expect(said([shut], db, { cluster: { network } })).toBe(expected);
  });

  it('passes over pods on the network of their host', () => {
    expect(said([shut], db, { own: { ...pod('shop', 'web'), hostNetwork: true } })).toBe('passes');
  });
});

describe('what is not known', () => {
  const open = egress([{ peers: [], ports: [] }]);
  it('policies that nobody listed may close a pod, or open one', () => {
    expect(said([], db, { unlisted: true })).toBe('unsure');
    expect(said([egress([])], db, { unlisted: true })).toBe('unsure');
    expect(said([open], db, { unlisted: true })).toBe('passes');
  });

  it('labels of a pod', () => {
    const own = { ...pod('shop', 'web'), labels: notStated('labels') };
    const picked = networkPolicy('shop/p', 'c', {
      pods: { matchLabels: { app: 'web' } },
      egress: [],
    });
    expect(said([picked], db, { own })).toBe('unsure');
    expect(said([egress([])], db, { own })).toBe('stops');
  });
});
