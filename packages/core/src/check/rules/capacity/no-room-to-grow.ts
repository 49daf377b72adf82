import { addressCount } from '@aksnet/net';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing, notStated } from '../../../evidence/knowable.ts';
import { balance } from '../../../evidence/ledger.ts';
import { amount, type Prose, prose, words } from '../../../evidence/prose.ts';
import { assumptions } from '../../../facts/assumptions.ts';
import { defaultMaxPods, type Mode, modes } from '../../../facts/modes.ts';
import { subnetSizingCite, usableIps } from '../../../facts/sizing/subnet.ts';
import { defaultSurge, surgeNodes } from '../../../facts/surge.ts';
import { subnetLedger } from '../../../size/subnet-ledger.ts';
import { needsSuccessor, successorLength } from '../../../size/successor.ts';
import { factsEvidence, finding, pass, passUnless, undetermined } from '../../judge.ts';
import { freeInNetwork, missingInNetwork } from '../../network-room.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { isUsedFor, nodeUse } from '../../subnet-use.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'subnet')) {
    const hasNodes = isUsedFor(estate, each, nodeUse);
    if (isUnknown(hasNodes)) yield undetermined(each.id, hasNodes.unknown);
    else if (hasNodes) yield judgeSubnet(estate, each);
  }
}

function judgeSubnet(estate: Estate, each: Subnet): Judgement {
  if (isUnknown(each.prefixes)) return undetermined(each.id, each.prefixes.unknown);
  const [largest] = each.prefixes
    .filter((range) => range.family === 4)
    .toSorted((a, b) => a.length - b.length);
  if (largest === undefined || !needsSuccessor(estate)) return pass(each.id);
  const room = freeInNetwork(estate, each.virtualNetwork, successorLength(largest.length));
  if (isUnknown(room)) return undetermined(each.id, room.unknown);
  const missing: readonly Missing[] = missingInNetwork(estate, each.virtualNetwork);
  if (room !== undefined) return passUnless(missing, each.id);
  return finding(each.id, faultOf(estate, each, largest.length));
}

function faultOf(estate: Estate, each: Subnet, length: number): Fault {
  const network = called(estate, each.virtualNetwork);
  const fits = balance(subnetLedger(estate, each.id)).kind === 'enough';
  const usable = usableIps(length, estate.assume);
  return {
    field: 'prefixes',
    severity: fits ? 'note' : 'warning',
    says: prose`Node subnet ${called(estate, each.id)} is a /${length} with ${amount(usable, 'usable addresses')}, and ${network} has no room for one twice as large. A subnet in use cannot be enlarged, so the cluster ends at what fits in here${fits ? words('; its pools at their maximum with surge do.') : words(', upgrade surge included.')}`,
    evidence: factsEvidence(
      prose`/${length}: ${addressCount({ family: 4, first: 0, length })} addresses, ${usable} usable`,
      ...counted(estate, usable),
    ),
    fix: prose`Add a range to ${network} that has room for a /${successorLength(length)} before the pools are to grow, and move them by new pools on a subnet in there.`,
    assumes: ['subnet.resizeInUse', 'subnet.reserved', 'surge.default'],
  };
}

/** The modes whose nodes take addresses of the node subnet in different numbers. */
const compared: readonly Mode[] = [modes.overlay, modes.nodeSubnet];

/** How many nodes the addresses come to, with the default surge on top. */
const counted = (estate: Estate, usable: number): readonly Prose[] =>
  compared.map((mode) => {
    const maxPods = defaultMaxPods(mode, estate.assume);
    const nodes = mostNodes(estate, Math.floor(usable / mode.needPerNode(maxPods).nodeSubnet));
    return prose`${words(mode.title)}: at most ${nodes} nodes beside the surge of an upgrade`;
  });

/** The most nodes of one pool that leave room for their own surge. */
function mostNodes(estate: Estate, room: number): number {
  const maxSurge = defaultSurge(estate.assume);
  let nodes = room;
  while (nodes > 0 && nodes + surgeNodes({ nodes, maxSurge }) > room) nodes -= 1;
  return nodes;
}

/** AKS-CAP-008: a node subnet cannot be replaced by a larger one of its VNet. */
export const noRoomToGrow: Rule = {
  code: 'AKS-CAP-008',
  title: 'Node subnet has no room to grow',
  severity: 'warning',
  topic: 'capacity',
  judge,
  cite: [...subnetSizingCite, ...assumptions['subnet.resizeInUse'].cite],
  page: {
    what: 'The VNet has no free block in which a node subnet twice as large would fit.',
    why: 'A subnet in use cannot be enlarged; pools outgrow it by moving to a larger one. Where the VNet has no room for that, the cluster ends at the size of its subnet, upgrade surge included, until a range is added to the VNet.',
    judged:
      'The node subnet against the free blocks of its VNet, room held for its growth included. A warning; a note when all pools are known and fit at their maximum with surge. The evidence tells how many nodes the subnet holds, where pods live in an overlay and where they share the subnet.',
    undetermined:
      'The range of the VNet, of the node subnet or of another subnet is not known, or nobody said that all subnets are among the inputs, and the known ones leave room.',
    fix: 'Add a range to the VNet in time. It must meet nothing that is routed there.',
    example: {
      given:
        'A VNet 10.0.0.0/24 with a node subnet 10.0.0.0/25 and a pool of which nobody states the size.',
      elements: () => [
        vnet('spoke', ['10.0.0.0/24']),
        subnet('spoke/nodes', '10.0.0.0/25'),
        cluster('pay'),
        pool('pay/general', 3, {
          subnet: subnetId('spoke', 'nodes'),
          count: notStated('count'),
        }),
      ],
    },
  },
};
