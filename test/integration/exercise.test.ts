// The exercise of a financial SaaS company, from its file to the folder: every deliverable it asks for is
// there, and what is written down can be read back as the network that was designed.
import { readFileSync } from 'node:fs';
import { formatPrefix, meets, type Prefix, prefixSize } from '@aksnet/net';
import { beforeAll, describe, expect, it } from 'vitest';
import { exercise, filesIn, run, tempFolder } from '../../packages/cli/test/run.ts';
import { armJson } from '../../packages/core/src/codec/arm-json.ts';
import { joinParts } from '../../packages/core/src/codec/azure/parts.ts';
import { azureCodecs, readerOf } from '../../packages/core/src/codec/azure.ts';
import { readPlan } from '../../packages/core/src/codec/plan.ts';
import { design } from '../../packages/core/src/design/design.ts';
import { kinds } from '../../packages/core/src/estate/elements/kinds.ts';
import { all, type Estate, everything } from '../../packages/core/src/estate/estate.ts';
import { sameValue } from '../../packages/core/src/estate/same.ts';
import { isKnown, type Knowable } from '../../packages/core/src/evidence/knowable.ts';
import { readRequirements } from '../../packages/core/src/requirements/requirements.ts';
import { openCursor } from '../../packages/core/src/text/cursor.ts';
import { readJson } from '../../packages/core/src/text/json-text.ts';
import { readYaml } from '../../packages/core/src/text/yaml-text.ts';
import { deployment } from '../../packages/core/src/write/deployment.ts';
import { comparable, spelledOut } from '../../packages/core/test/arm/losses.ts';

/** What else bodies cannot say, by the reason. */
const lostInBodies: readonly string[] = [
  // Nested resources lie where their parents lie.
  ...['agentPool', 'diagnosticSetting', 'peering', 'ruleCollectionGroup', 'subnet'].map(
    (kind) => `${kind}.location`,
  ),
  // Only Azure answers these.
  'peering.remotePrefixes',
  'peering.state',
  'publicIp.address',
  'publicIpPrefix.prefix',
  'virtualNetworkGateway.learned',
  // Words of the requirements.
  'privateEndpoint.publicAccess',
  'agentPool.purpose',
  'cluster.duty',
  'cluster.environment',
  'cluster.serviceCount',
  // Left out where it is what Azure does anyway.
  'agentPool.taints',
  'agentPool.upgrade',
].toSorted();

let files: ReadonlyMap<string, string> = new Map();
/** The network as plan.json tells it. */
let estate: Estate;

beforeAll(async () => {
  let clear = (): void => undefined;
  const folder = tempFolder((remove) => {
    clear = remove;
  });
  const { code, err } = await run('design', exercise, '--out', `${folder}/plan`);
  expect([code, err]).toEqual([0, expect.stringContaining('written to')]);
  files = filesIn(`${folder}/plan`);
  const plan = readPlan(readJson({ id: 'plan.json', text: () => textOf('plan.json') }));
  expect(plan.diagnostics).toEqual([]);
  if (plan.estate === undefined) throw new Error('plan.json cannot be read');
  estate = plan.estate;
  return clear;
}, 60_000);

