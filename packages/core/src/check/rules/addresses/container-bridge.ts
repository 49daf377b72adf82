import { prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { HeldRange } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable } from '../../../evidence/knowable.ts';
import { prose } from '../../../evidence/prose.ts';
import { assumed, assumptions } from '../../../facts/assumptions.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import { rangesEvidence } from '../../judge.ts';
import { judgeRanges } from '../../judge-ranges.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import { clusterHit } from '../../reserved-hits.ts';
import type { Fault, Rule } from '../../rule.ts';

const looksAt: readonly SpaceKindId[] = ['service', 'overlayPods', 'vnet'];

function faultOf(estate: Estate, held: HeldRange): Knowable<Fault | undefined> {
  if (assumed('docker.bridge', estate.assume) === 'ignored') return undefined;
  const hit = clusterHit(estate, held, 'containerBridge');
  if (hit === undefined || isUnknown(hit)) return hit;
  return {
    field: held.field,
    says: prose`${rangeOfHolder(estate, held)} meets ${hit.range.prefix}, the former default of the container bridge on nodes. No current page gives the bridge an address, so this may mean nothing.`,
    evidence: rangesEvidence(held),
    fix: prose`Nothing has to be done. Where the range is still free to choose, another one saves the question. ${proposal(estate, held.kind, held.prefix.length)}`,
    assumes: ['docker.bridge'],
  };
}

/** AKS-IP-010: a range meets the former default of the container bridge. */
export const containerBridge: Rule = {
  code: 'AKS-IP-010',
  title: 'Range meets the former default of the container bridge',
  severity: 'note',
  topic: 'addresses',
  judge: (estate) =>
    judgeRanges(estate, {
      concerns: ({ kind }) => looksAt.includes(kind),
      faultOf: (held) => faultOf(estate, held),
    }),
  cite: assumptions['docker.bridge'].cite,
  page: {
    what: 'A Service range, a pod range or the VNet of a cluster meets 172.17.0.0/16, which container bridges used to have by default.',
    why: 'On machines that still have such a bridge (old nodes, build agents) packets to these addresses never leave the machine. Whether nodes of today have one is not documented.',
    judged:
      'By any common address. Never more than a note; the assumption `docker.bridge` set to `ignored` switches the rule off.',
    undetermined:
      'The range is not known, or it is the range of a VNet of which nothing says whether it holds a cluster.',
    fix: 'Nothing, for what exists. For a new cluster, take another range.',
    example: {
      given: 'A cluster whose Service range is 172.16.0.0/14.',
      elements: () => [cluster('pay', { network: { serviceRanges: [prefix('172.16.0.0/14')] } })],
    },
  },
};
