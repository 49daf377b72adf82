import { formatAddress, parseAddress, parsePrefix } from '@aksnet/net';
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
  if (dnsVia !== undefined && refersBeforehand(dnsVia, element.id, estate)) {
    return { dnsServers: [reference(dnsVia, 'privateAddress')] };
  }
  const servers = isGiven(dnsServers) ? dnsServers.map(formatAddress) : [];
  return servers.length === 0 ? undefined : { dnsServers: servers };
}

/** A firewall inside the VNet itself comes after it, so its address cannot be asked for. */
function refersBeforehand(
  firewall: Id<'firewall'>,
  network: Id<'virtualNetwork'>,
  estate: Estate,
): boolean {
  const found = find(estate, 'firewall', firewall);
  if (!isKnown(found) || found.existing === true) return false;
  return !isGiven(found.subnet) || parentId(found.subnet) !== network;
}
