import { formatAddress } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Firewall } from '../../../estate/elements/firewall.ts';
import type { Route } from '../../../estate/elements/routing.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { cluster, firewall, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable, type Missing, unknown } from '../../../evidence/knowable.ts';
import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { cloudOf } from '../../../facts/cloud-of.ts';
import {
  documentedEndpoints,
  firewallFqdnTag,
  type RequiredEndpoint,
  requiredEndpoints,
} from '../../../facts/required-egress.ts';
import { apiAccessOf, osTypes } from '../../combination.ts';
import { defaultRouteOf } from '../../default-route.ts';
import {
  firewallPolicy,
  firewallPolicyId,
  openNames,
  routeTable,
  routeVia,
  ruleGroup,
  tableId,
} from '../../drawn.ts';
import { type FirewallRules, permits, policyOf, rulesOf } from '../../firewall-permits.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { type LeavingSubnet, leaving } from '../../leaving.ts';
import { called } from '../../range-words.ts';
import { isRouted } from '../../routed-out.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const routed = isRouted(each);
    if (isUnknown(routed)) yield passUnless(routed.unknown, each.id);
    else if (routed) yield* judgeCluster(estate, each);
  }
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const { subnets, missing } = leaving(estate, each);
  const endpoints = endpointsOf(estate, each);
  const open: Missing[] = [...missing, ...(isUnknown(endpoints) ? endpoints.unknown : [])];
  const refused: Lacking[] = [];
  if (!isUnknown(endpoints))
    for (const from of subnets) {
      const found = lackingFrom(estate, from, endpoints);
      if (isUnknown(found)) open.push(...found.unknown);
      else {
        open.push(...found.missing);
        for (const one of found.lacking)
          if (!refused.some((other) => isSame(other, one))) refused.push(one);
      }
    }
  const needed = refused.filter(({ endpoint }) => endpoint.required);
  const optional = refused.filter(({ endpoint }) => !endpoint.required);
  if (needed.length > 0) yield finding(each.id, faultOf(estate, each, needed));
  if (optional.length > 0) yield finding(each.id, optionalFault(estate, each, optional));
  if (refused.length === 0) yield passUnless(open, each.id);
}

const isSame = (a: Lacking, b: Lacking): boolean =>
  a.destination === b.destination && a.endpoint === b.endpoint;

/** What a cluster must reach, as far as its settings say; region and cloud follow from its place. */
function endpointsOf(estate: Estate, each: Cluster): Knowable<readonly RequiredEndpoint[]> {
  const apiAccess = apiAccessOf(each.access);
  const systems = osTypes(estate, each);
  if (isUnknown(apiAccess)) return apiAccess;
  if (isUnknown(each.addOns)) return each.addOns;
  if (isUnknown(systems)) return systems;
  return requiredEndpoints({
    cloud: cloudOf(each.location),
    ...(each.location === undefined ? {} : { region: each.location }),
    addOns: each.addOns,
    apiAccess,
    customDns: false,
    podsCallApiServer: false,
    windows: systems.includes('Windows'),
  });
}

/** Something that a firewall does not let pass. */
interface Lacking {
  readonly endpoint: RequiredEndpoint;
  readonly destination: string;
  readonly firewall: Firewall;
}

interface Found {
  readonly lacking: readonly Lacking[];
  readonly missing: readonly Missing[];
}

/** What the firewall behind a subnet refuses to the whole of it. */
function lackingFrom(
  estate: Estate,
  { subnet: from }: LeavingSubnet,
  endpoints: readonly RequiredEndpoint[],
): Knowable<Found> {
  const behind = firewallBehind(estate, from.id);
  if (isUnknown(behind)) return behind;
  if (behind === undefined) return { lacking: [], missing: [] };
  const policy = policyOf(estate, behind.id);
  if (isUnknown(policy)) return policy;
  if (policy === undefined)
    return unknown({ kind: 'notModelled', feature: 'firewalls without a policy' });
  const rules = rulesOf(estate, policy);
  if (isUnknown(rules)) return rules;
  if (isUnknown(from.prefixes)) return from.prefixes;
  const sources = from.prefixes.filter((range) => range.family === 4);
  const lacking: Lacking[] = [];
  const missing: Missing[] = [];
  for (const endpoint of endpoints)
    for (const source of sources)
      for (const destinations of choicesOf(endpoint)) {
        const permit = anyPermit(estate, rules, { source, endpoint, destinations });
        const [destination] = destinations;
        if (destination === undefined || permit === 'permitted') continue;
        if (permit === 'refused') lacking.push({ endpoint, destination, firewall: behind });
        else missing.push(...permit.missing);
      }
  return { lacking, missing };
}

/** Of network endpoints one destination will do; names are needed every one. */
const choicesOf = ({ kind, destinations }: RequiredEndpoint): readonly (readonly string[])[] =>
  kind === 'network' ? [destinations] : destinations.map((name) => [name.replace(/<[^>]*>/, '*')]);

interface Choice {
  readonly source: Parameters<typeof permits>[2]['source'];
  readonly endpoint: RequiredEndpoint;
  readonly destinations: readonly string[];
}

function anyPermit(
  estate: Estate,
  rules: FirewallRules,
  { source, endpoint, destinations }: Choice,
): ReturnType<typeof permits> {
  const each = destinations.map((destination) =>
    permits(estate, rules, { source, endpoint, destination }),
  );
  if (each.includes('permitted')) return 'permitted';
  return each.find((one) => one !== 'refused') ?? 'refused';
}

