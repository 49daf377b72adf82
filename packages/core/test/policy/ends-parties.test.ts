import { formatAddress, prefix } from '@aksnet/net';
import { expect, it } from 'vitest';
import { endOf } from '../../src/policy/ends.ts';
import { partiesMeant } from '../../src/policy/ends-parties.ts';
import type { Party } from '../../src/policy/match.ts';
import { piecesOf } from '../../src/policy/range-pieces.ts';
import { modelOfManifests } from './manifests.ts';
import { guarded, policy } from './shop.ts';

const model = modelOfManifests([
  ...guarded,
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1' },
    status: { addresses: [{ type: 'InternalIP', address: '10.1.0.4' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'job-1', namespace: 'shop' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
    status: { phase: 'Running', podIPs: [{ ip: '10.2.0.9' }] },
  },
  policy(['shop', 'out'], {
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.64/26'] } }] }],
  }),
]);

const { world } = model;

function parties(text: string): readonly Party[] {
  const answer = endOf(model, text);
  if (!answer.ok || answer.end.meant.kind === 'service') return [];
  return partiesMeant(world, answer.end.meant);
}

function called(party: Party): string {
  switch (party.kind) {
    case 'pod':
      return `${party.pod.namespace}/${party.pod.name}`;
    case 'node':
      return `node ${party.node.name}`;
    case 'address':
      return formatAddress(party.address);
    case 'name':
      return party.name;
  }
}

it.each<[string, readonly string[]]>([
  ['shop/web', ['shop/web']],
  ['shop/Deployment/web', ['shop/web']],
  ['shop/job-1', ['shop/job-1']],
  ['shop/*', ['shop/web', 'shop/api', 'shop/job-1']],
  ['data', ['data/db']],
  ['node:n1', ['node n1']],
  ['10.1.0.4', ['node n1']],
  ['10.2.0.9', ['shop/job-1']],
  ['203.0.113.7', ['203.0.113.7']],
  ['api.example.com', ['api.example.com']],
  ['203.0.113.0/24', ['203.0.113.0', '203.0.113.64', '203.0.113.128']],
])('%s means %j', (text, expected) => {
  expect(parties(text).map(called)).toEqual(expected);
});

it.each([
  ['shop/StatefulSet/web', 'shop/web'],
  ['shop/wbe', 'shop/web'],
  ['dta/db', 'data/db'],
  ['node:n2', 'node:n1'],
  ['nothing', undefined],
  ['__proto__', undefined],
  ['ingress:public', undefined],
])('%s means nothing; near is %s', (text, near) => {
  const answer = endOf(model, text);
  expect(answer.ok ? 'known' : answer.unknown.near[0]).toBe(near);
});

it('cuts a range where blocks begin and end, and around who is inside', () => {
  const pieces = piecesOf(world, prefix('10.1.0.0/24'));
  expect(pieces.map(({ address, holder }) => [formatAddress(address), holder?.kind])).toEqual([
    ['10.1.0.0', undefined],
    ['10.1.0.4', 'node'],
    ['10.1.0.5', undefined],
  ]);
  expect(piecesOf(world, prefix('0.0.0.0/0')).some(({ isPrivate }) => isPrivate)).toBe(true);
});
