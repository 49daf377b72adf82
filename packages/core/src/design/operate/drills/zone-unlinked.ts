import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { PrivateDnsLink, PrivateDnsZone } from '../../../estate/elements/dns.ts';
import type { VirtualNetwork } from '../../../estate/elements/network.ts';
import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { nameInId, parseArmId } from '../../../estate/id.ts';
import { networkOfCluster } from '../../../estate/ranges.ts';
import { view } from '../../../estate/view.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { code, element, prose } from '../../../evidence/prose.ts';
import { privateZoneRules, privateZones } from '../../../facts/private-dns-zones.ts';
import { atWorkstation, customersHurt, type Drill, type DrillEntry, rehearsed } from '../drill.ts';
import { clearPlace, makePlace, probe, probeImage } from '../probe.ts';
import { armWord, located, type ShellText, sh, variable } from '../shell.ts';

/** Take away the link by which a cluster finds a private endpoint. */
export const zoneUnlinked: DrillEntry = {
  drill: 'zone-unlinked',
  drills: (estate) =>
    all(estate, 'cluster').flatMap((cluster) => {
      const found = candidateFor(estate, cluster);
      return found === undefined ? [] : [drillOf(cluster, found)];
    }),
};

/** An endpoint, the zone with its record, and the link by which the cluster's resolver reads it. */
interface Candidate {
  readonly endpoint: PrivateEndpoint;
  readonly zone: PrivateDnsZone;
  readonly link: PrivateDnsLink;
  readonly network: VirtualNetwork;
}

/** Nodes themselves need these: without them the drill takes the cluster down, not one dependency. */
const neededByNodes: readonly string[] = [
  'microsoft.containerregistry/registries',
  'microsoft.containerservice/managedclusters',
];

/** The first endpoint in the cluster's own VNet, else the first anywhere, whose name it finds by a link. */
function candidateFor(estate: Estate, cluster: Cluster): Candidate | undefined {
  const own = networkOfCluster(estate, cluster.id);
  const network = resolvingNetwork(estate, own);
  if (network === undefined) return undefined;
  const near = endpointsIn(estate).get(own) ?? [];
  return firstLinked(estate, network, near) ?? firstAnywhere(estate)(network);
}

function firstLinked(
  estate: Estate,
  network: VirtualNetwork,
  endpoints: readonly PrivateEndpoint[],
): Candidate | undefined {
  for (const endpoint of endpoints)
    for (const id of knownOr(endpoint.zones, [])) {
      const zone = estate.elements.privateDnsZone.get(id);
      const [link] = linksOf(estate).get(`${id} ${network.id}`) ?? [];
      if (zone !== undefined && link !== undefined) return { endpoint, zone, link, network };
    }
  return undefined;
}

/** Remembered per network, for many clusters ask the same one. */
const firstAnywhere = view((estate: Estate) =>
  view((network: VirtualNetwork) => firstLinked(estate, network, dispensable(estate))),
);

/** Endpoints that no node needs. */
const dispensable = view((estate: Estate) =>
  all(estate, 'privateEndpoint').filter(
    ({ targetType }) => !neededByNodes.includes(knownOr(targetType, '').toLowerCase()),
  ),
);

const endpointsIn = view((estate: Estate) =>
  grouped(dispensable(estate), ({ subnet }) =>
    isUnknown(subnet) ? undefined : estate.elements.subnet.get(subnet)?.virtualNetwork,
  ),
);

/** Links by their zone and network. */
const linksOf = view((estate: Estate) =>
  grouped(all(estate, 'privateDnsLink'), (link) => `${link.zone} ${link.virtualNetwork}`),
);

