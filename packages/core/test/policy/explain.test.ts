import { describe, expect, it } from 'vitest';
import { spanChange } from '../../src/policy/compare.ts';
import { editedModel } from '../../src/policy/edit.ts';
import { endOf } from '../../src/policy/ends.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { ConnectionAsked } from '../../src/policy/evaluation.ts';
import { changedPolicies, editOf } from '../../src/policy/explain/change.ts';
import { type Explanation, explain } from '../../src/policy/explain/explain.ts';
import { lookUpVerdict } from '../../src/policy/explain/look-ups.ts';
import { type Proposal, proposals } from '../../src/policy/explain/propose.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { worldOf } from '../../src/policy/world.ts';
import { modelOfManifests } from './manifests.ts';
import { randomOf } from './random.ts';
import { randomCluster } from './random-cluster.ts';
import { guarded, policy, shop } from './shop.ts';

function why(
  model: PolicyModel,
  [from, to]: readonly [string, string],
  more: Partial<Parameters<typeof explain>[1]> = {},
): Explanation {
  const [sender, receiver] = [endOf(model, from), endOf(model, to)];
  if (!sender.ok || !receiver.ok || sender.end.meant.kind === 'service') throw new Error(to);
  return explain(model, { from: sender.end.meant, to: receiver.end, protocol: 'TCP', ...more });
}

const said = ({ changes, collateral }: Proposal): string =>
  [
    ...changes.map((change) =>
      change.kind === 'addPolicy' || change.kind === 'removePolicy'
        ? `${change.kind} ${change.policy.name}`
        : `${change.kind} ${change.direction} ${change.policy.split('/').at(-1)}`,
    ),
    collateral.pairs,
    collateral.outside.length,
  ].join(' ');

describe('the least that turns a connection', () => {
  const model = modelOfManifests(guarded);

  it.each([
    ['shop/web', 'data/db:5432', 'addPeers ingress db 0 0', 'a peer in the rule for the port'],
    ['data/db', 'shop/web:8080', 'addRule egress deny 0 0', 'a rule where only a deny is'],
    ['shop/api', 'data/db:5432', 'removeRule ingress db 0 0', 'the one rule that opens it'],
    ['shop/web', 'shop/api:8080', 'addPolicy api-deny-ingress 1 1', 'what nothing closes'],
  ])('%s to %s begins with %s: %s', (from, to, first) => {
    const [least] = why(model, [from, to]).proposals;
    expect(least === undefined ? 'none' : said(least)).toBe(first);
  });

  it('counts what else changes, with ports', () => {
    const { proposals: found } = why(model, ['shop/web', 'shop/api:8080']);
    const egress = found.find(({ changes }) =>
      changes.some(
        (change) => change.kind === 'addPolicy' && change.policy.name === 'web-deny-egress',
      ),
    );
    const { ports } = model.world;
    expect(
      egress?.collateral.between.map(({ from, to, pairs, gained, lost }) => [
        `${from.name} ${to.name} ${pairs}`,
        ports.intervals(gained),
        ports.has(lost, 'TCP', 8080),
      ]),
    ).toEqual([
      ['web db 1', [], false],
      ['web api 1', [], false],
    ]);
    expect(egress?.collateral.outside).toEqual([
      { of: expect.objectContaining({ name: 'web' }), direction: 'egress', pods: 1 },
    ]);
  });

  it('changes both ends where both refuse', () => {
    const both = modelOfManifests([
      ...guarded,
      policy(['shop', 'out'], {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Egress'],
      }),
    ]);
    const { proposals: found } = why(both, ['shop/web', 'data/db:5432']);
    expect(found[0] === undefined ? '' : said(found[0])).toBe(
      'addRule egress out addPeers ingress db 0 0',
    );
  });

  it('takes one of several peers away, and never the last', () => {
    const several = (...names: readonly string[]) =>
      modelOfManifests([
        ...shop,
        policy(['shop', 'in'], {
          podSelector: { matchLabels: { app: 'api' } },
          ingress: [{ from: names.map((app) => ({ podSelector: { matchLabels: { app } } })) }],
        }),
      ]);
    const least = (model2: PolicyModel) =>
      why(model2, ['shop/web', 'shop/api:8080']).proposals[0]?.changes[0]?.kind;
    expect(least(several('web', 'other'))).toBe('removePeer');
    expect(least(several('web'))).toBe('removeRule');
  });

  it('proposes nothing where nothing enforces, and nothing by name', () => {
    const none = why(modelOfManifests(guarded, 'none'), ['shop/web', 'data/db:5432']);
    expect([none.want, none.proposals]).toEqual(['denied', []]);
    expect(why(model, ['data/db', 'api.example.com:443']).proposals).toEqual([]);
  });

  it('opens a range as a whole, and what is public without private space', () => {
    const peersTo = (to: string) =>
      why(model, ['data/db', to]).proposals[0]?.policies[0]?.after?.egress.at(-1)?.peers;
    expect(peersTo('203.0.113.0/24:443')).toEqual([
      { kind: 'ipBlock', cidr: '203.0.113.0/24', except: [] },
    ]);
    expect(peersTo('internet:443')?.[0]).toEqual({
      kind: 'ipBlock',
      cidr: '0.0.0.0/0',
      except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
    });
  });

  it('opens addresses by their range', () => {
    const [least] = why(model, ['data/db', '203.0.113.7:443']).proposals;
    expect(least?.policies[0]?.after?.egress.at(-1)?.peers).toEqual([
      { kind: 'ipBlock', cidr: '203.0.113.7/32', except: [] },
    ]);
  });
});

