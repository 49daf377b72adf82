import { formatPrefix } from '@aksnet/net';
import { expect, it } from 'vitest';
import { all } from '../estate/estate.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { readJson } from '../text/json-text.ts';
import { locator } from './locate.ts';
import { read } from './read.ts';

const group = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg';
const network = `${group}/providers/Microsoft.Network/virtualNetworks/net`;

const subnet = (key: string, prefix: string): object => ({
  index_key: key,
  schema_version: 0,
  attributes: {
    id: `${network}/subnets/${key}`,
    name: key,
    resource_group_name: 'rg',
    virtual_network_name: 'net',
    address_prefixes: [prefix],
  },
});

const state = {
  version: 4,
  terraform_version: '1.9.5',
  serial: 3,
  lineage: '0b7c5a4e-0000-4000-8000-000000000000',
  outputs: {},
  resources: [
    {
      module: 'module.network',
      mode: 'managed',
      type: 'azurerm_virtual_network',
      name: 'main',
      provider: 'provider["registry.terraform.io/hashicorp/azurerm"]',
      instances: [
        {
          schema_version: 0,
          attributes: {
            id: network,
            name: 'net',
            resource_group_name: 'rg',
            location: 'westeurope',
            address_space: ['10.0.0.0/16'],
          },
        },
      ],
    },
    {
      module: 'module.network',
      mode: 'managed',
      type: 'azurerm_subnet',
      name: 's',
      instances: [
        subnet('nodes', '10.0.0.0/24'),
        subnet('api', '10.0.1.0/24'),
        { ...subnet('old', '10.0.2.0/24'), deposed: '8d2c1f60' },
        { index_key: 'broken' },
      ],
    },
    { mode: 'managed', type: 'azurerm_subnet', name: 'gone', instances: 'none' },
  ],
};

const document = readJson({
  id: 'terraform.tfstate',
  text: () => JSON.stringify(state, undefined, 1),
});
const { estate, documents } = read([{ document, about: {} }], { day: '2026-11-23' });

it('a state as it is stored is what was made', () => {
  expect(documents.map(({ format }) => format)).toEqual(['terraformState']);
  expect(estate.tense).toBe('observed');
  expect(all(estate, 'virtualNetwork').map(({ id }) => id)).toEqual([network.toLowerCase()]);
  expect(
    all(estate, 'subnet').map(({ name, prefixes }) => [
      name,
      isUnknown(prefixes) ? 'not known' : prefixes.map(formatPrefix),
    ]),
  ).toEqual([
    ['nodes', ['10.0.0.0/24']],
    ['api', ['10.0.1.0/24']],
  ]);
});

it('an attribute has its line', () => {
  const nodes = all(estate, 'subnet').find(({ name }) => name === 'nodes');
  const found = nodes && locator([document])(nodes, 'prefixes');
  const lines = document.excerptAt(found?.position ?? { line: 1, column: 1 });
  expect(lines).toContain('"address_prefixes": [');
  expect(found?.path).toEqual(['resources', 1, 'instances', 0, 'attributes', 'address_prefixes']);
});
