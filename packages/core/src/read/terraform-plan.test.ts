import { describe, expect, it } from 'vitest';
import { all } from '../estate/estate.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { readJson } from '../text/json-text.ts';
import { type ReadResult, read } from './read.ts';

const reading = (value: unknown): ReadResult =>
  read(
    [{ document: readJson({ id: 'plan.json', text: () => JSON.stringify(value) }), about: {} }],
    {
      day: '2026-11-23',
    },
  );

const resource = (address: string, values: object, more: object = {}): object => {
  const [, module = '', type = '', name = ''] =
    /^((?:module\.[^.]+\.)?)([^.]+)\.([^.[]+)/.exec(address) ?? [];
  const place = module === '' ? {} : { module_address: module.slice(0, -1) };
  return { address, mode: 'managed', type, name, values, ...place, ...more };
};

const change = (address: string, unknowns: object): object => ({
  address,
  change: { actions: ['create'], after_unknown: { id: true, ...unknowns } },
});

const refersTo = (...references: readonly string[]): object => ({ references });

const names = { resource_group_name: 'rg', location: 'westeurope' };

/** A VNet with two subnets in a module, and a cluster whose pool stands in one of them. */
const plan = {
  format_version: '1.2',
  planned_values: {
    root_module: {
      resources: [
        resource('azurerm_kubernetes_cluster.main', {
          ...names,
          name: 'aks',
          default_node_pool: [{ name: 'system', node_count: 3 }],
          network_profile: [
            { network_plugin: 'azure', network_plugin_mode: 'overlay', pod_cidr: '10.244.0.0/16' },
          ],
        }),
        resource('azurerm_kubernetes_cluster_node_pool.user', { name: 'user', node_count: 2 }),
      ],
      child_modules: [
        {
          address: 'module.net',
          resources: [
            resource('module.net.azurerm_virtual_network.main', {
              ...names,
              name: 'vnet',
              address_space: ['10.0.0.0/16'],
            }),
            ...['a', 'b'].map((key, i) =>
              resource(
                `module.net.azurerm_subnet.s["${key}"]`,
                {
                  name: `snet-${key}`,
                  resource_group_name: 'rg',
                  virtual_network_name: 'vnet',
                  address_prefixes: [`10.0.${i}.0/24`],
                },
                { index: key },
              ),
            ),
            resource('module.net.azurerm_route_table.rt', { ...names, name: 'rt', route: [] }),
            ...['a', 'b'].map((key) =>
              resource(
                `module.net.azurerm_subnet_route_table_association.x["${key}"]`,
                {},
                { index: key },
              ),
            ),
          ],
        },
      ],
    },
  },
  resource_changes: [
    change('azurerm_kubernetes_cluster.main', {
      default_node_pool: [{ vnet_subnet_id: true }],
      network_profile: [{ service_cidr: true }],
    }),
    change('azurerm_kubernetes_cluster_node_pool.user', {
      kubernetes_cluster_id: true,
      vnet_subnet_id: true,
    }),
    ...['a', 'b'].map((key) =>
      change(`module.net.azurerm_subnet_route_table_association.x["${key}"]`, {
        subnet_id: true,
        route_table_id: true,
      }),
    ),
    {
      address: 'azurerm_virtual_network.old',
      change: { actions: ['delete'], before: { name: 'old' }, after: null },
    },
  ],
  configuration: {
    provider_config: {
      azurerm: { expressions: { subscription_id: { constant_value: 'sub-1' } } },
    },
    root_module: {
      resources: [
        {
          address: 'azurerm_kubernetes_cluster.main',
          expressions: {
            default_node_pool: [
              { vnet_subnet_id: refersTo('module.net.ids["a"]', 'module.net.ids', 'module.net') },
            ],
          },
        },
        {
          address: 'azurerm_kubernetes_cluster_node_pool.user',
          expressions: {
            kubernetes_cluster_id: refersTo(
              'azurerm_kubernetes_cluster.main.id',
              'azurerm_kubernetes_cluster.main',
            ),
            vnet_subnet_id: refersTo('module.net.ids', 'module.net'),
          },
        },
      ],
      module_calls: {
        net: {
          module: {
            outputs: { ids: { expression: refersTo('azurerm_subnet.s') } },
            resources: [
              {
                address: 'azurerm_subnet_route_table_association.x',
                expressions: {
                  subnet_id: refersTo('each.value.id', 'each.value'),
                  route_table_id: refersTo('azurerm_route_table.rt.id', 'azurerm_route_table.rt'),
                },
                for_each_expression: refersTo('azurerm_subnet.s'),
              },
            ],
          },
        },
      },
    },
  },
};

describe('a plan', () => {
  const { estate, diagnostics, documents } = reading(plan);
  const subnets = all(estate, 'subnet');
  const group = '/subscriptions/sub-1/resourcegroups/rg/providers';
  const vnet = `${group}/microsoft.network/virtualnetworks/vnet`;

  it('is what will be', () => {
    expect(documents[0]?.format).toBe('terraformPlan');
    expect(estate.tense).toBe('planned');
    expect(diagnostics).toEqual([]);
    expect(all(estate, 'virtualNetwork').map(({ id }) => id)).toEqual([vnet]);
    expect(all(estate, 'cluster')[0]?.source.path).toEqual([
      'planned_values',
      'root_module',
      'resources',
      0,
    ]);
  });

  it('links what has no ids yet', () => {
    const table = all(estate, 'routeTable')[0]?.id;
    expect(subnets.map((one) => [one.virtualNetwork, one.routeTable])).toEqual([
      [vnet, table],
      [vnet, table],
    ]);
    const pools = new Map(all(estate, 'agentPool').map((pool) => [pool.name, pool]));
    expect(pools.get('system')?.subnet).toBe(`${vnet}/subnets/snet-a`);
    expect(pools.get('user')?.cluster).toBe(all(estate, 'cluster')[0]?.id);
  });

  it('does not choose among several, nor fill in what is known after apply', () => {
    const user = all(estate, 'agentPool').find(({ name }) => name === 'user');
    expect(isUnknown(user?.subnet)).toBe(true);
    expect(isUnknown(all(estate, 'cluster')[0]?.network.serviceRanges)).toBe(true);
  });
});

it('a state is what is, with the ids of Azure', () => {
  const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet';
  const { estate } = reading({
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          resource('azurerm_virtual_network.main', {
            ...names,
            id,
            name: 'vnet',
            address_space: ['10.0.0.0/16'],
            subnet: [{ name: 'a', address_prefixes: ['10.0.0.0/24'], id: `${id}/subnets/a` }],
          }),
        ],
      },
    },
  });
  expect(estate.tense).toBe('observed');
  expect(all(estate, 'virtualNetwork')[0]?.spelled).toBe(id);
  expect(all(estate, 'subnet')[0]?.name).toBe('a');
});

it.each([
  ['nothing planned', { format_version: '1.2', planned_values: {} }],
  ['no resources', { format_version: '1.2', planned_values: { root_module: { resources: 'x' } } }],
  [
    'strange resources',
    {
      format_version: '1.2',
      planned_values: { root_module: { resources: [1, null, {}, { type: 'azurerm_subnet' }] } },
    },
  ],
  [
    'strange modules',
    {
      format_version: '1.0',
      values: { root_module: { child_modules: [[], 1, { child_modules: {} }] } },
    },
  ],
])('%s is no exception', (_, value) => {
  expect(reading(value).documents).toHaveLength(1);
});
