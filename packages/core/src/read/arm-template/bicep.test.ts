import { formatPrefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { ids, readFiles, template } from '../../../test/read/templates.ts';
import { everything } from '../../estate/estate.ts';
import { isKnown } from '../../evidence/knowable.ts';

/** A module as Bicep compiles it: a deployment with types, optional parameters and loops over objects. */
const network = {
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: "[format('network-{0}', uniqueString(deployment().name))]",
  properties: {
    expressionEvaluationOptions: { scope: 'inner' },
    mode: 'Incremental',
    parameters: {
      name: { value: "[format('vnet-{0}', parameters('workload'))]" },
      subnets: { value: "[variables('subnets')]" },
      ddos: "[if(parameters('protect'), createObject('value', 'plan'), createObject('value', null()))]",
    },
    template: {
      languageVersion: '2.0',
      definitions: {
        subnetType: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            routeTable: { type: 'string', nullable: true },
          },
        },
      },
      parameters: {
        name: { type: 'string' },
        subnets: { type: 'array', items: { $ref: '#/definitions/subnetType' } },
        ddos: { type: 'string', nullable: true },
        prefix: { type: 'string', defaultValue: '10.40.0.0/16' },
      },
      resources: {
        table: {
          copy: { name: 'table', count: "[length(parameters('subnets'))]" },
          condition:
            "[not(equals(tryGet(parameters('subnets')[copyIndex()], 'routeTable'), null()))]",
          type: 'Microsoft.Network/routeTables',
          apiVersion: '2023-11-01',
          name: "[coalesce(tryGet(parameters('subnets')[copyIndex()], 'routeTable'), 'none')]",
          properties: { routes: [] },
        },
        vnet: {
          type: 'Microsoft.Network/virtualNetworks',
          apiVersion: '2023-11-01',
          name: "[parameters('name')]",
          properties: {
            addressSpace: { addressPrefixes: ["[parameters('prefix')]"] },
            ddosProtectionPlan:
              "[if(not(empty(parameters('ddos'))), createObject('id', parameters('ddos')), null())]",
            copy: [
              {
                name: 'subnets',
                count: "[length(parameters('subnets'))]",
                input: {
                  name: "[parameters('subnets')[copyIndex('subnets')].name]",
                  properties: {
                    addressPrefix: "[cidrSubnet(parameters('prefix'), 24, copyIndex('subnets'))]",
                    routeTable:
                      "[if(contains(parameters('subnets')[copyIndex('subnets')], 'routeTable'), createObject('id', resourceId('Microsoft.Network/routeTables', parameters('subnets')[copyIndex('subnets')].routeTable)), null())]",
                  },
                },
              },
            ],
          },
          dependsOn: ['table'],
        },
      },
      outputs: {
        ids: {
          type: 'object',
          value:
            "[toObject(parameters('subnets'), lambda('s', lambdaVariables('s').name), lambda('s', resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('name'), lambdaVariables('s').name)))]",
        },
      },
    },
  },
};

const main = template({
  languageVersion: '2.0',
  parameters: {
    workload: { type: 'string', defaultValue: 'shop' },
    protect: { type: 'bool', defaultValue: false },
  },
  variables: { subnets: [{ name: 'nodes', routeTable: 'rt-nodes' }, { name: 'ingress' }] },
  resources: {
    existingZone: {
      existing: true,
      type: 'Microsoft.Network/privateDnsZones',
      apiVersion: '2020-06-01',
      name: 'privatelink.westeurope.azmk8s.io',
      resourceGroup: 'dns',
    },
    network,
    aks: {
      type: 'Microsoft.ContainerService/managedClusters',
      apiVersion: '2024-02-01',
      name: "[format('aks-{0}', parameters('workload'))]",
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: {
          "[format('{0}', resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-aks'))]":
            {},
        },
      },
      properties: {
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          networkPolicy: 'cilium',
          networkDataplane: 'cilium',
          outboundType: 'userDefinedRouting',
        },
        agentPoolProfiles: [
          {
            name: 'system',
            mode: 'System',
            count: 3,
            vnetSubnetID: "[reference('network').outputs.ids.value.nodes]",
          },
        ],
      },
      dependsOn: ['network'],
    },
  },
});

describe('what Bicep compiles', () => {
  const result = readFiles({ 'main.json': main });
  const elements = [...everything(result.estate)];
  const found = (kind: string) => elements.find((element) => element.kind === kind);

  it('is expanded, modules and all', () => {
    expect(
      ids(result)
        .map((id) => id.split('/providers/').at(-1))
        .toSorted(),
    ).toEqual(
      [
        'microsoft.containerservice/managedclusters/aks-shop',
        'microsoft.containerservice/managedclusters/aks-shop/agentpools/system',
        'routetables/rt-nodes',
        'virtualnetworks/vnet-shop',
        'virtualnetworks/vnet-shop/subnets/ingress',
        'virtualnetworks/vnet-shop/subnets/nodes',
      ].toSorted(),
    );
    expect(result.diagnostics).toEqual([]);
    expect(result.ignored).toMatchObject([
      { type: 'Microsoft.Network/routeTables', why: 'conditionFalse' },
    ]);
  });

  it('links up', () => {
    const subnets = elements.filter(({ kind }) => kind === 'subnet');
    expect(subnets).toMatchObject([{ routeTable: found('routeTable')?.id }, {}]);
    expect(found('agentPool')).toMatchObject({ subnet: subnets[0]?.id });
    expect(found('cluster')).toMatchObject({
      identity: 'UserAssigned',
      network: { policyEngine: 'cilium', dataPlane: 'cilium', outboundType: 'userDefinedRouting' },
      identityIds: [expect.stringMatching(/\/userAssignedIdentities\/id-aks$/)],
    });
  });
});

it('a symbolic name of one copy names that copy', () => {
  const copied = {
    vnets: {
      copy: { name: 'vnets', count: 2 },
      type: 'Microsoft.Network/virtualNetworks',
      name: "[format('v{0}', copyIndex())]",
      properties: {
        addressSpace: { addressPrefixes: ["[cidrSubnet('10.0.0.0/8', 16, copyIndex())]"] },
      },
    },
    spoke: {
      type: 'Microsoft.Network/virtualNetworks',
      name: 'w',
      properties: {
        addressSpace: {
          addressPrefixes: "[reference(format('vnets[{0}]', 1)).addressSpace.addressPrefixes]",
        },
      },
    },
  };
  const result = readFiles({
    'main.json': template({ languageVersion: '2.0', resources: copied }),
  });
  const prefixes = [...everything(result.estate)].map((element) =>
    element.kind === 'virtualNetwork' && isKnown(element.prefixes)
      ? element.prefixes.map(formatPrefix)
      : undefined,
  );
  expect(prefixes).toEqual([['10.0.0.0/16'], ['10.1.0.0/16'], ['10.1.0.0/16']]);
});
