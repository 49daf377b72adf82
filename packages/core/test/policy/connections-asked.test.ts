import { describe, expect, it } from 'vitest';
import { connectionsAsked, type ServiceAsked } from '../../src/policy/connections-asked.ts';
import { endOf } from '../../src/policy/ends.ts';
import { partiesMeant } from '../../src/policy/ends-parties.ts';
import type { ReadingChoice } from '../../src/policy/of-estate.ts';
import { modelOfManifests } from './manifests.ts';
import { guarded, policy } from './shop.ts';

const service = (name: string, spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'data' },
  spec: { selector: { app: 'db' }, ...spec },
});

const manifests = [
  ...guarded,
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { addresses: [] } },
  service('db', { ports: [{ port: 80, targetPort: 'pg' }] }),
  service('out', { type: 'LoadBalancer', ports: [{ port: 80, targetPort: 5432 }] }),
  service('local', {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, targetPort: 5432 }],
  }),
  policy(['data', 'office'], {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 5432 }] }],
  }),
];

function asked(from: string, to: string, reading: ReadingChoice = 'specification'): ServiceAsked {
  const model = modelOfManifests(manifests, reading);
  const [sender, receiver] = [endOf(model, from), endOf(model, to)];
  if (!sender.ok || !receiver.ok || sender.end.meant.kind === 'service') throw new Error(to);
  const { port } = receiver.end;
  const { service: found } = connectionsAsked(model, {
    from: partiesMeant(model.world, sender.end.meant),
    to: receiver.end,
    protocol: 'TCP',
    ...(port === undefined ? {} : { port }),
  });
  if (found === undefined) throw new Error('no Service');
  return found;
}

describe('a Service that is asked for', () => {
  it.each([
    ['shop/api', 'svc:data/db:80', 'yes', 'client', 'the way in is open on the port of the pod'],
    ['shop/web', 'svc:data/db:80', 'no', 'client', 'a policy lets in the other one only'],
    ['203.0.113.7', 'svc:data/local:80', 'yes', 'client', 'the address is kept'],
    ['203.0.113.7', 'svc:data/out:80', 'maybe', 'node', 'a node may be the own one of the pod'],
  ])('%s to %s: %s, the pod sees the %s: %s', (...row) => {
    const [from, to, passes, seen] = row;
    const { legs } = asked(from, to);
    expect(legs.map(({ leg }) => [leg.passes, leg.seen, leg.port])).toEqual([[passes, seen, 5432]]);
  });

  it('asks no policy where the engine does not filter what comes through it', () => {
    const { legs } = asked('203.0.113.7', 'svc:data/out:80', 'azure');
    expect(legs.map(({ leg, connections }) => [leg.passes, leg.seen, connections])).toEqual([
      ['yes', 'unfiltered', []],
    ]);
  });

  it('tells once why it leads nowhere, however many ask', () => {
    expect(asked('shop/*', 'svc:data/db:81').problems.map(({ kind }) => kind)).toEqual([
      'noSuchPort',
    ]);
    expect(asked('203.0.113.7', 'svc:data/db:80').problems).toEqual([{ kind: 'noDoor' }]);
  });
});

it('looks a port up by name on each receiver', () => {
  const model = modelOfManifests(manifests);
  const to = endOf(model, 'data/db:pg');
  const from = endOf(model, 'shop/api');
  if (!to.ok || !from.ok || from.end.meant.kind !== 'pods') throw new Error('no end');
  const senders = partiesMeant(model.world, from.end.meant);
  const ask = (port: string) =>
    connectionsAsked(model, { from: senders, to: to.end, protocol: 'TCP', port }).connections;
  expect(ask('pg').map(({ port }) => port)).toEqual([5432]);
  expect(ask('http')).toEqual([]);
});
