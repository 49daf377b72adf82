import { formatAddress, parseAddress } from '@aksnet/net';
import type { DnsResolver } from '../../estate/elements/dns.ts';
import { nameInId, parentId } from '../../estate/id.ts';
import { notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec, ResourceBody } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity, idOrMark, isGiven } from './reading.ts';
import { fields, frame, given, idObject, ifGiven } from './writing.ts';

const kind = {
  kind: 'dnsResolver',
  spelledAs: 'Microsoft.Network/dnsResolvers',
  apiVersion: apiVersions.dnsResolver,
} as const;

const inboundType = `${kind.spelledAs}/inboundEndpoints` as const;
const outboundType = `${kind.spelledAs}/outboundEndpoints` as const;

/** DNS private resolvers; their endpoints are resources of their own. */
export const dnsResolvers: Codec<'dnsResolver'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: DnsResolver = {
      ...own,
      virtualNetwork: absentIsUnknown(idAt(at, 'virtualNetwork'), 'virtualNetwork.id'),
      inbound: unknown({ kind: 'notListed', what: 'inbound endpoints', within: own.id }),
      outbound: unknown({ kind: 'notListed', what: 'outbound endpoints', within: own.id }),
    };
    return [element];
  },
  encode(element) {
    const resolver = frame(kind, element);
    const children = [...inboundBodies(element), ...outboundBodies(element)];
    return {
      ...resolver,
      properties: fields({ virtualNetwork: idObject(element.virtualNetwork) }),
      ...(children.length === 0 ? {} : { children }),
    };
  },
  parts: [
    { spelledAs: inboundType, decode: decodeInbound },
    { spelledAs: outboundType, decode: decodeOutbound },
  ],
  needs: ['virtualNetwork'],
  fields: {
    virtualNetwork: 'properties.virtualNetwork.id',
    inbound: 'properties.ipConfigurations',
    outbound: 'properties.subnet.id',
  },
};

/** Endpoints have a location of their own, and it must be the resolver's. */
const endpoint = (element: DnsResolver, type: string, name: string) => {
  const { names, location } = frame(kind, element);
  return {
    type,
    apiVersion: kind.apiVersion,
    names: [...names, name],
    ...(location === undefined ? {} : { location }),
  };
};

const inboundBodies = (element: DnsResolver): readonly ResourceBody[] =>
  (given(element.inbound) ?? []).map(({ name, subnet, address }) => ({
    ...endpoint(element, inboundType, name),
    properties: {
      ipConfigurations: [
        fields({
          subnet: idObject(subnet),
          privateIpAllocationMethod: address === undefined ? 'Dynamic' : 'Static',
          privateIpAddress: ifGiven(address, formatAddress),
        }),
      ],
    },
  }));

const outboundBodies = (element: DnsResolver): readonly ResourceBody[] =>
  (given(element.outbound) ?? []).map(({ name, subnet }) => ({
    ...endpoint(element, outboundType, name),
    properties: fields({ subnet: idObject(subnet) }),
  }));

/** A resolver of which only the endpoint at the cursor is known. */
function resolverOf(
  at: Cursor,
  spelledAs: string,
): { readonly whole: DnsResolver; readonly name: string } {
  const own = identity(at, { kind: kind.kind, spelledAs });
  const id = parentId<'dnsResolver'>(own.id);
  const whole: DnsResolver = {
    kind: kind.kind,
    id,
    name: '',
    source: own.source,
    virtualNetwork: notStated('virtualNetwork.id'),
    inbound: unknown({ kind: 'notListed', what: 'inbound endpoints', within: id }),
    outbound: unknown({ kind: 'notListed', what: 'outbound endpoints', within: id }),
  };
  return { whole, name: nameInId(own.id) === own.name.toLowerCase() ? own.name : nameInId(own.id) };
}

function decodeInbound(at: Cursor): readonly DnsResolver[] {
  const { whole, name } = resolverOf(at, inboundType);
  const configuration = at.at('ipConfigurations', 0);
  const address = configuration.parsed('privateIpAddress', parseAddress);
  const subnet = idOrMark(idAt<'subnet'>(configuration, 'subnet'));
  return [{ ...whole, inbound: [{ name, subnet, ...(isGiven(address) ? { address } : {}) }] }];
}

function decodeOutbound(at: Cursor): readonly DnsResolver[] {
  const { whole, name } = resolverOf(at, outboundType);
  return [{ ...whole, outbound: [{ name, subnet: idOrMark(idAt<'subnet'>(at, 'subnet')) }] }];
}
