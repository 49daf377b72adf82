import type { PrivateEndpoint } from '../estate/elements/private-link.ts';
import type { Estate } from '../estate/estate.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { isUnknown, type Knowable, unknown } from '../evidence/knowable.ts';
import { cloudOf } from '../facts/cloud-of.ts';
import { apiServerEndpoint, fillZone, privateZonesOf } from '../facts/private-dns-zones.ts';

/**
 * The zones that names of a private endpoint are resolved in, one list per choice: tiers of a service
 * may differ, so that any of the lists will do. Empty for the endpoint of an API server, which AKS
 * looks after; unknown for services that no table lists.
 */
export function wantedZones(
  estate: Estate,
  endpoint: PrivateEndpoint,
): Knowable<readonly (readonly string[])[]> {
  const { targetType, groupIds } = endpoint;
  if (isUnknown(targetType)) return targetType;
  if (isSame(targetType, apiServerEndpoint.value.resourceType)) return [];
  if (isUnknown(groupIds)) return groupIds;
  const region = regionOf(estate, endpoint);
  const rows = groupIds.flatMap((groupId) =>
    privateZonesOf({ cloud: cloudOf(region), resourceType: targetType, groupId }),
  );
  if (rows.length === 0)
    return unknown({
      kind: 'notModelled',
      feature: `the private zones of ${targetType} (${groupIds.join(', ')})`,
    });
  return rows.map(({ zones }) =>
    zones.map((zone) => fillZone(zone, region === undefined ? {} : { region }).toLowerCase()),
  );
}

/** The region of an endpoint, else that of its VNet. */
export function regionOf(estate: Estate, endpoint: PrivateEndpoint): string | undefined {
  if (endpoint.location !== undefined) return endpoint.location;
  if (isUnknown(endpoint.subnet)) return undefined;
  const network = estate.elements.subnet.get(endpoint.subnet)?.virtualNetwork;
  return network === undefined ? undefined : estate.elements.virtualNetwork.get(network)?.location;
}

/** The name of a zone, lower case. */
export const zoneName = (zone: Id<'privateDnsZone'>): string => nameInId(zone).toLowerCase();

/** Whether the name of a zone is the wanted one; what is left in braces stands for one label. */
export function isZone(wanted: string, name: string): boolean {
  const [pattern, labels] = [wanted.split('.'), name.toLowerCase().split('.')];
  return (
    pattern.length === labels.length &&
    pattern.every((label, i) => label.startsWith('{') || label === labels[i])
  );
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
