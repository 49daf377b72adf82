import { formatPrefix, meets, type Prefix, prefix, prefixesOf, setOf } from '@aksnet/net';
import { all, type Estate } from '../../../estate/estate.ts';
import { ranges } from '../../../estate/ranges.ts';
import { knownOr } from '../../../evidence/knowable.ts';
import { joined, type Prose, prose, range } from '../../../evidence/prose.ts';
import { policyAliasCite } from '../../../facts/azure-policy/aliases.ts';
import { ipRangeContains, overlapInPolicies } from '../../../facts/azure-policy/rules.ts';
import { defaultPodRange, defaultServiceRange } from '../../../facts/defaults.ts';
import { reservedHits, reservedRanges } from '../../../facts/reserved-ranges.ts';
import type { Domain } from '../../../requirements/addresses.ts';
import type { Guard, GuardEntry, GuardInput, PolicyJson } from './guard.ts';
import { effectParameter, ruleOn } from './rule.ts';

const clusterType = 'Microsoft.ContainerService/managedClusters';
const podField = `${clusterType}/networkProfile.podCidr`;
const serviceField = `${clusterType}/networkProfile.serviceCidr`;
const networkType = 'Microsoft.Network/virtualNetworks';
const networkField = `${networkType}/addressSpace.addressPrefixes[*]`;

const cite = [...ipRangeContains.cite, ...policyAliasCite];

const listParameter = (description: string): PolicyJson => ({
  type: 'Array',
  metadata: { description },
});

/**
 * Range functions fail on empty values and on mixed families, and a failing function denies: so both are
 * asked before. Families are told apart by the colon of IPv6.
 */
function guarded(a: string, b: string, test: string): string {
  return `[if(empty(coalesce(${b},'')),false(),if(equals(contains(${a},':'),contains(${b},':')),${test},false()))]`;
}

/** Prefixes meet exactly when one contains the other. */
const meeting = (a: string, b: string): string =>
  guarded(a, b, `or(ipRangeContains(${a},${b}),ipRangeContains(${b},${a}))`);

const holding = (a: string, b: string): string => guarded(a, b, `ipRangeContains(${a},${b})`);

/** How many ranges of a list parameter pass the test against a value. */
const counted = (
  list: string,
  test: (range: string) => string,
  bound: { readonly [comparison: string]: number },
): PolicyJson => ({
  count: {
    value: `[parameters('${list}')]`,
    name: 'range',
    where: { value: test("current('range')"), equals: true },
  },
  ...bound,
});

const field = (name: string): string => `field('${name}')`;

/** Pod and Service ranges that meet what AKS keeps for itself or what is routed to its networks. */
export const forbiddenRanges: GuardEntry = ({ estate }) => {
  const forbidden = forbiddenTexts(estate);
  const isMet = (name: string): PolicyJson =>
    counted('forbidden', (each) => meeting(each, field(name)), { greater: 0 });
  return [
    {
      id: 'aksnet-forbidden-cluster-ranges',
      title: 'Pod and Service ranges must be clear of reserved and routed ranges',
      stops: prose`a cluster whose pod or Service range hides addresses that exist elsewhere: they could not be reached from its pods`,
      definition: {
        kind: 'custom',
        mode: 'Indexed',
        parameters: {
          effect: effectParameter,
          forbidden: listParameter('ranges that no cluster may use inside'),
        },
        policyRule: ruleOn(clusterType, { anyOf: [isMet(serviceField), isMet(podField)] }),
      },
      parameters: { forbidden },
      effects: { first: 'Audit', later: 'Deny' },
      cannotSee: [...defaulted(forbidden), secondFamily],
      confidence: overlapInPolicies.confidence,
      cite,
    },
  ];
};

function forbiddenTexts(estate: Estate): readonly string[] {
  const reserved = reservedRanges
    .filter(
      ({ by, prefix: kept, binds }) =>
        by === 'aks' &&
        binds.includes('service') &&
        reservedHits(kept, 'service').some((hit) => hit.enforcement.kind !== 'remark'),
    )
    .map((each) => each.prefix);
  const routed = ranges(estate).held.filter(
    ({ scope, held }) => scope === 'routed' && held !== true,
  );
  return merged([...reserved, ...routed.map((each) => each.prefix)]);
}

