import type { NetworkGroup, StaticMember } from '../../estate/elements/admin-rules.ts';
import { type Id, nameInId, parentId } from '../../estate/id.ts';
import { type Knowable, mapKnown, notStated, unknown } from '../../evidence/knowable.ts';
import type { Codec } from '../codec.ts';
import { reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity } from './reading.ts';
import { bareFrame, given } from './writing.ts';

const kind = {
  kind: 'networkGroup',
  spelledAs: 'Microsoft.Network/networkManagers/networkGroups',
  apiVersion: apiVersions.network,
} as const;

const memberType = `${kind.spelledAs}/staticMembers` as const;

/** What only a policy with the effect `addToNetworkGroup` tells. */
const filledByPolicy = notStated('members that a policy adds');

/** Network groups. Each static member is a resource of its own. Lost by `encode`: what policies add. */
export const networkGroups: Codec<'networkGroup'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: NetworkGroup = {
      ...own,
      members: unknown({ kind: 'notListed', what: 'static members', within: own.id }),
      filledByPolicy,
    };
    return [element];
  },
  encode(element) {
    const members = given(element.members) ?? [];
    const group = bareFrame(kind, element);
    const isOfSubnets = members.some(({ member }) => member.includes('/subnets/'));
    const children = members.map(({ name, member }) => ({
      type: memberType,
      apiVersion: kind.apiVersion,
      names: [...group.names, name],
      properties: { resourceId: reference(member) },
    }));
    return {
      ...group,
      properties: isOfSubnets ? { memberType: 'Subnet' } : {},
      ...(children.length === 0 ? {} : { children }),
    };
  },
  parts: [
    {
      spelledAs: memberType,
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: memberType });
        const resource: Knowable<Id<'virtualNetwork'>> = absentIsUnknown(
          idAt(at, 'resourceId'),
          'resourceId',
        );
        const group: NetworkGroup = {
          kind: kind.kind,
          id: parentId(own.id),
          name: '',
          source: own.source,
          members: mapKnown(resource, (member): readonly StaticMember[] => [
            { name: nameInId(own.spelled ?? own.id), member },
          ]),
          filledByPolicy,
        };
        return [group];
      },
    },
  ],
  fields: { members: 'properties' },
};
