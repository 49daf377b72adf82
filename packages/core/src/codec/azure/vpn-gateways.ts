import type { SiteConnection, VpnGateway } from '../../estate/elements/gateway.ts';
import { parentId } from '../../estate/id.ts';
import { type Knowable, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import {
  absentIs,
  absentIsUnknown,
  allKnown,
  each,
  idAt,
  identity,
  isGiven,
  textOr,
} from './reading.ts';
import { fields, frame, given, idObject, ifGiven, noneIfEmpty } from './writing.ts';

const kind = {
  kind: 'vpnGateway',
  spelledAs: 'Microsoft.Network/vpnGateways',
  apiVersion: apiVersions.network,
} as const;

const connectionType = `${kind.spelledAs}/vpnConnections` as const;

/** VPN gateways of Virtual WAN hubs. Lost by `encode`: what they have learnt, which comes from the other side. */
export const vpnGateways: Codec<'vpnGateway'> = {
  ...kind,
  decode(at) {
    const units = at.number('vpnGatewayScaleUnit');
    const own = identity(at, kind);
    const element: VpnGateway = {
      ...own,
      hub: absentIsUnknown(idAt(at, 'virtualHub'), 'virtualHub.id'),
      learned: notStated('learned routes'),
      ...(isGiven(units) ? { scaleUnits: units } : {}),
      sites:
        each(at, 'connections', siteConnection) ??
        unknown({ kind: 'notListed', what: 'connections of the VPN gateway', within: own.id }),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      virtualHub: idObject(element.hub),
      vpnGatewayScaleUnit: given(element.scaleUnits),
      connections: ifGiven(element.sites, (sites) => noneIfEmpty(sites.map(spellConnection))),
    }),
  }),
  parts: [
    {
      spelledAs: connectionType,
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: connectionType });
        const part: VpnGateway = {
          kind: kind.kind,
          id: parentId(own.id),
          name: '',
          source: own.source,
          hub: notStated('virtualHub.id'),
          learned: notStated('learned routes'),
          sites: [siteConnection(at)],
        };
        return [part];
      },
    },
  ],
  needs: ['hub'],
  fields: {
    hub: 'properties.virtualHub.id',
    scaleUnits: 'properties.vpnGatewayScaleUnit',
    sites: 'properties.connections',
  },
};

const siteConnection = (at: Cursor): SiteConnection => ({
  name: textOr(at.string('name'), ''),
  site: absentIsUnknown(idAt(at, 'remoteVpnSite'), 'remoteVpnSite.id'),
  bgp: exchangesRoutes(at),
});

/** A connection says it for itself, or each of its links does. */
function exchangesRoutes(at: Cursor): Knowable<boolean> {
  const links = absentIs(
    each(at, 'vpnLinkConnections', (link) => link.boolean('enableBgp')),
    [],
  );
  const all = allKnown([at.boolean('enableBgp'), ...(isGiven(links) ? links : [links])]);
  return isGiven(all) ? all.includes(true) : all;
}

const spellConnection = (one: SiteConnection): ArmValue => ({
  name: one.name,
  properties: fields({ remoteVpnSite: idObject(one.site), enableBgp: given(one.bgp) }),
});
