import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { usersOf } from '../../../estate/users.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { amount, prose } from '../../../evidence/prose.ts';
import { apiServerCite } from '../../../facts/sizing/gateways.ts';
import { specialSubnets } from '../../../facts/special-subnets.ts';
import { isRefused, needOf } from '../../../size/need.ts';
import { subnetLedger } from '../../../size/subnet-ledger.ts';
import { factsEvidence, finding, judgeLedger, undetermined } from '../../judge.ts';
import { roomProposal } from '../../network-room.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { specialVerdicts } from '../../special-rules.ts';
import { apiServerUse, isUsedFor } from '../../subnet-use.ts';

const special = specialSubnets.apiServer;

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'subnet')) {
    const hasServers = isUsedFor(estate, each, apiServerUse);
    if (isUnknown(hasServers)) yield undetermined(each.id, hasServers.unknown);
    else if (hasServers) yield* judgeSubnet(estate, each);
  }
}

function* judgeSubnet(estate: Estate, each: Subnet): IterableIterator<Judgement> {
  const missing: Missing[] = [];
  const faults: Fault[] = [...guestFaults(estate, each)];
  for (const verdict of specialVerdicts({ estate, subnet: each, special }))
    if ('missing' in verdict) missing.push(...verdict.missing);
    else faults.push(verdict);
  for (const fault of faults) yield finding(each.id, fault);
  const sized = judgeSize(estate, each);
  if (sized.kind === 'finding') yield sized;
  else if (sized.kind === 'undetermined')
    yield undetermined(each.id, [...sized.missing, ...missing]);
  else if (faults.length === 0) yield missing.length > 0 ? undetermined(each.id, missing) : sized;
}

function judgeSize(estate: Estate, each: Subnet): Judgement {
  const ledger = subnetLedger(estate, each.id);
  const need = needOf({ kind: 'apiServerSubnet', for: each.id, field: 'prefixes', ledger });
  return judgeLedger(ledger, ({ by }) => ({
    field: 'prefixes',
    says: prose`API server subnet ${called(estate, each.id)} is ${amount(by, 'addresses')} short: ${amount(knownNeed(ledger), 'addresses')} are needed, nine for each API server.`,
    fix: isRefused(need)
      ? prose`Spread the clusters over several VNets.`
      : prose`Make a larger one for new clusters; an API server cannot move. ${roomProposal(estate, each.virtualNetwork, need.length)}`,
  }));
}

/** Nothing but API servers may live in the subnet. */
function guestFaults(estate: Estate, each: Subnet): readonly Fault[] {
  const guests = usersOf(estate, each.id).filter(
    (user) => user.use !== 'apiServer' && user.doubt === undefined,
  );
  const [guest] = guests;
  if (guest === undefined) return [];
  return [
    {
      says: prose`API server subnet ${called(estate, each.id)} also holds ${called(estate, guest.element)} (${guest.use}). Nothing else may live in it.`,
      evidence: factsEvidence(
        ...guests.map((user) => prose`${called(estate, user.element)} as ${user.use}`),
      ),
      fix: prose`Give the API servers a subnet of their own.`,
    },
  ];
}

/** AKS-CAP-005: the subnet of API servers does not suit them. */
export const apiServerSubnet: Rule = {
  code: 'AKS-CAP-005',
  title: 'API server subnet does not suit its clusters',
  severity: 'error',
  topic: 'capacity',
  judge,
  cite: [...special.cite, ...apiServerCite],
  page: {
    what: 'The subnet of API servers with VNet integration is too small, lacks its delegation, or holds something else too.',
    why: 'The cluster is not created, or a second one finds no room. VNet integration cannot be undone and an API server cannot move to another subnet.',
    judged:
      'At least a /28; nine addresses for each cluster that names the subnet, beside the five that Azure keeps; delegated to Microsoft.ContainerService/managedClusters; nothing but API servers inside. All errors.',
    undetermined:
      'The range or the delegations are not known, or nobody said that all clusters and other users of the subnet are among the inputs.',
    fix: 'Cut a subnet of its own, large enough for all clusters that will share it.',
    example: {
      given: 'A /28 for the API servers of two clusters.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/api', '10.80.0.0/28', {
          delegations: ['Microsoft.ContainerService/managedClusters'],
        }),
        ...['pay', 'risk'].map((name) =>
          cluster(name, {
            access: { vnetIntegration: true, subnet: subnetId('spoke', 'api') },
          }),
        ),
      ],
    },
  },
};
