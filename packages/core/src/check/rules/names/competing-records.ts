import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import { all, type Estate, isListed } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { routedTo } from '../../../estate/routed.ts';
import { endpoint, peering, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing, missingOf } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { privateZoneRules } from '../../../facts/private-dns-zones.ts';
import { zoneId } from '../../drawn.ts';
import { regionOf } from '../../endpoint-zones.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import { missingRouted } from '../../routed-unknown.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

/** Endpoints of one service that write into one zone. */
interface Rivals {
  readonly zone: Id<'privateDnsZone'>;
  readonly endpoints: readonly PrivateEndpoint[];
}

function rivals(estate: Estate): readonly Rivals[] {
  const byRecord = new Map<string, { zone: Id<'privateDnsZone'>; endpoints: PrivateEndpoint[] }>();
  for (const each of all(estate, 'privateEndpoint')) {
    if (isUnknown(each.zones) || isUnknown(each.target)) continue;
    for (const zone of new Set(each.zones)) {
      const key = `${zone} ${each.target}`;
      const known = byRecord.get(key);
      if (known === undefined) byRecord.set(key, { zone, endpoints: [each] });
      else known.endpoints.push(each);
    }
  }
  return [...byRecord.values()].filter(({ endpoints }) => endpoints.length > 1);
}

function* judge(estate: Estate): IterableIterator<Judgement> {
  const concerned = new Set<ElementId>();
  for (const rival of rivals(estate)) {
    const [first] = rival.endpoints;
    for (const { id } of rival.endpoints) concerned.add(id);
    if (first !== undefined) yield finding(first.id, faultOf(estate, rival));
  }
  const missing = missingFor(estate);
  for (const { id } of all(estate, 'privateEndpoint'))
    if (!concerned.has(id)) yield passUnless(missing, id);
}

/** An endpoint of which too little is known may be the rival of any other. */
const missingFor = (estate: Estate): readonly Missing[] => [
  ...all(estate, 'privateEndpoint').flatMap(({ zones, target }) => missingOf(zones, target)),
  ...(isListed(estate, 'privateEndpoint')
    ? []
    : [{ kind: 'notListed', what: 'privateEndpoint' } as const]),
];

function faultOf(estate: Estate, { zone, endpoints }: Rivals): Fault {
  const regions = new Set(endpoints.map((each) => regionOf(estate, each) ?? 'unknown region'));
  const apart = networksApart(estate, endpoints);
  const [first, second] = endpoints;
  const names: Prose =
    first === undefined || second === undefined
      ? []
      : prose`${placed(estate, first)} and ${placed(estate, second)}`;
  return {
    field: 'zones',
    ...(apart === undefined ? {} : { severity: 'error' }),
    says: prose`${names} reach the same service and write the same record into the zone ${called(estate, zone)}. The later one replaces the address of the other, so that clients of one place are sent to the endpoint of the other${apart === undefined ? [] : prose`, and nothing leads from ${called(estate, apart[0])} to ${called(estate, apart[1])}`}.`,
    evidence: factsEvidence(
      ...endpoints.map(
        (each) =>
          prose`${placed(estate, each)} (${words(regionOf(estate, each) ?? 'unknown region')})`,
      ),
    ),
    fix:
      regions.size > 1
        ? prose`Give each region a zone of its own, linked to the VNets of that region only; or keep one endpoint.`
        : prose`Give each of these VNets a service of its own; or keep one endpoint, in a VNet that all of them reach.`,
  };
}

/** An endpoint with the VNet it is in: several of one service often bear one name. */
function placed(estate: Estate, endpoint: PrivateEndpoint): Prose {
  const network = homeOf(estate, endpoint);
  return network === undefined
    ? prose`${called(estate, endpoint.id)}`
    : prose`${called(estate, endpoint.id)} in ${called(estate, network)}`;
}

const homeOf = (estate: Estate, { subnet }: PrivateEndpoint): Id<'virtualNetwork'> | undefined =>
  isUnknown(subnet) ? undefined : estate.elements.subnet.get(subnet)?.virtualNetwork;

/** Two VNets of endpoints of which it is certain that they do not meet; undefined when none are. */
function networksApart(
  estate: Estate,
  endpoints: readonly PrivateEndpoint[],
): readonly [Id<'virtualNetwork'>, Id<'virtualNetwork'>] | undefined {
  const homes = [...new Set(endpoints.flatMap((each) => homeOf(estate, each) ?? []))];
  for (const from of homes) {
    if (missingRouted(estate, from).length > 0) continue;
    const { ways } = routedTo(estate, from);
    const to = homes.find((other) => !ways.has(other));
    if (to !== undefined) return [from, to];
  }
  return undefined;
}

/** AKS-DNS-003: two private endpoints write the same record. */
export const competingRecords: Rule = {
  code: 'AKS-DNS-003',
  title: 'Private endpoints compete for one record',
  severity: 'warning',
  topic: 'names',
  judge,
  cite: privateZoneRules.cite,
  page: {
    what: 'Several private endpoints of one service have zone groups for the same zone.',
    why: 'A zone has one record for the name of the service. Whichever endpoint was written last wins; the other region then crosses to it, and loses it when that region fails.',
    judged:
      'Endpoints with the same target and the same zone. A warning, told once for each group of rivals; an error where it is certain that nothing leads from the VNet of one to that of another, by a peering, a hub that relays or a Virtual WAN.',
    undetermined:
      'The target or the zone group of some endpoint is not known, or nobody said that all endpoints are among the inputs.',
    fix: 'Use one zone per region, each linked to the VNets of its region; within a region one endpoint that all reach, or a service for each environment.',
    example: {
      given: 'Endpoints of one key vault in two regions that share a zone.',
      elements: () => [
        vnet('sea', ['10.80.0.0/16']),
        vnet('ea', ['10.96.0.0/16'], { location: 'eastasia' }),
        peering('sea', 'ea'),
        peering('ea', 'sea'),
        subnet('sea/endpoints', '10.80.40.0/24'),
        subnet('ea/endpoints', '10.96.40.0/24'),
        ...(['sea', 'ea'] as const).map((place) =>
          endpoint(`kv-${place}`, subnetId(place, 'endpoints'), {
            target: '/vaults/kv-pay',
            zones: [zoneId('privatelink.vaultcore.azure.net')],
          }),
        ),
      ],
    },
  },
};
