import { describe, expect, it } from 'vitest';
import { isLost, lifelineChanges } from '../../src/policy/diff/broken.ts';
import { editPolicies } from '../../src/policy/diff/overlay.ts';
import { policyCauses } from '../../src/policy/diff/policy-causes.ts';
import { engineReasons } from '../../src/policy/diff/why-engines.ts';
import { type PolicyDiff, policyDiff } from '../../src/policy/diff.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { estateWorld, type ReadingChoice } from '../../src/policy/of-estate.ts';
import { reachOf } from '../../src/policy/reach.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { changeEndText, spanText } from '../../src/render/words/policy/change.ts';
import { estateOfManifests } from './manifests.ts';
import { randomCluster } from './random-cluster.ts';

const pod = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    template: {
      metadata: { labels: { app: name }, ...more },
      spec: { containers: [{ name: 'c', ports: [{ containerPort: 8080 }] }] },
    },
  },
});

const policy = (name: string, spec: Readonly<Record<string, unknown>>) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

const only = (app: string) => ({ podSelector: { matchLabels: { app } } });
const pods = [pod('web'), pod('api')];

/** Both models, side by side. */
function models(
  before: readonly unknown[],
  after: readonly unknown[],
  readings: readonly [ReadingChoice, ReadingChoice] = ['specification', 'specification'],
): readonly [PolicyModel, PolicyModel] {
  const one = estateWorld(estateOfManifests(before), { reading: readings[0] }).world;
  const options = { reading: readings[1], beside: one };
  return [modelOf(one), modelOf(estateWorld(estateOfManifests(after), options).world)];
}

const lines = ({ changes, comparing }: PolicyDiff): readonly string[] =>
  changes.map(({ kind, from, to, before, after }) => {
    const { spans } = comparing.before.model.world;
    return `${kind}: ${changeEndText(from)} > ${changeEndText(to)}: ${spanText(spans, before)} > ${spanText(spans, after)}`;
  });

const told = (...args: Parameters<typeof models>): readonly string[] =>
  lines(policyDiff(...models(...args)));

const ingress8080 = policy('api', {
  ...only('api'),
  ingress: [{ from: [only('web')], ports: [{ port: 8080 }] }],
});

describe('what a change opens and closes', () => {
  it.each<readonly [string, readonly unknown[], readonly unknown[], readonly string[]]>([
    ['nothing', [...pods, ingress8080], [...pods, ingress8080], []],
    [
      'a policy comes',
      pods,
      [...pods, ingress8080],
      [
        'changed: shop/web[Deployment] > shop/api[Deployment]: all ports > TCP 8080',
        'removed: 0.0.0.0-255.255.255.255 > shop/api[Deployment]: all ports > nothing',
      ],
    ],
    [
      'ports of a rule change',
      [...pods, ingress8080],
      [
        ...pods,
        policy('api', {
          ...only('api'),
          ingress: [{ from: [only('web')], ports: [{ port: 81 }] }],
        }),
      ],
      ['changed: shop/web[Deployment] > shop/api[Deployment]: TCP 8080 > TCP 81'],
    ],
    [
      'a workload comes',
      [pod('api'), ingress8080],
      [...pods, ingress8080],
      [
        'added: shop/web[Deployment] > shop/api[Deployment]: nothing > TCP 8080',
        'added: shop/api[Deployment] > shop/web[Deployment]: nothing > all ports',
        'added: 0.0.0.0-255.255.255.255 > shop/web[Deployment]: nothing > all ports',
        'added: shop/web[Deployment] > 0.0.0.0-255.255.255.255: nothing > all ports',
        'added: its own node > shop/web[Deployment]: nothing > all ports',
        'added: shop/web[Deployment] > its own node: nothing > all ports',
      ],
    ],
    [
      'a block of addresses moves',
      [
        ...pods,
        policy('p', {
          ...only('api'),
          ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/25' } }] }],
        }),
      ],
      [
        ...pods,
        policy('p', {
          ...only('api'),
          ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.64/26' } }] }],
        }),
      ],
      ['removed: 203.0.113.0-203.0.113.63 > shop/api[Deployment]: all ports > nothing'],
    ],
  ])('%s', (_, ...[before, after, expected]) => {
    expect([...told(before, after)].sort()).toEqual([...expected].sort());
  });

  it('names the policy that does it', () => {
    const diff = policyDiff(...models(pods, [...pods, ingress8080]));
    const causes = policyCauses(diff.comparing);
    for (const change of diff.changes)
      expect(causes(change).map(({ did, policy: { name } }) => [did, name])).toEqual([
        ['added', 'api'],
      ]);
  });
});

