import type { AnyElement } from '../../estate/elements/kinds.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { unknownPart } from '../../estate/id.ts';
import { isUnknown, knownOr } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { type OutboundOwner, outboundTypes } from '../../facts/outbound.ts';

/** A resource that has metrics, and the element it belongs to. */
export interface Watched {
  readonly element: ElementId;
  readonly name: string;
  /** ARM id in its makers' spelling; absent while some part of it is not known. */
  readonly scope?: string;
}

/**
 * What carries the metrics of a type of resource. Exits that AKS makes are no elements of a design: the
 * cluster stands for them, and their id is asked for when the alerts are deployed.
 */
export const watchedBy: Readonly<Record<string, (estate: Estate) => readonly Watched[]>> = {
  'Microsoft.Network/natGateways': (estate) => [
    ...all(estate, 'natGateway').map(itself),
    ...clustersByExit(estate, 'natGateway', (type) => type !== 'userAssignedNATGateway'),
  ],
  'Microsoft.Network/loadBalancers': (estate) => [
    ...all(estate, 'loadBalancer').map(itself),
    ...clustersByExit(estate, 'loadBalancer', () => all(estate, 'loadBalancer').length === 0),
  ],
  'Microsoft.Network/azureFirewalls': (estate) => all(estate, 'firewall').map(itself),
  'Microsoft.Network/applicationGateways': (estate) =>
    all(estate, 'applicationGateway').map(itself),
  'Microsoft.Network/privateDnsZones': (estate) => all(estate, 'privateDnsZone').map(itself),
  'Microsoft.Network/virtualHubs': (estate) => all(estate, 'virtualHub').map(itself),
  'Microsoft.Network/privateEndpoints': (estate) => all(estate, 'privateEndpoint').map(itself),
  'Microsoft.Network/publicIPAddresses': (estate) => entryAddresses(estate).map(itself),
};

const itself = (element: AnyElement): Watched => {
  const id = element.spelled ?? element.id;
  const isWhole = id.startsWith('/') && !id.split('/').includes(unknownPart);
  return { element: element.id, name: element.name, ...(isWhole ? { scope: id } : {}) };
};

function clustersByExit(
  estate: Estate,
  owner: OutboundOwner,
  counts: (type: string) => boolean,
): readonly Watched[] {
  return all(estate, 'cluster').flatMap(({ id, name, network: { outboundType: type } }) =>
    !isUnknown(type) && outboundTypes[type].owner === owner && counts(type)
      ? [{ element: id, name }]
      : [],
  );
}

/** Public addresses by which clients come in: those of exits are watched by the metrics of the exit. */
function entryAddresses(estate: Estate): readonly AnyElement[] {
  const entries = new Set<ElementId>(
    all(estate, 'applicationGateway').flatMap((gateway) => [...knownOr(gateway.publicIps, [])]),
  );
  return all(estate, 'publicIp').filter((ip) => entries.has(ip.id));
}
