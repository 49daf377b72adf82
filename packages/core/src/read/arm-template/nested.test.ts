import { describe, expect, it } from 'vitest';
import {
  codes,
  deployment,
  ids,
  inner,
  nsg,
  one,
  readFiles,
  template,
  vnet,
} from '../../../test/read/templates.ts';
import { everything } from '../../estate/estate.ts';

describe('nested deployments', () => {
  const parameters = { name: { type: 'string' }, group: { type: 'string', defaultValue: 'net' } };

  it('have a scope of their own when they say so, and stand where they are written', () => {
    const nested = {
      parameters,
      variables: { name: 'from-inside' },
      resources: [nsg("[concat(variables('name'), parameters('name'))]")],
    };
    const given = {
      ...inner,
      template: nested,
      parameters: { name: { value: "[variables('name')]" } },
    };
    const result = readFiles({
      'main.json': template({
        variables: { name: '-outside' },
        resources: [deployment('d', given, { resourceGroup: 'other', subscriptionId: 'sub' })],
      }),
    });
    expect(ids(result)).toEqual([
      '/subscriptions/sub/resourcegroups/other/providers/microsoft.network/networksecuritygroups/from-inside-outside',
    ]);
    expect([...everything(result.estate)][0]?.source.path).toEqual([
      'resources',
      0,
      'properties',
      'template',
      'resources',
      0,
    ]);
  });

  it('else are evaluated in the scope around, loops included', () => {
    const nested = {
      variables: { name: 'inside' },
      resources: [nsg("[concat(variables('name'), copyIndex())]")],
    };
    const result = readFiles({
      'main.json': template({
        variables: { name: 'outside' },
        resources: [
          deployment(
            "[concat('d', copyIndex())]",
            { template: nested },
            { copy: { name: 'l', count: 2 } },
          ),
        ],
      }),
    });
    expect(ids(result)).toEqual([
      'networksecuritygroups/outside0',
      'networksecuritygroups/outside1',
    ]);
  });

  it('answer with their outputs', () => {
    const nested = {
      parameters,
      resources: [],
      outputs: {
        id: {
          type: 'string',
          value: "[resourceId('Microsoft.Network/routeTables', parameters('name'))]",
        },
        list: {
          type: 'array',
          copy: { count: 2, input: "[concat('10.', copyIndex(), '.0.0/16')]" },
        },
      },
    };
    const out = (name: string): string =>
      `[reference(resourceId('Microsoft.Resources/deployments', 'd')).outputs.${name}.value]`;
    const result = one(
      deployment('d', { ...inner, template: nested, parameters: { name: { value: 'rt' } } }),
      vnet('hub', {
        properties: {
          addressSpace: { addressPrefixes: out('list') },
          subnets: [
            {
              name: 'a',
              properties: { addressPrefix: '10.0.0.0/24', routeTable: { id: out('id') } },
            },
          ],
        },
      }),
    );
    const [hub, subnet] = everything(result.estate);
    expect(hub).toMatchObject({ prefixes: [{ length: 16 }, { length: 16 }] });
    expect(subnet).toMatchObject({
      routeTable: '/subscriptions/~/resourcegroups/~/providers/microsoft.network/routetables/rt',
    });
  });

  it('refer to what the template itself says of a resource, and to no more', () => {
    const spoke = {
      properties: {
        addressSpace: { addressPrefixes: "[reference('hub').addressSpace.addressPrefixes]" },
        dhcpOptions: { dnsServers: ["[reference('hub').provided]"] },
      },
    };
    const result = one(vnet('hub'), vnet('spoke', spoke));
    expect([...everything(result.estate)][1]).toMatchObject({
      prefixes: [{ length: 16 }],
      dnsServers: { unknown: [{ kind: 'notEvaluable' }] },
    });
  });

  it('name parts of a resource by its id, and know that Azure adds to it', () => {
    const hub = vnet('hub', { properties: { subnets: [{ name: 'a' }, { name: 'b' }] } });
    const cluster = (value: string) => ({
      type: 'Microsoft.ContainerService/managedClusters/agentPools',
      name: 'aks/p',
      properties: { vnetSubnetID: value },
    });
    const subnetOf = (value: string) => {
      const [, , , pool] = everything(one(hub, cluster(value)).estate);
      return pool;
    };
    const id = '/subscriptions/~/resourcegroups/~/providers/microsoft.network/virtualnetworks/hub';
    expect(subnetOf("[reference('hub').subnets[1].id]")).toMatchObject({
      subnet: `${id}/subnets/b`,
    });
    expect(
      subnetOf("[concat(reference('hub', '2023-09-01', 'full').resourceId, '/subnets/c')]"),
    ).toMatchObject({ subnet: `${id}/subnets/c` });
    expect(subnetOf("[reference('hub').subnets[2].id]")).toMatchObject({
      subnet: { unknown: [{ kind: 'notEvaluable' }] },
    });
  });

  it('that refer to each other in a circle come to an end', () => {
    const to = (name: string) => ({
      properties: {
        addressSpace: {
          addressPrefixes: [`[reference('${name}').addressSpace.addressPrefixes[0]]`],
        },
      },
    });
    const result = one(vnet('a', to('b')), vnet('b', to('a')));
    expect(ids(result)).toHaveLength(2);
    expect(codes(result)).toContain('expression-fails');
  });

  it('are read to a depth', () => {
    let resource: unknown = nsg('deep');
    for (let i = 0; i < 11; i++)
      resource = deployment(`d${i}`, { ...inner, template: { resources: [resource] } });
    expect(ids(one(resource))).toEqual(['networksecuritygroups/deep']);
    const deeper = one(
      deployment('top', {
        ...inner,
        template: {
          resources: [deployment('e', { ...inner, template: { resources: [resource] } })],
        },
      }),
    );
    expect(codes(deeper)).toEqual(['nested-too-deep']);
  });
});

