import { describe, expect, test } from 'vitest';
import { referencesOf } from '../../src/codec/arm-json.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, everything, withElements } from '../../src/estate/estate.ts';
import { canonical } from '../../src/estate/id.ts';
import { toBeAllocated } from '../../src/evidence/knowable.ts';
import { type Deployment, deployment } from '../../src/write/deployment.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';

const made = deployment(hubSpoke());

const titles = (one: Deployment): readonly string[] =>
  one.resources.map(({ body }) => `${body.type.split('/').at(-1)} ${body.names.join('/')}`);

/** Whether the first comes before the second. */
function before(first: string, second: string): boolean {
  const all = titles(made);
  const [i, j] = [all.indexOf(first), all.indexOf(second)];
  if (i < 0 || j < 0) throw new Error(`${first} or ${second} is not made`);
  return i < j;
}

describe('order', () => {
  test.each([
    ['the VNet of a subnet', 'virtualNetworks vnet-hub', 'subnets vnet-hub/AzureFirewallSubnet'],
    ['the subnet of a firewall', 'subnets vnet-hub/AzureFirewallSubnet', 'azureFirewalls afw-hub'],
    ['the firewall of a route', 'azureFirewalls afw-hub', 'routeTables rt-nodes'],
    ['the firewall that is a DNS server', 'azureFirewalls afw-hub', 'virtualNetworks vnet-pay'],
    ['the table of a subnet', 'routeTables rt-nodes', 'subnets vnet-pay/snet-nodes'],
    [
      'the far end of a peering',
      'virtualNetworks vnet-pay',
      'virtualNetworkPeerings vnet-hub/peer',
    ],
    [
      'both peerings of a cluster',
      'virtualNetworkPeerings vnet-hub/peer',
      'managedClusters aks-pay-prod-weu',
    ],
    [
      'the rules of its egress',
      'ruleCollectionGroups afwp-hub/aks',
      'managedClusters aks-pay-prod-weu',
    ],
    ['its node subnet', 'subnets vnet-pay/snet-nodes', 'managedClusters aks-pay-prod-weu'],
    [
      'its identity',
      'userAssignedIdentities id-aks-pay-prod-weu',
      'managedClusters aks-pay-prod-weu',
    ],
    [
      'the cluster of a pool',
      'managedClusters aks-pay-prod-weu',
      'agentPools aks-pay-prod-weu/general',
    ],
    [
      'the endpoint of a ruleset',
      'outboundEndpoints dnspr-hub/out',
      'dnsForwardingRulesets dnsfrs-hub',
    ],
    [
      'the zone of an endpoint',
      'privateDnsZones privatelink.vaultcore.azure.net',
      'privateDnsZoneGroups pe-vault/default',
    ],
  ])('%s comes first', (...[, first, second]) => {
    expect(before(first, second)).toBe(true);
  });

  test('nothing waits for what comes later, and nothing is missing', () => {
    const seen = new Set<string>();
    for (const { id, after } of made.resources) {
      for (const other of after) expect(seen).toContain(other);
      seen.add(id);
    }
    expect(made.gaps).toEqual([]);
  });
});

describe('who makes what, where', () => {
  test('the first System pool is made inside its cluster', () => {
    expect(titles(made).filter((title) => title.startsWith('agentPools'))).toEqual([
      'agentPools aks-pay-prod-weu/general',
    ]);
  });

  test('stages belong to one team and one group', () => {
    const [hub] = made.stages;
    expect(hub).toMatchObject({ name: '1-hub', team: 'hub', resourceGroup: 'rg-hub-weu' });
    expect(made.stages.map(({ name }) => name)).toEqual([
      '1-hub',
      '1-network',
      '1-cluster',
      '2-network',
      '2-hub',
      '3-hub',
      '4-cluster',
    ]);
  });

  test('the identity may do what AKS asks for, and no more', () => {
    const grants = made.resources
      .filter(({ body }) => body.type.endsWith('roleAssignments'))
      .map(({ body, team }) => [
        body.properties['description'],
        body.scope?.to.split('/').at(-1),
        team,
      ]);
    expect(grants).toEqual([
      ['Network Contributor for cluster aks-pay-prod-weu', 'vnet-pay', 'network'],
      ['Network Contributor for cluster aks-pay-prod-weu', 'rt-nodes', 'network'],
      [
        'Private DNS Zone Contributor for cluster aks-pay-prod-weu',
        'privatelink.westeurope.azmk8s.io',
        'hub',
      ],
    ]);
  });

  test('groups are made where nothing tells that they exist', () => {
    expect(made.groups.map(({ name, team }) => [name, team])).toEqual([
      ['rg-hub-weu', 'hub'],
      ['rg-net-pay-prod-weu', 'network'],
      ['rg-aks-pay-prod-weu', 'cluster'],
    ]);
  });
});

describe('what exists', () => {
  const existing = (element: AnyElement): AnyElement =>
    element.layer === 'hub' ? { ...element, existing: true } : element;
  const estate: Estate = withElements(hubSpoke(), [...everything(hubSpoke())].map(existing));
  const beside = deployment(estate);

  test('is referred to and not made', () => {
    const own = beside.resources.filter(({ body }) => body.scope === undefined);
    expect(own.filter(({ team }) => team === 'hub')).toEqual([]);
    const ids = beside.existing.map(({ id }) => id.split('/').at(-1));
    expect(ids).toContain('vnet-hub');
    expect(ids).toContain('afw-hub');
  });

  test('brings its resource group along', () => {
    expect(beside.groups.map(({ name }) => name)).not.toContain('rg-hub-weu');
  });

  test('every reference leads to what is made or exists', () => {
    const known = new Set([...beside.resources, ...beside.existing].map(({ id }) => canonical(id)));
    for (const { body } of beside.resources) {
      for (const { to } of referencesOf(body)) expect(known).toContain(to);
    }
  });
});

describe('what cannot be deployed', () => {
  test('a subnet without a range is a gap, and is still ordered', () => {
    const estate = hubSpoke();
    const subnets = [...estate.elements.subnet.values()].map((one) =>
      one.name === 'snet-nodes' ? { ...one, prefixes: toBeAllocated } : one,
    );
    const { gaps, resources } = deployment(withElements(estate, subnets));
    expect(gaps).toMatchObject([{ field: 'prefixes', missing: [{ kind: 'toBeAllocated' }] }]);
    expect(resources).toHaveLength(made.resources.length);
  });

  test('every kind together has no circle', () => {
    const all = deployment(withElements(hubSpoke(), [...oneOfEach, ...testClusters]));
    expect(all.gaps.filter(({ field }) => field === 'order')).toEqual([]);
  });
});

test('two hundred clusters are ordered at once', () => {
  const [cluster] = hubSpoke().elements.cluster.values();
  const [pool] = hubSpoke().elements.agentPool.values();
  if (cluster === undefined || pool === undefined) throw new Error('the fixture has no cluster');
  const many = Array.from({ length: 200 }, (_, i): readonly AnyElement[] => {
    const id = `${cluster.id}-${i}`;
    const { spelled: _spelled, ...own } = cluster;
    const { spelled: _poolSpelled, ...ownPool } = pool;
    return [
      { ...own, id, name: `aks-${i}` },
      { ...ownPool, id: `${id}/agentpools/system`, cluster: id },
    ];
  });
  const started = performance.now();
  const { resources } = deployment(withElements(hubSpoke(), many.flat()));
  expect(resources.length).toBeGreaterThan(400);
  expect(performance.now() - started).toBeLessThan(3000);
});
