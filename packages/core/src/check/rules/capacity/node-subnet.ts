import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { amount, type Prose, prose } from '../../../evidence/prose.ts';
import { subnetSizingCite } from '../../../facts/sizing/subnet.ts';
import { surgeCite } from '../../../facts/surge.ts';
import { isRefused, needOf } from '../../../size/need.ts';
import { subnetLedger } from '../../../size/subnet-ledger.ts';
import { judgeLedger, undetermined } from '../../judge.ts';
import { roomProposal } from '../../network-room.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { isUsedFor, nodeUse } from '../../subnet-use.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'subnet')) {
    const hasNodes = isUsedFor(estate, each, nodeUse);
    if (isUnknown(hasNodes)) yield undetermined(each.id, hasNodes.unknown);
    else if (hasNodes) yield judgeSubnet(estate, each);
  }
}

function judgeSubnet(estate: Estate, each: Subnet): Judgement {
  const ledger = subnetLedger(estate, each.id);
  return judgeLedger(ledger, ({ by }) => ({
    field: 'prefixes',
    says: prose`Node subnet ${called(estate, each.id)} is ${amount(by, 'addresses')} short once its pools are at their maximum and upgrade: ${amount(knownNeed(ledger), 'addresses')} are needed. Azure then cannot add the nodes of the upgrade or the autoscaler, and the operation stalls or is refused.`,
    fix: fixOf(estate, each),
  }));
}

function fixOf(estate: Estate, each: Subnet): Prose {
  const ledger = subnetLedger(estate, each.id);
  const need = needOf({ kind: 'nodeSubnet', for: each.id, field: 'prefixes', ledger });
  const start = prose`A subnet in use cannot be enlarged: add pools on a larger subnet of the same VNet, drain the old pools and delete them; or lower the maximum or the surge.`;
  return isRefused(need)
    ? prose`${start} No IPv4 subnet holds that much, so lower the maximum first.`
    : prose`${start} ${roomProposal(estate, each.virtualNetwork, need.length)}`;
}

/** AKS-CAP-001: the pools of a subnet outgrow it at their maximum with surge. */
export const nodeSubnetTooSmall: Rule = {
  code: 'AKS-CAP-001',
  title: 'Node subnet is too small for the maximum with surge',
  severity: 'error',
  topic: 'capacity',
  causedBy: ['AKS-CAP-007'],
  judge,
  cite: [...subnetSizingCite, ...surgeCite],
  page: {
    what: 'All pools of a subnet at their maximum, with the nodes that an upgrade adds and everybody else in the subnet, need more addresses than it has.',
    why: 'Nothing shows while the cluster is small. Then an upgrade starts, its surge nodes find no address, and it stalls half way; or the autoscaler stops below its maximum on the day of the peak.',
    judged:
      'A ledger per subnet: each pool at its maximum (the count without autoscaler) plus its surge rounded as Azure does, or the doubled pool of a blue/green upgrade; in node subnet mode every pod that a node may run; private endpoints, internal load balancers, the endpoint of a private API server, nodes of autoprovisioning; and the five addresses that Azure keeps. Pools that share a subnet are added up, for they may be upgraded together. An error as soon as the known part does not fit.',
    undetermined:
      'A size, a surge or the range is not known, or nobody said that all pools, endpoints and other users of the subnet are among the inputs, and the known part still fits.',
    fix: 'Add pools on a larger subnet of the same VNet, drain the old ones and delete them. The range of a subnet in use cannot be changed (pages disagree: assumption `subnet.resizeInUse`). In node subnet mode, a move to overlay frees the addresses of the pods.',
    example: {
      given: 'A /25 with a pool of up to 115 overlay nodes and a surge of 10 %.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/25'),
        cluster('pay'),
        pool('pay/general', 3, {
          subnet: subnetId('spoke', 'nodes'),
          autoscaling: true,
          maxCount: 115,
          upgrade: { maxSurge: '10%' },
        }),
      ],
    },
  },
};