const merged = (all: readonly Prefix[]): readonly string[] =>
  [...prefixesOf(setOf(all))].map(formatPrefix);

/** A value left to its default is no part of the request. */
function defaulted(forbidden: readonly string[]): readonly Prose[] {
  const defaults = [prefix(defaultServiceRange.value), prefix(defaultPodRange.value)];
  const bad = defaults.filter((each) => forbidden.some((text) => meets(prefix(text), each)));
  const says = prose`clusters that name no range get ${joined(defaults.map(range), ' and ')}, and no policy sees them`;
  return bad.length === 0
    ? [says]
    : [says, prose`${joined(bad.map(range))} would be wrong here: make templates name every range`];
}

const secondFamily = prose`of dual-stack clusters only the first range of each kind is looked at: the lists have no confirmed alias`;

/** VNets outside the pools of the plan. */
export const networksOutsidePlan: GuardEntry = ({ estate }) => {
  const pools = all(estate, 'routingDomain').flatMap((domain) => domain.pools);
  if (pools.length === 0) return [];
  const known = all(estate, 'virtualNetwork').flatMap(({ prefixes }) => knownOr(prefixes, []));
  return [
    {
      id: 'aksnet-networks-in-plan',
      title: 'VNet ranges must come from the pools of the address plan',
      stops: prose`a VNet with a range that nobody registered: it could not be peered, or would take somebody's routes`,
      definition: {
        kind: 'custom',
        mode: 'All',
        parameters: {
          effect: effectParameter,
          allowed: listParameter('pools, and VNets that were there before'),
        },
        policyRule: ruleOn(networkType, {
          count: {
            field: networkField,
            where: counted('allowed', (each) => holding(each, `current('${networkField}')`), {
              equals: 0,
            }),
          },
          greater: 0,
        }),
      },
      parameters: { allowed: merged([...pools, ...known]) },
      effects: { first: 'Audit', later: 'Deny' },
      cannotSee: [
        prose`whether a range inside the pools is somebody else's already: only a registry tells`,
        prose`VNets that AKS makes for clusters without a subnet, where the scope leaves their groups out`,
      ],
      confidence: 'derived',
      cite,
    },
  ];
};

/** Pod and Service ranges that are not from the pools of the requirements. */
export const clusterRangesInPools: GuardEntry = (input) => [
  ...inPools(input, {
    id: 'aksnet-pod-ranges-in-plan',
    what: 'Pod ranges',
    name: podField,
    pools: (domain) => domain.overlayPods?.pools ?? [],
  }),
  ...inPools(input, {
    id: 'aksnet-service-ranges-in-plan',
    what: 'Service ranges',
    name: serviceField,
    pools: (domain) => domain.services?.pools ?? [],
  }),
];

interface InPools {
  readonly id: string;
  readonly what: string;
  readonly name: string;
  readonly pools: (domain: Domain) => readonly Prefix[];
}

function inPools(
  { requirements }: GuardInput,
  { id, what, name, pools }: InPools,
): readonly Guard[] {
  const allowed = merged((requirements?.addresses.domains ?? []).flatMap(pools));
  if (allowed.length === 0) return [];
  return [
    {
      id,
      title: `${what} must come from the pools of the address plan`,
      stops: prose`a range that nobody registered`,
      definition: {
        kind: 'custom',
        mode: 'Indexed',
        parameters: {
          effect: effectParameter,
          allowed: listParameter('pools of the address plan'),
        },
        policyRule: ruleOn(
          clusterType,
          { value: `[empty(coalesce(${field(name)},''))]`, equals: false },
          counted('allowed', (each) => holding(each, field(name)), { equals: 0 }),
        ),
      },
      parameters: { allowed },
      effects: { first: 'Audit', later: 'Deny' },
      cannotSee: [...defaulted([]), secondFamily],
      confidence: 'derived',
      cite,
    },
  ];
}
