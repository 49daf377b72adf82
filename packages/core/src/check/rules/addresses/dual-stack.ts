import { prefix } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { clusterMode } from '../../../estate/modes-of.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable, type Missing, missingOf } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import { assumed, isAssumptionName } from '../../../facts/assumptions.ts';
import { dualStackRules } from '../../../facts/defaults.ts';
import type { Mode } from '../../../facts/modes.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

type Families = readonly (4 | 6)[];

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
  for (const each of all(estate, 'subnet')) yield judgeSubnet(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const { ipFamilies, podRanges, serviceRanges } = each.network;
  const mode = clusterMode(estate, each);
  if (isUnknown(ipFamilies)) {
    yield passUnless(ipFamilies.unknown, each.id);
    return;
  }
  const lists = rangeLists(each, mode);
  const faults = [
    ...familyFaults(estate, each, ipFamilies),
    ...(ipFamilies.includes(6) ? modeFaults(estate, each, mode) : []),
    ...lists.flatMap((list) => listFaults(estate, each, { ...list, families: ipFamilies })),
  ];
  for (const fault of faults) yield finding(each.id, fault);
  const missing: readonly Missing[] = [
    ...missingOf(serviceRanges, podRanges),
    ...(ipFamilies.includes(6) ? missingOf(mode) : []),
  ];
  if (faults.length === 0) yield passUnless(missing, each.id);
}

/** No cluster is IPv6 only, and IPv4 comes first. */
function familyFaults(estate: Estate, each: Cluster, families: Families): readonly Fault[] {
  const order = dualStackRules.value.order;
  const isLegal = families.every((family, i) => family === order[i]) && families.length > 0;
  if (isLegal) return [];
  return [
    {
      field: 'network.ipFamilies',
      says: prose`${called(estate, each.id)} has the address families ${words(spelled(families))}. AKS knows IPv4, or IPv4 and IPv6 in this order.`,
      evidence: factsEvidence(prose`ipFamilies: ${words(spelled(families))}`),
      fix: words('State IPv4 alone, or IPv4 first and IPv6 second.'),
    },
  ];
}

const spelled = (families: Families): string =>
  families.length === 0 ? 'none' : families.map((family) => `IPv${family}`).join(', ');

function modeFaults(estate: Estate, each: Cluster, mode: Knowable<Mode>): readonly Fault[] {
  if (isUnknown(mode) || mode.dualStack === 'yes' || mode.dualStack === 'unknown') return [];
  const { dualStack } = mode;
  const rests = isAssumptionName(dualStack) ? dualStack : undefined;
  if (rests !== undefined && assumed(rests, estate.assume) !== 'overlayOnly') return [];
  return [
    {
      field: 'network.ipFamilies',
      severity: rests === undefined ? 'error' : 'warning',
      says: prose`${called(estate, each.id)} carries IPv6 in mode ${words(mode.title)}, which has none${rests === undefined ? words('.') : words(' according to most pages.')}`,
      evidence: factsEvidence(prose`mode: ${words(mode.title)}, dual-stack: no`),
      fix: words('Use Azure CNI Overlay for dual-stack, or IPv4 alone.'),
      assumes: rests === undefined ? [] : [rests],
    },
  ];
}

/** A list of ranges that must have one range per family, in the same order. */
interface RangeList {
  readonly field: string;
  readonly title: string;
  readonly found: Families;
}

function rangeLists({ network }: Cluster, mode: Knowable<Mode>): readonly RangeList[] {
  const pods = isUnknown(network.podRanges) ? [] : network.podRanges;
  const hasPodRange = pods.length > 0 || (!isUnknown(mode) && mode.podRange === 'required');
  return [
    ...(isUnknown(network.podRanges) || !hasPodRange
      ? []
      : [{ field: 'network.podRanges', title: 'pod ranges', found: familiesOf(pods) }]),
    ...(isUnknown(network.serviceRanges)
      ? []
      : [
          {
            field: 'network.serviceRanges',
            title: 'Service ranges',
            found: familiesOf(network.serviceRanges),
          },
        ]),
  ];
}

const familiesOf = (ranges: readonly { readonly family: 4 | 6 }[]): Families =>
  ranges.map(({ family }) => family);

function listFaults(
  estate: Estate,
  each: Cluster,
  { field, title, found, families }: RangeList & { readonly families: Families },
): readonly Fault[] {
  if (found.join() === families.join()) return [];
  return [
    {
      field,
      says: prose`The ${words(title)} of ${called(estate, each.id)} are ${words(spelled(found))}, but its address families are ${words(spelled(families))}. Number and order must match.`,
      evidence: factsEvidence(
        prose`${words(title)}: ${words(spelled(found))}`,
        prose`ipFamilies: ${words(spelled(families))}`,
      ),
      fix: prose`Give one of the ${words(title)} per family, in the order of ipFamilies.`,
    },
  ];
}

/** IPv6 subnets of Azure have one size only. */
function judgeSubnet(estate: Estate, each: Subnet): Judgement {
  if (isUnknown(each.prefixes)) return passUnless(each.prefixes.unknown, each.id);
  const { subnet: length } = dualStackRules.value;
  const wrong = each.prefixes.filter((range) => range.family === 6 && range.length !== length);
  const [first] = wrong;
  if (first === undefined) return passUnless([], each.id);
  return finding(each.id, {
    field: 'prefixes',
    says: prose`Subnet ${called(estate, each.id)} has the IPv6 range ${first}. An IPv6 subnet is exactly a /${length}.`,
    evidence: factsEvidence(...wrong.map((range): Prose => prose`${range}`)),
    fix: prose`Take a /${length} out of the IPv6 range of the VNet.`,
  });
}

/** AKS-IP-012: what is said of IPv6 does not fit together. */
export const dualStack: Rule = {
  code: 'AKS-IP-012',
  title: 'IPv6 settings do not fit together',
  severity: 'error',
  topic: 'addresses',
  judge,
  cite: dualStackRules.cite,
  page: {
    what: 'The address families of a cluster, its ranges and its mode contradict each other, or an IPv6 subnet has another size than /64.',
    why: 'The cluster or the subnet is not created.',
    judged:
      'The families must be IPv4, or IPv4 and IPv6 in this order; there is no cluster with IPv6 alone. Pod ranges and Service ranges must match the families in number and order. A cluster with IPv6 needs a mode that has it. Every IPv6 subnet must be a /64. Errors; a warning where pages disagree whether a mode has IPv6 (`dualStack.staticBlock`). Sizes of Service ranges are judged by AKS-IP-008, policy engines without IPv6 by AKS-MODE-002.',
    undetermined:
      'The families, the ranges or the mode of the cluster, or the range of the subnet are not known.',
    fix: 'For dual-stack, use overlay with one pod range and one Service range per family, IPv4 first.',
    example: {
      given: 'A dual-stack cluster with an IPv4 Service range only.',
      elements: () => [
        cluster('pay', {
          network: {
            ipFamilies: [4, 6],
            podRanges: [prefix('100.64.0.0/14'), prefix('fd12:3456:789a::/64')],
            serviceRanges: [prefix('172.20.0.0/16')],
          },
        }),
      ],
    },
  },
};
