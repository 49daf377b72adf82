import { describe, expect, it } from 'vitest';
import {
  codes,
  deployment,
  ids,
  inner,
  jsonDocument,
  nsg,
  one,
  readFiles,
  template,
  vnet,
} from '../../test/read/templates.ts';
import { everything } from '../estate/estate.ts';
import { readTemplates } from './arm-template.ts';

describe('resources', () => {
  it('are planned, and stand where they are written', () => {
    const result = one(nsg('a'), vnet('hub'));
    expect(result.estate.tense).toBe('planned');
    const [hub] = [...everything(result.estate)].filter(({ kind }) => kind === 'virtualNetwork');
    expect(hub?.source).toEqual({ document: 'main.json', path: ['resources', 1] });
    expect(result.diagnostics).toEqual([]);
  });

  it('nested in others have the names of both', () => {
    const subnet = { type: 'subnets', name: 'a', properties: { addressPrefix: '10.0.1.0/24' } };
    const whole = {
      ...subnet,
      type: 'Microsoft.Network/virtualNetworks/subnets',
      name: "[concat('hub', '/b')]",
    };
    const lock = { type: 'Microsoft.Authorization/locks', name: 'keep', properties: {} };
    const result = one(vnet('hub', { resources: [subnet, whole, lock] }));
    expect(ids(result)).toEqual([
      'virtualnetworks/hub',
      'virtualnetworks/hub/subnets/a',
      'virtualnetworks/hub/subnets/b',
    ]);
    expect(result.ignored.map(({ type, why }) => `${type} ${why}`)).toEqual([
      'Microsoft.Authorization/locks notModelled',
    ]);
  });

  it('of Bicep have symbolic names, and existing ones are not made', () => {
    const result = readFiles({
      'main.json': template({
        languageVersion: '2.0',
        resources: {
          old: { existing: true, ...vnet('old') },
          group: nsg('g'),
          rule: {
            type: 'Microsoft.Network/virtualNetworks/subnets',
            name: "[format('{0}/{1}', 'old', 'a')]",
            properties: {
              addressPrefix: '10.0.1.0/24',
              networkSecurityGroup: { id: "[resourceInfo('group').id]" },
            },
            dependsOn: ['group', 'old'],
          },
        },
      }),
    });
    expect(ids(result)).toEqual(['virtualnetworks/old/subnets/a', 'networksecuritygroups/g']);
    const [subnet] = everything(result.estate);
    expect(subnet).toMatchObject({
      securityGroup:
        '/subscriptions/~/resourcegroups/~/providers/microsoft.network/networksecuritygroups/g',
    });
  });

  it('with one unknown name find each other', () => {
    const result = one(
      nsg("[concat('nsg-', uniqueString(resourceGroup().id))]"),
      vnet('hub', {
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [
            {
              name: 'a',
              properties: {
                addressPrefix: '10.0.0.0/24',
                networkSecurityGroup: {
                  id: "[resourceId('Microsoft.Network/networkSecurityGroups', format('nsg-{0}', uniqueString(resourceGroup().id)))]",
                },
              },
            },
          ],
        },
      }),
    );
    const elements = [...everything(result.estate)];
    const group = elements.find(({ kind }) => kind === 'networkSecurityGroup');
    expect(elements.find(({ kind }) => kind === 'subnet')).toMatchObject({
      securityGroup: group?.id,
    });
  });

  it('without a type are told of, and hide no other', () => {
    const result = one({ name: 'x' }, 'text', null, nsg('g'));
    expect(ids(result)).toEqual(['networksecuritygroups/g']);
    expect(codes(result)).toEqual([
      'unreadable-resource',
      'unreadable-resource',
      'unreadable-resource',
    ]);
  });
});

