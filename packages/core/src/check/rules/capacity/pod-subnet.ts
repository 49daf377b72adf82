import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { knownNeed, type Ledger } from '../../../evidence/ledger.ts';
import { amount, type Prose, prose } from '../../../evidence/prose.ts';
import { podSubnetSizingCite } from '../../../facts/sizing/pod-subnet.ts';
import { isRefused, needOf } from '../../../size/need.ts';
import { subnetLedger } from '../../../size/subnet-ledger.ts';
import { judgeLedger, undetermined } from '../../judge.ts';
import { roomProposal } from '../../network-room.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { isUsedFor, podUse } from '../../subnet-use.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'subnet')) {
    const hasPods = isUsedFor(estate, each, podUse);
    if (isUnknown(hasPods)) yield undetermined(each.id, hasPods.unknown);
    else if (hasPods) yield judgeSubnet(estate, each);
  }
}

function judgeSubnet(estate: Estate, each: Subnet): Judgement {
  const ledger = subnetLedger(estate, each.id);
  return judgeLedger(ledger, ({ by }) => ({
    field: 'prefixes',
    says: prose`Pod subnet ${called(estate, each.id)} is ${amount(by, 'addresses')} short at the maximum of its pools with surge: ${amount(knownNeed(ledger), 'addresses')} are needed. Nodes then get no addresses for further pods.`,
    fix: fixOf(estate, each, ledger),
  }));
}

function fixOf(estate: Estate, each: Subnet, ledger: Ledger): Prose {
  const need = needOf({ kind: 'podSubnet', for: each.id, field: 'prefixes', ledger });
  const start = prose`Add pools with a larger pod subnet of the same VNet, drain the old pools and delete them; or lower the maximum, maxPods or the surge.`;
  return isRefused(need)
    ? prose`${start} No legal pod subnet holds that much, so lower the maximum first.`
    : prose`${start} ${roomProposal(estate, each.virtualNetwork, need.length)}`;
}

/** AKS-CAP-003: the pods of a subnet outgrow it. */
export const podSubnetTooSmall: Rule = {
  code: 'AKS-CAP-003',
  title: 'Pod subnet is too small for the maximum with surge',
  severity: 'error',
  topic: 'capacity',
  judge,
  cite: podSubnetSizingCite,
  page: {
    what: 'The pools that keep their pods in a subnet need more addresses of it at their maximum with surge than it has.',
    why: 'Pods stay pending although nodes have room, or new nodes do not become ready. The usual formula (nodes × maxPods) leaves out that nodes take addresses in batches.',
    judged:
      'A ledger per subnet. In dynamic mode a node takes batches of 16 and asks for the next one while fewer than 8 are free; in static block mode it takes whole /28 blocks for its life, for maxPods and one address of its own, and the first and last block are spoilt by reserved addresses. All nodes at their maximum with surge are counted as full. An error as soon as the known part does not fit.',
    undetermined:
      'A size, a surge, the mode or the range is not known, or nobody said that all pools are among the inputs, and the known part still fits.',
    fix: 'Add pools with a larger pod subnet and drain the old ones. A pod subnet in use cannot be enlarged.',
    example: {
      given: 'A pod subnet /22 for a pool of up to 20 nodes with 50 pods each.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/24'),
        subnet('spoke/pods', '10.80.32.0/22'),
        cluster('pay', { network: { pluginMode: undefined, podRanges: [] } }),
        pool('pay/general', 3, {
          subnet: subnetId('spoke', 'nodes'),
          podSubnet: subnetId('spoke', 'pods'),
          podIpAllocation: 'DynamicIndividual',
          autoscaling: true,
          maxCount: 20,
          maxPods: 50,
        }),
      ],
    },
  },
};
