import { describe, expect, it } from 'vitest';
import { contradictionsAfterForgetting } from '../../test/check/forget.ts';
import { financialSaas } from '../../test/fixtures/requirements.ts';
import { changed, without, world } from '../../test/path/draw.ts';
import { smallWorld, smallWorldElements } from '../../test/path/small-world.ts';
import type { Judgement, Rule } from '../check/rule.ts';
import { findRule } from '../check/rules.ts';
import { design } from '../design/design.ts';
import type { Flow, FlowEnd } from '../estate/elements/flow.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { all, type Estate, withElements } from '../estate/estate.ts';
import { ownId } from '../estate/id.ts';
import { cluster, clusterId, external, pool, subnet, subnetId, vnet } from '../estate/sketch.ts';
import { plain, words } from '../evidence/prose.ts';
import { designed } from '../evidence/source.ts';
import { type ApiCaller, type Intent, intentsOf } from './intents.ts';
import { type Proven, verify } from './verify.ts';

const estate = design({ requirements: financialSaas(), day: '2026-11-23' }).estate;
const proven = verify(estate, intentsOf(estate));

const about = (list: readonly Proven[], text: string): readonly Proven[] =>
  list.filter(({ intent }) => plain(intent.says).includes(text));

const broken = (how: (element: AnyElement) => boolean): readonly Proven[] => {
  const less = without(estate, how);
  return verify(less, intentsOf(estate));
};

const notYes = (list: readonly Proven[]): readonly string[] =>
  list.flatMap(({ holds, intent }) => (holds === 'yes' ? [] : [plain(intent.says)]));

describe('the worked example', () => {
  it('has its wanted connections, and each of its clusters what it needs', () => {
    const wanted = proven.filter(({ intent }) => intent.wants !== 'noConnection');
    expect(wanted.length).toBeGreaterThan(50);
    expect(notYes(wanted)).toEqual([]);
  });

  it('has not what is forbidden inside the cluster', () => {
    const [first] = about(proven, 'batch/settlement → payments/payment-api');
    expect(first).toMatchObject({ holds: 'yes', trace: { verdict: 'blocked' } });
  });

  it('believes who guarantees that a service does not answer on the internet', () => {
    const [first] = about(proven, 'internet → sqlDatabase');
    expect(first).toMatchObject({ holds: 'yes', trace: { verdict: 'blocked' } });
  });

  it('does not pretend to know what a service itself lets in when nobody says', () => {
    const silent = all(estate, 'privateEndpoint').map(({ publicAccess: _, ...said }) => said);
    const [first] = about(
      verify(withElements(estate, silent), intentsOf(estate)),
      'internet → sqlDatabase',
    );
    expect(first).toMatchObject({
      holds: 'undetermined',
      missing: [{ kind: 'notStated', field: expect.stringMatching(/^publicNetworkAccess/) }],
    });
  });
});

const isByName = (e: AnyElement): boolean =>
  e.kind === 'kubernetesObject' && e.objectKind === 'CiliumNetworkPolicy';

/** Workloads of the example call it themselves, so it has a rule of its own as well. */
const signIn = 'login.microsoftonline.com';

