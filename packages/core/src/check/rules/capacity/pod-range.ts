import { formatPrefix, meets, type Prefix, prefix, supernet } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { clusterMode } from '../../../estate/modes-of.ts';
import { ranges } from '../../../estate/ranges.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { knownNeed, type Ledger } from '../../../evidence/ledger.ts';
import { amount, type Prose, prose } from '../../../evidence/prose.ts';
import { reservedHits } from '../../../facts/reserved-ranges.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { isRefused, needOf } from '../../../size/need.ts';
import { podRangeLedger } from '../../../size/pod-space-ledger.ts';
import { judgeLedger } from '../../judge.ts';
import { proposal } from '../../propose.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const ledger = podRangeLedger(estate, each.id);
    if (ledger === undefined) continue;
    yield judgeLedger(ledger, ({ by }) => ({
      field: 'network.podRanges',
      says: prose`The pod range of ${called(estate, each.id)} is ${amount(by, ledger.unit)} short at the maximum of its pools with surge: ${amount(knownNeed(ledger), ledger.unit)} are needed. Further nodes do not get addresses for their pods.`,
      fix: fixOf(estate, each, ledger),
    }));
  }
}

function fixOf(estate: Estate, each: Cluster, ledger: Ledger): Prose {
  const need = needOf({
    kind: 'overlayPods',
    for: each.id,
    field: 'network.podRanges',
    ledger,
  });
  if (isRefused(need)) return prose`No IPv4 range holds that much: lower the maximum of the pools.`;
  const grown = grownRange(estate, each, need.length);
  return grown === undefined
    ? prose`It needs a /${need.length}. The range cannot grow to that in place: build a new cluster, or lower the maximum of the pools. ${proposal(estate, 'overlayPods', need.length)}`
    : prose`It needs a /${need.length}: the range can grow in place to ${grown}, which nothing known here uses (Linux pools only, with no way back).`;
}

/** The larger range around the present one, when the mode lets it grow and nobody else is in there. */
function grownRange(estate: Estate, each: Cluster, length: number): Prefix | undefined {
  const mode = clusterMode(estate, each);
  const present = knownOr(each.network.podRanges, []).find((range) => range.family === 4);
  if (isUnknown(mode) || !mode.podRangeGrows || present === undefined) return undefined;
  if (length >= present.length) return undefined;
  const wider = supernet(present, length);
  const isFree =
    reservedHits(wider, 'overlayPods').length === 0 &&
    ranges(estate).held.every(
      (held) =>
        !meets(held.prefix, wider) ||
        held.of === each.id ||
        formatPrefix(held.prefix) === formatPrefix(present),
    );
  return isFree ? wider : undefined;
}

/** AKS-CAP-002: the pod range of a cluster holds fewer nodes than its pools may have. */
export const podRangeTooSmall: Rule = {
  code: 'AKS-CAP-002',
  title: 'Pod range is too small for the maximum with surge',
  severity: 'error',
  topic: 'capacity',
  judge,
  cite: spaceKinds.overlayPods.cite,
  page: {
    what: 'The pod range of a cluster holds fewer nodes than its pools have at their maximum with surge.',
    why: 'In overlay and with kubenet every node takes a whole /24, however few pods it may run. The usual formula (nodes × maxPods × growth) therefore undersizes: 300 nodes with a surge of 10 % and 30 pods each seem to need a /18, which holds 64 nodes; they need a /15.',
    judged:
      'A ledger in blocks of /24: each pool at its maximum plus its surge, nodes of autoprovisioning, and one block more per pool that does not surge, because AKS is seen to ask for it before a pool can be edited (assumption `overlay.admission`). With an own CNI the division is not known, and one address per pod is counted. An error as soon as the known part does not fit.',
    undetermined:
      'A size, a surge, the mode or the range is not known, or nobody said that all pools of the cluster are among the inputs, and the known part still fits.',
    fix: 'In overlay with Linux pools the range can grow in place into a larger one that contains it; it never shrinks again. Otherwise build a new cluster with a larger range.',
    example: {
      given: 'Pods in a /18 and a pool of up to 300 nodes with 30 pods each and a surge of 10 %.',
      elements: () => [
        cluster('pay', { network: { podRanges: [prefix('100.64.0.0/18')] } }),
        pool('pay/general', 3, {
          autoscaling: true,
          maxCount: 300,
          maxPods: 30,
          upgrade: { maxSurge: '10%' },
        }),
      ],
    },
  },
};