describe('between engines', () => {
  const causesOf = (objects: readonly unknown[], from: ReadingChoice, to: ReadingChoice) => {
    const diff = policyDiff(...models(objects, objects, [from, to]));
    const reasons = engineReasons(diff.comparing);
    const found = new Map<string, string>();
    diff.changes.forEach((change, i) => {
      found.set(
        lines(diff)[i] ?? '',
        reasons(change)
          .map(({ cause, places }) => `${cause.id}@${places.map((one) => one.policy.name).join()}`)
          .join(' '),
      );
    });
    return found;
  };

  it('a block that means pods no longer does under Cilium', () => {
    const all = policy('web-out', {
      ...only('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 8080 }] }],
    });
    const found = causesOf([...pods, all], 'azure', 'cilium');
    const [line, causes] =
      [...found].find(([text]) => text.includes('web[Deployment] > shop/api')) ?? [];
    expect(line).toBe('changed: shop/web[Deployment] > shop/api[Deployment]: TCP 8080 > SCTP all');
    expect(causes).toBe('ip-block-pods@web-out sctp@web-out');
    const own = [...found].find(([text]) => text.includes('its own node'));
    expect(own?.[1]).toContain('own-node-egress@web-out');
  });

  it('a load balancer is filtered under Cilium', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'api' },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    };
    const found = causesOf([...pods, ingress8080, service], 'azure', 'cilium');
    const door = [...found].find(([text]) => text.includes('through LoadBalancer'));
    expect(door?.[0]).toContain('TCP 8080 > nothing');
    expect(door?.[1]).toBe('load-balancer@api');
  });

  it('has a cause for every change between any two engines', () => {
    const engines = ['azure', 'calico', 'cilium', 'none', 'specification'] as const;
    for (let seed = 1; seed <= 12; seed += 1) {
      const objects = randomCluster(seed, { admin: false });
      for (const from of engines)
        for (const to of engines)
          for (const [line, causes] of causesOf(objects, from, to))
            expect(causes, `seed ${seed} ${from} ${to} ${line}`).not.toBe('');
    }
  });
});

describe('lifelines', () => {
  it('tells who loses name resolution and metrics, and who newly reaches the metadata endpoint', () => {
    const scraped = pod('api', { annotations: { 'prometheus.io/scrape': 'true' } });
    const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const [open, shut] = models([scraped], [scraped, deny]);
    const lost = lifelineChanges(open, shut).filter(isLost);
    expect(lost.map(({ kind, after }) => [kind.id, after])).toEqual([
      ['dns', 'no'],
      ['metrics', 'no'],
      ['platform-168.63.129.16', 'no'],
      ['platform-169.254.169.254', 'no'],
      ['api-server', 'no'],
    ]);
    const [before, after] = models([scraped, deny], [scraped]);
    expect(lifelineChanges(before, after).filter(isLost)).toEqual([]);
    expect(lifelineChanges(before, after)).toHaveLength(5);
  });

  it('a rule for kube-dns keeps name resolution', () => {
    const dns = policy('dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
          ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }],
        },
      ],
    });
    const ids = lifelineChanges(...models(pods, [...pods, dns])).map(({ kind }) => kind.id);
    expect(ids).not.toContain('dns');
  });
});

describe('edits of policies', () => {
  it('adds, replaces and takes away by name, and leaves the rest alone', () => {
    const estate = estateOfManifests([...pods, ingress8080, policy('old', only('web'))]);
    const made = editPolicies(estate, {
      with: estateOfManifests([
        pod('other'),
        policy('api', only('api')),
        policy('new', only('web')),
      ]),
      without: ['shop/old', 'shop/none'],
    });
    const names = [...made.estate.elements.networkPolicy.values()].map(({ name }) => name);
    expect(names).toEqual(['api', 'new']);
    expect([made.added, made.replaced, made.leftOut, made.notFound]).toEqual([
      1,
      1,
      1,
      ['shop/none'],
    ]);
    expect(made.estate.elements.workload.size).toBe(2);
  });
});

describe('laws', () => {
  const seeds = Array.from({ length: 60 }, (_, i) => i + 1);

  it('nothing differs from itself, and what is turned around is the mirror', () => {
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const fewer = objects.filter(({ kind }, i) => kind === 'Namespace' || (i + seed) % 5 !== 0);
      expect(told(objects, objects), `seed ${seed}`).toEqual([]);
      const [before, after] = models(objects, fewer);
      const ends = ({ changes }: PolicyDiff, way: 'there' | 'back') =>
        changes
          .map(({ from, to, ...one }) => {
            const [was, is] = way === 'there' ? [one.before, one.after] : [one.after, one.before];
            const [more, less] = way === 'there' ? [one.gained, one.lost] : [one.lost, one.gained];
            return [changeEndText(from), changeEndText(to), was, is, more, less].join(' ');
          })
          .sort();
      expect(ends(policyDiff(after, before), 'back'), `seed ${seed}`).toEqual(
        ends(policyDiff(before, after), 'there'),
      );
    }
  });

  it('finds what comparing all pairs finds', () => {
    let found = 0;
    for (const seed of seeds) {
      const objects = randomCluster(seed);
      const other = [...randomCluster(seed + 1000), ...objects].filter(
        (_, i) => i % 3 !== seed % 3,
      );
      for (const changed of [other, objects.filter((_, i) => i % 4 !== seed % 4)]) {
        const [before, after] = models(objects, changed);
        const spans = [before, after].map(
          (model) =>
            new Map(
              reachOf(relationOf(model)).map(({ from, to, span }) => [
                `${from.key} ${to.key}`,
                span,
              ]),
            ),
        );
        const keys = new Set(spans.flatMap((map) => [...map.keys()]));
        const expected = [...keys]
          .map((key) => `${key} ${spans[0]?.get(key) ?? 0} ${spans[1]?.get(key) ?? 0}`)
          .filter((line) => line.split(' ')[2] !== line.split(' ')[3]);
        const actual = policyDiff(before, after).changes.flatMap((one) =>
          one.from.kind === 'workload' && one.to.kind === 'workload'
            ? `${one.from.key} ${one.to.key} ${one.before} ${one.after}`
            : [],
        );
        expect([...actual].sort(), `seed ${seed}`).toEqual(expected.sort());
        found += actual.length;
      }
    }
    expect(found).toBeGreaterThan(200);
  });
});