describe('one thing broken at a time', () => {
  it('a zone that is not linked to the spoke', () => {
    const found = broken(
      (e) =>
        e.kind === 'privateDnsLink' &&
        e.zone.includes('vaultcore') &&
        e.name.includes('prod-southeastasia'),
    );
    const [vault] = about(found, 'payments/payment-api → keyVault');
    expect(vault).toMatchObject({ holds: 'no' });
    expect(vault?.trace?.blockers[0]).toMatchObject({
      kind: 'resolved',
      answer: 'public',
      linkedTo: [expect.stringContaining('vnet-hub-southeastasia')],
    });
    expect(notYes(found).filter((says) => says.includes('pe-'))).toEqual([
      expect.stringContaining('pe-kv-pay-app'),
      expect.stringContaining('pe-kv-pay-tls'),
    ]);
  });

  it('a firewall rule', () => {
    const cut = changed(estate, (element) =>
      element.kind === 'ruleCollectionGroup' && element.name === 'rcg-workloads'
        ? { ...element, collections: [] }
        : element,
    );
    const [partner] = about(verify(cut, intentsOf(cut)), 'card-processor');
    expect(partner).toMatchObject({ holds: 'no', trace: { verdict: 'blocked' } });
    expect(partner?.trace?.blockers).toMatchObject([{ kind: 'filtered', filter: 'firewall' }]);
    expect(partner?.counterexample?.name).toBe('api.cardprocessor.example');
  });

  it('the tag of AKS', () => {
    const cut = changed(estate, (element) =>
      element.kind === 'ruleCollectionGroup' && element.name === 'rcg-aks'
        ? { ...element, collections: [] }
        : element,
    );
    const found = about(verify(cut, intentsOf(cut)), 'which AKS requires');
    const others = found.filter(({ intent }) => !plain(intent.says).includes(signIn));
    expect(others.length).toBeGreaterThan(8);
    expect(others.every(({ holds }) => holds === 'no')).toBe(true);
  });

  it('the default route', () => {
    const cut = changed(estate, (element) =>
      element.kind === 'routeTable' && element.name.startsWith('rt-prod')
        ? { ...element, routes: [] }
        : element,
    );
    const [partner] = about(verify(cut, intentsOf(cut)), 'card-processor');
    expect(partner).toMatchObject({ holds: 'no', trace: { verdict: 'blackholed' } });
    expect(partner?.trace?.blockers).toMatchObject([{ kind: 'stuck', because: 'noExit' }]);
  });

  it('a security group that lets nobody in', () => {
    const shut = changed(estate, (element) =>
      element.kind === 'networkSecurityGroup' && element.name.includes('private-endpoints')
        ? { ...element, rules: [] }
        : element,
    );
    const denied = changed(shut, (element) => {
      if (element.kind !== 'networkSecurityGroup' || !element.name.includes('apiserver'))
        return element;
      const rules = Array.isArray(element.rules) ? element.rules : [];
      return { ...element, rules: rules.filter(({ access }) => access === 'Deny') };
    });
    const found = verify(denied, intentsOf(denied));
    const [nodes] = about(found, 'reach its API server');
    expect(nodes).toMatchObject({ holds: 'no' });
    expect(nodes?.trace?.blockers).toMatchObject([
      { filter: 'securityGroup', direction: 'in', decidedBy: 'DenyAllInBound' },
    ]);
  });

  it.each([
    ['egress to the service', { reason: 'signing keys', type: 'Egress' }, '→ keyVault', 'out'],
    ['ingress of the receiver', { reason: 'internal stream', type: 'Ingress' }, 'kafka', 'in'],
    ['names in the namespace', { name: 'allow-dns', type: 'Egress' }, '→ storageBlob', 'out'],
  ] as const)('a policy: %s', (...[, policy, says, direction]) => {
    const found = broken(
      (e) =>
        // A policy by host name lets names be asked for as well.
        (policy.type === 'Egress' && 'name' in policy && isByName(e)) ||
        (e.kind === 'networkPolicy' &&
          e.policyTypes.includes(policy.type) &&
          ('name' in policy
            ? e.name === policy.name
            : e.annotations?.['aksnet/reason'] === policy.reason)),
    );
    const [hit] = about(found, says);
    expect(hit).toMatchObject({ holds: 'no', trace: { verdict: 'blocked' } });
    expect(hit?.trace?.blockers).toMatchObject([
      {
        filter: 'networkPolicy',
        direction,
        decidedBy: expect.stringContaining('default-deny-all'),
      },
    ]);
  });

  it('a forbidden connection that nothing closes is found, with a packet that passes', () => {
    const opened = without(
      estate,
      (e) => e.kind === 'networkPolicy' || e.kind === 'kubernetesObject',
    );
    const [first] = about(verify(opened, intentsOf(estate)), 'batch/settlement → payments');
    expect(first).toMatchObject({ holds: 'no', trace: { verdict: 'delivered' } });
    expect(first?.counterexample).toBeDefined();
  });
});

const flow = (from: FlowEnd, to: FlowEnd, said: Partial<Flow> = {}): Flow => ({
  kind: 'flow',
  id: ownId('flow', JSON.stringify([from, to])),
  name: 'f',
  source: designed('f'),
  wanted: true,
  from,
  to,
  ports: [{ protocol: 'TCP', port: 443 }],
  ...said,
});
const web: FlowEnd = { kind: 'workload', namespace: 'shop', workload: 'web' };
const db: FlowEnd = { kind: 'workload', namespace: 'back', workload: 'db' };

