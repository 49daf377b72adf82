import { describe, expect, it } from 'vitest';
import { modelOfManifests } from '../../../test/policy/manifests.ts';
import { answer, object, shut, town } from '../../../test/policy/town.ts';

const everyPod = { namespaces: {} };
const shop = { namespaces: { matchLabels: { team: 'red' } } };
const carts = {
  pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'cart' } } },
};
const everywhere = { networks: ['0.0.0.0/0', '::/0'] };
const below = { domainNames: ['*.example.com'] };
const unknown = { stars: {} };

type Spec = Readonly<Record<string, unknown>>;

let made = 0;

/** One of the Admin tier about everybody, unless it says otherwise. */
function cnp(spec: Spec): unknown {
  made += 1;
  return object(
    ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy'],
    { name: `p${made}` },
    { spec: { tier: 'Admin', priority: 10, subject: everyPod, ...spec } },
  );
}

/** A rule of either direction: the engine reads `from` or `to`. */
const rule =
  (action: string) =>
  (peer: Spec, more: Spec = {}) => ({ action, peer, more });
type Written = ReturnType<ReturnType<typeof rule>>;
const [accept, deny, pass] = [rule('Accept'), rule('Deny'), rule('Pass')];

const ins = (...rules: readonly Written[]) => ({
  ingress: rules.map(({ action, peer, more }) => ({ action, from: [peer], ...more })),
});
const outs = (...rules: readonly Written[]) => ({
  egress: rules.map(({ action, peer, more }) => ({ action, to: [peer], ...more })),
});
const on = (...protocols: readonly unknown[]) => ({ protocols });
const tcp = (number: number) => on({ tcp: { destinationPort: { number } } });
const range = (start: number, end: number) => ({ destinationPort: { range: { start, end } } });

const baseline = { tier: 'Baseline' };
const toDb = 'shop/web -> data/db TCP 5432';
const out = 'shop/web -> 203.0.113.7 TCP 443';
const nodeB = { nodes: { matchLabels: { zone: 'b' } } };
const shutIn = shut('data', ['Ingress']);

type Row = readonly [why: string, policies: readonly unknown[], asked: string, expected: string];

