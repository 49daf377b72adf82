import { contains, formatPrefix, overlaps, type Prefix } from '@aksnet/net';
import type { Subnet, VirtualNetwork } from '../../../estate/elements/network.ts';
import { all, type Estate, find } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import type { Id } from '../../../estate/id.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { subnet, vnet } from '../../../estate/sketch.ts';
import { isKnown, isUnknown, type Missing, missingOf } from '../../../evidence/knowable.ts';
import { prose } from '../../../evidence/prose.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

interface Placed {
  readonly subnet: Subnet;
  readonly prefix: Prefix;
}

const shownAs = spaceKinds.otherSubnet.title;

function* judge(estate: Estate): IterableIterator<Judgement> {
  const byNetwork = grouped(all(estate, 'subnet'), (each) => each.virtualNetwork);
  for (const [network, subnets] of byNetwork) yield* judgeNetwork(estate, network, subnets);
}

function* judgeNetwork(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  subnets: readonly Subnet[],
): IterableIterator<Judgement> {
  const around = find(estate, 'virtualNetwork', network);
  const placed = subnets.flatMap((each) =>
    isKnown(each.prefixes) ? each.prefixes.map((prefix) => ({ subnet: each, prefix })) : [],
  );
  const neighbours = nearestOverlaps(placed);
  const wider = new Set([...neighbours.values()].map(({ other }) => other.subnet.id));
  const missing = [
    ...missingOf(around),
    ...(isKnown(around) ? missingOf(around.prefixes) : []),
    ...missingSubnets(estate, network, subnets),
  ];
  for (const each of subnets) {
    const faults = faultsOf({ estate, around, each, neighbour: neighbours.get(each.id) });
    for (const fault of faults) yield finding(each.id, fault);
    if (faults.length === 0 && !wider.has(each.id)) yield passUnless(missing, each.id);
  }
}

/** A subnet that is not known, or not listed, may overlap any other of its VNet. */
function missingSubnets(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  subnets: readonly Subnet[],
): readonly Missing[] {
  const notListed: readonly Missing[] = isListedFor(estate, 'subnet', network)
    ? []
    : [{ kind: 'notListed', what: 'subnet', within: network }];
  return [...subnets.flatMap((each) => missingOf(each.prefixes)), ...notListed];
}

interface Neighbour {
  readonly own: Placed;
  readonly other: Placed;
}

/** For each subnet that lies in another one, the nearest of those. */
function nearestOverlaps(placed: readonly Placed[]): ReadonlyMap<Id<'subnet'>, Neighbour> {
  const found = new Map<Id<'subnet'>, Neighbour>();
  for (const { outer, inner } of overlaps(placed, ({ prefix }) => prefix).pairs()) {
    if (outer.subnet.id === inner.subnet.id || found.has(inner.subnet.id)) continue;
    found.set(inner.subnet.id, { own: inner, other: outer });
  }
  return found;
}

interface Question {
  readonly estate: Estate;
  readonly around: VirtualNetwork | { readonly unknown: unknown };
  readonly each: Subnet;
  readonly neighbour: Neighbour | undefined;
}

function faultsOf({ estate, around, each, neighbour }: Question): readonly Fault[] {
  const faults: Fault[] = [];
  if (neighbour !== undefined) faults.push(overlapFault(estate, neighbour));
  if (isUnknown(each.prefixes) || !('kind' in around) || isUnknown(around.prefixes)) return faults;
  const ranges = around.prefixes;
  for (const prefix of each.prefixes)
    if (!ranges.some((range) => contains(range, prefix)))
      faults.push(outsideFault(estate, { subnet: each, prefix }, ranges));
  return faults;
}

function overlapFault(estate: Estate, { own, other }: Neighbour): Fault {
  return {
    field: 'prefixes',
    says: prose`Subnet ${called(estate, own.subnet.id)} (${own.prefix}) shares addresses with subnet ${called(estate, other.subnet.id)} (${other.prefix}) of the same VNet.`,
    evidence: {
      kind: 'ranges',
      ranges: [own, other].map((one) => evidenceOf(one)),
    },
    fix: prose`Choose ranges that are apart; one of the two can be cut smaller.`,
  };
}

function outsideFault(estate: Estate, own: Placed, ranges: readonly Prefix[]): Fault {
  const network = called(estate, own.subnet.virtualNetwork);
  return {
    field: 'prefixes',
    says: prose`Subnet ${called(estate, own.subnet.id)} (${own.prefix}) does not lie within one range of its VNet ${network}.`,
    evidence: {
      kind: 'facts',
      says: ranges.map((range) => prose`range of ${network}: ${range}`),
    },
    fix: prose`Add the range to the VNet first, or choose one inside of it.`,
  };
}

const evidenceOf = ({ subnet: holder, prefix }: Placed) => ({
  range: formatPrefix(prefix),
  of: holder.id,
  as: shownAs,
});

/** AKS-IP-007: a subnet lies outside of its VNet, or two subnets share addresses. */
export const subnetPlacement: Rule = {
  code: 'AKS-IP-007',
  title: 'Subnet lies outside of its VNet or overlaps another',
  severity: 'error',
  topic: 'addresses',
  judge,
  cite: spaceKinds.vnet.cite,
  page: {
    what: 'A subnet does not lie within one range of its VNet, or shares addresses with another subnet of it.',
    why: 'Azure creates neither, so the deployment fails half way.',
    judged:
      'Each range of a subnet must lie within one range of its VNet, and must not meet a range of another subnet; the finding stands on the smaller of the two. Always an error.',
    undetermined:
      'The range of the VNet or of one of its subnets is not known, or nobody said that all subnets of the VNet are among the inputs.',
    fix: 'Cut the subnets anew, or add a range to the VNet.',
    example: {
      given: 'A VNet 10.80.0.0/16 with subnets 10.80.16.0/21 and 10.80.20.0/24.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        subnet('spoke/endpoints', '10.80.20.0/24'),
      ],
    },
  },
};