/** The VNet whose links decide: its own with Azure DNS, else that of the firewall or resolver it asks. */
function resolvingNetwork(
  estate: Estate,
  id: VirtualNetwork['id'] | undefined,
): VirtualNetwork | undefined {
  const network = id === undefined ? undefined : estate.elements.virtualNetwork.get(id);
  if (network === undefined) return undefined;
  if (network.dnsVia !== undefined) return networkOfFirewall(estate, network.dnsVia);
  const servers = network.dnsServers;
  if (isUnknown(servers)) return undefined;
  if (servers.length === 0) return network;
  const resolver = all(estate, 'dnsResolver').find(({ inbound }) =>
    knownOr(inbound, []).some(({ address }) =>
      servers.some((server) => address !== undefined && server.value === address.value),
    ),
  );
  const at = resolver?.virtualNetwork;
  return at === undefined || isUnknown(at) ? undefined : estate.elements.virtualNetwork.get(at);
}

function networkOfFirewall(
  estate: Estate,
  id: NonNullable<VirtualNetwork['dnsVia']>,
): VirtualNetwork | undefined {
  const subnet = estate.elements.firewall.get(id)?.subnet;
  const within = typeof subnet === 'string' ? estate.elements.subnet.get(subnet) : undefined;
  return within === undefined
    ? undefined
    : estate.elements.virtualNetwork.get(within.virtualNetwork);
}

function drillOf(cluster: Cluster, { endpoint, zone, link, network }: Candidate): Drill {
  const zoneName = element(zone.id, zone.name);
  const host = publicName(endpoint, zone);
  const where = sh`${located(zone)} --zone-name=${zone.name} --name=${link.name}`;
  const ask = probe(cluster, { name: 'drill-names', run: sh`nslookup ${host}` });
  const registration = link.registration === true ? 'true' : 'false';
  const resolution = isUnknown(link.resolutionPolicy) ? 'Default' : link.resolutionPolicy;
  return {
    id: `zone-unlinked:${cluster.name}`,
    drill: 'zone-unlinked',
    title: prose`${zoneName} unlinked from ${element(network.id, network.name)}`,
    proves: prose`a lost link is noticed before its consequences are, and no path to the public address takes over silently`,
    about: [cluster.id, endpoint.id, zone.id, link.id],
    before: [
      rehearsed,
      prose`every user of ${element(network.id, network.name)} knows: they all lose the names of ${zoneName}`,
      prose`public access of the service behind ${element(endpoint.id, endpoint.name)} is off, so that a wrong path fails`,
      ...probeImage,
    ],
    steps: [
      ...makePlace(cluster),
      {
        says: prose`ask for the name: the answer is a private address`,
        command: ask,
        where: 'pod',
      },
      atWorkstation(
        prose`remove the link`,
        sh`az network private-dns link vnet delete ${{ shell: where }} --yes`,
      ),
      {
        says: prose`ask again when the lifetime of the record is over`,
        command: ask,
        where: 'pod',
      },
    ],
    expected: [
      prose`before: an address of the endpoint's subnet; after: a public address, or no such name`,
      prose`the workload fails at once and clearly, and does not reach the service by its public address`,
      prose`the alerts ${code('dns-failures')} or ${code('endpoint-silent')} ring, and the runbook leads to the link`,
    ],
    abort: [customersHurt, prose`names of another zone stop being answered`],
    undo: [
      atWorkstation(
        prose`link the VNet again, with the same registration and resolution policy as before`,
        sh`az network private-dns link vnet create ${{ shell: where }} --virtual-network=${armWord(network)} --registration-enabled=${{ shell: registration }} --resolution-policy=${{ shell: resolution }}`,
      ),
      { says: prose`ask once more: the address is private again`, command: ask, where: 'pod' },
      clearPlace(cluster),
    ],
    assumes: [],
    cite: privateZoneRules.cite,
  };
}

/** The name that clients use; asked for when nothing tells it. */
function publicName(endpoint: PrivateEndpoint, zone: PrivateDnsZone): string | ShellText {
  const target = endpoint.target;
  const type = knownOr(endpoint.targetType, '').toLowerCase();
  const row = privateZones.find(
    (each) => each.resourceType.toLowerCase() === type && each.zones.includes(zone.name),
  );
  const suffix = row?.publicSuffixes.find((each) => !each.includes('{'));
  if (isUnknown(target) || suffix === undefined || parseArmId(target) === undefined)
    return variable('SERVICE_HOST');
  return `${nameInId(target)}.${suffix}`;
}
