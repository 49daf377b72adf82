import { formatAddress } from '@aksnet/net';
import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import { all, type Estate, find, isListed } from '../../../estate/estate.ts';
import { type Id, nameInId } from '../../../estate/id.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { neighbourhood } from '../../../estate/neighbours.ts';
import { cluster, endpoint, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import {
  isUnknown,
  type Knowable,
  knownOr,
  type Missing,
  unknown,
} from '../../../evidence/knowable.ts';
import { joined, type Prose, prose } from '../../../evidence/prose.ts';
import { privateZoneRules } from '../../../facts/private-dns-zones.ts';
import { answeringNetworks, isLinked } from '../../asks-dns.ts';
import { clustersIn, missingClusters } from '../../cluster-networks.ts';
import { isZone, wantedZones, zoneName } from '../../endpoint-zones.ts';
import { factsEvidence, finding, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

type ZoneId = Id<'privateDnsZone'>;

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'privateEndpoint')) yield* judgeEndpoint(estate, each);
}

function* judgeEndpoint(estate: Estate, each: PrivateEndpoint): IterableIterator<Judgement> {
  const wanted = wantedZones(estate, each);
  if (isUnknown(wanted)) {
    yield undetermined(each.id, wanted.unknown);
    return;
  }
  const [zones] = wanted;
  if (zones === undefined) {
    yield passUnless([], each.id);
    return;
  }
  const open: Missing[] = [];
  const faults: Fault[] = [];
  for (const name of zones) {
    const found = zoneFor(estate, each, name);
    if (isUnknown(found)) open.push(...found.unknown);
    else if (found === undefined) faults.push(missingFault(estate, each, name));
    else {
      const { fault, missing } = linkFault(estate, each, found);
      open.push(...missing);
      if (fault !== undefined) faults.push(fault);
    }
  }
  for (const fault of faults) yield finding(each.id, fault);
  if (faults.length === 0) yield passUnless(open, each.id);
}

/** The zone of that name that holds the records of an endpoint: by its group, or by hand. */
function zoneFor(
  estate: Estate,
  each: PrivateEndpoint,
  name: string,
): Knowable<ZoneId | undefined> {
  const grouped = knownOr(each.zones, []).find((zone) => isZone(name, zoneName(zone)));
  if (grouped !== undefined) return grouped;
  const own = new Set(knownOr(each.addresses, []).map(formatAddress));
  const candidates = all(estate, 'privateDnsZone').filter((zone) => isZone(name, zone.name));
  const byHand = candidates.find(({ records }) =>
    knownOr(records, []).some(({ values }) => values.some((value) => own.has(value))),
  );
  if (byHand !== undefined) return byHand.id;
  const [first, ...more]: readonly Missing[] = [
    ...(isUnknown(each.zones) ? each.zones.unknown : []),
    ...candidates.flatMap(({ records }) => (isUnknown(records) ? records.unknown : [])),
    ...(candidates.length > 0 && isUnknown(each.addresses) ? each.addresses.unknown : []),
    ...(isListed(estate, 'privateDnsZone')
      ? []
      : [{ kind: 'notListed', what: 'privateDnsZone' } as const]),
  ];
  return first === undefined ? undefined : unknown(first, ...more);
}

const missingFault = (estate: Estate, each: PrivateEndpoint, name: string): Fault => ({
  field: 'zones',
  says: prose`Private endpoint ${called(estate, each.id)} has no record in a zone ${name}. Its public name goes on leading to the public address, past the endpoint.`,
  evidence: factsEvidence(
    prose`wanted zone: ${name}`,
    prose`zones of the endpoint: ${zonesOf(each)}`,
  ),
  fix: prose`Create the zone ${name}, link it where names are answered, and give the endpoint a zone group for it.`,
});

const zonesOf = (each: PrivateEndpoint): Prose => {
  const names = knownOr(each.zones, []).map((zone) => prose`${nameInId(zone)}`);
  return names.length === 0 ? prose`none` : joined(names);
};

