import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { engineProfile } from '../../src/facts/policy-engines.ts';
import { ciliumPart } from '../../src/path/elements/cilium.ts';
import type { Party, PodParty } from '../../src/path/elements/policy-party.ts';
import type { Match } from '../../src/path/packet.ts';
import { inSpace, ins, onPorts, outs, pg, type Words } from './cilium.ts';
import { elementsOf, modelOfManifests } from './manifests.ts';
import { answer, town } from './town.ts';

// Paths through a network read Cilium's policies by a shorter form. What it reads, both must read alike.

const at = (text: string) => ({ kind: 'range', range: prefix(text), slot: text }) as const;

const pod = (namespace: string, app: string, address: string): PodParty => ({
  kind: 'pod',
  namespace,
  labels: { app },
  namespaceLabels: {},
  ports: [],
  hostNetwork: false,
  address: at(address),
});

const [web, db, mon] = [
  pod('shop', 'web', '10.244.0.10/32'),
  pod('data', 'db', '10.244.1.10/32'),
  pod('ops', 'mon', '10.244.1.11/32'),
];
const world: Party = { kind: 'other', address: at('203.0.113.7/32') };
const remote: Party = { kind: 'node', own: false, address: at('10.240.0.5/32') };

const ends: readonly (readonly [string, PodParty, Party, 'in' | 'out'])[] = [
  ['shop/web -> data/db', db, web, 'in'],
  ['ops/mon -> data/db', db, mon, 'in'],
  ['203.0.113.7 -> data/db', db, world, 'in'],
  ['shop/web -> data/db', web, db, 'out'],
  ['shop/web -> 203.0.113.7', web, world, 'out'],
  ['shop/web -> node:n2', web, remote, 'out'],
];

const peers: readonly Words[] = [
  { endpoints: [{}] },
  { endpoints: [inSpace('shop')] },
  { endpoints: [inSpace('data')] },
  { endpoints: [{ matchLabels: { 'k8s:app': 'web', 'io.kubernetes.pod.namespace': 'shop' } }] },
  { endpoints: [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }] },
  { entities: ['all'] },
  { entities: ['world'] },
  { entities: ['remote-node'] },
  { entities: ['host'] },
  { cidr: ['0.0.0.0/0'] },
  { cidr: ['203.0.113.0/24'] },
  { cidr: ['198.51.100.0/24'] },
];

const spelled = { endpoints: 'Endpoints', entities: 'Entities', cidr: 'CIDR' };

const written = (direction: 'from' | 'to', said: Words): Words =>
  Object.fromEntries(
    Object.entries(spelled).flatMap(([key, word]) =>
      said[key] === undefined ? [] : [[`${direction}${word}`, said[key]] as const],
    ),
  );

const ports: readonly Words[] = [{}, pg, onPorts([{ port: '80', protocol: 'TCP' }])];

const rows = ends.flatMap((end) =>
  peers.flatMap((said) => ports.map((more) => [end, said, more] as const)),
);

const spoken = ({ kind }: Match): string => ({ all: 'yes', none: 'no' })[String(kind)] ?? kind;

describe('the shorter form of Cilium policies', () => {
  it.each(rows)('says the same: %j %j %j', ([asked, own, far, direction], said, more) => {
    const isIn = direction === 'in';
    const rule = { ...written(isIn ? 'from' : 'to', said), ...more };
    const manifest = isIn ? ins(rule) : outs(rule);
    const [policy] = elementsOf([manifest]);
    if (policy?.kind !== 'kubernetesObject') throw new Error('no policy');
    const profile = engineProfile('cilium', { os: 'Linux' });
    const range = { first: 5432, last: 5432 };
    const attempt = { own, far, direction, protocol: 'TCP', ports: range, profile } as const;
    const part = ciliumPart(policy, attempt);
    expect(spoken(part.closes)).toBe('yes');
    const model = modelOfManifests([...town, manifest], 'cilium');
    expect(answer(model, `${asked} TCP 5432`)).toBe(spoken(part.allows));
  });

  it('reads no more than this: everybody by an empty item', () => {
    // Here the two part: an empty item means nobody in Cilium, and everybody in the shorter form.
    const [policy] = elementsOf([ins({})]);
    if (policy?.kind !== 'kubernetesObject') throw new Error('no policy');
    const profile = engineProfile('cilium', { os: 'Linux' });
    const range = { first: 1, last: 1 };
    const attempt = { direction: 'in', protocol: 'TCP', ports: range, profile } as const;
    expect(ciliumPart(policy, { ...attempt, own: db, far: web }).allows.kind).toBe('all');
    const model = modelOfManifests([...town, ins({})], 'cilium');
    expect(answer(model, 'shop/web -> data/db TCP 1')).toBe('no');
  });
});
