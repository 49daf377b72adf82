import { describe, expect, test } from 'vitest';
import { armJson } from '../../src/codec/arm-json.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import { everything, withElements } from '../../src/estate/estate.ts';
import { parseArmId } from '../../src/estate/id.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import { bodiesOf } from './bodies.ts';
import { faults, isDistilled } from './walk.ts';

const estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

const bodies = [...everything(estate)]
  .filter(({ kind }) => kind in azureCodecs)
  .flatMap((element) => {
    const place = parseArmId(element.spelled ?? element.id) ?? {};
    return bodiesOf(element, estate).map((body) => ({ body, json: armJson(body, place) }));
  });

/** Names that are newer than the models, each with what documents it. */
const newer: readonly (readonly [name: string, source: string])[] = [
  ['properties.resolutionPolicy', 'azure-docs, dns/private-dns-fallback.md'],
  ['protocolType: Mssql', 'an open enum; azure-docs, firewall/sql-fqdn-filtering.md'],
  ['security.transitEncryption', '@azure/arm-containerservice 25.5.0, API 2026-04-01'],
  ['ingressProfile.gatewayAPI', '@azure/arm-containerservice 25.5.0, API 2026-04-01'],
  ['hostedSystemProfile', '@azure/arm-containerservice 25.5.0, API 2026-04-01'],
  ['gatewayAPIImplementations', '@azure/arm-containerservice 25.5.0, API 2026-04-01'],
];

describe('what we write has names that ARM knows', () => {
  test.each(
    bodies.map(({ body, json }) => [`${body.type} ${body.names.join('/')}`, body, json] as const),
  )('%s', (...[, body, json]) => {
    if (body.type.startsWith('Microsoft.ServiceNetworking/')) return;
    expect(isDistilled(body.type)).toBe(true);
    const found = faults(body.type, json);
    expect(found.filter((fault) => !newer.some(([name]) => fault.includes(name)))).toEqual([]);
  });

  test('names newer than the models come with a newer API version', () => {
    const late = bodies.filter(
      ({ body, json }) =>
        body.type === 'Microsoft.ContainerService/managedClusters' &&
        faults(body.type, json).length > 0,
    );
    expect(late.map(({ body }) => body.apiVersion)).toEqual(['2026-04-01']);
  });
});

describe('the walk finds what is wrong', () => {
  const subnet = 'Microsoft.Network/virtualNetworks/subnets';
  const pool = 'Microsoft.ContainerService/managedClusters/agentPools';
  const group = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups';
  test.each([
    ['a name in the wrong case', subnet, { properties: { addressprefix: 'x' } }],
    ['a name from elsewhere', subnet, { properties: { cidr: 'x' } }],
    ['a name in the frame', subnet, { location: 'westeurope' }],
    ['a wrong type', subnet, { properties: { defaultOutboundAccess: 'no' } }],
    ['a value of no enum', subnet, { properties: { privateEndpointNetworkPolicies: 'Off' } }],
    ['a number out of bounds', group, { properties: { priority: 99 } }],
    [
      'a variant that is none',
      group,
      { properties: { ruleCollections: [{ ruleCollectionType: 'x' }] } },
    ],
    ['a name deep inside', pool, { properties: { upgradeSettings: { surge: '1' } } }],
  ])('%s', (...[, type, body]) => {
    expect(faults(type, body)).toHaveLength(1);
  });
});