const textOf = (path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the plan has no ${path}`);
  return text;
};

/** All files of a folder of the plan as one text. */
const folderText = (folder: string): string =>
  [...files]
    .filter(([path]) => path.startsWith(`${folder}/`))
    .map(([, text]) => text)
    .join('\n');

const known = <T>(value: Knowable<T>): T => {
  if (!isKnown(value)) throw new Error(`not known: ${JSON.stringify(value)}`);
  return value;
};

const regions = ['southeastasia', 'eastasia'] as const;

describe('the deliverables', () => {
  it('a network mode, with the reason, the losers and the price of a change', () => {
    const plan: { readonly decisions: readonly Record<string, unknown>[] } = JSON.parse(
      textOf('plan.json'),
    );
    const decided = plan.decisions.filter(({ decision }) => decision === 'cniMode');
    expect(decided).toHaveLength(regions.length);
    for (const one of decided) {
      expect(one).toMatchObject({ chosen: 'overlay', change: { how: 'newCluster' } });
      expect(one['because']).not.toEqual([]);
      const lost = Object(one)['lost'];
      expect(lost.map((loser: { option: string }) => loser.option)).toEqual(
        expect.arrayContaining(['podSubnetDynamic', 'nodeSubnet', 'kubenet']),
      );
      for (const loser of lost) expect(loser.because).not.toEqual([]);
    }
    expect(textOf('decisions.md')).toContain('Azure CNI Overlay');
    expect(textOf('decisions.md')).toContain('address space is shared with on-premises');
  });

  it.each(regions)('ranges of %s: network, nodes, pods, Services, ingress, endpoints', (region) => {
    const [network] = all(estate, 'virtualNetwork').filter(
      ({ name }) => name === `vnet-prod-${region}`,
    );
    const [cluster] = all(estate, 'cluster').filter(({ location }) => location === region);
    if (network === undefined || cluster === undefined) throw new Error('nothing is there');
    const subnets = all(estate, 'subnet').filter((s) => s.virtualNetwork === network.id);
    const room = (purpose: string): readonly number[] =>
      subnets
        .filter((subnet) => subnet.purpose === purpose)
        .map((subnet) => known(subnet.prefixes).reduce((sum, p) => sum + Number(prefixSize(p)), 0));
    // 300 nodes and the surge of their upgrades, the regulated ones apart.
    expect(room('nodeSubnet')).toHaveLength(2);
    expect(room('nodeSubnet').reduce((sum, one) => sum + one, 0)).toBeGreaterThan(330);
    for (const purpose of ['privateEndpointSubnet', 'ingressSubnet', 'apiServerSubnet'])
      expect([purpose, room(purpose).length]).toEqual([purpose, 1]);
    expect(room('privateEndpointSubnet')[0]).toBeGreaterThan(24 + 5);

    const report = textOf('report.md');
    const { podRanges, serviceRanges, dnsServiceIp } = cluster.network;
    const pods = known(podRanges).reduce((sum, p) => sum + Number(prefixSize(p)), 0);
    expect(pods).toBeGreaterThanOrEqual(300 * 256);
    expect(known(serviceRanges).reduce((sum, p) => sum + Number(prefixSize(p)), 0)).toBeGreaterThan(
      600,
    );
    expect(isKnown(dnsServiceIp)).toBe(true);
    const ranges = [network, ...subnets].flatMap(({ prefixes }) => known(prefixes));
    for (const range of [...ranges, ...known(podRanges), ...known(serviceRanges)])
      expect(report).toContain(`\`${formatPrefix(range)}\``);
  });

  it('ranges that meet neither each other nor what others hold', () => {
    const networks = all(estate, 'virtualNetwork').flatMap(({ prefixes }) => known(prefixes));
    const pods = all(estate, 'cluster').flatMap(({ network }) => known(network.podRanges));
    const services = all(estate, 'cluster').flatMap(({ network }) => known(network.serviceRanges));
    const others = all(estate, 'externalRange').flatMap(({ prefixes }) => prefixes);
    const unique = [...new Map(services.map((range) => [formatPrefix(range), range])).values()];
    const ours: readonly Prefix[] = [...networks, ...pods, ...unique];
    expect(ours.length).toBeGreaterThan(6);
    ours.forEach((one, i) => {
      const met = [...ours.slice(i + 1), ...others].filter((other) => meets(one, other));
      expect([formatPrefix(one), met.map(formatPrefix)]).toEqual([formatPrefix(one), []]);
    });
  });

  it.each(regions)('a way out of %s: through the firewall, to what was named', (region) => {
    const [cluster] = all(estate, 'cluster').filter(({ location }) => location === region);
    const [firewall] = all(estate, 'firewall').filter(({ location }) => location === region);
    if (cluster === undefined || firewall === undefined) throw new Error('nothing is there');
    expect(cluster.network.outboundType).toBe('userDefinedRouting');
    const pools = all(estate, 'agentPool').filter((pool) => pool.cluster === cluster.id);
    expect(pools).toHaveLength(4);
    for (const pool of pools) {
      const subnet = estate.elements.subnet.get(String(known(pool.subnet)));
      const table = subnet === undefined ? undefined : known(subnet.routeTable);
      const routes = known(estate.elements.routeTable.get(String(table))?.routes ?? []);
      const out = routes.find(({ name }) => name === 'default');
      expect([pool.name, out?.nextHop, out?.via]).toEqual([
        pool.name,
        'VirtualAppliance',
        firewall.id,
      ]);
    }
    for (const host of [
      'api.cardprocessor.example',
      'gateway.bank.example',
      'score.fraudcheck.example',
    ])
      for (const folder of ['bicep', 'terraform', 'az']) expect(folderText(folder)).toContain(host);
  });

  it('a public way in with a web application firewall, and a private one', () => {
    for (const region of regions) {
      const gateways = all(estate, 'applicationGateway').filter((g) => g.location === region);
      expect(gateways).toHaveLength(1);
      const manifests = folderText(`kubernetes/aks-pay-prod-${region}`);
      expect(manifests).toContain('host: api.contoso-payments.example');
      expect(manifests).toContain('admin.contoso-payments.internal');
      expect(manifests).toContain('azure-load-balancer-internal: "true"');
    }
    expect(folderText('bicep')).toMatch(/WAF_v2/);
    expect(folderText('terraform')).toMatch(/WAF_v2/);
  });

  it.each([
    'privatelink.vaultcore.azure.net',
    'privatelink.blob.core.windows.net',
    'privatelink.database.windows.net',
    'privatelink.servicebus.windows.net',
    'privatelink.azurecr.io',
  ])('the private zone %s, linked where it is asked for', (name) => {
    const zones = all(estate, 'privateDnsZone').filter((zone) => zone.name === name);
    expect(zones.length).toBeGreaterThan(0);
    const links = all(estate, 'privateDnsLink').filter(({ zone }) =>
      zones.some(({ id }) => id === zone),
    );
    const linked = new Set(links.map(({ virtualNetwork }) => virtualNetwork));
    for (const cluster of all(estate, 'virtualNetwork').filter((v) => v.name.includes('prod')))
      expect([cluster.name, linked.has(cluster.id)]).toEqual([cluster.name, true]);
    expect(folderText('bicep')).toContain(`'${name}'`);
    expect(folderText('terraform')).toContain(`"${name}"`);
  });

  it.each(['payments', 'backoffice', 'batch', 'data'])(
    'policies of %s: closed both ways, names can be asked for',
    (namespace) => {
      for (const region of regions) {
        const text = textOf(`kubernetes/aks-pay-prod-${region}/20-namespace-${namespace}.yaml`);
        expect(text).toMatch(
          /podSelector: \{\}\n {2}policyTypes:\n {4}- Ingress\n {4}- Egress\n(?! {2}(in|e)gress)/,
        );
        expect(text).toMatch(/name: allow-dns\n/);
      }
    },
  );

  it('the wanted connections are allowed, the forbidden one is nowhere', () => {
    const text = textOf('kubernetes/aks-pay-prod-eastasia/20-namespace-payments.yaml');
    for (const reason of [
      'signing keys',
      'ledger',
      'idempotency keys',
      'card authorisation',
      'payouts',
    ])
      expect(text).toContain(`"${reason}"`.replace(/^"(\w+)"$/, '$1'));
    expect(text).not.toContain('settlement');
  });
});