/** The firewall to which the default route of a subnet leads; undefined when it leads to none. */
function firewallBehind(estate: Estate, id: string): Knowable<Firewall | undefined> {
  const route = defaultRouteOf(estate, id);
  if (isUnknown(route) || route === undefined) return route;
  const known = all(estate, 'firewall').find((one) => standsFor(route, one));
  if (known !== undefined) return known;
  const [first, ...more] = [
    ...(isUnknown(route.nextHop) ? route.nextHop.unknown : []),
    ...(isUnknown(route.nextHopAddresses) ? route.nextHopAddresses.unknown : []),
    ...all(estate, 'firewall').flatMap(({ privateAddress }) =>
      isUnknown(privateAddress) ? privateAddress.unknown : [],
    ),
    ...(isListedFor(estate, 'firewall', id)
      ? []
      : [{ kind: 'notListed', what: 'firewall' } as const]),
  ];
  if (first !== undefined) return unknown(first, ...more);
  return unknown({
    kind: 'notModelled',
    feature: 'rules of an appliance that is no Azure Firewall',
  });
}

function standsFor({ via, nextHopAddresses }: Route, { id, privateAddress }: Firewall): boolean {
  if (via !== undefined) return via === id;
  if (isUnknown(nextHopAddresses) || isUnknown(privateAddress)) return false;
  const own = formatAddress(privateAddress);
  return nextHopAddresses.some((hop) => formatAddress(hop) === own);
}

/** So many destinations are named in the sentence; the evidence has them all. */
const named = 3;

function faultOf(estate: Estate, each: Cluster, lacking: readonly Lacking[]): Fault {
  const [first] = lacking;
  const who =
    first === undefined ? prose`the firewall` : prose`${called(estate, first.firewall.id)}`;
  return {
    says: prose`Firewall ${who} does not let ${called(estate, each.id)} reach ${lacking.length} ${words(lacking.length === 1 ? 'destination' : 'destinations')} that AKS or its add-ons require: ${joined(lacking.slice(0, named).map(placeOf))}${words(lacking.length > named ? ' and more' : '')}. Nodes then do not start, pull no images or lose their control plane.`,
    evidence: factsEvidence(...lacking.map(lineOf)),
    fix: prose`Allow them for the subnets of the cluster: an application rule with the FQDN tag ${firewallFqdnTag.value} for the names of the core, and rules for each other destination and port of the evidence.`,
  };
}

const optionalFault = (estate: Estate, each: Cluster, lacking: readonly Lacking[]): Fault => ({
  severity: 'note',
  says: prose`${called(estate, each.id)} cannot reach ${lacking.length} destinations without which nodes work and go unpatched: ${joined(lacking.slice(0, named).map(placeOf))}${words(lacking.length > named ? ' and more' : '')}.`,
  evidence: factsEvidence(...lacking.map(lineOf)),
  fix: prose`Allow them, unless nodes are replaced by new images often enough.`,
});

const placeOf = ({ endpoint, destination }: Lacking): Prose =>
  prose`${code(destination)} (${words(`${endpoint.protocol} ${endpoint.port}`)})`;

const lineOf = (one: Lacking): Prose =>
  prose`${placeOf(one)}: ${words(one.endpoint.use)} [${words(one.endpoint.group)}]`;

/** AKS-EGR-005: a firewall refuses something that AKS or an add-on requires. */
export const requiredEndpointsRefused: Rule = {
  code: 'AKS-EGR-005',
  title: 'Firewall refuses endpoints that AKS requires',
  severity: 'error',
  topic: 'egress',
  causedBy: ['AKS-EGR-002', 'AKS-EGR-003'],
  judge,
  cite: documentedEndpoints[0]?.cite ?? [],
  page: {
    what: 'The rules of the firewall behind a cluster do not let its nodes reach an endpoint that AKS, or an add-on that is on, requires.',
    why: 'New nodes do not join (an upgrade or the autoscaler stalls), images are not pulled, add-ons fail. What is running goes on for a while, so that the cause is found late.',
    judged:
      'The firewall to which 0.0.0.0/0 of a node or pod subnet leads, its policy and the one it inherits from; network rules first, then application rules, each by priority; the first rule that covers the packet decides. Every required name and port of cloud, region, API access and add-ons must pass from the whole subnet. The FQDN tag AzureKubernetesService counts for the names of the core. Refused is an error; what nodes only need for patches is a note. Whether workloads call the API server by its public address, and custom DNS servers, are not judged here.',
    undetermined:
      'The route, the firewall, its policy or its rules are not known or not listed; a rule names service tags or categories whose addresses are not known here; or the next hop is no Azure Firewall.',
    fix: 'Allow what the evidence lists; `az aks egress-endpoints list` tells the same for a live cluster.',
    example: {
      given: 'A private cluster behind a firewall that allows mcr.microsoft.com only.',
      elements: () => [
        vnet('hub', ['10.0.0.0/16']),
        subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
        firewall('fw', subnetId('hub', 'AzureFirewallSubnet'), {
          policy: firewallPolicyId('egress'),
        }),
        firewallPolicy('egress'),
        ruleGroup('egress', [openNames(['mcr.microsoft.com'])]),
        vnet('spoke', ['10.80.0.0/16']),
        routeTable('nodes', routeVia('10.0.0.4')),
        subnet('spoke/nodes', '10.80.16.0/21', { routeTable: tableId('nodes') }),
        cluster('pay', {
          network: { outboundType: 'userDefinedRouting' },
          access: { private: true },
        }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
