import type { GatewayForContainers } from '../../estate/elements/gateway.ts';
import { parentId } from '../../estate/id.ts';
import { unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec, ResourceBody } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity } from './reading.ts';
import { fields, frame, given, idObject } from './writing.ts';

const kind = {
  kind: 'gatewayForContainers',
  spelledAs: 'Microsoft.ServiceNetworking/trafficControllers',
  apiVersion: apiVersions.serviceNetworking,
} as const;

const associationType = `${kind.spelledAs}/associations` as const;

/** Application Gateways for Containers with the association that puts them into a subnet. */
export const gatewaysForContainers: Codec<'gatewayForContainers'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: GatewayForContainers = {
      ...own,
      subnet: unknown({ kind: 'notListed', what: 'associations', within: own.id }),
    };
    return [element];
  },
  encode: (element) => ({ ...frame(kind, element), properties: {}, ...association(element) }),
  parts: [{ spelledAs: associationType, decode: decodeAssociation }],
  needs: ['subnet'],
  fields: { subnet: 'properties.subnet.id' },
};

function association(element: GatewayForContainers): Pick<ResourceBody, 'children'> {
  if (given(element.subnet) === undefined) return {};
  const { names, location } = frame(kind, element);
  const child: ResourceBody = {
    type: associationType,
    apiVersion: kind.apiVersion,
    names: [...names, 'subnet'],
    ...(location === undefined ? {} : { location }),
    properties: fields({ associationType: 'subnets', subnet: idObject(element.subnet) }),
  };
  return { children: [child] };
}

function decodeAssociation(at: Cursor): readonly GatewayForContainers[] {
  const own = identity(at, { kind: kind.kind, spelledAs: associationType });
  const element: GatewayForContainers = {
    kind: kind.kind,
    id: parentId(own.id),
    name: '',
    source: own.source,
    subnet: absentIsUnknown(idAt<'subnet'>(at, 'subnet'), 'subnet.id'),
  };
  return [element];
}
