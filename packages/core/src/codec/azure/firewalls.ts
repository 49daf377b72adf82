import { type Address, parseAddress } from '@aksnet/net';
import type { Firewall } from '../../estate/elements/firewall.ts';
import { type Knowable, mapKnown, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, allKnown, each, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, given, idObject, ifGiven, zonesOf } from './writing.ts';

const kind = {
  kind: 'firewall',
  spelledAs: 'Microsoft.Network/azureFirewalls',
  apiVersion: apiVersions.network,
} as const;

const tiers = ['Basic', 'Standard', 'Premium'] as const;

/** Firewalls, in a VNet or in a Virtual WAN hub. Lost by `encode`: the private address, which Azure gives. */
export const firewalls: Codec<'firewall'> = {
  ...kind,
  decode(at) {
    const hub = idAt<'virtualHub'>(at, 'virtualHub');
    const inHub = at.at('hubIPAddresses');
    const hubPublicIpCount = inHub.at('publicIPs').number('count');
    const configurations = absentIs(
      each(at, 'ipConfigurations', (item) => item),
      [],
    );
    const element: Firewall = {
      ...identity(at, kind),
      privateAddress: absentIsUnknown(privateAddress(at), 'ipConfigurations[].privateIPAddress'),
      subnet: firstGiven(configurations, (item) => idAt<'subnet'>(item, 'subnet')),
      ...(isGiven(hub) ? { virtualHub: hub } : {}),
      publicIps: isGiven(configurations)
        ? allKnown(configurations.map((item) => idAt<'publicIp'>(item, 'publicIPAddress')))
        : configurations,
      policy: policyOf(at),
      tier: absentIsUnknown(at.at('sku').enumOf('tier', tiers), 'sku.tier'),
      zones: absentIs(at.stringList('zones'), []),
      ...management(at),
      ...(isGiven(hubPublicIpCount) ? { hubPublicIpCount } : {}),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    ...zonesOf(element.zones),
    properties: fields({
      sku: fields({
        name: element.virtualHub === undefined ? 'AZFW_VNet' : 'AZFW_Hub',
        tier: given(element.tier),
      }),
      ipConfigurations: element.virtualHub === undefined ? ipConfigurations(element) : undefined,
      managementIpConfiguration: ifGiven(element.management, ({ subnet, publicIp }) => ({
        name: 'management',
        properties: fields({ subnet: idObject(subnet), publicIPAddress: idObject(publicIp) }),
      })),
      virtualHub: idObject(element.virtualHub),
      hubIPAddresses: ifGiven(element.hubPublicIpCount, (count) => ({ publicIPs: { count } })),
      firewallPolicy: idObject(element.policy),
    }),
  }),
  needs: ['tier'],
  fields: {
    privateAddress: 'properties.ipConfigurations.0.properties.privateIPAddress',
    subnet: 'properties.ipConfigurations.0.properties.subnet.id',
    publicIps: 'properties.ipConfigurations',
    virtualHub: 'properties.virtualHub.id',
    policy: 'properties.firewallPolicy.id',
    tier: 'properties.sku.tier',
    zones: 'zones',
  },
};

/** Where a firewall without a policy keeps its rules and settings. */
const classicPlaces = [
  'applicationRuleCollections',
  'natRuleCollections',
  'networkRuleCollections',
  'additionalProperties',
] as const;

/** A firewall without a policy permits nothing, unless it has rules of its own, which are not modelled. */
function policyOf(at: Cursor): Firewall['policy'] {
  const policy = idAt<'firewallPolicy'>(at, 'firewallPolicy');
  if (policy !== undefined) return policy;
  const own = classicPlaces.find((key) => isFilled(at.at(key).value));
  if (own === undefined) return undefined;
  at.remark(
    {
      severity: 'warning',
      code: 'not-modelled',
      message: 'the firewall has rules or settings of its own instead of a policy',
      hint: 'what it lets pass is not known until they are moved to a firewall policy',
    },
    own,
  );
  return unknown({ kind: 'notModelled', feature: 'rules of a firewall without a policy' });
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** The first configuration alone names the subnet; each further one adds a public address. */
function ipConfigurations(element: Firewall): ArmValue | undefined {
  const publicIps = given(element.publicIps) ?? [];
  const count = Math.max(publicIps.length, given(element.subnet) === undefined ? 0 : 1);
  if (count === 0) return undefined;
  return Array.from({ length: count }, (_, i) => ({
    name: `configuration-${i + 1}`,
    properties: fields({
      subnet: i === 0 ? idObject(element.subnet) : undefined,
      publicIPAddress: idObject(publicIps[i]),
    }),
  }));
}

function privateAddress(at: Cursor): Knowable<Address | undefined> {
  const inHub = at.at('hubIPAddresses').parsed('privateIPAddress', parseAddress);
  if (inHub !== undefined) return inHub;
  const configurations = at.list('ipConfigurations');
  return isGiven(configurations)
    ? firstGiven(configurations, (item) => item.parsed('privateIPAddress', parseAddress))
    : configurations;
}

function management(at: Cursor): Pick<Firewall, 'management'> {
  const place = at.at('managementIpConfiguration');
  const subnet = idAt<'subnet'>(place, 'subnet');
  const publicIp = idAt<'publicIp'>(place, 'publicIPAddress');
  if (!isGiven(subnet)) return {};
  return { management: { subnet, ...(isGiven(publicIp) ? { publicIp } : {}) } };
}

function firstGiven<T>(
  items: Knowable<readonly Cursor[]>,
  read: (item: Cursor) => Knowable<T | undefined>,
): Knowable<T | undefined> {
  return mapKnown(items, (known) => known.map(read).find((value) => value !== undefined));
}
