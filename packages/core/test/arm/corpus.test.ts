import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { readerOf } from '../../src/codec/azure.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { estateOf } from '../../src/estate/estate.ts';
import { isKnown, isUnknown } from '../../src/evidence/knowable.ts';
import { openCursor } from '../../src/text/cursor.ts';
import { readBack } from './bodies.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/azure/', import.meta.url));
const isThere = existsSync(corpus);

const folders: Readonly<Record<string, string>> = {
  virtualNetwork: 'Microsoft.Network/virtualNetworks',
  'az-cli-virtualNetwork': 'Microsoft.Network/virtualNetworks',
  subnet: 'Microsoft.Network/virtualNetworks/subnets',
  'az-cli-subnet': 'Microsoft.Network/virtualNetworks/subnets',
  vnetPeering: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  routeTable: 'Microsoft.Network/routeTables',
  'az-cli-routeTable': 'Microsoft.Network/routeTables',
  networkSecurityGroup: 'Microsoft.Network/networkSecurityGroups',
  'az-cli-networkSecurityGroup': 'Microsoft.Network/networkSecurityGroups',
  publicIp: 'Microsoft.Network/publicIPAddresses',
  'az-cli-publicIp': 'Microsoft.Network/publicIPAddresses',
  publicIpPrefix: 'Microsoft.Network/publicIPPrefixes',
  natGateway: 'Microsoft.Network/natGateways',
  'az-cli-natGateway': 'Microsoft.Network/natGateways',
  loadBalancer: 'Microsoft.Network/loadBalancers',
  azureFirewall: 'Microsoft.Network/azureFirewalls',
  firewallPolicy: 'Microsoft.Network/firewallPolicies',
  firewallRuleCollectionGroup: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
  ipGroup: 'Microsoft.Network/ipGroups',
  privateEndpoint: 'Microsoft.Network/privateEndpoints',
  'az-cli-privateEndpoint': 'Microsoft.Network/privateEndpoints',
  privateDnsZoneGroup: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  privateLinkService: 'Microsoft.Network/privateLinkServices',
  privateDnsZone: 'Microsoft.Network/privateDnsZones',
  privateDnsVnetLink: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  'az-cli-privateDnsVnetLink': 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  dnsResolver: 'Microsoft.Network/dnsResolvers',
  dnsForwardingRuleset: 'Microsoft.Network/dnsForwardingRulesets',
  virtualNetworkGateway: 'Microsoft.Network/virtualNetworkGateways',
  bastionHost: 'Microsoft.Network/bastionHosts',
  applicationGateway: 'Microsoft.Network/applicationGateways',
  managedCluster: 'Microsoft.ContainerService/managedClusters',
  'az-cli-managedCluster': 'Microsoft.ContainerService/managedClusters',
  agentPool: 'Microsoft.ContainerService/managedClusters/agentPools',
  'az-cli-agentPool': 'Microsoft.ContainerService/managedClusters/agentPools',
};

interface Recorded {
  readonly file: string;
  readonly type: string;
  readonly value: unknown;
}

function recordedIn(folder: string, type: string): readonly Recorded[] {
  const at = `${corpus}${folder}/`;
  if (!existsSync(at)) return [];
  return readdirSync(at)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      file: `${folder}/${file}`,
      type,
      value: JSON.parse(readFileSync(at + file, 'utf8')),
    }));
}

function read({ file, type, value }: Recorded) {
  const reader = readerOf(type);
  if (reader === undefined) throw new Error(`nobody reads ${type}`);
  const reading = openCursor({ document: file, value });
  const elements = reader.elements(reading.cursor);
  const parts = reader.parts(reading.cursor);
  return { elements, parts, diagnostics: reading.diagnostics };
}

/** Fields that only a recording has, or only the model. */
const notWritten: ReadonlySet<string> = new Set([
  'source',
  'spelled',
  'location',
  'state',
  'addresses',
  'address',
  'prefix',
  'privateAddress',
  'remotePrefixes',
  'learned',
  'targetType',
  'dnsPrefix',
  'usedAddresses',
  'nodeResourceGroup',
]);

