import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { group, groupId, rule, world } from '../../../test/path/draw.ts';
import type {
  AdminConfiguration,
  AdminRuleCollection,
  NetworkGroup,
} from '../../estate/elements/admin-rules.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { SecurityRule } from '../../estate/elements/security-group.ts';
import { subnet, subnetId, vnet, vnetId } from '../../estate/sketch.ts';
import { notStated, unknown } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import type { Packet, Where } from '../packet.ts';
import { adminRulesFor } from './admin-rules.ts';
import { subnetFilters } from './groups.ts';

const networkGroup = (more: Partial<NetworkGroup> = {}): NetworkGroup => ({
  kind: 'networkGroup',
  id: '/manager/groups/all',
  name: 'all',
  source: designed('all'),
  members: [{ name: 'a', member: vnetId('a') }],
  filledByPolicy: false,
  ...more,
});

const configuration = (regions: AdminConfiguration['regions']): AdminConfiguration => ({
  kind: 'adminConfiguration',
  id: '/manager/configurations/c',
  name: 'c',
  source: designed('c'),
  regions,
});

const collection = (
  rules: readonly SecurityRule[],
  more: Partial<AdminRuleCollection> = {},
): AdminRuleCollection => ({
  kind: 'adminRuleCollection',
  id: '/manager/configurations/c/collections/x',
  name: 'x',
  source: designed('x'),
  appliesTo: ['/manager/groups/all'],
  rules,
  ...more,
});

const everywhere = configuration(['southeastasia']);
const unsaid = notStated('what would tell');

const estateWith = (rules: readonly SecurityRule[], ...more: readonly AnyElement[]) =>
  world([
    vnet('a', ['10.0.0.0/16']),
    vnet('b', ['10.9.0.0/16']),
    subnet('a/s', '10.0.1.0/24', { securityGroup: groupId('g') }),
    group('g', rules),
    ...more,
  ]);

const at = (text: string): Where => ({ kind: 'range', range: prefix(text), slot: text });

const asked: Packet = {
  src: at('10.0.2.0/24'),
  dst: at('10.0.1.0/24'),
  protocol: 'TCP',
  ports: { first: 443, last: 443 },
};

function said(estate: ReturnType<typeof world>): string {
  const answers = subnetFilters(estate, asked, { subnet: subnetId('a', 's'), direction: 'in' });
  if ('kind' in answers) return answers.kind;
  const rulings = answers.map(({ ruling }) => ruling);
  if (rulings.some(({ kind }) => kind === 'unsure')) return 'unsure';
  const one = rulings.find(({ kind }) => kind === 'stops') ?? rulings.at(-1);
  return one === undefined || one.kind === 'unsure' ? 'not asked' : `${one.kind} ${one.decidedBy}`;
}

describe('where a collection holds', () => {
  const inB = { members: [{ name: 'b', member: vnetId('b') }] };
  it.each<[string, readonly AnyElement[], 'holds' | 'open' | 'holds not']>([
    ['in a VNet of its group', [networkGroup(), everywhere], 'holds'],
    [
      'in a subnet of its group',
      [networkGroup({ members: [{ name: 's', member: subnetId('a', 's') }] }), everywhere],
      'holds',
    ],
    ['not in a VNet that is in no group', [networkGroup(inB), everywhere], 'holds not'],
    [
      'perhaps in one that a policy may put into it',
      [networkGroup({ ...inB, filledByPolicy: unsaid }), everywhere],
      'open',
    ],
    [
      'perhaps in one that a policy puts others beside',
      [networkGroup({ ...inB, filledByPolicy: true }), everywhere],
      'open',
    ],
    [
      'perhaps, where nobody listed the members',
      [networkGroup({ members: unsaid }), everywhere],
      'open',
    ],
    ['perhaps, where the group is not there', [everywhere], 'open'],
    [
      'not in a region to which nobody deployed it',
      [networkGroup(), configuration(['westeurope'])],
      'holds not',
    ],
    ['nowhere, before it is deployed', [networkGroup(), configuration([])], 'holds not'],
    [
      'perhaps, where nobody says whether it is deployed',
      [networkGroup(), configuration(unsaid)],
      'open',
    ],
    ['perhaps, where its configuration is not there', [networkGroup()], 'open'],
  ])('%s', (_, more, expected) => {
    const estate = estateWith([], collection([]), ...more);
    const { collections, missing } = adminRulesFor(estate, subnetId('a', 's'));
    expect(missing).toEqual([]);
    const [one] = collections;
    expect(one === undefined ? 'holds not' : one.unless.length > 0 ? 'open' : 'holds').toBe(
      expected,
    );
  });

  it('names the id of the group that would tell', () => {
    const estate = estateWith([], collection([]), everywhere);
    expect(adminRulesFor(estate, subnetId('a', 's')).collections[0]?.unless).toEqual([
      { kind: 'notSupplied', what: '/manager/groups/all' },
    ]);
  });
});