const rows: readonly Row[] = [
  ['isolates nobody', [cnp(ins(accept(shop)))], 'ops/mon -> data/db TCP 5432', 'yes'],
  ['deny', [cnp(ins(deny(everyPod)))], toDb, 'no'],
  ['not the outside', [cnp(ins(deny(everyPod)))], '203.0.113.9 -> data/db TCP 5432', 'yes'],
  ['hostNetwork: no peer', [cnp(ins(deny(everyPod)))], 'ops/agent -> shop/web TCP 80', 'yes'],
  ['hostNetwork: no subject', [cnp(outs(deny(everyPod)))], 'ops/agent -> shop/web TCP 80', 'yes'],
  ['from the top', [cnp(ins(accept(shop), deny(everyPod)))], toDb, 'yes'],
  ['upside down', [cnp(ins(deny(everyPod), accept(shop)))], toDb, 'no'],
  [
    'the lower number first',
    [cnp(ins(deny(everyPod))), cnp({ priority: 9, ...ins(accept(shop)) })],
    toDb,
    'yes',
  ],
  ['accept wins over NetworkPolicy', [shutIn, cnp(ins(accept(shop)))], toDb, 'yes'],
  ['pass leaves it to NetworkPolicy', [shutIn, cnp(ins(pass(shop)))], toDb, 'no'],
  [
    'pass skips its tier',
    [cnp({ priority: 1, ...ins(pass(shop)) }), cnp(ins(deny(everyPod)))],
    toDb,
    'yes',
  ],
  ['a subject by namespace', [cnp({ subject: shop, ...ins(deny(everyPod)) })], toDb, 'yes'],
  [
    'a subject by pod',
    [cnp({ subject: carts, ...outs(deny(everyPod)) })],
    'shop/cart -> data/db TCP 1',
    'no',
  ],
  ['baseline denies', [cnp({ ...baseline, ...ins(deny(everyPod)) })], toDb, 'no'],
  [
    'baseline never opens the isolated',
    [shutIn, cnp({ ...baseline, ...ins(accept(shop)) })],
    toDb,
    'no',
  ],
  ['pass in the baseline', [cnp({ ...baseline, ...ins(pass(shop), deny(everyPod)) })], toDb, 'yes'],
  ['a peer by pod', [cnp(ins(deny(carts)))], 'shop/cart -> data/db TCP 5432', 'no'],
  ['and not the others', [cnp(ins(deny(carts)))], toDb, 'yes'],
  ['a number', [cnp(ins(deny(shop, tcp(5432))))], toDb, 'no'],
  ['another number', [cnp(ins(deny(shop, tcp(5433))))], toDb, 'yes'],
  ['another protocol', [cnp(ins(deny(shop, tcp(5432))))], 'shop/web -> data/db UDP 5432', 'yes'],
  [
    'a range',
    [cnp(ins(deny(shop, on({ sctp: range(5, 9) }))))],
    'shop/web -> data/db SCTP 9',
    'no',
  ],
  [
    'a name with the protocol of the pod',
    [cnp(ins(deny(shop, on({ destinationNamedPort: 'gossip' }))))],
    'shop/web -> data/db UDP 7946',
    'no',
  ],
  ['a name on egress', [cnp(outs(deny(everyPod, on({ destinationNamedPort: 'pg' }))))], toDb, 'no'],
  ['networks: outside', [cnp(outs(deny({ networks: ['203.0.113.0/24'] })))], out, 'no'],
  ['networks: pods', [cnp(outs(deny({ networks: ['10.244.1.0/24'] })))], toDb, 'no'],
  [
    'networks: nodes',
    [cnp(outs(deny({ networks: ['10.240.0.0/24'] })))],
    'shop/web -> node:n2 TCP 1',
    'no',
  ],
  ['nodes by label', [cnp(outs(deny(nodeB)))], 'shop/web -> node:n2 TCP 1', 'no'],
  ['nodes: hostNetwork pods', [cnp(outs(deny(nodeB)))], 'shop/web -> ops/agent TCP 1', 'no'],
  [
    'a star is one label',
    [cnp(outs(accept(below), deny(everywhere)))],
    'shop/web -> name:a.example.com TCP 1',
    'yes',
  ],
  [
    'or more',
    [cnp(outs(accept(below), deny(everywhere)))],
    'shop/web -> name:a.b.example.com TCP 1',
    'yes',
  ],
  [
    'never none',
    [cnp(outs(accept(below), deny({ networks: ['0.0.0.0/0'] })))],
    'shop/web -> name:example.com TCP 1',
    'no',
  ],
  // What an engine does not know fails closed.
  ['accept, unknown peer', [cnp(outs(accept(unknown), deny(everyPod)))], toDb, 'no'],
  ['deny, unknown peer', [cnp(outs(deny(unknown)))], out, 'no'],
  ['pass, unknown peer', [cnp(outs(pass(unknown)))], toDb, 'no'],
  ['deny, unknown port', [cnp(outs(deny(shop, on({ icmp: {} }))))], out, 'no'],
  [
    'accept, unknown port',
    [cnp(outs(accept(everyPod, on({ icmp: {} })), deny(everyPod)))],
    toDb,
    'no',
  ],
  ['names can only be accepted', [cnp(outs(deny(below)))], toDb, 'no'],
  ['networks are no source', [cnp(ins(accept(everywhere), deny(everyPod)))], toDb, 'no'],
  ['no such action', [cnp(outs(rule('Allow')(everyPod)))], toDb, 'no'],
  ['an unknown word in a rule', [cnp(outs(deny(below, { when: 'night' })))], toDb, 'no'],
  [
    'a range of one',
    [cnp(outs(accept(everyPod, on({ tcp: range(9, 9) })), deny(everyPod)))],
    'shop/web -> data/db TCP 9',
    'no',
  ],
  ['no network', [cnp(outs(deny({ networks: ['10/8'] })))], out, 'no'],
  [
    'two kinds of peer in one',
    [cnp(outs(accept({ ...shop, ...below }), deny(everyPod)))],
    toDb,
    'no',
  ],
  // Without a place in the order or a subject nobody can tell.
  ['no tier', [cnp({ tier: 'Top' })], toDb, 'maybe'],
  ['no priority', [cnp({ priority: 1001 })], toDb, 'maybe'],
  ['two subjects', [cnp({ subject: { ...shop, ...carts } })], toDb, 'maybe'],
  ['an unknown word', [cnp({ until: 'noon' })], toDb, 'maybe'],
  ['rules that are no list', [cnp({ egress: {} })], toDb, 'maybe'],
];

describe('ClusterNetworkPolicy', () => {
  it.each(rows)('%s', (_, policies, ...[asked, expected]) => {
    expect(answer(modelOfManifests([...town, ...policies]), asked)).toBe(expected);
  });

  it('says what it closed, and where', () => {
    const { world } = modelOfManifests([cnp(outs(accept(unknown)))]);
    expect(world.policies[0]?.[0]?.remarks).toMatchObject([
      { kind: 'ruleClosed', path: ['spec', 'egress', 0] },
    ]);
  });

  it.each([
    [25, []],
    [26, [{ kind: 'overLimit', path: ['spec', 'egress', 0, 'to'] }]],
  ])('counts peers: %i', (count, remarks) => {
    const to = Array.from({ length: count }, () => everyPod);
    const { world } = modelOfManifests([cnp({ egress: [{ action: 'Deny', to }] })]);
    expect(world.policies[0]?.[0]?.remarks).toMatchObject(remarks);
  });

  it('keeps policies of one priority in the order of their documents', () => {
    const [open, closed] = [cnp(ins(accept(everyPod))), cnp(ins(deny(everyPod)))];
    expect(answer(modelOfManifests([...town, open, closed]), toDb)).toBe('yes');
    expect(answer(modelOfManifests([...town, closed, open]), toDb)).toBe('no');
  });

  it('does nothing where no engine reads it', () => {
    const model = modelOfManifests([...town, cnp(ins(deny(everyPod)))], 'none');
    expect(answer(model, toDb)).toBe('yes');
    expect(model.world.policies[0]?.[0]?.remarks[0]?.kind).toBe('notEnforced');
  });
});
