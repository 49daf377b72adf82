import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { everything } from '../../src/estate/estate.ts';
import { recordsOfFields } from '../../src/estate/same.ts';
import { isUnknown } from '../../src/evidence/knowable.ts';
import { read } from '../../src/read/read.ts';
import { readJson } from '../../src/text/json-text.ts';
import { changed, placesIn } from './mutate.ts';
import { sampleBodies } from './samples.ts';

/* What a body leaves out may make an answer unknown. It becomes another answer only where absence is one. */

function answer(value: unknown): AnyElement | undefined {
  const document = readJson({ id: 'a.json', text: () => JSON.stringify(value) });
  const { estate } = read([{ document, about: {} }], { day: '2026-11-23' });
  return [...everything(estate)][0];
}

/** What says who an element is, and not how it is. */
const heads: ReadonlySet<string> = new Set([
  ...['kind', 'id', 'name', 'spelled', 'source', 'location', 'tags', 'zones'],
]);

type Answers = readonly (readonly [field: string, value: unknown])[];

const answersOf = (value: object, above = ''): Answers =>
  Object.entries(value).flatMap(([key, inner]): Answers => {
    const isRecord = recordsOfFields.has(key) && !isUnknown(inner) && typeof inner === 'object';
    if (isRecord && inner !== null) return answersOf(inner, `${above}${key}.`);
    return above === '' && heads.has(key) ? [] : [[above + key, inner]];
  });

/** Answers that are known in both and differ. */
function turned(before: AnyElement, after: AnyElement): readonly string[] {
  const now = new Map(answersOf(after));
  return answersOf(before).flatMap(([field, old]) => {
    const next = now.get(field);
    // A field that may be missing says nothing when it is.
    const isSilent = !now.has(field) || isUnknown(next) || isMarked(next) || isUnknown(old);
    return isSilent || isDeepStrictEqual(next, old) || before.kind !== after.kind ? [] : [field];
  });
}

/** An id that is not known is marked in its spelling. */
const isMarked = (value: unknown): boolean =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? `${inner}` : inner,
  )?.includes('/~') === true;

const short = (type: string): string => type.slice(type.indexOf('/') + 1);

/**
 * Absence is an answer: Azure leaves out what is not set (a route table, a group, a policy), templates
 * leave out empty lists, and documented defaults stand for the rest. A new line needs such a reason.
 */
const absenceAnswers: Readonly<Record<string, string>> = {
  applicationGateways: 'firewallPolicy privateAddress publicIps',
  azureFirewalls: 'policy publicIps subnet',
  bastionHosts: 'publicIp',
  dnsForwardingRulesets: 'resolver',
  'dnsForwardingRulesets/forwardingRules': 'rules',
  diagnosticSettings: 'categories ownTables workspace',
  firewallPolicies: 'base dnsProxy dnsServers privateRanges',
  'firewallPolicies/ruleCollectionGroups': 'collections priority',
  ipGroups: 'prefixes',
  loadBalancers: 'frontends outboundRules rules',
  localNetworkGateways: 'prefixes',
  managedClusters:
    'access.authorizedRanges access.private access.privateDnsZone access.publicFqdn access.runCommand access.subnet access.vnetIntegration addOns artifactSource httpProxy ingress network.advanced network.dataPlane network.dnsServiceIp network.ipFamilies network.loadBalancer network.natGateway network.outboundType network.pluginMode network.podRanges network.policyEngine network.serviceRanges network.staticEgressGateway',
  'managedClusters/agentPools':
    'autoscaling labels maxCount maxPods minCount os podIpAllocation podSubnet subnet upgrade.maxSurge',
  natGateways: 'idleTimeout publicIpPrefixes publicIps',
  networkInterfaces: 'forwards securityGroup',
  'networkManagers/securityAdminConfigurations/ruleCollections/rules': 'rules',
  networkSecurityGroups: 'rules',
  'networkWatchers/flowLogs': 'enabled retentionDays storage',
  'privateDnsZones/A': 'records',
  'privateDnsZones/AAAA': 'records',
  'privateDnsZones/CNAME': 'records',
  'privateDnsZones/MX': 'records',
  'privateDnsZones/PTR': 'records',
  'privateDnsZones/SRV': 'records',
  'privateDnsZones/TXT': 'records',
  'privateDnsZones/virtualNetworkLinks': 'registration resolutionPolicy',
  privateEndpoints: 'groupIds',
  privateLinkServices: 'natAddressCount',
  routeTables: 'propagateGatewayRoutes routes',
  virtualHubs: 'virtualWan',
  'virtualHubs/routingIntent': 'routingIntent',
  vpnSites: 'prefixes virtualWan',
  virtualNetworks: 'ddosProtectionPlan dnsServers encryption',
  'virtualNetworks/subnets':
    'delegations natGateway privateEndpointPolicies routeTable securityGroup serviceEndpoints',
  workspaces: 'retentionDays',
};

test('a resource of which only the head is shown tells nothing of itself', () => {
  const head = ['id', 'name', 'type', 'location', 'tags', 'sku', 'zones'];
  const wrong = sampleBodies.flatMap(({ type, value }) => {
    if (typeof value !== 'object' || value === null) return [];
    const shown = Object.entries(value).filter(([key]) => head.includes(key));
    const [whole, bare] = [answer(value), answer(Object.fromEntries(shown))];
    if (whole === undefined || bare === undefined) return [];
    return turned(whole, bare).map((field) => `${short(type)} ${field}`);
  });
  // A priority is a number in the model: the last one stands for none.
  expect([...new Set(wrong)]).toEqual(['firewallPolicies/ruleCollectionGroups priority']);
});

test('a key taken out turns an answer only where absence is an answer', () => {
  const found = new Set<string>();
  for (const { type, value } of sampleBodies) {
    const before = answer(value);
    if (before === undefined) continue;
    for (const place of placesIn(value)) {
      if (place.length > 3 || place[0] !== 'properties' || place.length === 1) continue;
      if (place.some((key) => typeof key === 'number')) continue;
      const after = answer(changed(value, place, undefined));
      if (after === undefined) continue;
      for (const field of turned(before, after)) found.add(`${short(type)} ${field}`);
    }
  }
  const wanted = Object.entries(absenceAnswers).flatMap(([type, fields]) =>
    fields.split(' ').map((field) => `${type} ${field}`),
  );
  expect([...found].sort()).toEqual(wanted.sort());
});
