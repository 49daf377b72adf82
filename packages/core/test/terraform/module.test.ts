// Whole modules, held against the provider's schema and Terraform's own formatter.
import { spawnSync } from 'node:child_process';
import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { deployment } from '../../src/write/deployment.ts';
import { type TerraformModule, terraform } from '../../src/write/terraform.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hostileNames } from '../fixtures/hostile.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import {
  addressesIn,
  faultsOf,
  list,
  loose,
  type Parsed,
  parsedResources,
  variablesIn,
} from './schema.ts';

const environment = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };

const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;

/** The estate with the elements changed, ids and all else kept. */
const changed = (estate: Estate, change: (element: AnyElement) => AnyElement): Estate =>
  estateOf(estate, [...everything(estate)].map(change));

const everythingAtOnce = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

/** The hub is there already and belongs to others. */
const existingHub = changed(hubSpoke(), (element) =>
  element.layer === 'hub' ? { ...element, existing: true } : element,
);

/** Nobody says where anything lies. */
const nowhere = changed(hubSpoke(), (element) => {
  const text = JSON.stringify(element, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return JSON.parse(
    text.replaceAll(
      /\/subscriptions\/[^/"]+\/resourcegroups\/[^/"]+/gi,
      '/subscriptions/~/resourcegroups/~',
    ),
  );
});

/** Texts that try to leave their place: as tags, labels and descriptions, and as names of teams. */
const hostile = changed(hubSpoke(), (element) => ({
  ...element,
  owner: ['"]; $', '{path.root} %{ for x in y }'].join(''),
  tags: Object.fromEntries(hostileNames.map((name) => [name, name])),
  ...(element.kind === 'agentPool'
    ? { labels: { kind: 'reference', to: '/etc', '${a}': '%{b}' } }
    : {}),
}));

/** Add-ons that Terraform wants to know more of than the network's design does. */
const addOns = changed(hubSpoke(), (element) =>
  element.kind === 'cluster'
    ? {
        ...element,
        addOns: ['containerInsights', 'defender', 'virtualNodes', 'keyVaultCsi', 'azureMonitor'],
        ingress: ['app-routing-nginx', 'istio-addon'],
      }
    : element,
);

/** A first pool with a setting that azurerm has no word for, in a cluster that has another. */
const twoPatches = changed(hubSpoke(), (element) =>
  element.kind === 'agentPool' && element.name === 'system'
    ? { ...element, localDns: 'Required' }
    : element,
);

const modules: readonly (readonly [string, TerraformModule])[] = [
  ['hub and spoke', terraform(deployment(hubSpoke()))],
  ['everything at once', terraform(deployment(everythingAtOnce))],
  ['an existing hub', terraform(deployment(existingHub))],
  ['no places known', terraform(deployment(nowhere))],
  ['add-ons with needs', terraform(deployment(addOns))],
  ['two patches', terraform(deployment(twoPatches))],
  ['hostile texts', terraform(deployment(hostile))],
];

const parsed = async (module: TerraformModule): Promise<readonly unknown[]> =>
  Promise.all(module.files.map(({ path, text }) => parse(path, text)));

describe.each(modules)('%s', (_, module) => {
  it('has no attribute that the provider does not know, and misses none', async () => {
    const resources = (await parsed(module)).flatMap(parsedResources);
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.flatMap(faultsOf)).toEqual([]);
  });

  it('refers only to what it declares, and never in a circle', async () => {
    const files = await parsed(module);
    const resources = files.flatMap(parsedResources);
    const declared = new Map(resources.map((one) => [addressOf(one), addressesIn(one.body)]));
    expect(declared.size).toBe(resources.length);
    const dangling = [...declared.values()].flat().filter((address) => !declared.has(address));
    expect(dangling).toEqual([]);
    expect(circleIn(declared)).toEqual([]);
    const variables = files.flatMap((file) => Object.keys(loose(loose(file)['variable'])));
    expect(new Set(files.flatMap(variablesIn))).toEqual(new Set(variables));
  });

  it('makes every resource in the subscription that it belongs to', async () => {
    const files = await parsed(module);
    const aliases = files
      .flatMap((file) => list(loose(loose(file)['provider'])['azurerm']))
      .map((provider) => loose(provider)['alias']);
    const used = files
      .flatMap(parsedResources)
      .flatMap(({ body }) => [...String(body['provider'] ?? '').matchAll(/azurerm\.(\w+)/g)])
      .map(([, alias]) => alias);
    expect(used.filter((alias) => !aliases.includes(alias))).toEqual([]);
    expect(aliases.filter((alias) => alias === undefined)).toHaveLength(1);
  });

  it.skipIf(!hasTerraform)('is laid out as Terraform lays it out', () => {
    for (const { path, text } of module.files) {
      const formatted = spawnSync('terraform', ['fmt', '-'], {
        input: text,
        encoding: 'utf8',
        env: environment,
      });
      expect([path, formatted.stderr, formatted.stdout]).toEqual([path, '', text]);
    }
  });

  it('keeps its files in their folder', () => {
    for (const { path } of module.files) expect(path).toMatch(/^[a-z0-9][a-z0-9_-]*\.tf$/);
    expect(new Set(module.files.map(({ path }) => path)).size).toBe(module.files.length);
  });
});

