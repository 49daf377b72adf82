import { formatPrefix, parsePrefix } from '@aksnet/net';
import type { VirtualHub } from '../../estate/elements/network.ts';
import { type Id, parentId } from '../../estate/id.ts';
import { type Knowable, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, type Codec, type ResourceBody, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import {
  absentIs,
  absentIsUnknown,
  each,
  type Identity,
  idAt,
  identity,
  isGiven,
} from './reading.ts';
import { fields, frame, idObject, ifGiven } from './writing.ts';

const kind = {
  kind: 'virtualHub',
  spelledAs: 'Microsoft.Network/virtualHubs',
  apiVersion: apiVersions.network,
} as const;

const intentType = 'Microsoft.Network/virtualHubs/routingIntent';

/**
 * Hubs of a Virtual WAN with their routing intent. Lost by `encode`: the firewall, for ARM takes the
 * tie from the firewall's side; private prefixes beyond RFC 1918, which are static routes of the hub.
 */
export const virtualHubs: Codec<'virtualHub'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: VirtualHub = {
      ...own,
      prefix: absentIsUnknown(at.parsed('addressPrefix', parsePrefix), 'addressPrefix'),
      virtualWan: idAt(at, 'virtualWan'),
      firewall: idAt(at, 'azureFirewall'),
      routingIntent: at.has('routingPolicies')
        ? intent(at)
        : unknown({ kind: 'notListed', what: 'routing intent', within: own.id }),
      privatePrefixes: notStated('private prefixes of the default route table'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      addressPrefix: ifGiven(element.prefix, formatPrefix),
      virtualWan: idObject(element.virtualWan),
      sku: 'Standard',
    }),
    ...childrenOf(element),
  }),
  parts: [{ spelledAs: intentType, decode: decodeIntent }],
  needs: ['prefix', 'virtualWan'],
  fields: {
    prefix: 'properties.addressPrefix',
    virtualWan: 'properties.virtualWan.id',
    firewall: 'properties.azureFirewall.id',
    routingIntent: 'properties.routingPolicies',
  },
};

/** The two destinations that a routing policy can have (virtual-wan/how-to-routing-policies.md). */
const destinations = { internet: 'Internet', private: 'PrivateTraffic' } as const;

function childrenOf(element: VirtualHub): Pick<ResourceBody, 'children'> {
  const { routingIntent, firewall } = element;
  if (!isGiven(routingIntent) || !isGiven(firewall)) return {};
  const policies: ArmValue[] = [];
  if (routingIntent.internet)
    policies.push(policy('InternetTraffic', destinations.internet, firewall));
  if (routingIntent.private)
    policies.push(policy('PrivateTraffic', destinations.private, firewall));
  if (policies.length === 0) return {};
  const { names } = frame(kind, element);
  const child: ResourceBody = {
    type: intentType,
    apiVersion: kind.apiVersion,
    names: [...names, 'routing-intent'],
    properties: { routingPolicies: policies },
  };
  return { children: [child] };
}

const policy = (name: string, destination: string, firewall: Id): ArmValue => ({
  name,
  destinations: [destination],
  nextHop: reference(firewall),
});

function decodeIntent(at: Cursor) {
  const own = identity(at, { kind: kind.kind, spelledAs: intentType });
  const hub: Identity<'virtualHub'> = { ...own, id: parentId(own.id), name: '' };
  const nextHops = each(at, 'routingPolicies', (item) => item.string('nextHop'));
  const firewall: VirtualHub['firewall'] =
    isGiven(nextHops) && nextHops[0] !== undefined
      ? nextHops[0].toLowerCase()
      : notStated('azureFirewall');
  const element: VirtualHub = {
    ...hub,
    prefix: notStated('addressPrefix'),
    virtualWan: notStated('virtualWan'),
    firewall,
    routingIntent: intent(at),
    privatePrefixes: notStated('private prefixes of the default route table'),
  };
  return [element];
}

function intent(at: Cursor): Knowable<{ readonly internet: boolean; readonly private: boolean }> {
  const listed = absentIs(
    each(at, 'routingPolicies', (item) => item.stringList('destinations')),
    [],
  );
  if (!isGiven(listed)) return listed;
  const all = listed.flat().map((text) => text.toLowerCase());
  return {
    internet: all.includes(destinations.internet.toLowerCase()),
    private: all.includes(destinations.private.toLowerCase()),
  };
}