describe('how it is operated', () => {
  it.each([
    'upgrade of `batch` in `aks-pay-prod-southeastasia` at its maximum',
    '`snet-pay-nodes-regulated` of `aks-pay-prod-southeastasia` filled to its plan',
    '`privatelink.vaultcore.azure.net` unlinked from `vnet-prod-southeastasia`',
    'outbound load of `aks-pay-prod-southeastasia` through `afw-southeastasia`',
    'a policy of `aks-pay-prod-southeastasia` refuses a connection on every pool',
    '`afw-southeastasia` refuses everything from clusters',
    'region `southeastasia` is lost',
  ])('a failure drill with its way back: %s', (title) => {
    const drills = textOf('drills.md').split(/^## /m);
    const [drill, ...more] = drills.filter((text) => text.startsWith(`${title}\n`));
    expect(more).toEqual([]);
    for (const part of ['Before:', 'Steps:', 'Expected:', 'Stop and undo when', 'Undo:'])
      expect(drill).toContain(part);
  });

  it('watches addresses, names, policies and ports, in every system that sees them', () => {
    const rules = textOf('monitoring/prometheus-rules.yaml');
    for (const alert of ['PodRangeUsage', 'NodeSubnetUsage', 'DnsFailures', 'PolicyDrops'])
      expect(rules).toContain(`alert: Aksnet${alert}`);
    for (const region of regions) {
      expect(rules).toContain(`aks-pay-prod-${region}`);
      expect(textOf('monitoring/azure-alerts.json')).toContain(`fw-snat-afw-${region}`);
    }
    expect(JSON.parse(textOf('monitoring/grafana-dashboard.json'))).toHaveProperty('panels');
  });
});

describe('what is written is what was designed', () => {
  const designed = (): Estate => {
    const text = readFileSync(exercise, 'utf8');
    const document = readYaml({ id: exercise, text: () => text });
    const { requirements } = readRequirements(document);
    if (requirements === undefined) throw new Error('the exercise cannot be read');
    return design({ requirements, day: '2026-11-23' }).estate;
  };

  it('plan.json is read as the same network, element by element', () => {
    const before = designed();
    for (const kind of kinds) expect([kind, all(estate, kind)]).toEqual([kind, all(before, kind)]);
    const { elements: _, ...frame } = before;
    expect(estate).toMatchObject(frame);
  });

  it('the bodies for ARM are read as the same network, but for what bodies cannot say', () => {
    const { resources, gaps } = deployment(estate);
    expect(gaps).toEqual([]);
    const read = resources.flatMap(({ body, subscription, resourceGroup }) => {
      const reader = readerOf(body.type);
      if (reader === undefined) return [];
      const place = {
        ...(subscription === undefined ? {} : { subscription }),
        ...(resourceGroup === undefined ? {} : { resourceGroup }),
      };
      const value: unknown = JSON.parse(JSON.stringify(armJson(body, place)));
      const reading = openCursor({ document: 'body.json', value });
      const elements = reader.elements(reading.cursor);
      const parts = reader.parts(reading.cursor);
      return [{ elements, parts, diagnostics: reading.diagnostics }];
    });
    expect(read.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    const wholes = read.flatMap(({ elements }) => elements);
    const parts = read.flatMap((one) => one.parts);
    const back = new Map(joinParts(wholes, parts).elements.map((element) => [element.id, element]));
    const wanted = [...everything(estate)].filter(({ kind }) => kind in azureCodecs);
    expect(wanted.length).toBeGreaterThan(100);
    expect([...back.keys()].sort()).toEqual(wanted.map(({ id }) => id).sort());
    const lost = wanted.flatMap((element) => {
      const found = back.get(element.id);
      const before = comparable(spelledOut(element));
      const after = found === undefined ? {} : comparable(found);
      const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return fields
        .filter((field) => !sameValue(before[field], after[field], field))
        .map((field) => `${element.kind}.${field}`);
    });
    expect([...new Set(lost)].sort()).toEqual(lostInBodies);
  });
});