const addressOf = ({ kind, type, label }: Parsed): string =>
  kind === 'data' ? `data.${type}.${label}` : `${type}.${label}`;

/** Members of a circle: what is left when all that waits for nothing is taken away, again and again. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const left = new Map(graph);
  for (;;) {
    const free = [...left].filter(([, waits]) => !waits.some((address) => left.has(address)));
    if (free.length === 0) return [...left.keys()];
    for (const [address] of free) left.delete(address);
  }
}

const textOf = (module: TerraformModule): string => module.files.map(({ text }) => text).join('\n');

const moduleNamed = (wanted: string): TerraformModule => {
  const found = modules.find(([name]) => name === wanted);
  if (found === undefined) throw new RangeError(wanted);
  return found[1];
};

describe('an existing hub', () => {
  const module = moduleNamed('an existing hub');
  const text = textOf(module);

  it('is looked up or named by id, and nothing of it is made', () => {
    expect(text).toContain('data "azurerm_firewall" "afw_hub"');
    expect(text).toContain('data.azurerm_firewall.afw_hub.ip_configuration[0].private_ip_address');
    expect(text).not.toContain('resource "azurerm_firewall"');
    expect(text).not.toContain('resource "azurerm_virtual_network" "vnet_hub"');
  });

  it('is named in the letters that azurerm insists on', () => {
    const ids = text.match(/"\/subscriptions\/[^"]+"/g) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) {
      expect(id).toMatch(
        /^"\/subscriptions\/[0-9a-f-]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.[A-Z]/,
      );
    }
  });
});

it('a cluster waits for routes, groups, rights and rules that its body does not name', () => {
  const text = textOf(moduleNamed('hub and spoke'));
  const cluster = text.slice(text.indexOf('resource "azurerm_kubernetes_cluster" '));
  const waits = /depends_on = \[([^\]]*)\]/.exec(cluster)?.[1] ?? '';
  for (const type of [
    'azurerm_firewall_policy_rule_collection_group',
    'azurerm_role_assignment',
    'azurerm_subnet_network_security_group_association',
    'azurerm_subnet_route_table_association',
    'azurerm_virtual_network_peering',
  ]) {
    expect(waits).toContain(`${type}.`);
  }
});

it('sets what is patched once per resource, one after the other, before pools are made', () => {
  const text = textOf(moduleNamed('two patches'));
  const patches = text.match(/resource "azapi_update_resource" "\w+"/g) ?? [];
  expect(patches).toEqual([
    'resource "azapi_update_resource" "aks_pay_prod_weu"',
    'resource "azapi_update_resource" "aks_pay_prod_weu_system"',
  ]);
  const second = text.slice(text.indexOf(patches[1] ?? ''));
  expect(second).toContain('/agentPools/system"');
  expect(second).toContain('depends_on = [azapi_update_resource.aks_pay_prod_weu]');
  const pool = text.slice(text.indexOf('resource "azurerm_kubernetes_cluster_node_pool"'));
  expect(pool).toContain('azapi_update_resource.aks_pay_prod_weu_system,');
});

it('says what azurerm has no words for in the words of ARM, and tells so', () => {
  const module = moduleNamed('everything at once');
  const kinds = module.detours.map(({ id, kind }) => `${kind} ${id.split('/').at(-1)}`);
  expect(kinds.toSorted()).toEqual(
    [
      'patched aks-pay-prod-weu',
      'patched win',
      'whole egress',
      'whole flat',
      'whole g',
      'whole newer',
      'whole vpng',
    ].toSorted(),
  );
});

it('asks for what nobody stated and Terraform demands', () => {
  const variables = (name: string) => moduleNamed(name).asked.map(({ variable }) => variable);
  expect(variables('add-ons with needs')).toEqual([
    'log_analytics_workspace_id',
    'virtual_nodes_subnet_name',
    'istio_revisions',
  ]);
  expect(variables('no places known')).toEqual([
    'resource_group_name',
    'kv_pay_id',
    'subscription_id',
  ]);
  expect(variables('hub and spoke')).toEqual([]);
});

it('keeps maps of the user as maps', () => {
  const text = textOf(moduleNamed('hostile texts'));
  expect(text).toMatch(/kind += "reference"/);
  expect(text).toContain('"$${a}"');
});
