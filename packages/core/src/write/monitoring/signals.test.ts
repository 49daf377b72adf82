import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { hubSpoke, hubSpokeElements } from '../../../test/fixtures/hub-spoke.ts';
import { type Estate, estateOf } from '../../estate/estate.ts';
import {
  cluster,
  clusterId,
  flowOut,
  natGateway,
  natGatewayId,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../../estate/sketch.ts';
import { plain } from '../../evidence/prose.ts';
import { metricAlerts } from '../../facts/metrics/alerts.ts';
import { prometheusFamilies } from '../../facts/metrics/prometheus.ts';
import { platformMetric, usageThresholds } from '../../facts/metrics.ts';
import { azureAlerts } from './azure-alerts.ts';
import { dashboard } from './dashboard.ts';
import { takenOver } from './platform-signals.ts';
import { prometheusRules } from './prometheus-rules.ts';
import {
  cutComparison,
  narrowed,
  promLiteral,
  promString,
  seriesIn,
  templateText,
} from './promql.ts';
import type { Signal } from './signal.ts';
import { monitoringSignals } from './signals.ts';
import { watchedBy } from './watched.ts';

/** A cluster on a load balancer with pods in their own subnet. */
const flat = (clusterName = 'flat'): Estate =>
  estateOf(sketchedFrame, [
    vnet('v', ['10.0.0.0/16']),
    subnet('v/nodes', '10.0.0.0/24'),
    subnet('v/pods', '10.0.8.0/21'),
    cluster(clusterName, { network: { pluginMode: undefined, podRanges: [] } }),
    {
      ...pool('flat/a', 3, {
        subnet: subnetId('v', 'nodes'),
        podSubnet: subnetId('v', 'pods'),
        podIpAllocation: 'DynamicIndividual',
      }),
      cluster: clusterId(clusterName),
    },
  ]);

const onNat = (): Estate =>
  estateOf(sketchedFrame, [
    vnet('v', ['10.0.0.0/16']),
    subnet('v/nodes', '10.0.0.0/24', { natGateway: natGatewayId('nat') }),
    natGateway('nat', 2),
    cluster('c', { network: { outboundType: 'userAssignedNATGateway' } }),
    pool('c/a', 3, { subnet: subnetId('v', 'nodes') }),
    flowOut('api.example', 'c', { rate: 10, duration: 5 }),
  ]);

const estates: readonly (readonly [string, () => Estate])[] = [
  ['hub and spoke', hubSpoke],
  ['pod subnets on a load balancer', flat],
  ['own NAT gateway', onNat],
];

const named = (signals: readonly Signal[], alert: string): readonly Signal[] =>
  signals.filter((signal) => signal.alert === alert);

const seriesNames = new Set(prometheusFamilies.flatMap((family) => family.names));

describe.each(estates)('signals of %s', (_, estate) => {
  const signals = monitoringSignals(estate());

  it('exist, each once', () => {
    expect(signals.length).toBeGreaterThan(5);
    expect(new Set(signals.map((signal) => signal.id)).size).toBe(signals.length);
  });

  it('name only metrics, dimensions and aggregations that the facts have', () => {
    for (const signal of signals) {
      if (signal.kind !== 'azureMetric') continue;
      const metric = platformMetric(signal.resourceType, signal.metric);
      expect(metric, signal.id).toBeDefined();
      expect(metric?.aggregations).toContain(signal.aggregation);
      if (signal.dimension !== undefined)
        expect(metric?.dimensions).toContain(signal.dimension.name);
    }
  });

  it('name only series that the facts have', () => {
    for (const signal of signals) {
      if (signal.kind !== 'prometheus') continue;
      expect(seriesIn(signal.series).length).toBeGreaterThan(0);
      for (const name of seriesIn(signal.series)) expect(seriesNames).toContain(name);
    }
  });

  it('ask for the series of their own cluster, and for no others', () => {
    for (const signal of signals) {
      if (signal.kind !== 'prometheus') continue;
      const own = `{cluster=${promString(signal.resourceName)}`;
      for (const name of seriesIn(signal.series))
        expect(signal.series.split(new RegExp(`\\b${name}\\b`)).slice(1)).toSatisfy(
          (rests: string[]) => rests.every((rest) => rest.startsWith(own)),
        );
      for (const aggregate of signal.series.match(/\b(?:sum|max|min|count)\b[^(]*\([^)]*\)/g) ?? [])
        expect(aggregate).toMatch(/ by \(cluster[,)]/);
    }
  });

  it('become rules that parse and say the same', () => {
    const rules = YAML.parse(prometheusRules(signals)) as {
      groups: { rules: { alert: string; expr: string; for: string }[] }[];
    };
    const written = rules.groups.flatMap((group) => group.rules);
    const wanted = signals.filter((signal) => signal.kind === 'prometheus');
    expect(written).toHaveLength(wanted.length);
    for (const [i, rule] of written.entries()) {
      expect(cutComparison(rule.expr)?.threshold).toBe(wanted[i]?.threshold);
      expect(rule.for).toMatch(/^\d+[mhd]$/);
      expect(rule.alert).toMatch(/^[A-Za-z]+$/);
    }
  });

  it('become a template with every parameter declared and every name once', () => {
    const text = azureAlerts(signals);
    const template = JSON.parse(text) as {
      parameters: object;
      resources: { name: string; type: string }[];
    };
    const used = new Set([...text.matchAll(/parameters\('(\w+)'\)/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual(Object.keys(template.parameters).sort());
    expect(new Set(template.resources.map((each) => each.name)).size).toBe(
      template.resources.length,
    );
    expect(template.resources).toHaveLength(
      signals.filter((signal) => signal.kind !== 'prometheus').length,
    );
  });

  it('become a dashboard whose panels do not lie on each other', () => {
    const board = JSON.parse(dashboard(signals)) as {
      panels: { id: number; gridPos: { x: number; y: number; w: number; h: number } }[];
      templating: { list: { name: string }[] };
    };
    expect(new Set(board.panels.map((each) => each.id)).size).toBe(board.panels.length);
    const taken = new Set<string>();
    for (const { gridPos } of board.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`)).toBe(false);
          taken.add(`${x},${y}`);
        }
    }
    const text = JSON.stringify(board.panels);
    for (const { name } of board.templating.list)
      if (text.includes(`\${${name}}`)) expect(text).toContain(`"uid":"\${${name}}"`);
  });
});

describe('the catalogue', () => {
  it('takes over every published alert that a static threshold can say', () => {
    const published = metricAlerts.filter(
      (alert) => alert.operator !== 'Absent' && alert.threshold !== undefined,
    );
    const left = published.map(({ id }) => id).filter((id) => !Object.hasOwn(takenOver, id));
    expect(left).toEqual(['lb-used-ports']);
    for (const id of Object.keys(takenOver)) expect(published.map((each) => each.id)).toContain(id);
    for (const { id, resourceType } of published)
      if (Object.hasOwn(takenOver, id)) expect(watchedBy).toHaveProperty([resourceType]);
  });

  it('asks for the share of a node’s ports, not for a fixed number', () => {
    const [warn, ...others] = named(monitoringSignals(flat()), 'lb-port-share-warn');
    // Up to 50 nodes have 1,024 ports each.
    expect(warn?.threshold).toBe(Math.floor(1024 * usageThresholds.value.lbPortsPerNode.warn));
    expect(others).toEqual([]);
  });

  it('counts nodes against the pod range', () => {
    const [warn] = named(monitoringSignals(hubSpoke()), 'pod-range-usage-warn');
    // A /15 holds 512 blocks of /24.
    expect(warn).toMatchObject({
      series: 'count by (cluster) (kube_node_info{cluster="aks-pay-prod-weu"}) / 512',
      threshold: 0.8,
    });
  });

  it('takes addresses that others have from the room of nodes', () => {
    const [warn] = named(monitoringSignals(hubSpoke()), 'node-subnet-usage-warn');
    // A /21 less the five that Azure keeps; private clusters take one for their endpoint.
    expect(warn).toMatchObject({
      kind: 'prometheus',
      series: expect.stringMatching(/\/ 204[0-9]$/),
    });
  });

  it('watches pod subnets only where there are some', () => {
    expect(named(monitoringSignals(hubSpoke()), 'pod-subnet-usage-warn')).toEqual([]);
    expect(named(monitoringSignals(flat()), 'pod-subnet-usage-warn')).toHaveLength(1);
  });

  it('asks the firewall for denies from the ranges behind it', () => {
    const [denies] = named(monitoringSignals(hubSpoke()), 'firewall-denies');
    expect(denies).toMatchObject({ query: expect.stringContaining('dynamic(["10.80.16.0/21"])') });
  });

  it('leaves out a threshold that is not known', () => {
    const unsized = estateOf(
      { ...sketchedFrame, coverage: [] },
      hubSpokeElements.filter((each) => each.kind !== 'subnet'),
    );
    expect(named(monitoringSignals(unsized), 'node-subnet-usage-warn')).toEqual([]);
  });
});

describe('several clusters in one Prometheus', () => {
  const two = estateOf(sketchedFrame, [
    vnet('v', ['10.0.0.0/16']),
    subnet('v/nodes', '10.0.0.0/24'),
    ...['one', 'two'].flatMap((name) => [
      cluster(name),
      {
        ...pool(`${name}/a`, 3, { subnet: subnetId('v', 'nodes') }),
        cluster: clusterId(name),
      },
    ]),
  ]);
  const signals = monitoringSignals(two);
  const board = JSON.parse(dashboard(signals)) as {
    panels: { type: string; title: string; targets?: { expr?: string }[] }[];
    templating: { list: { name: string; query: string; multi?: boolean }[] };
  };

  it('share a panel, one line each, and are picked by a variable', () => {
    const panels = board.panels.filter(({ title }) => title.startsWith('a node of the cluster'));
    expect(panels).toHaveLength(1);
    expect(panels[0]?.targets?.[0]?.expr).toBe(
      'sum by (cluster, node) (kube_node_status_condition{cluster=~"one|two",cluster=~"$cluster",condition="Ready",status!="true"})',
    );
    expect(board.templating.list.find(({ name }) => name === 'cluster')).toMatchObject({
      query: 'label_values(kube_node_info{cluster=~"one|two"}, cluster)',
      multi: true,
    });
    expect(
      board.panels.filter(({ type, title }) => type === 'row' && title === 'clusters'),
    ).toHaveLength(1);
  });

  it('have rules that do not mix their nodes', () => {
    const full = named(signals, 'node-subnet-usage-warn').flatMap((signal) =>
      signal.kind === 'prometheus' ? [signal.series] : [],
    );
    expect(full).toHaveLength(2);
    expect(full[0]).toContain('{cluster="one",node=~"aks-a-.+|aksa[0-9a-z]{6}"}');
    expect(full[0]).not.toContain('two');
  });
});

describe('narrowed', () => {
  it.each([
    ['a', 'a{m}'],
    ['a{x="}"} / b', 'a{m,x="}"} / b{m}'],
    ['rate(a[5m])', 'rate(a{m}[5m])'],
    ['sum(rate(a{r=~"x{2}"}[5m]))', 'sum by (cluster) (rate(a{m,r=~"x{2}"}[5m]))'],
    ['max by (subnet) (a)', 'max by (cluster, subnet) (a{m})'],
    [
      '(count(a) or 0 * count(b)) / 3',
      '(count by (cluster) (a{m}) or 0 * count by (cluster) (b{m})) / 3',
    ],
    ['a * on (node) b', 'a{m} * on (node) b{m}'],
  ])('%s', (expression, written) => {
    expect(narrowed(expression, 'm')).toBe(written);
  });
});

describe('hostile names', () => {
  it.each(hostileNames)('%j does no harm', (name) => {
    const signals = monitoringSignals(flat(name));
    const rules = YAML.parse(prometheusRules(signals)) as {
      groups: { rules: { labels: { cluster: string }; annotations: { summary: string } }[] }[];
    };
    for (const rule of rules.groups[0]?.rules ?? []) {
      expect(rule.labels.cluster).toBe(name);
      expect(rule.annotations.summary).not.toMatch(/\{\{(?!"\{\{"\}\})/);
    }
    const template = JSON.parse(azureAlerts(signals)) as { resources: { name: string }[] };
    for (const { name: written } of template.resources) expect(written).toMatch(/^[\w.-]+$/);
    expect(() => JSON.parse(dashboard(signals))).not.toThrow();
  });

  it.each([
    ['{{ .Labels }} {{`x`}}', '{{"{{"}} .Labels }} {{"{{"}}`x`}}'],
    ['plain', 'plain'],
  ])('%j in a template is text', (text, written) => {
    expect(templateText(text)).toBe(written);
  });

  it('quotes names in PromQL', () => {
    expect(promString('a"} or vector(1) #')).toBe('"a\\"} or vector(1) #"');
    expect(promString(promLiteral('a.b'))).toBe('"a\\\\.b"');
    expect(promLiteral('$cluster')).toBe('[$]cluster');
  });
});

describe('cutComparison', () => {
  it.each([
    ['a > 0', { series: 'a', operator: 'GreaterThan', threshold: 0 }],
    ['a{x=~"b > 1"} == 1', { series: 'a{x=~"b > 1"}', operator: 'Equals', threshold: 1 }],
    ['a / b > 0.01', { series: 'a / b', operator: 'GreaterThan', threshold: 0.01 }],
    ['a / <usable addresses>', undefined],
    ['a', undefined],
  ])('%s', (text, cut) => {
    expect(cutComparison(text)).toEqual(cut);
  });
});

it('says what has to be switched on first', () => {
  const [dns] = named(monitoringSignals(hubSpoke()), 'dns-failures');
  expect(dns?.needs === undefined ? '' : plain(dns.needs)).toContain('coredns');
});

it('keeps this folder free of numbers of Azure', () => {
  const text = readFileSync(new URL('./platform-signals.ts', import.meta.url), 'utf8');
  expect(text).not.toMatch(/threshold: (?!1,)\d{2,}/);
});
