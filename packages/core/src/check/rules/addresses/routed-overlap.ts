import { all, type Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { type Way, wayTo } from '../../../estate/routed.ts';
import { peering, vnet } from '../../../estate/sketch.ts';
import { missingOf } from '../../../evidence/knowable.ts';
import { prose } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { finding, passUnless, rangesEvidence } from '../../judge.ts';
import { clashSeverity } from '../../local-clashes.ts';
import { meetings, routedRanges } from '../../meeting.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import { missingRouted } from '../../routed-unknown.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { wayWords } from '../../way-words.ts';

/** The VNet that is to give way, the range of the other side, and how it is routed to the VNet. */
interface Clash {
  readonly own: HeldRange;
  readonly other: HeldRange;
  readonly way: Way;
}

/** Clashes by the VNet that is to give way. */
function clashesByNetwork(estate: Estate): ReadonlyMap<ElementId, readonly Clash[]> {
  const found = new Map<ElementId, Clash[]>();
  const routed = routedRanges(estate);
  const networks = routed.filter((held) => held.virtualNetwork !== undefined);
  for (const { left: own, right: other } of meetings(networks, routed)) {
    if (own.virtualNetwork === undefined || !givesWay(own, other)) continue;
    const way = wayTo(estate, own.virtualNetwork, other);
    if (way === undefined || way.kind === 'own') continue;
    const others = found.get(own.virtualNetwork);
    if (others === undefined) found.set(own.virtualNetwork, [{ own, other, way }]);
    else others.push({ own, other, way });
  }
  return found;
}

/** Of two VNets the one with the later id gives way, so that a pair is told once. */
const givesWay = (own: HeldRange, other: HeldRange): boolean =>
  other.virtualNetwork === undefined || (own.virtualNetwork ?? '') > other.virtualNetwork;

function* judge(estate: Estate): IterableIterator<Judgement> {
  const clashes = clashesByNetwork(estate);
  const named = new Set(
    [...clashes.values()].flat().flatMap(({ other }) => other.virtualNetwork ?? []),
  );
  for (const network of all(estate, 'virtualNetwork')) {
    const own = clashes.get(network.id) ?? [];
    for (const clash of own) yield finding(network.id, faultOf(estate, clash));
    if (own.length === 0 && !named.has(network.id))
      yield passUnless(missingFor(estate, network.id), network.id);
  }
}

const missingFor = (estate: Estate, network: Id<'virtualNetwork'>) => [
  ...missingOf(estate.elements.virtualNetwork.get(network)?.prefixes),
  ...missingRouted(estate, network),
];

function faultOf(estate: Estate, { own, other, way }: Clash): Fault {
  const severity = clashSeverity(way, other, own);
  const isSummary = severity === 'warning';
  return {
    field: own.field,
    severity,
    says: prose`${rangeOfHolder(estate, own)} and ${rangeOfHolder(estate, other)} share addresses: ${wayWords(estate, way)}. ${isSummary ? onlySummary : cannotRoute}`,
    evidence: rangesEvidence(own, other),
    fix: prose`Give one of the two another range before they are joined. ${proposal(estate, own.kind, own.prefix.length)}`,
  };
}

const cannotRoute = prose`Connected networks cannot route to equal addresses.`;
const onlySummary = prose`If the learnt route only sums up narrower ones that lie elsewhere, nothing is lost; else hosts there cannot be reached.`;

/** AKS-IP-003: ranges that are routed to each other share addresses. */
export const routedOverlap: Rule = {
  code: 'AKS-IP-003',
  title: 'Routed ranges overlap',
  severity: 'error',
  topic: 'addresses',
  judge,
  cite: [...spaceKinds.vnet.cite, ...spaceKinds.onPremises.cite],
  page: {
    what: 'The range of a VNet shares addresses with a range that is routed to it: a peer, a VNet behind a hub, a Virtual WAN hub, or a range on premises, behind VPN or ExpressRoute or in another cloud.',
    why: 'Connected networks cannot route to equal addresses. One range hides the other: some hosts cannot be reached, or answers go astray.',
    judged:
      'Every VNet against everything that is routed to it, the nearest way first: by a peering, through a hub (a VNet with a firewall, an appliance or a gateway, or a Virtual WAN), learnt by a gateway, or in the same routing domain. What a hub could relay counts, whether or not its route tables do so today. An error; a warning when a gateway has learnt a wider route that may be a summary. Of two VNets the finding is told once. Ranges outside of Azure are not held against each other.',
    undetermined:
      'A range that may be routed to the VNet is not known, or nobody said that its peerings, the other VNets, gateways and ranges outside are all among the inputs.',
    fix: 'Renumber the smaller or newer of the two. To keep it from happening again, cut new networks from one register of ranges.',
    example: {
      given: 'Two spokes that are peered directly, 10.80.0.0/16 and 10.80.128.0/17.',
      elements: () => [
        vnet('pay', ['10.80.0.0/16']),
        vnet('risk', ['10.80.128.0/17']),
        peering('pay', 'risk'),
        peering('risk', 'pay'),
      ],
    },
  },
};