describe('what it says', () => {
  const denied = [rule('Inbound Deny 100 * > *')];
  it.each([
    ['Deny is final', [], 'Inbound Deny 10 * > *', 'stops Deny-10'],
    ['AlwaysAllow is final', denied, 'Inbound AlwaysAllow 10 * > *', 'passes AlwaysAllow-10'],
    ['Allow hands over to the group', denied, 'Inbound Allow 10 * > *', 'stops Deny-100'],
  ])('%s', (...[, rules, text, expected]) => {
    const admin = [collection([rule(text)]), everywhere, networkGroup()];
    expect(said(estateWith(rules, ...admin))).toBe(expected);
  });

  it('is not known where its rules are not', () => {
    const dark = collection([], { rules: unknown({ kind: 'notListed', what: 'rules' }) });
    expect(said(estateWith([], dark, everywhere, networkGroup()))).toBe('unsure');
  });
});

describe('a collection that may hold leaves open only what hangs on it', () => {
  const denied = [rule('Inbound Deny 100 * > *')];
  it.each([
    ['a Deny of what is asked', [], 'Inbound Deny 10 * > *', 'unsure'],
    ['a Deny of another port', [], 'Inbound Deny 10 * > * : 3389', 'passes AllowVNetInBound'],
    ['an AlwaysAllow of what the group denies', denied, 'Inbound AlwaysAllow 10 * > *', 'unsure'],
    [
      'an AlwaysAllow of what the group allows',
      [],
      'Inbound AlwaysAllow 10 * > *',
      'passes AllowVNetInBound',
    ],
    ['an Allow of what the group denies', denied, 'Inbound Allow 10 * > *', 'stops Deny-100'],
  ])('%s', (...[, rules, text, expected]) => {
    const admin = [collection([rule(text)]), configuration(unsaid), networkGroup()];
    expect(said(estateWith(rules, ...admin))).toBe(expected);
  });
});

describe('a rule that names a network group', () => {
  const from = (more: Partial<NetworkGroup>) =>
    said(
      estateWith(
        [],
        collection([
          {
            ...rule('Inbound Deny 10 * > *'),
            sources: [{ kind: 'networkGroup', id: '/manager/groups/others' }],
          },
        ]),
        everywhere,
        networkGroup(),
        networkGroup({ id: '/manager/groups/others', name: 'others', ...more }),
      ),
    );

  it.each<[string, Partial<NetworkGroup>, string]>([
    ['means the ranges of its members', {}, 'stops Deny-10'],
    [
      'means no other',
      { members: [{ name: 'b', member: vnetId('b') }] },
      'passes AllowVNetInBound',
    ],
    ['may mean what nobody listed', { members: unsaid }, 'unsure'],
    ['may mean what is not there', { members: [{ name: 'z', member: vnetId('z') }] }, 'unsure'],
  ])('%s', (_, more, expected) => {
    expect(from(more)).toBe(expected);
  });
});