/** Known fields of the first that the second does not know in the same way. */
function differences(first: AnyElement, second: AnyElement): readonly string[] {
  return Object.entries(first)
    .filter(([key, value]) => !notWritten.has(key) && !isUnknown(value))
    .filter(([key]) => !isStatedLoss(first, key))
    .filter(([key, value]) => {
      const other: unknown = Reflect.get(second, key);
      return text(value) !== text(other);
    })
    .map(([key, value]) => `${key}: ${text(value)} became ${text(Reflect.get(second, key))}`);
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ??
  '';

/** Losses that the codecs state: secrets are not held, and endpoints of a resolver that is not there. */
function isStatedLoss(element: AnyElement, field: string): boolean {
  if (element.kind === 'forwardingRuleset') return field === 'resolver';
  if (element.kind !== 'cluster') return false;
  if (field === 'identity') return element.identity === 'ServicePrincipal';
  return (
    field === 'httpProxy' && isKnown(element.httpProxy) && element.httpProxy?.trustedCa === true
  );
}

/** Newer than the tool's own models, which drop what they do not know. */
const droppedByTool = ['nodeProvisioning', 'localDns', 'gatewayPrefixLength'];

/** Modes of pools in preview versions of the API; they stay not known. */
const previewModes = ['"ManagedSystem"', '"Machines"'];

const frame = {
  tense: 'observed',
  day: '2026-11-23',
  assume: {},
  raised: [],
  coverage: [],
} as const;

/** What became different when a body was read, written and read again. */
function lostIn(one: Recorded): readonly string[] {
  const { elements } = read(one);
  const estate = estateOf(frame, elements);
  // A part is written by its whole, and a nested pool by itself.
  const own = elements.filter(({ kind }, i) => i === 0 || kind !== 'agentPool');
  return own.flatMap((element) => {
    const again = readBack(element, estate).elements.find(({ id }) => id === element.id);
    if (again === undefined) return [`${one.file}: ${element.id} is gone`];
    return differences(element, again).map((said) => `${one.file}: ${said}`);
  });
}

describe('recorded bodies', () => {
  beforeEach(({ skip }) => skip(!isThere, 'the corpus of recorded answers is not there'));

  const all = Object.entries(folders).map(
    ([folder, type]) => [folder, recordedIn(folder, type)] as const,
  );

  test.each(all)('%s: what is read is written and read again alike', (_, recorded) => {
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.flatMap(lostIn)).toEqual([]);
  });

  test.each(all)('%s: nothing in it is unreadable', (_, recorded) => {
    const told = recorded.flatMap((one) =>
      read(one)
        .diagnostics.filter(({ code }) => code !== 'not-modelled')
        .map(({ message }) => `${one.file}: ${message}`),
    );
    expect(told.filter((said) => !previewModes.some((mode) => said.includes(mode)))).toEqual([]);
  });

  const pairs = all.filter(([folder]) => folder.startsWith('az-cli-'));
  test.each(pairs)('%s: says the same as the body that it was derived from', (folder, recorded) => {
    const index: unknown = JSON.parse(readFileSync(`${corpus}index.json`, 'utf8'));
    const origins = new Map<string, string>();
    for (const entry of Array.isArray(index) ? index : [])
      origins.set(entry.file, entry.derivedFrom);
    const told = recorded.flatMap((one) => {
      const origin = origins.get(one.file) ?? '';
      const body = {
        ...one,
        file: origin,
        value: JSON.parse(readFileSync(corpus + origin, 'utf8')),
      };
      const [ours] = read(one).elements;
      const [theirs] = read(body).elements;
      if (ours === undefined || theirs === undefined) return [`${one.file}: nothing was read`];
      return differences(theirs, ours)
        .filter((said) => !droppedByTool.some((field) => said.startsWith(`${field}:`)))
        .map((said) => `${one.file}: ${said}`);
    });
    expect(told).toEqual([]);
    expect(folder).toContain('az-cli-');
  });
});
