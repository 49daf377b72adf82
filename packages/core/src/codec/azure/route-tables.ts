import { formatAddress, formatPrefix, parseAddress, parsePrefix } from '@aksnet/net';
import type { NextHopType, Route, RouteTable } from '../../estate/elements/routing.ts';
import { type Estate, find } from '../../estate/estate.ts';
import { parentId } from '../../estate/id.ts';
import { isKnown, type Knowable, mapKnown, notStated } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, identity, textOr } from './reading.ts';
import { fields, frame, given, ifGiven, publicRange } from './writing.ts';

const kind = {
  kind: 'routeTable',
  spelledAs: 'Microsoft.Network/routeTables',
  apiVersion: apiVersions.network,
} as const;

const nextHops: readonly NextHopType[] = [
  'VirtualAppliance',
  'VirtualApplianceEcmp',
  'VirtualNetworkGateway',
  'VnetLocal',
  'Internet',
  'None',
];

/**
 * Route tables. Lost by `encode`: which firewall a next hop stands for, once its address is written; and
 * all but the first address of an ECMP hop, which the API version has no name for.
 */
export const routeTables: Codec<'routeTable'> = {
  ...kind,
  decode: (at) => {
    const element: RouteTable = {
      ...identity(at, kind),
      routes: absentIs(each(at, 'routes', route), []),
      propagateGatewayRoutes: mapKnown(
        absentIs(at.boolean('disableBgpRoutePropagation'), false),
        (disabled) => !disabled,
      ),
    };
    return [element];
  },
  encode: (element, estate) => ({
    ...frame(kind, element),
    properties: fields({
      disableBgpRoutePropagation: ifGiven(element.propagateGatewayRoutes, (spread) => !spread),
      routes: ifGiven(element.routes, (routes) => routes.map((one) => spellRoute(one, estate))),
    }),
  }),
  parts: [
    {
      spelledAs: 'Microsoft.Network/routeTables/routes',
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: `${kind.spelledAs}/routes` });
        const table: RouteTable = {
          kind: kind.kind,
          id: parentId(own.id),
          name: '',
          source: own.source,
          routes: [route(at)],
          propagateGatewayRoutes: notStated('disableBgpRoutePropagation'),
        };
        return [table];
      },
    },
  ],
  nests: ['routes'],
  needs: ['routes'],
  fields: {
    routes: 'properties.routes',
    propagateGatewayRoutes: 'properties.disableBgpRoutePropagation',
  },
};

function route(at: Cursor): Route {
  const hop = absentIsUnknown(at.enumOf('nextHopType', nextHops), 'nextHopType');
  return {
    name: textOr(at.string('name'), ''),
    destination: destination(at),
    nextHop: hop,
    nextHopAddresses: absentIs(at.parsedList('nextHopIpAddress', parseAddress), []),
  };
}

function destination(at: Cursor): Route['destination'] {
  const text: Knowable<string> = absentIsUnknown(at.string('addressPrefix'), 'addressPrefix');
  // A tag has no slash; what has one and is no prefix gets the parser's reason as a diagnostic.
  if (typeof text === 'string' && !text.includes('/')) return { kind: 'tag', tag: text };
  const prefix = absentIsUnknown(at.parsed('addressPrefix', parsePrefix), 'addressPrefix');
  return mapKnown(prefix, (known) => ({ kind: 'prefix', prefix: known }));
}

function spellRoute(one: Route, estate: Estate): ArmValue {
  return {
    name: one.name,
    properties: fields({
      addressPrefix: ifGiven(one.destination, (to) =>
        to.kind === 'tag'
          ? to.tag
          : to.kind === 'exit'
            ? publicRange(estate, to.of)
            : formatPrefix(to.prefix),
      ),
      nextHopType: given(one.nextHop),
      nextHopIpAddress: nextHopAddress(one, estate),
    }),
  };
}

/** A firewall that is made together with the route tells its address itself; others are known by it. */
function nextHopAddress(one: Route, estate: Estate): ArmValue | undefined {
  const firewall = one.via === undefined ? undefined : find(estate, 'firewall', one.via);
  const found = isKnown(firewall) ? firewall : undefined;
  const isMadeHere = found !== undefined && found.existing !== true;
  const written = ifGiven(one.nextHopAddresses, ([first]) => first);
  const address = written ?? given(found?.privateAddress);
  if (address !== undefined && !isMadeHere) return formatAddress(address);
  return one.via === undefined ? undefined : reference(one.via, 'privateAddress');
}
