import type { AdminRuleCollection, NetworkGroup } from '../../estate/elements/admin-rules.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { type Id, parentId } from '../../estate/id.ts';
import { viewOf } from '../../estate/view-of.ts';
import {
  isUnknown,
  type Knowable,
  type Missing,
  missingOf,
  unknown,
} from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { unlessListed } from '../network-of.ts';
import { type Match, maybe, type Where, whereIn } from '../packet.ts';

/** A collection of admin rules that holds in a subnet, or may hold. */
export interface Applying {
  readonly collection: AdminRuleCollection;
  /** What keeps it from being certain; empty: it holds. */
  readonly unless: readonly Missing[];
}

/** Collections of admin rules that hold or may hold in a subnet, and why there may be others. */
export interface AdminRules {
  readonly collections: readonly Applying[];
  readonly missing: readonly Missing[];
}

/**
 * Admin rules of a subnet: of collections that name a group with its VNet or itself, and whose
 * configuration is deployed to the region of the VNet. O(collections × groups).
 */
export const adminRulesFor: (estate: Estate, subnet: Id<'subnet'>) => AdminRules = viewOf(
  (estate, id) => {
    const subnet = find(estate, 'subnet', id);
    if (isUnknown(subnet)) return { collections: [], missing: subnet.unknown };
    const collections = all(estate, 'adminRuleCollection').flatMap((collection) => {
      const unless = together(
        grouped(estate, collection, subnet),
        deployed(estate, collection, subnet),
      );
      return unless === undefined ? [] : [{ collection, unless }];
    });
    return {
      collections,
      missing: [
        ...unlessListed(estate, 'adminRuleCollection', subnet.virtualNetwork),
        ...collections.flatMap(({ collection }) => missingOf(collection.rules)),
      ],
    };
  },
);

/** What keeps a condition from being certain: empty where it holds, undefined where it does not. */
type Unless = readonly Missing[] | undefined;

const together = (a: Unless, b: Unless): Unless =>
  a === undefined || b === undefined ? undefined : [...a, ...b];

/** Whether one of the groups that the collection names holds the subnet or its VNet. */
function grouped(estate: Estate, { appliesTo }: AdminRuleCollection, subnet: Subnet): Unless {
  if (isUnknown(appliesTo)) return appliesTo.unknown;
  const open: Missing[] = [];
  for (const id of appliesTo) {
    const group = find(estate, 'networkGroup', id);
    const members = isUnknown(group) ? group : group.members;
    if (!isUnknown(members) && members.some(({ member }) => isAround(member, subnet))) return [];
    open.push(...missingOf(members), ...mayBeFilled(group));
  }
  return open.length === 0 ? undefined : open;
}

const isAround = (member: string, { id, virtualNetwork }: Subnet): boolean =>
  member === id || member === virtualNetwork;

/** Why a group may have more members than those written down. */
function mayBeFilled(group: Knowable<NetworkGroup>): readonly Missing[] {
  if (isUnknown(group)) return [];
  const { filledByPolicy } = group;
  if (isUnknown(filledByPolicy)) return filledByPolicy.unknown;
  return filledByPolicy ? [{ kind: 'notListed', what: 'members by policy', within: group.id }] : [];
}

function deployed(estate: Estate, collection: AdminRuleCollection, subnet: Subnet): Unless {
  const configuration = find(estate, 'adminConfiguration', parentId(collection.id));
  if (isUnknown(configuration)) return configuration.unknown;
  const { regions } = configuration;
  if (isUnknown(regions)) return regions.unknown;
  if (regions.length === 0) return undefined;
  const network = find(estate, 'virtualNetwork', subnet.virtualNetwork);
  if (isUnknown(network)) return network.unknown;
  if (network.location === undefined) return [{ kind: 'notStated', field: 'location' }];
  return regions.includes(network.location) ? [] : undefined;
}

/** Whether a place lies in a network group that an admin rule names as one of its ends. */
export function inNetworkGroup(estate: Estate, id: Id<'networkGroup'>, where: Where): Match {
  const group = find(estate, 'networkGroup', id);
  if (isUnknown(group)) return maybe(...group.unknown);
  if (isUnknown(group.members)) return maybe(...group.members.unknown);
  const ranges = group.members.map(({ member }) => rangesOfMember(estate, member));
  const known = whereIn(
    where,
    ranges.flatMap((each) => (isUnknown(each) ? [] : each)),
  );
  const missing = [...missingOf(...ranges), ...mayBeFilled(group)];
  return known.kind === 'none' && missing.length > 0 ? maybe(...missing) : known;
}

/** Ids of subnets and of VNets are told apart by being found. */
function rangesOfMember(estate: Estate, member: ElementId): Subnet['prefixes'] {
  const { subnet, virtualNetwork } = estate.elements;
  const held = subnet.get(member)?.prefixes ?? virtualNetwork.get(member)?.prefixes;
  return held ?? unknown({ kind: 'notSupplied', what: member });
}
