import { describe, expect, it } from 'vitest';
import type { CloudId } from './clouds.ts';
import { paasService, paasServices } from './paas-services.ts';
import {
  apiServerZone,
  fillZone,
  privateZoneOfName,
  privateZones,
  privateZonesOf,
} from './private-dns-zones.ts';

describe('privateZonesOf', () => {
  it.each<[CloudId, string, string, readonly string[]]>([
    ['public', 'Microsoft.KeyVault/vaults', 'vault', ['privatelink.vaultcore.azure.net']],
    ['usgov', 'Microsoft.KeyVault/vaults', 'vault', ['privatelink.vaultcore.usgovcloudapi.net']],
    ['china', 'Microsoft.KeyVault/vaults', 'vault', ['privatelink.vaultcore.azure.cn']],
    ['public', 'microsoft.storage/StorageAccounts', 'Blob', ['privatelink.blob.core.windows.net']],
    [
      'china',
      'Microsoft.Storage/storageAccounts',
      'file',
      ['privatelink.file.core.chinacloudapi.cn'],
    ],
    ['public', 'Microsoft.ContainerRegistry/registries', 'registry', ['privatelink.azurecr.io']],
    [
      'usgov',
      'Microsoft.EventHub/namespaces',
      'namespace',
      ['privatelink.servicebus.usgovcloudapi.net'],
    ],
  ])('%s %s %s', (cloud, resourceType, ...[groupId, zones]) => {
    const rows = privateZonesOf({ cloud, resourceType, groupId });
    expect(rows.map((row) => row.zones)).toEqual([zones]);
  });

  it('tells the tiers of one type apart', () => {
    const rows = privateZonesOf({
      cloud: 'public',
      resourceType: 'Microsoft.Cache/RedisEnterprise',
    });
    expect(rows.map((row) => [row.variant, row.zones[0]])).toEqual([
      ['Enterprise tiers', 'privatelink.redisenterprise.cache.azure.net'],
      ['Azure Managed Redis', 'privatelink.redis.azure.net'],
    ]);
  });

  it('needs five zones for Azure Monitor, six in the government cloud', () => {
    const zones = (cloud: CloudId) =>
      privateZonesOf({ cloud, resourceType: 'Microsoft.Insights/privateLinkScopes' })[0]?.zones
        .length;
    expect([zones('public'), zones('usgov')]).toEqual([5, 6]);
  });

  it('knows nothing of what no table lists', () => {
    const eventGrid = { cloud: 'usgov', resourceType: 'Microsoft.EventGrid/topics' } as const;
    expect(privateZonesOf(eventGrid)).toEqual([]);
    expect(privateZonesOf({ cloud: 'public', resourceType: '__proto__' })).toEqual([]);
  });
});

describe('privateZoneOfName', () => {
  it.each<[string, CloudId, readonly string[] | undefined]>([
    ['kv-pay.vault.azure.net', 'public', ['privatelink.vaultcore.azure.net']],
    ['KV-PAY.VAULT.AZURE.NET.', 'public', ['privatelink.vaultcore.azure.net']],
    ['st1.blob.core.windows.net', 'public', ['privatelink.blob.core.windows.net']],
    ['acr1.westeurope.data.azurecr.io', 'public', ['privatelink.azurecr.io']],
    ['adx.westeurope.kusto.windows.net', 'public', ['privatelink.westeurope.kusto.windows.net']],
    ['redis1.westeurope.redis.azure.net', 'public', ['privatelink.redis.azure.net']],
    ['kv.vault.azure.cn', 'china', ['privatelink.vaultcore.azure.cn']],
    // the suffix itself is no service, and another cloud's name is none of ours
    ['vault.azure.net', 'public', undefined],
    ['kv.vault.azure.cn', 'public', undefined],
    ['example.com', 'public', undefined],
    ['', 'public', undefined],
  ])('%s in cloud %s', (name, cloud, zones) => {
    expect(privateZoneOfName(name, cloud)?.zones).toEqual(zones);
  });
});

describe('zone names', () => {
  it('fills what it is given and leaves the rest', () => {
    expect(fillZone('privatelink.{region}.azmk8s.io', { region: 'westeurope' })).toBe(
      'privatelink.westeurope.azmk8s.io',
    );
    expect(fillZone('{subzone}.x.{region}.{constructor}', { region: 'r' })).toBe(
      '{subzone}.x.r.{constructor}',
    );
  });

  it.each<[CloudId, boolean, string | undefined, string | undefined]>([
    ['public', false, undefined, 'privatelink.westeurope.azmk8s.io'],
    ['public', true, 'prod', 'prod.private.westeurope.azmk8s.io'],
    ['china', false, undefined, 'privatelink.westeurope.cx.prod.service.azk8s.cn'],
    ['china', true, undefined, undefined],
  ])('of API servers: %s, integrated %s', (cloud, integrated, ...[subzone, zone]) => {
    const named = subzone === undefined ? {} : { subzone };
    expect(apiServerZone({ cloud, region: 'westeurope', integrated, ...named })).toBe(zone);
  });

  it('begin with privatelink, after one label at most', () => {
    const odd = privateZones
      .flatMap((row) => row.zones)
      .filter((zone) => !/^(?:\{subzone\}\.)?privatelink\./.test(zone));
    expect(odd).toEqual([]);
  });
});

describe('services by the words of requirements', () => {
  it.each(Object.entries(paasServices))('%s has zones in the public cloud', (_word, service) => {
    const { resourceType, groupId } = service;
    expect(privateZonesOf({ cloud: 'public', resourceType, groupId }).length).toBeGreaterThan(0);
  });

  it('know no word by accident', () => {
    expect(['__proto__', 'constructor', ''].map(paasService)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
