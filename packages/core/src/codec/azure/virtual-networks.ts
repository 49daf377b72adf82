import { formatAddress, parseAddress, parsePrefix } from '@aksnet/net';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import { type Estate, type Fragment, find } from '../../estate/estate.ts';
import { type Id, parentId } from '../../estate/id.ts';
import { isKnown, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, idAt, identity, isGiven, spelledId } from './reading.ts';
import { subnet } from './subnets.ts';
import { peering } from './virtual-network-peerings.ts';
import { fields, frame, given, ifGiven, prefixTexts } from './writing.ts';

const kind = {
  kind: 'virtualNetwork',
  spelledAs: 'Microsoft.Network/virtualNetworks',
  apiVersion: apiVersions.network,
} as const;

/**
 * Virtual networks; nested subnets and peerings become elements of their own. `encode` never nests
 * them: a subnet needs a route table, that may need a firewall, that needs a subnet of the same VNet.
 */
export const virtualNetworks: Codec<'virtualNetwork'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const within = spelledId(own);
    const plan = idAt(at, 'ddosProtectionPlan');
    const element: VirtualNetwork = {
      ...own,
      prefixes: absentIsUnknown(
        at.at('addressSpace').parsedList('addressPrefixes', parsePrefix),
        'addressSpace.addressPrefixes',
      ),
      dnsServers: absentIs(at.at('dhcpOptions').parsedList('dnsServers', parseAddress), []),
      ...(at.has('encryption')
        ? { encryption: absentIs(at.at('encryption').boolean('enabled'), false) }
        : {}),
      ...(at.has('ddosProtectionPlan') ? { ddosProtectionPlan: plan } : {}),
    };
    return [
      element,
      ...nested(at, 'subnets', (item) => subnet(item, within)),
      ...nested(at, 'virtualNetworkPeerings', (item) => peering(item, within)),
    ];
  },
  encode(element, estate) {
    const plan = element.ddosProtectionPlan;
    return {
      ...frame(kind, element),
      properties: fields({
        addressSpace: ifGiven(element.prefixes, (known) => ({
          addressPrefixes: prefixTexts(known),
        })),
        dhcpOptions: dnsOptions(element, estate),
        encryption: ifGiven(element.encryption, (enabled) => ({
          enabled,
          ...(enabled ? { enforcement: 'AllowUnencrypted' } : {}),
        })),
        enableDdosProtection: given(plan) === undefined ? undefined : true,
        ddosProtectionPlan: ifGiven(plan, (id) => ({ id: reference(id) })),
      }),
    };
  },
  needs: ['prefixes'],
  fields: {
    prefixes: 'properties.addressSpace.addressPrefixes',
    dnsServers: 'properties.dhcpOptions.dnsServers',
    encryption: 'properties.encryption.enabled',
    ddosProtectionPlan: 'properties.ddosProtectionPlan.id',
  },
};

const nested = (at: Cursor, key: string, read: (item: Cursor) => Fragment[number]): Fragment => {
  const items = mapKnown(
    each(at, key, (item) => item),
    (known) => known?.map(read) ?? [],
  );
  return isKnown(items) ? items : [];
};

function dnsOptions(element: VirtualNetwork, estate: Estate): ArmValue | undefined {
  const { dnsVia, dnsServers } = element;
  const firewall = dnsVia === undefined ? undefined : find(estate, 'firewall', dnsVia);
  const found = isKnown(firewall) ? firewall : undefined;
  const written = isGiven(dnsServers) ? dnsServers : [];
  const own = given(found?.privateAddress);
  const servers = written.length > 0 || own === undefined ? written : [own];
  const isMadeHere = found !== undefined && found.existing !== true;
  if (servers.length > 0 && !isMadeHere) return { dnsServers: servers.map(formatAddress) };
  if (dnsVia !== undefined && !standsIn(element.id, found)) {
    return { dnsServers: [reference(dnsVia, 'privateAddress')] };
  }
  return servers.length === 0 ? undefined : { dnsServers: servers.map(formatAddress) };
}

/** A firewall inside the VNet itself comes after it, so its address cannot be asked for. */
const standsIn = (network: Id<'virtualNetwork'>, firewall: Firewall | undefined): boolean =>
  firewall !== undefined && isGiven(firewall.subnet) && parentId(firewall.subnet) === network;