describe('forgetting', () => {
  const flows = [
    flow(web, { kind: 'fqdn', name: 'api.partner.example' }),
    flow(web, { kind: 'fqdn', name: 'www.example.com' }),
    flow(web, { kind: 'paas', service: 'keyVault' }),
    flow(web, db),
    flow({ kind: 'internet' }, db, { wanted: false, ports: [] }),
    flow(
      { kind: 'range', cidr: '192.168.7.0/24' },
      { kind: 'apiServer', cluster: clusterId('aks') },
    ),
  ];
  const small = world([...smallWorldElements, ...flows]);
  const intents = intentsOf(small);

  /** Judges as a rule does, so that the same law can be held against it. */
  const [someRule] = ['AKS-IP-001'].flatMap((code) => findRule(code) ?? []);
  const asRule = (rule: Rule): Rule => ({
    ...rule,
    *judge(less: Estate): Iterable<Judgement> {
      for (const { intent, holds, missing } of verify(less, intents)) {
        const subject = intent.id;
        if (holds === 'yes') yield { kind: 'pass', subject };
        else if (holds === 'undetermined') yield { kind: 'undetermined', subject, missing };
        else
          yield {
            kind: 'finding',
            subject,
            says: words('it does not hold'),
            evidence: { kind: 'facts', says: [] },
            fix: words('mend it'),
          };
      }
    },
  });

  it('may leave a proof open, and never turns it round', () => {
    const holds = verify(small, intents).map((each) => each.holds);
    expect(new Set(holds)).toEqual(new Set(['yes', 'no']));
    if (someRule === undefined) throw new Error('a rule to dress up as is needed');
    expect(contradictionsAfterForgetting(asRule(someRule), small)).toEqual([]);
  });
});

describe('callers and ends', () => {
  const caller = (from: ApiCaller['from']): ApiCaller => ({
    cluster: clusterId('aks'),
    name: 'engineers',
    from,
  });
  const ask = (less: Estate, from: ApiCaller['from']): Proven | undefined =>
    about(verify(less, intentsOf(less, [caller(from)])), 'engineers')[0];

  it('people in a range outside', () => {
    const [office] = all(smallWorld, 'externalRange');
    expect(
      ask(smallWorld, { kind: 'outside', name: 'office', ranges: [office?.id ?? ''] })?.holds,
    ).toBe('yes');
    const moved = { ...external('office', 'onPremises', ['172.20.0.0/16']) };
    const away = world([...smallWorldElements.filter((e) => e.kind !== 'externalRange'), moved]);
    expect(ask(away, { kind: 'outside', name: 'office', ranges: [moved.id] })).toMatchObject({
      holds: 'no',
      trace: { blockers: [{ because: 'noWayIn' }] },
    });
  });

  it('people of whom no range bears the name', () => {
    expect(ask(smallWorld, { kind: 'people', name: 'anybody' })).toMatchObject({
      holds: 'undetermined',
      missing: [{ kind: 'notStated' }],
    });
  });

  it('ends with hostile names', () => {
    for (const name of ['__proto__', 'constructor', '$(rm -rf ~)', '"]', '<script>'])
      for (const end of [
        { kind: 'people', name },
        { kind: 'fqdn', name },
        { kind: 'paas', service: name },
        { kind: 'workload', namespace: name },
        { kind: 'range', cidr: name },
      ] as const) {
        const intents: readonly Intent[] = [
          {
            id: name,
            about: name,
            wants: 'connection',
            from: web,
            to: end,
            ports: [],
            says: words('x'),
          },
        ];
        expect(['no', 'undetermined']).toContain(verify(smallWorld, intents)[0]?.holds);
      }
  });
});

it('proves 200 clusters with ten intents each in little time', () => {
  const names = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const many = world([
    ...smallWorldElements,
    ...names.flatMap((name, i) => [
      vnet(name, [`10.${20 + (i >> 5)}.${(i & 31) * 8}.0/21`]),
      subnet(`${name}/nodes`, `10.${20 + (i >> 5)}.${(i & 31) * 8}.0/24`),
      cluster(name),
      pool(`${name}/p`, 3, { subnet: subnetId(name, 'nodes') }),
    ]),
  ]);
  const intents = intentsOf(many);
  expect(intents.length).toBeGreaterThan(2000);
  const start = performance.now();
  const results = verify(many, intents);
  const took = performance.now() - start;
  expect(results.every(({ holds }) => holds === 'yes')).toBe(true);
  // A second is the promise; the factor is for machines that do other things beside.
  expect(took).toBeLessThan(4000);
});

it('the same estate gives the same intents, each with a name of its own', () => {
  const intents = intentsOf(estate);
  expect(new Set(intents.map(({ id }) => id)).size).toBe(intents.length);
  expect(intentsOf(estate)).toEqual(intents);
});
