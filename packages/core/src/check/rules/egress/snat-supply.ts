import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { cluster, flowOut, pool } from '../../../estate/sketch.ts';
import { isKnown, isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { balance, knownNeed, type Ledger } from '../../../evidence/ledger.ts';
import { amount, type Prose, prose, words } from '../../../evidence/prose.ts';
import { lbPortsCheckCite, lbPortTiers, natGatewaySupply } from '../../../facts/snat.ts';
import type { TierCrossing } from '../../../size/port-tiers.ts';
import type { SnatDestination } from '../../../size/snat-destination.ts';
import { type SnatReport, snatReport } from '../../../size/snat-ledger.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const report = snatReport(estate, each);
    if (isUnknown(report)) yield passUnless(report.unknown, each.id);
    else if (report !== undefined) yield* judgeReport(estate, each, report);
  }
}

function* judgeReport(
  estate: Estate,
  each: Cluster,
  report: SnatReport,
): IterableIterator<Judgement> {
  const missing: Missing[] = [...missingDemand(estate, each, report)];
  const faults: Fault[] = [];
  for (const destination of report.destinations) {
    const result = balance(destination.ledger);
    if (result.kind === 'undetermined') missing.push(...result.missing);
    if (result.kind === 'short')
      faults.push(destinationFault(estate, each, { destination, report }));
  }
  if (report.allotment !== undefined) {
    const result = balance(report.allotment);
    if (result.kind === 'undetermined') missing.push(...result.missing);
    if (result.kind === 'short') faults.push(allotmentFault(estate, each, report.allotment));
  }
  const crossings = report.crossings.map((crossing) => crossingFault(estate, each, crossing));
  for (const fault of [...faults, ...crossings]) yield finding(each.id, fault);
  if (faults.length === 0 && crossings.length === 0) yield passUnless(missing, each.id);
}

/** Without declared connections nothing tells the demand. */
function missingDemand(
  estate: Estate,
  { id }: Cluster,
  { destinations, ports }: SnatReport,
): readonly Missing[] {
  const open: readonly Missing[] = isUnknown(ports) ? ports.unknown : [];
  if (!isListedFor(estate, 'flow', id))
    return [...open, { kind: 'notListed', what: 'flow', within: id }];
  return destinations.length === 0 ? [...open, { kind: 'notStated', field: 'flows' }] : open;
}

interface Concerned {
  readonly destination: SnatDestination;
  readonly report: SnatReport;
}

function destinationFault(
  estate: Estate,
  each: Cluster,
  { destination: { destination, ledger }, report }: Concerned,
): Fault {
  const where: Prose = words(report.exit.portsPerIp === undefined ? ' on each node' : '');
  return {
    says: prose`${called(estate, each.id)} needs ${amount(knownNeed(ledger), 'outbound ports')} to ${destination} at its peak${where} and has ${amount(isKnown(ledger.supply) ? ledger.supply : 0, 'ports')}. New connections then time out under load, and only to that destination.`,
    evidence: { kind: 'ledger', ledger },
    fix: prose`${moreAddresses(report)} Keep connections open and share them; every avoided connection frees a port for minutes.`,
    assumes: [...new Set(ledger.lines.flatMap((line) => line.assumes ?? []))],
  };
}

const moreAddresses = ({ exit, ipsNeeded }: SnatReport): Prose => {
  const needed = isKnown(ipsNeeded)
    ? prose`${ipsNeeded} public addresses`
    : prose`more public addresses`;
  return exit.portsPerIp === undefined
    ? prose`Give ports by hand with ${needed}, or leave by a NAT gateway, which shares its ports on demand.`
    : prose`Give the exit ${needed}.`;
};

const allotmentFault = (estate: Estate, each: Cluster, ledger: Ledger): Fault => ({
  says: prose`The outbound ports given by hand to the nodes of ${called(estate, each.id)} come to ${amount(knownNeed(ledger), 'ports')} at the maximum with surge, and its public addresses have ${amount(isKnown(ledger.supply) ? ledger.supply : 0, 'ports')}. AKS refuses the change or the upgrade.`,
  evidence: { kind: 'ledger', ledger },
  fix: prose`Give fewer ports to each node, or more public addresses.`,
});

const crossingFault = (estate: Estate, each: Cluster, crossing: TierCrossing): Fault => ({
  severity: 'note',
  says: prose`When ${called(estate, each.id)} goes from ${crossing.fromNodes} to ${crossing.toNodes} nodes (${words(crossing.when === 'upgrade' ? 'during an upgrade' : 'by growth')}), each node falls from ${crossing.portsBefore} to ${crossing.portsAfter} outbound ports, those with open connections included.`,
  evidence: factsEvidence(
    prose`${crossing.fromNodes} nodes: ${crossing.portsBefore} ports each`,
    prose`${crossing.toNodes} nodes: ${crossing.portsAfter} ports each`,
  ),
  fix: prose`Give ports by hand for the largest number of nodes, or leave by a NAT gateway.`,
});

/** AKS-EGR-004: a cluster has fewer outbound ports than its connections need. */
export const snatSupply: Rule = {
  code: 'AKS-EGR-004',
  title: 'Outbound ports do not suffice',
  severity: 'error',
  topic: 'egress',
  judge,
  cite: [...lbPortTiers.cite, ...lbPortsCheckCite, ...natGatewaySupply.cite],
  page: {
    what: 'The connections that a cluster opens to a destination at its peak need more outbound ports than its way out has, or ports given by hand exceed its public addresses.',
    why: 'Egress works until load increases; then new connections time out, to the busiest destination first. A single test call proves nothing.',
    judged:
      'A ledger per destination of the declared connections: rate × (duration + the time a port is held afterwards), with room for chance so that at most one connection in a thousand is refused, beside the ports of the load balancer (by its tiers or by hand), of the NAT gateway or of the firewall. Clusters that share an exit are added up. Short is an error. A step of the load balancer table that growth or an upgrade crosses is a note.',
    undetermined:
      'No connections are declared, or a rate, a duration, the number of nodes or the public addresses are not known.',
    fix: 'More public addresses, ports by hand, or a NAT gateway; fewer and longer connections.',
    example: {
      given:
        'Forty nodes behind a load balancer that open 1,200 connections a second of 20 seconds to one host.',
      elements: () => [
        cluster('pay'),
        pool('pay/general', 40),
        flowOut('api.cardprocessor.example', 'pay', { rate: 1200, duration: 20 }),
      ],
    },
  },
};