describe('loops and conditions', () => {
  it('make one resource for every copy, each from the same place', () => {
    const copies = { copy: { name: 'loop', count: "[length(variables('names'))]" } };
    const result = readFiles({
      'main.json': template({
        variables: { names: ['a', 'b'] },
        resources: [
          nsg("[concat(variables('names')[copyIndex()], '-', copyIndex('loop', 1))]", copies),
        ],
      }),
    });
    expect(ids(result)).toEqual(['networksecuritygroups/a-1', 'networksecuritygroups/b-2']);
    expect([...everything(result.estate)].map(({ source }) => source.path)).toEqual([
      ['resources', 0],
      ['resources', 0],
    ]);
  });

  it('make lists of properties', () => {
    const result = one(
      vnet('hub', {
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          copy: [
            {
              name: 'subnets',
              count: 3,
              input: {
                name: "[concat('s', copyIndex('subnets'))]",
                properties: {
                  addressPrefix: "[cidrSubnet('10.0.0.0/16', 24, copyIndex('subnets'))]",
                },
              },
            },
          ],
        },
      }),
    );
    expect(ids(result).slice(1)).toEqual([
      'virtualnetworks/hub/subnets/s0',
      'virtualnetworks/hub/subnets/s1',
      'virtualnetworks/hub/subnets/s2',
    ]);
    expect(result.diagnostics).toEqual([]);
  });

  it('of which the count is not known stand for one, and it is told', () => {
    const result = readFiles({
      'main.json': template({
        parameters: { names: { type: 'array' } },
        resources: [
          nsg("[parameters('names')[copyIndex()]]", {
            copy: { name: 'loop', count: "[length(parameters('names'))]" },
          }),
        ],
      }),
    });
    expect(ids(result)).toHaveLength(1);
    expect(codes(result)).toEqual(['copies-unknown']);
  });

  it('leave out what is not deployed, children too, and tell of what may be', () => {
    const result = readFiles({
      'main.json': template({
        parameters: { flag: { type: 'bool' } },
        resources: [
          nsg('no', { condition: false }),
          vnet('gone', {
            condition: '[equals(1, 2)]',
            resources: [{ type: 'subnets', name: 'a', properties: {} }],
          }),
          nsg('yes', { condition: '[not(false())]' }),
          nsg('perhaps', { condition: "[parameters('flag')]" }),
        ],
      }),
    });
    expect(ids(result)).toEqual(['networksecuritygroups/yes', 'networksecuritygroups/perhaps']);
    expect(result.ignored.map(({ why }) => why)).toEqual(Array(3).fill('conditionFalse'));
    expect(result.diagnostics).toMatchObject([
      { code: 'may-not-exist', severity: 'note', path: ['resources', 3, 'condition'] },
    ]);
  });
});

it('templates of subscriptions put resources into the groups that they name', () => {
  const result = readFiles({
    'main.json': {
      ...template({
        resources: [
          { type: 'Microsoft.Resources/resourceGroups', name: 'net', location: 'westeurope' },
          deployment(
            'd',
            { ...inner, template: { resources: [nsg('a')] } },
            { resourceGroup: 'net' },
          ),
        ],
      }),
      $schema:
        'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    },
  });
  expect(ids(result)).toEqual([
    '/subscriptions/~/resourcegroups/net/providers/microsoft.network/networksecuritygroups/a',
  ]);
  expect(result.ignored.map(({ type }) => type)).toEqual(['Microsoft.Resources/resourceGroups']);
});

it('what is too much is not known, and never counts as absent', () => {
  const supplied = jsonDocument(
    'main.json',
    template({
      resources: Array.from({ length: 40 }, (_, i) =>
        vnet(`n${i}`, { properties: { dhcpOptions: { dnsServers: ['10.0.0.4'] } } }),
      ),
    }),
  );
  const { elements, diagnostics } = readTemplates([supplied], { steps: 1000, copies: 10 });
  const servers = elements.map((element) =>
    element.kind === 'virtualNetwork' ? element.dnsServers : undefined,
  );
  expect(servers).toHaveLength(40);
  expect(servers[0]).toHaveLength(1);
  expect(servers.at(-1)).toMatchObject({ unknown: [{}] });
  const fewer = readTemplates([supplied], { steps: 300, copies: 10 });
  expect(fewer.elements.length).toBeLessThan(40);
  expect(fewer.diagnostics.map(({ code }) => code)).toContain('template-too-large');
  expect(diagnostics.map(({ code }) => code)).toContain('expression-fails');
});

it('an endless template is read as far as bounds go', () => {
  const result = one(nsg("[concat('n', copyIndex())]", { copy: { name: 'l', count: 1_000_000 } }));
  expect(ids(result)).toHaveLength(10_000);
  expect(codes(result)).toEqual(['too-many-copies']);
});
