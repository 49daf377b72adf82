import { formatPrefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { all, type Estate } from '../estate/estate.ts';
import { clusterModes } from '../estate/modes-of.ts';
import { isKnown, mapKnown } from '../evidence/knowable.ts';
import { readYamlFile } from '../text/yaml-text.ts';
import { type ReadResult, read } from './read.ts';

const reading = (...texts: readonly string[]): ReadResult =>
  read(
    texts.map((text, i) => ({
      document: readYamlFile({ id: `${i}.yaml`, text: () => text }),
      about: {},
    })),
    { day: '2026-11-23' },
  );

const ids = (estate: Estate) => ({
  clusters: all(estate, 'cluster').map(({ spelled, id }) => spelled ?? id),
  pools: all(estate, 'agentPool').map(({ spelled, id }) => spelled ?? id),
  networks: all(estate, 'virtualNetwork').map(({ spelled, id }) => spelled ?? id),
  subnets: all(estate, 'subnet').map(({ spelled, id }) => spelled ?? id),
});

const operatorNetwork = `
apiVersion: resources.azure.com/v1api20200601
kind: ResourceGroup
metadata: { name: rg, namespace: infra }
spec: { azureName: rg-prod, location: westeurope }
---
apiVersion: network.azure.com/v1api20240301
kind: VirtualNetwork
metadata: { name: net, namespace: infra }
spec:
  owner: { name: rg }
  location: westeurope
  addressSpace: { addressPrefixes: [10.0.0.0/16] }
---
apiVersion: network.azure.com/v1api20240301
kind: VirtualNetworksSubnet
metadata: { name: nodes, namespace: infra }
spec:
  azureName: snet-nodes
  owner: { name: net }
  addressPrefixes: [10.0.0.0/24]
  natGateway: { reference: { group: network.azure.com, kind: NatGateway, name: nat } }
`;

const operatorCluster = `
apiVersion: containerservice.azure.com/v1api20240901
kind: ManagedCluster
metadata: { name: aks, namespace: infra }
spec:
  owner: { name: rg }
  location: westeurope
  kubernetesVersion: "1.33"
  dnsPrefix: aks
  identity:
    type: UserAssigned
    userAssignedIdentities:
      - reference: { armId: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u }
  networkProfile:
    networkPlugin: azure
    networkPluginMode: overlay
    networkDataplane: cilium
    networkPolicy: cilium
    outboundType: userDefinedRouting
    podCidr: 10.244.0.0/16
    serviceCidr: 10.100.0.0/16
    dnsServiceIP: 10.100.0.10
  agentPoolProfiles:
    - name: system
      count: 3
      mode: System
      vnetSubnetReference: { group: network.azure.com, kind: VirtualNetworksSubnet, name: nodes }
---
apiVersion: containerservice.azure.com/v1api20240901
kind: ManagedClustersAgentPool
metadata: { name: work, namespace: infra }
spec: { owner: { name: aks }, count: 5, mode: User }
---
apiVersion: v1
kind: Namespace
metadata: { name: infra }
`;

const group = '/subscriptions/~/resourceGroups/rg-prod/providers';

describe('Azure Service Operator', () => {
  test('objects become resources that refer to each other, across files in any order', () => {
    const { estate, ignored } = reading(operatorCluster, operatorNetwork);
    expect(ids(estate)).toEqual({
      clusters: [`${group}/Microsoft.ContainerService/managedClusters/aks`],
      pools: ['system', 'work'].map(
        (name) => `${group}/Microsoft.ContainerService/managedClusters/aks/agentPools/${name}`,
      ),
      networks: [`${group}/Microsoft.Network/virtualNetworks/net`],
      subnets: [`${group}/Microsoft.Network/virtualNetworks/net/subnets/snet-nodes`],
    });
    const [system] = all(estate, 'agentPool');
    expect(estate.elements.subnet.has(String(system?.subnet))).toBe(true);
    expect(all(estate, 'subnet').map(({ natGateway }) => natGateway)).toEqual([
      '/subscriptions/~/resourcegroups/~/providers/microsoft.network/natgateways/nat',
    ]);
    const [cluster] = all(estate, 'cluster');
    expect(cluster).toMatchObject({
      identity: 'UserAssigned',
      identityIds: [expect.stringContaining('userAssignedIdentities/u')],
      network: { dataPlane: 'cilium', policyEngine: 'cilium', outboundType: 'userDefinedRouting' },
    });
    expect(
      cluster && mapKnown(clusterModes(estate, cluster), (modes) => modes.map(({ id }) => id)),
    ).toEqual(['overlay']);
    expect(ignored.map(({ type }) => type)).toEqual(['Microsoft.Resources/resourceGroups']);
    expect(estate.tense).toBe('planned');
  });

  test('other objects in the same file are read as what they are', () => {
    const { estate, documents } = reading(operatorCluster);
    expect(all(estate, 'namespace').map(({ name }) => name)).toEqual(['infra']);
    expect(documents).toEqual([
      { document: '0.yaml', format: 'azureInKubernetes', elements: 4, ignored: 0 },
    ]);
  });

  test('a status that knows the id is believed, and the subscription then reaches what it owns', () => {
    const { estate } = reading(
      operatorNetwork.replace(
        'spec: { azureName: rg-prod, location: westeurope }',
        'spec: { azureName: rg-prod }\nstatus: { id: /subscriptions/1234/resourceGroups/rg-prod }',
      ),
    );
    expect(ids(estate).subnets).toEqual([
      '/subscriptions/1234/resourceGroups/rg-prod/providers/Microsoft.Network/virtualNetworks/net/subnets/snet-nodes',
    ]);
  });

  test('a place is the line that a person would edit', () => {
    const bad = operatorNetwork.replace('[10.0.0.0/24]', '[10.0.0.1/24]');
    const { diagnostics } = reading(bad);
    const line = bad.split('\n').findIndex((text) => text.includes('10.0.0.1/24')) + 1;
    expect(diagnostics.map(({ code, position }) => [code, position?.line])).toContainEqual([
      'unreadable-value',
      line,
    ]);
  });

  test('a reference to a kind nobody knows is unknown, not absent', () => {
    const { estate } = reading(
      operatorNetwork.replace('kind: NatGateway', 'kind: NatGatewayOfTomorrow'),
    );
    expect(all(estate, 'subnet').map(({ natGateway }) => isKnown(natGateway))).toEqual([false]);
  });

  test('kinds outside the model are counted, and owners that are a circle end', () => {
    const { ignored, estate } = reading(`
apiVersion: containerservice.azure.com/v1api20240401
kind: Fleet
metadata: { name: f }
---
apiVersion: network.azure.com/v1api20240301
kind: VirtualNetworksSubnet
metadata: { name: a }
spec: { owner: { name: a } }
---
apiVersion: network.azure.com/v1api20240301
kind: __proto__
metadata: { name: b }
`);
    expect(ignored.map(({ type }) => type)).toEqual([
      'containerservice.azure.com/Fleet',
      'network.azure.com/__proto__',
    ]);
    expect(ids(estate).subnets).toHaveLength(1);
  });
});

const clusterApi = `
apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: { name: shop }
spec:
  clusterNetwork:
    pods: { cidrBlocks: [10.244.0.0/16] }
    services: { cidrBlocks: [10.100.0.0/16] }
  controlPlaneRef: { kind: AzureManagedControlPlane, name: shop-plane }
  infrastructureRef: { kind: AzureManagedCluster, name: shop }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureManagedCluster
metadata: { name: shop }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureManagedControlPlane
metadata: { name: shop-plane }
spec:
  subscriptionID: "1234"
  resourceGroupName: rg-shop
  location: westeurope
  version: v1.33.2
  networkPlugin: azure
  networkPluginMode: overlay
  networkPolicy: calico
  outboundType: loadBalancer
  dnsServiceIP: 10.100.0.10
  identity: { type: SystemAssigned }
  sku: { tier: Standard }
  loadBalancerProfile: { managedOutboundIPs: 2, allocatedOutboundPorts: 1024 }
  apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: System }
  addonProfiles: [{ name: azurepolicy, enabled: true }]
  sshPublicKey: ""
  virtualNetwork:
    name: net-shop
    cidrBlock: 10.0.0.0/16
    subnet: { name: nodes, cidrBlock: 10.0.0.0/24 }
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: MachinePool
metadata: { name: system }
spec:
  clusterName: shop
  replicas: 3
  template:
    spec:
      infrastructureRef: { kind: AzureManagedMachinePool, name: system }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureManagedMachinePool
metadata: { name: system }
spec:
  mode: System
  sku: Standard_D4s_v5
  maxPods: 60
  scaling: { minSize: 3, maxSize: 9 }
  taints: [{ key: CriticalAddonsOnly, value: "true", effect: NoSchedule }]
`;

const shop = '/subscriptions/1234/resourceGroups/rg-shop/providers';

describe('Cluster API', () => {
  test('a control plane, its VNet and its pools become resources', () => {
    const { estate, ignored, unread } = reading(clusterApi);
    const cluster = `${shop}/Microsoft.ContainerService/managedClusters/shop-plane`;
    expect(ids(estate)).toEqual({
      clusters: [cluster],
      pools: [`${cluster}/agentPools/system`],
      networks: [`${shop}/Microsoft.Network/virtualNetworks/net-shop`],
      subnets: [`${shop}/Microsoft.Network/virtualNetworks/net-shop/subnets/nodes`],
    });
    expect(all(estate, 'cluster')[0]).toMatchObject({
      kubernetesVersion: '1.33.2',
      tier: 'Standard',
      access: { private: true, privateDnsZone: 'system' },
      network: {
        plugin: 'azure',
        pluginMode: 'overlay',
        policyEngine: 'calico',
        outboundType: 'loadBalancer',
        loadBalancer: { managedOutboundIps: 2, allocatedOutboundPorts: 1024 },
      },
    });
    const ranges = all(estate, 'cluster').flatMap(({ network }) =>
      [network.podRanges, network.serviceRanges].flatMap((found) =>
        isKnown(found) ? found.map(formatPrefix) : ['unknown'],
      ),
    );
    expect(ranges).toEqual(['10.244.0.0/16', '10.100.0.0/16']);
    expect(all(estate, 'agentPool')[0]).toMatchObject({
      mode: 'System',
      count: 3,
      autoscaling: true,
      minCount: 3,
      maxCount: 9,
      maxPods: 60,
      vmSize: 'Standard_D4s_v5',
      taints: ['CriticalAddonsOnly=true:NoSchedule'],
      subnet: `${shop}/Microsoft.Network/virtualNetworks/net-shop/subnets/nodes`.toLowerCase(),
    });
    expect(ignored.map(({ type }) => type)).toEqual([
      'infrastructure.cluster.x-k8s.io/AzureManagedCluster',
    ]);
    expect(unread.map(({ type, field }) => `${type} ${field}`)).toContain(
      'AzureManagedControlPlane spec.sshPublicKey',
    );
  });

  test('what the provider would choose is not known', () => {
    const { estate } = reading(`
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureManagedControlPlane
metadata: { name: bare }
spec: { location: westeurope, version: v1.33.2, virtualNetwork: {} }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureManagedMachinePool
metadata: { name: lost }
spec: { mode: User, sku: Standard_D4s_v5 }
`);
    const [cluster] = all(estate, 'cluster');
    expect(cluster && isKnown(cluster.network.plugin)).toBe(false);
    expect(all(estate, 'virtualNetwork').map(({ prefixes }) => isKnown(prefixes))).toEqual([false]);
    expect(ids(estate).networks).toEqual([
      '/subscriptions/~/resourceGroups/~/providers/Microsoft.Network/virtualNetworks/bare',
    ]);
    expect(all(estate, 'agentPool').map(({ count }) => isKnown(count))).toEqual([false]);
  });

  test('objects of the operator inside those of the provider count', () => {
    const { estate } = reading(`
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureASOManagedControlPlane
metadata: { name: inner }
spec:
  resources:
    - apiVersion: containerservice.azure.com/v1api20240901
      kind: ManagedCluster
      metadata: { name: inner }
      spec:
        owner: { name: rg }
        networkProfile: { networkPlugin: azure, networkPluginMode: overlay }
`);
    expect(ids(estate).clusters).toEqual([
      '/subscriptions/~/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/inner',
    ]);
    expect(all(estate, 'cluster')[0]?.source.path).toEqual(['spec', 'resources', 0, 'spec']);
  });

  test('the VNet of a cluster made of machines', () => {
    const { estate } = reading(`
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: own }
spec:
  subscriptionID: "1234"
  resourceGroup: rg-own
  location: westeurope
  networkSpec:
    vnet: { name: net-own, cidrBlocks: [10.8.0.0/16] }
    subnets:
      - { name: nodes, role: node, cidrBlocks: [10.8.0.0/24], routeTable: { name: rt } }
`);
    const [nodes] = all(estate, 'subnet');
    expect(nodes).toMatchObject({
      id: '/subscriptions/1234/resourcegroups/rg-own/providers/microsoft.network/virtualnetworks/net-own/subnets/nodes',
      routeTable:
        '/subscriptions/1234/resourcegroups/rg-own/providers/microsoft.network/routetables/rt',
      natGateway: { unknown: [{ kind: 'notStated' }] },
      source: { path: ['spec', 'networkSpec', 'subnets', 0] },
    });
  });
});
