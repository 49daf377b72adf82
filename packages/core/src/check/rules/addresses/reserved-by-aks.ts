import { address, prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import {
  type Enforcement,
  podRangeCheckCite,
  type ReservedHit,
  reservedRanges,
} from '../../../facts/reserved-ranges.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import { clusterHit } from '../../reserved-hits.ts';
import type { Fault, Rule } from '../../rule.ts';

/** Kinds that the four ranges bind; subnets follow their VNet and are not judged again. */
const bound: readonly SpaceKindId[] = ['service', 'overlayPods', 'vnet'];

function faultOf(estate: Estate, held: HeldRange): Knowable<Fault | undefined> {
  const hit = clusterHit(estate, held, 'aks');
  return hit === undefined || isUnknown(hit) ? hit : fault(estate, held, hit);
}

function fault(estate: Estate, held: HeldRange, { range, enforcement }: ReservedHit): Fault {
  return {
    field: held.field,
    says: prose`${rangeOfHolder(estate, held)} meets ${range.prefix}, which AKS keeps for itself. ${enforced(enforcement)}`,
    evidence: rangesEvidence(held),
    fix: prose`Choose a range that meets none of ${fourRanges}. ${proposal(estate, held.kind, held.prefix.length)}${dnsToo(held)}`,
    assumes: enforcement.kind === 'refusedByApi' ? [] : [enforcement.assumes],
  };
}

function enforced(enforcement: Enforcement): Prose {
  if (enforcement.kind !== 'refusedByApi')
    return words(
      'It is documented as forbidden for Service, pod and cluster VNet ranges; whether the API rejects it here is not documented, so a cluster may come up with it and break later.',
    );
  const since = enforcement.since ?? '';
  return prose`The API refuses such a pod range on create and update since ${words(since)}; a cluster that has it already keeps running until it is changed.`;
}

const dnsToo = (held: HeldRange): Prose =>
  held.kind === 'service'
    ? words(
        ' Move the DNS service IP with it. The Service range of a cluster cannot be replaced, so an existing cluster is built anew.',
      )
    : [];

const aksRanges = reservedRanges.filter((range) => range.by === 'aks');
const fourRanges = aksRanges.flatMap(({ prefix: each }, i) =>
  i === 0 ? prose`${each}` : prose`, ${each}`,
);

/** AKS-IP-001: a Service, pod or cluster VNet range meets a range that AKS keeps. */
export const reservedByAks: Rule = {
  code: 'AKS-IP-001',
  title: 'Range is forbidden by AKS',
  severity: 'error',
  topic: 'addresses',
  causedBy: ['AKS-IP-002'],
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => bound.includes(kind),
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: [...(aksRanges[0]?.cite ?? []), podRangeCheckCite],
  page: {
    what: 'A Service range, a pod range or the VNet of a cluster meets one of four ranges that AKS keeps for itself.',
    why: 'The rule holds for every AKS cluster. Pod ranges are refused by the API; with a Service range a cluster may come up and then lose the way to its own Services, which looks like a DNS fault and takes days to find.',
    judged:
      'By any common address: a range that lies in a forbidden one and a range that contains one both meet it. Only Service ranges, pod ranges and VNets that hold a cluster are bound; on premises, in other clouds and in a hub without clusters the same ranges are legal. Always an error. For Service and VNet ranges the documents state the rule and do not say who enforces it: the assumption `serviceCidr.forbiddenEnforced` names that.',
    undetermined:
      'The range is not known, or it is the range of a VNet of which nothing says whether it holds a cluster.',
    fix: 'Take another range for a new cluster. The Service range of an existing cluster cannot be replaced: build a new cluster beside it and move the workloads. The finding proposes a range that is free among those known.',
    example: {
      given: 'A cluster whose Service range is 172.30.0.0/16.',
      elements: () => [
        cluster('pay', {
          network: {
            podRanges: [prefix('100.64.0.0/14')],
            serviceRanges: [prefix('172.30.0.0/16')],
            dnsServiceIp: address('172.30.0.10'),
          },
        }),
      ],
    },
  },
};
