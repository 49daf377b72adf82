import type { FlowEnd } from '../estate/elements/flow.ts';
import type { PrivateEndpoint } from '../estate/elements/private-link.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { view } from '../estate/view.ts';
import { isUnknown, missingOf } from '../evidence/knowable.ts';
import { cloudOf } from '../facts/cloud-of.ts';
import { paasService } from '../facts/paas-services.ts';
import { fillZone, privateZonesOf } from '../facts/private-dns-zones.ts';
import { type Found, found, lacking, notModelled, type Target } from './found.ts';
import { unlessListed } from './network-of.ts';

const byTargetType = view((estate: Estate) =>
  grouped(all(estate, 'privateEndpoint'), ({ targetType }) =>
    isUnknown(targetType) ? '' : targetType.toLowerCase(),
  ),
);

/** Endpoints by the type of their target and the VNet that they are in. */
const byNetwork = view((estate: Estate) =>
  grouped(all(estate, 'privateEndpoint'), ({ targetType, subnet }) =>
    isUnknown(targetType) || isUnknown(subnet)
      ? undefined
      : `${targetType.toLowerCase()} ${estate.elements.subnet.get(subnet)?.virtualNetwork}`,
  ),
);

const isNear = (
  estate: Estate,
  { subnet }: PrivateEndpoint,
  near: Id<'virtualNetwork'> | undefined,
): boolean => !isUnknown(subnet) && estate.elements.subnet.get(subnet)?.virtualNetwork === near;

/** Endpoints whose target is known, by its type and name. */
const byTarget = view((estate: Estate) =>
  grouped(all(estate, 'privateEndpoint'), ({ targetType, target }) =>
    isUnknown(targetType) || isUnknown(target)
      ? undefined
      : `${targetType.toLowerCase()} ${nameInId(target)}`,
  ),
);

/** What is not known of endpoints, so that any of them might be the one that is asked for. */
const doubtsOf = view((estate: Estate) =>
  all(estate, 'privateEndpoint').flatMap(({ targetType, target }) => missingOf(targetType, target)),
);

/** Names of a service: of those with an endpoint near the asker, else of any that have one. */
export function serviceNames(
  estate: Estate,
  end: Extract<FlowEnd, { kind: 'paas' }>,
  near: Id<'virtualNetwork'> | undefined,
): Found<Target> {
  const service = paasService(end.service);
  if (service === undefined) return lacking(notModelled(`service ${end.service}`));
  const region =
    near === undefined ? undefined : estate.elements.virtualNetwork.get(near)?.location;
  const [row] = privateZonesOf({ cloud: cloudOf(region), ...service });
  const suffix = row?.publicSuffixes[0];
  if (suffix === undefined) return lacking(notModelled(`names of ${service.title}`));
  const filled = fillZone(suffix, region === undefined ? {} : { region });
  const named = (label: string, isKept: boolean): Target => ({
    kind: 'name',
    name: `${label.toLowerCase()}.${filled}`,
    private: isKept,
    of: label,
  });
  const type = service.resourceType.toLowerCase();
  const ofGroup = (some: readonly PrivateEndpoint[] = []): readonly PrivateEndpoint[] =>
    some.filter(
      ({ groupIds }) =>
        isUnknown(groupIds) ||
        groupIds.some((id) => id.toLowerCase() === service.groupId.toLowerCase()),
    );
  const called =
    end.name === undefined
      ? undefined
      : ofGroup(byTarget(estate).get(`${type} ${end.name.toLowerCase()}`));
  const close =
    called?.filter((endpoint) => isNear(estate, endpoint, near)) ??
    ofGroup(byNetwork(estate).get(`${type} ${near}`));
  const missing = [
    ...doubtsOf(estate),
    ...unlessListed(estate, 'privateEndpoint', near ?? end.service),
  ];
  const usable = close.length > 0 ? close : (called ?? ofGroup(byTargetType(estate).get(type)));
  const labels = new Set(
    usable.flatMap(({ target }) => (isUnknown(target) ? [] : nameInId(target))),
  );
  if (labels.size > 0) return { ends: [...labels].map((label) => named(label, true)), missing };
  if (missing.length > 0) return lacking(...missing);
  return end.name === undefined
    ? lacking({ kind: 'notStated', field: `name of ${service.title}` })
    : found(named(end.name, false));
}

/** The public name of the service behind an endpoint. */
export function nameOfEndpoint(estate: Estate, id: string): Found<Target> {
  const endpoint = find(estate, 'privateEndpoint', id);
  if (isUnknown(endpoint)) return { ends: [], missing: endpoint.unknown };
  const { target, targetType, groupIds, location } = endpoint;
  const missing = [target, targetType, groupIds].flatMap((value) =>
    isUnknown(value) ? value.unknown : [],
  );
  if (isUnknown(target) || isUnknown(targetType) || isUnknown(groupIds))
    return { ends: [], missing };
  const [groupId] = groupIds;
  const [row] = privateZonesOf({
    cloud: cloudOf(location),
    resourceType: targetType,
    ...(groupId === undefined ? {} : { groupId }),
  });
  const suffix = row?.publicSuffixes[0];
  if (suffix === undefined)
    return { ends: [], missing: [{ kind: 'notModelled', feature: `names of ${targetType}` }] };
  const label = nameInId(target).toLowerCase();
  const filled = fillZone(suffix, location === undefined ? {} : { region: location });
  return {
    ends: [{ kind: 'name', name: `${label}.${filled}`, private: true, of: label }],
    missing: [],
  };
}
