import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileNames } from '../../test/fixtures/hostile.ts';
import { hubSpoke } from '../../test/fixtures/hub-spoke.ts';
import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate, estateOf } from '../estate/estate.ts';
import {
  cluster,
  pool,
  prefixes,
  type SaidOfCluster,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../estate/sketch.ts';
import { plain } from '../evidence/prose.ts';
import type { LegacyCluster, Slice } from '../requirements/legacy.ts';
import { migrationPlan, takesOverFrom } from './migration.ts';
import { sliceOrder } from './order.ts';

const slice = (namespace: string, after: readonly string[] = [], hosts = ['a.example']): Slice => ({
  namespace,
  after,
  hosts,
});

const old = (said: Partial<LegacyCluster> = {}): LegacyCluster => ({
  name: 'old-aks',
  mode: 'kubenet',
  region: 'southeastasia',
  ranges: {
    virtualNetwork: prefixes('10.1.0.0/16'),
    nodes: prefixes('10.1.0.0/20'),
    pods: prefixes('10.244.0.0/16'),
    services: prefixes('10.0.0.0/16'),
  },
  kubernetesVersion: '1.33',
  policyEngine: 'calico',
  windows: false,
  allowedElsewhere: prefixes('203.0.113.4/32'),
  movesTo: 'new',
  runs: [slice('shop', ['data']), slice('data', [], [])],
  ...said,
});

/** The new network: by default in the VNet and with the Service range of the old cluster. */
const fresh = (ranges = ['10.1.0.0/16'], said: SaidOfCluster = {}): Estate =>
  estateOf(sketchedFrame, [
    vnet('v', ranges),
    subnet('v/nodes', undefined),
    cluster('aks-new-prod', said),
    pool('aks-new-prod/a', 3, { subnet: subnetId('v', 'nodes') }),
  ]);

const only = (estate: Estate): Cluster => {
  const [first] = all(estate, 'cluster');
  if (first === undefined) throw new Error('no cluster');
  return first;
};

const plan = (estate: Estate, legacy: LegacyCluster) =>
  migrationPlan({ estate, legacy, target: only(estate) });

const lostBecause = (estate: Estate, legacy: LegacyCluster): string =>
  plan(estate, legacy)
    .decision.lost.flatMap((each) => each.because.map(plain))
    .join('; ');

describe('the way', () => {
  it('is in place where every change is documented and everything fixed is right', () => {
    const made = plan(fresh(), old());
    expect(made.decision.chosen).toBe('inPlace');
    expect(made.steps.map((step) => step.id)).toEqual([
      'inventory',
      'rehearsal',
      'change-1-kubenet-to-overlay',
      'change-2-azure-plane-to-cilium',
      'after',
    ]);
    expect(made.clashes).toEqual([]);
    expect(plain(made.decision.change.price)).toContain('no way back');
  });

  it('switches an engine off before the mode that forbids it changes', () => {
    const made = plan(fresh(), old({ mode: 'nodeSubnet' }));
    expect(made.steps.map((step) => step.id)).toContain('change-1-engine-to-none');
    const without = plan(fresh(), old({ mode: 'nodeSubnet', policyEngine: 'none' }));
    expect(without.steps.map((step) => step.id)).not.toContain('change-1-engine-to-none');
  });

  it.each<[string, Estate, LegacyCluster, string]>([
    ['pods in a subnet', fresh(), old({ mode: 'podSubnetDynamic' }), 'no page documents a change'],
    ['an own plugin', fresh(), old({ mode: 'byo' }), 'no page documents a change'],
    ['another VNet', fresh(['10.2.0.0/16']), old(), 'stays in its VNet'],
    [
      'another Service range',
      fresh(undefined, { network: { serviceRanges: prefixes('172.20.0.0/16') } }),
      old(),
      'Service range cannot be changed',
    ],
    ['another region', fresh(undefined, { location: 'eastasia' }), old(), 'it stands in'],
    ['an old version', fresh(), old({ kubernetesVersion: '1.26' }), 'needs Kubernetes 1.27'],
    ['Windows pools on Cilium', fresh(), old({ windows: true }), 'Windows pools'],
    [
      'a way back from Cilium',
      fresh(undefined, { network: { dataPlane: 'azure', policyEngine: 'azure' } }),
      old({ mode: 'overlay', policyEngine: 'cilium' }),
      'no page documents a change to Azure data plane',
    ],
    [
      'ranges that are not stated',
      fresh(),
      old({ ranges: { virtualNetwork: [], nodes: [], pods: [], services: [] } }),
      'stays in its VNet',
    ],
  ])('is a new cluster for %s', (...[, estate, legacy, reason]) => {
    expect(plan(estate, legacy).decision.chosen).toBe('newCluster');
    expect(lostBecause(estate, legacy)).toContain(reason);
  });

  it('names the end of the old mode', () => {
    const { because } = plan(fresh(['10.2.0.0/16']), old()).decision;
    expect(because.map(plain).join('; ')).toContain('2028-03-31');
  });
});

describe('the steps to a new cluster', () => {
  const made = plan(fresh(['10.2.0.0/16']), old());

  it('come in the order in which they can go back', () => {
    expect(made.steps.map((step) => step.stage)).toEqual([
      'inventory',
      'target',
      'policies',
      'allowLists',
      'entries',
      'slice',
      'slice',
      'drain',
      'retire',
    ]);
    for (const step of made.steps) {
      expect(step.does.length).toBeGreaterThan(0);
      expect(step.doneWhen.length).toBeGreaterThan(0);
      expect(step.rollback.length).toBeGreaterThan(0);
    }
  });

  it('move what others wait for first', () => {
    expect(made.steps.flatMap((step) => (step.stage === 'slice' ? [step.id] : []))).toEqual([
      'slice-data',
      'slice-shop',
    ]);
  });

  it('move by weight only what has names', () => {
    const does = (id: string): string =>
      made.steps
        .find((step) => step.id === id)
        ?.does.map(plain)
        .join(' ') ?? '';
    expect(does('slice-shop')).toContain('weight for a.example');
    expect(does('slice-data')).toContain('no host name');
  });

  it('tell what the new engine reads otherwise', () => {
    const policies = made.steps.find((step) => step.id === 'policies');
    expect(policies?.does.map(plain).join(' ')).toContain('ipBlockMatchesPods');
  });

  it('name the addresses of the exit to those who keep lists', () => {
    const estate = hubSpoke();
    const step = plan(estate, old()).steps.find((each) => each.id === 'allow-lists');
    expect(step?.does.map(plain).join(' ')).toContain('203.0.113.4/32');
    expect(
      plan(estate, old({ allowedElsewhere: [] })).steps.some((each) => each.id === 'allow-lists'),
    ).toBe(false);
  });
});

describe('clashes', () => {
  const clashesOf = (estate: Estate, legacy: LegacyCluster) =>
    plan(estate, legacy).clashes.map(({ effect, legacy: a, target: b }) => [
      effect,
      a.kind,
      b.kind,
    ]);

  it.each<[string, readonly string[], Partial<LegacyCluster['ranges']>, readonly string[][]]>([
    [
      'networks that meet',
      ['10.1.128.0/20'],
      { virtualNetwork: prefixes('10.1.0.0/16') },
      [['blocks', 'vnet', 'vnet']],
    ],
    [
      'old network in the new Service range',
      ['10.9.0.0/16'],
      { virtualNetwork: prefixes('10.0.4.0/24') },
      [['blocks', 'vnet', 'service']],
    ],
    [
      'old Service range over the new network',
      ['10.9.0.0/16'],
      { services: prefixes('10.9.0.0/20') },
      [['blocks', 'service', 'vnet']],
    ],
    [
      'equal Service ranges',
      ['10.9.0.0/16'],
      { services: prefixes('10.0.0.0/16') },
      [['harmless', 'service', 'service']],
    ],
    [
      'equal pod ranges',
      ['10.9.0.0/16'],
      { pods: prefixes('10.244.0.0/16') },
      [['harmless', 'overlayPods', 'overlayPods']],
    ],
    ['nothing', ['10.9.0.0/16'], { virtualNetwork: prefixes('10.8.0.0/16') }, []],
  ])('%s', (...[, network, ranges, found]) => {
    const legacy = old({
      ranges: { virtualNetwork: [], nodes: [], pods: [], services: [], ...ranges },
    });
    expect(clashesOf(fresh([...network]), legacy)).toEqual(found);
  });

  it('knows that pods of some modes are routed', () => {
    const ranges = { virtualNetwork: [], nodes: [], pods: prefixes('10.244.0.0/16'), services: [] };
    expect(clashesOf(fresh(['10.9.0.0/16']), old({ mode: 'podSubnetDynamic', ranges }))).toEqual([
      ['blocks', 'podSubnet', 'overlayPods'],
    ]);
  });

  it('are cleared before anything is built', () => {
    const made = plan(fresh(['10.1.0.0/20']), old());
    expect(made.steps.map((step) => step.stage).slice(0, 3)).toEqual([
      'inventory',
      'clashes',
      'target',
    ]);
  });
});

describe('the order of slices', () => {
  it.each<[string, readonly Slice[], ReturnType<typeof sliceOrder>]>([
    ['as written', [slice('b'), slice('a')], { namespaces: ['b', 'a'], cyclic: [], unknown: [] }],
    [
      'who is waited for',
      [slice('a', ['b']), slice('b')],
      { namespaces: ['b', 'a'], cyclic: [], unknown: [] },
    ],
    [
      'a circle',
      [slice('a', ['b']), slice('b', ['a']), slice('c')],
      { namespaces: ['c'], cyclic: ['a', 'b'], unknown: [] },
    ],
    ['itself', [slice('a', ['a'])], { namespaces: [], cyclic: ['a'], unknown: [] }],
    ['nobody known', [slice('a', ['x'])], { namespaces: ['a'], cyclic: [], unknown: ['x'] }],
    ['nothing', [], { namespaces: [], cyclic: [], unknown: [] }],
  ])('%s', (_, slices, order) => {
    expect(sliceOrder(slices)).toEqual(order);
  });

  it('loses none and breaks no wish', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const drawn = fc.uniqueArray(
      fc.record({ namespace: name, after: fc.array(name, { maxLength: 2 }) }),
      { selector: (each) => each.namespace, maxLength: 5 },
    );
    fc.assert(
      fc.property(drawn, (slices) => {
        const { namespaces, cyclic } = sliceOrder(slices.map((s) => ({ ...s, hosts: [] })));
        expect([...namespaces, ...cyclic].sort()).toEqual(slices.map((s) => s.namespace).sort());
        for (const { namespace, after } of slices) {
          const at = namespaces.indexOf(namespace);
          for (const other of at < 0 ? [] : after)
            expect(namespaces.indexOf(other)).toBeLessThan(at);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('who takes over', () => {
  const estate = estateOf(sketchedFrame, [
    cluster('aks-pay-prod-eastasia', { location: 'eastasia', environment: 'prod' }),
    cluster('aks-pay-test-southeastasia', { environment: 'test' }),
    cluster('aks-pay-prod-southeastasia', { environment: 'prod' }),
    cluster('aks-payroll-prod-southeastasia', { environment: 'prod' }),
  ]);

  it.each<[string, Partial<LegacyCluster>, string | undefined]>([
    ['region and environment', { environment: 'prod' }, 'aks-pay-prod-southeastasia'],
    ['region alone', { environment: 'dev' }, 'aks-pay-test-southeastasia'],
    ['elsewhere', { region: 'westeurope' }, 'aks-pay-prod-eastasia'],
    ['nobody', { movesTo: 'ledger' }, undefined],
  ])('%s', (_, said, name) => {
    expect(takesOverFrom(estate, old({ movesTo: 'pay', ...said }))?.name).toBe(name);
  });
});

it.each(hostileNames)('the name %j stays a part of its own', (name) => {
  const legacy = old({ name, runs: [slice(name)] });
  for (const step of plan(fresh(['10.2.0.0/16']), legacy).steps)
    for (const text of [step.title, ...step.does, ...step.rollback])
      for (const part of text)
        if (typeof part === 'string' && name.length > 2) expect(part).not.toContain(name);
});
