// Every body that the codecs write, said in azurerm's words and heard again.
import { describe, expect, it } from 'vitest';
import { azureCodecs, encodeElement } from '../../src/codec/azure.ts';
import { type ArmValue, type ResourceBody, reference } from '../../src/codec/codec.ts';
import type { Field } from '../../src/codec/terraform/field.ts';
import { hear } from '../../src/codec/terraform/hear.ts';
import { leavesOf, valueAt } from '../../src/codec/terraform/path.ts';
import { sayResources, unsaidPaths } from '../../src/codec/terraform/say.ts';
import { patchesFor, viewOf } from '../../src/codec/terraform/view.ts';
import { foldedTypes, tableOf, terraformTables } from '../../src/codec/terraform.ts';
import { everything, withElements } from '../../src/estate/estate.ts';
import { canonical } from '../../src/estate/id.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach, testId } from '../fixtures/one-of-each.ts';
import { isWord } from './schema.ts';

const estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

const isFolded = ({ type }: ResourceBody): boolean => foldedTypes.has(type.toLowerCase());

/** Every body that the fixtures give, children that azurerm keeps apart beside their parents. */
const bodies: readonly ResourceBody[] = [...everything(estate)]
  .filter(({ kind }) => kind in azureCodecs)
  .flatMap((element) => {
    const body = encodeElement(element, estate);
    if (body === undefined) return [];
    const children = body.children ?? [];
    return [
      { ...body, children: children.filter(isFolded) },
      ...children.filter((child) => !isFolded(child)),
    ];
  });

const ownId = (body: ResourceBody) => testId(body.type, ...body.names);

const view = (body: ResourceBody) =>
  viewOf(body, {
    id: ownId(body),
    resourceGroup: canonical('/subscriptions/s/resourceGroups/rg'),
  });

/** What azurerm has no words for, and how it is said all the same. */
const unsaid: Readonly<Record<string, readonly ['patched' | 'whole', ...string[]]>> = {
  'firewallPolicies/ruleCollectionGroups child/g': [
    'whole',
    'properties.ruleCollections.0.rules.1',
  ],
  'vpnGateways vpng': ['whole', 'properties.connections'],
  'managedClusters aks-pay-prod-weu': [
    'patched',
    'properties.networkProfile.advancedNetworking.security.advancedNetworkPolicies',
  ],
  'managedClusters flat': [
    'whole',
    'properties.agentPoolProfiles.0.podIPAllocationMode',
    'properties.agentPoolProfiles.0.upgradeSettings.maxUnavailable',
    'properties.agentPoolProfiles.0.localDNSProfile.mode',
    'properties.networkProfile.staticEgressGatewayProfile.enabled',
  ],
  'managedClusters newer': [
    'whole',
    'sku.name',
    'properties.networkProfile.advancedNetworking.security.advancedNetworkPolicies',
    'properties.networkProfile.advancedNetworking.security.transitEncryption.type',
    'properties.ingressProfile.gatewayAPI.installation',
    'properties.ingressProfile.webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode',
  ],
  'managedClusters/agentPools flat/system': [
    'whole',
    'properties.podIPAllocationMode',
    'properties.localDNSProfile.mode',
  ],
  'managedClusters/agentPools flat/win': ['patched', 'properties.localDNSProfile.mode'],
  'managedClusters/agentPools flat/egress': [
    'whole',
    'properties.mode',
    'properties.localDNSProfile.mode',
    'properties.gatewayProfile.publicIPPrefixSize',
  ],
};

const named = bodies.map(
  (body) => [`${body.type.replace(/^[^/]*\//, '')} ${body.names.join('/')}`, body] as const,
);

describe('is said whole, but for what azurerm has no words for', () => {
  it.each(named)('%s', (name, body) => {
    const table = tableOf(body.type);
    const said = sayResources(table?.resources ?? [], view(body));
    const left = unsaidPaths(view(body), said);
    const [how, ...expected] = unsaid[name] ?? [undefined];
    const covered = (path: string, by: readonly string[]) => by.some((one) => path.startsWith(one));
    expect(left.filter((path) => !covered(path, expected))).toEqual([]);
    expect(expected.filter((path) => !left.some((one) => covered(one, [path])))).toEqual([]);
    const patches = table === undefined ? undefined : patchesFor(table, view(body), left);
    expect(patches === undefined ? 'whole' : left.length > 0 ? 'patched' : undefined).toBe(how);
  });
});

/** Paths that reading does not put back: Azure's defaults, and what follows from the rest. */
const silentOnTheWayBack = (fields: readonly Field[]): readonly string[] =>
  fields.flatMap((field) => (field.kind === 'silent' && !field.back ? [field.arm] : []));

describe('is heard again as it was said', () => {
  it.each(named)('%s', (_, body) => {
    const whole = view(body);
    const own = reference(ownId(body));
    for (const one of sayResources(tableOf(body.type)?.resources ?? [], whole)) {
      const heard = hear(one.resource.fields, one.body, own);
      const silent = silentOnTheWayBack(one.resource.fields);
      for (const said of one.paths.filter((path) => !silent.some((s) => path.startsWith(s)))) {
        const root = one.item === undefined ? '' : `${one.item.path}.`;
        const from = one.item === undefined ? said : `item.${said.slice(root.length)}`;
        const place = one.item !== undefined && `${said}.` === root ? 'item' : from;
        const before = valueAt(whole, said);
        expect(before).toBeDefined();
        for (const leaf of leavesOf(before ?? null)) {
          const path = [place, leaf].filter((part) => part !== '').join('.');
          if (isNested(path, silent)) continue;
          expect([path, spelled(valueAt(heard, path))]).toEqual([
            path,
            spelled(valueAt(before ?? null, leaf)),
          ]);
        }
      }
    }
  });
});

const isNested = (path: string, silent: readonly string[]): boolean =>
  silent.some((one) => path.startsWith(one)) || /podIPAllocationMode$/.test(path);

/** Names are references to Terraform and texts to who reads them. */
const spelled = (value: ArmValue | undefined): unknown =>
  typeof value === 'object' && value !== null && 'to' in value ? { ...value } : value;

describe('tables', () => {
  it('name every azurerm resource and every ARM type once', () => {
    const resources = terraformTables.flatMap((table) => table.resources.map(({ type }) => type));
    expect(new Set(resources).size).toBe(resources.length);
    const types = terraformTables.map(({ arm }) => arm.toLowerCase());
    expect(new Set(types).size).toBe(types.length);
  });

  /** Older than both editions whose names are at hand, or told by Azure and never written. */
  const notInSchemas = new Set([
    'azurerm_virtual_network.subnet.address_prefix',
    'azurerm_public_ip.ip_address',
    'azurerm_public_ip_prefix.ip_prefix',
  ]);

  it('hear only words that an edition of azurerm has', () => {
    const words = (fields: readonly Field[], path: readonly string[]): readonly string[][] =>
      fields.flatMap((field) => {
        if (field.kind === 'value' || field.kind === 'said') return [[...path, field.attribute]];
        return field.kind === 'block' ? words(field.fields, [...path, field.block]) : [];
      });
    const heard = terraformTables.flatMap((table) =>
      [...table.resources, ...(table.heard ?? [])].flatMap(({ type, fields, alsoHeard = [] }) =>
        words([...fields, ...alsoHeard], [type]),
      ),
    );
    const strange = heard.filter((path) => !isWord(path)).map((path) => path.join('.'));
    expect(new Set(strange)).toEqual(notInSchemas);
  });
});