interface LinkFault {
  readonly fault?: Fault;
  readonly missing: readonly Missing[];
}

/** Where the names of clusters that reach the endpoint are answered, and the zone is not linked. */
function linkFault(estate: Estate, each: PrivateEndpoint, zone: ZoneId): LinkFault {
  const asking = askingNetworks(estate, each);
  const missing: Missing[] = [...asking.missing];
  const blind = new Map<Id<'virtualNetwork'>, Id<'virtualNetwork'>>();
  for (const network of asking.networks) {
    const answered = answeringNetworks(estate, network);
    missing.push(...answered.missing);
    for (const place of answered.networks) {
      const linked = isLinked(estate, zone, place);
      if (isUnknown(linked)) missing.push(...linked.unknown);
      else if (!linked) blind.set(place, network);
    }
  }
  if (blind.size === 0) return { missing };
  const names = joined([...blind.keys()].map((place) => called(estate, place)));
  return {
    missing,
    fault: {
      field: 'zones',
      says: prose`The zone ${called(estate, zone)} of private endpoint ${called(estate, each.id)} is not linked to ${names}, where clusters ask for names. They resolve the public address instead.`,
      evidence: factsEvidence(
        ...[...blind].map(
          ([place, network]) =>
            prose`lookups of ${called(estate, network)} are answered in ${called(estate, place)}: not linked`,
        ),
      ),
      fix: prose`Link the zone ${called(estate, zone)} to ${names}.`,
    },
  };
}

interface Asking {
  readonly networks: readonly Id<'virtualNetwork'>[];
  readonly missing: readonly Missing[];
}

/** VNets with clusters that ask for the endpoint: its own, and those peered with it. */
function askingNetworks(estate: Estate, { subnet: where }: PrivateEndpoint): Asking {
  if (isUnknown(where)) return { networks: [], missing: where.unknown };
  const there = find(estate, 'subnet', where);
  if (isUnknown(there)) return { networks: [], missing: there.unknown };
  const home = there.virtualNetwork;
  const peers = (neighbourhood(estate).peers.get(home) ?? []).map(({ to }) => to);
  const notListed: readonly Missing[] = isListedFor(estate, 'peering', home)
    ? []
    : [{ kind: 'notListed', what: 'peering', within: home }];
  return {
    networks: [...new Set([home, ...peers])].filter((id) => clustersIn(estate, id).length > 0),
    missing: [...missingClusters(estate, home), ...notListed],
  };
}

/** AKS-DNS-001: the name of a private endpoint is not resolved to it. */
export const endpointZone: Rule = {
  code: 'AKS-DNS-001',
  title: 'Private endpoint is not found by its name',
  severity: 'error',
  topic: 'names',
  causedBy: ['AKS-DNS-002'],
  judge,
  cite: privateZoneRules.cite,
  page: {
    what: 'A private endpoint has no record in the private zone of its service, or that zone is not linked where the clusters that use it ask for names.',
    why: 'The endpoint exists, and traffic goes to the public address all the same: past inspection while public access is on, and nowhere once it is off.',
    judged:
      'The zones of the service, by cloud and sub-resource. The endpoint must have a zone group for each, or a record written by hand; and the zone must be linked wherever lookups are answered of the VNets with clusters that the endpoint lives in or is peered with: in that VNet, or where its DNS server stands. VNets that reach it only through a hub are not held to need it. An error. The endpoint of a private API server is left to AKS-API-003.',
    undetermined:
      'The service, the subnet, the zone group or the links of the endpoint are not known or not listed, the DNS servers of a VNet are not, or no table names the zones of the service.',
    fix: 'Create the zone, a zone group on the endpoint, and links to the VNets where names are answered. Switch public access off only when the private path is proven.',
    example: {
      given: 'A key vault endpoint without a zone, in the VNet of a cluster.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        subnet('spoke/endpoints', '10.80.40.0/24'),
        cluster('pay'),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
        endpoint('kv-pay', subnetId('spoke', 'endpoints')),
      ],
    },
  },
};