describe('linked deployments', () => {
  const linked = template({
    parameters: { name: { type: 'string' } },
    resources: [nsg("[parameters('name')]")],
  });
  const link = (templateLink: Readonly<Record<string, unknown>>) => ({
    templateLink,
    parameters: { name: { value: 'n' } },
  });

  it.each([
    ['a relative path', { relativePath: '../shared/nsg.json' }],
    ['an address', { uri: 'https://example.org/repo/main/shared/nsg.json' }],
    [
      'the address of the deployment',
      { uri: "[uri(deployment().properties.templateLink.uri, 'shared/nsg.json')]" },
    ],
    [
      'an address with a token',
      { uri: "[concat(parameters('base'), '/shared/nsg.json', parameters('token'))]" },
    ],
  ])('by %s are read with what is handed in, once', (_, templateLink) => {
    const main = template({
      parameters: { base: { type: 'string' }, token: { type: 'secureString' } },
      resources: [deployment('d', link(templateLink))],
    });
    const result = readFiles({ 'app/main.json': main, 'shared/nsg.json': linked });
    expect(ids(result)).toEqual(['networksecuritygroups/n']);
    expect([...everything(result.estate)][0]?.source.document).toBe('shared/nsg.json');
    expect(result.diagnostics).toEqual([]);
  });

  it('that are not there are told of', () => {
    const result = one(deployment('d', link({ relativePath: 'gone.json' })), nsg('g'));
    expect(ids(result)).toEqual(['networksecuritygroups/g']);
    expect(codes(result)).toEqual(['template-missing']);
  });

  it('that link to each other are read', () => {
    const to = (other: string, name: string) =>
      template({
        resources: [nsg(name), deployment('d', { templateLink: { relativePath: other } })],
      });
    const result = readFiles({ 'a.json': to('b.json', 'a'), 'b.json': to('a.json', 'b') });
    expect(ids(result)).toEqual(['networksecuritygroups/a', 'networksecuritygroups/b']);
    expect(codes(result)).toEqual(['nested-too-deep']);
  });
});