describe('why', () => {
  it('parts all ports by reason', () => {
    const { ports } = why(modelOfManifests(guarded), ['shop/api', 'data/db']);
    const open = ports?.groups.filter(({ example }) => example.verdict === 'allowed');
    expect(open?.map((group) => group.ports)).toEqual([
      [{ protocol: 'TCP', first: 5432, last: 5432 }],
      [{ protocol: 'TCP', first: 9187, last: 9187 }],
    ]);
  });

  it('tells that the look-up before an allowed connection is not', () => {
    const model = modelOfManifests([
      ...guarded,
      policy(['shop', 'out'], {
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] }],
      }),
    ]);
    const { answers, lookUps } = why(model, ['shop/api', 'data/db:5432']);
    expect(answers[0]?.example.verdict).toBe('allowed');
    expect(lookUps.map((one) => lookUpVerdict(one, one.udp))).toEqual(['denied', 'denied']);
    const open = why(modelOfManifests(guarded), ['shop/api', 'data/db:5432']);
    expect(open.lookUps.map((one) => lookUpVerdict(one, one.udp))).toEqual(['allowed', 'allowed']);
  });

  it('knows the Services that lead there, by the port of the pods', () => {
    const model = modelOfManifests([
      ...guarded,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'sql', namespace: 'data' },
        spec: { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 'pg' }] },
      },
    ]);
    const { services } = why(model, ['shop/api', 'data/db:5432']);
    expect(services.map(({ service, port, targets }) => [service.name, port, targets])).toEqual([
      ['sql', 80, [5432]],
    ]);
    const bySvc = why(model, ['shop/web', 'svc:data/sql:80']);
    expect(bySvc.connections.map(({ port }) => port)).toEqual([5432]);
    expect(bySvc.proposals.length).toBeGreaterThan(0);
  });
});

describe('on random clusters, every proposal', () => {
  const clusters = 120;

  it('turns the connection when all is read anew, and changes as much else as it says', () => {
    let checked = 0;
    for (let seed = 1; seed <= clusters; seed += 1) {
      const model = modelOfManifests(randomCluster(seed, { unknownFields: false }));
      const random = randomOf(seed);
      const pods = model.world.pods.filter(({ hostNetwork }) => !hostNetwork);
      if (pods.length < 2) continue;
      const [from, to] = [random.pick(pods), random.pick(pods)];
      if (from === to) continue;
      const asked: ConnectionAsked = {
        from: { kind: 'pod', pod: from },
        to: { kind: 'pod', pod: to },
        protocol: 'TCP',
        port: random.pick([80, 443, 8080]),
      };
      const was = evaluate(model, asked);
      if (was.family === undefined) continue;
      const want = was.verdict === 'allowed' ? 'denied' : 'allowed';
      for (const proposal of proposals(model, { connections: [asked], want })) {
        const after = editedModel(
          model,
          editOf(changedPolicies(model.world, proposal.changes)),
        ).world;
        const [Linux, Windows = Linux] = after.dialects;
        if (Linux === undefined || Windows === undefined) throw new Error('no dialect');
        const again = modelOf(
          worldOf(after.objects, { dialects: { Linux, Windows }, beside: after }),
        );
        const ends = [from, to].map((pod) => model.world.pods.indexOf(pod));
        const [a, b] = ends.map((i) => again.world.pods[i]);
        if (a === undefined || b === undefined) throw new Error('no pods');
        const verdict = evaluate(again, {
          ...asked,
          from: { kind: 'pod', pod: a },
          to: { kind: 'pod', pod: b },
        }).verdict;
        const says = `seed ${seed}: ${said(proposal)}`;
        expect(verdict, says).toBe(want);
        expect(proposal.collateral.pairs, says).toBe(othersChanged(model, again, asked));
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });
});

/** Pairs of pods that fare otherwise, but for the asked one on the asked port: one by one. */
function othersChanged(before: PolicyModel, after: PolicyModel, asked: ConnectionAsked): number {
  const [old, now] = [relationOf(before), relationOf(after)];
  const { pods, ports } = before.world;
  const own = ports.of([{ protocol: asked.protocol, first: asked.port, last: asked.port }]);
  let count = 0;
  pods.forEach((from, i) => {
    pods.forEach((to, j) => {
      if (i === j) return;
      const { gained, lost } = spanChange(
        old.model.world.spans,
        old.betweenPods(i, j),
        now.betweenPods(i, j),
      );
      const isAsked =
        asked.from.kind === 'pod' &&
        asked.to.kind === 'pod' &&
        asked.from.pod === from &&
        asked.to.pod === to;
      const rest = isAsked ? [ports.minus(gained, own), ports.minus(lost, own)] : [gained, lost];
      if (rest.some((set) => set !== 0)) count += 1;
    });
  });
  return count;
}
