import type { Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { clusterMode } from '../../../estate/modes-of.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { isUnknown, type Missing, missingOf } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { type Limit, limits } from '../../../facts/limits.ts';
import { type LimitUse, limitUses } from '../../../size/limits.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const [subject, uses] of grouped(limitUses(estate), ({ of }) => of)) {
    const faults = uses.flatMap((use) => faultsOf(estate, use));
    for (const fault of faults) yield finding(subject, fault);
    const missing = [...uses.flatMap((use) => use.missing), ...missingKind(estate, subject)];
    if (faults.length === 0) yield passUnless(missing, subject);
  }
}

/** Which limits hold depends on the mode of a cluster and on the system of a pool. */
function missingKind(estate: Estate, subject: ElementId): readonly Missing[] {
  const cluster = estate.elements.cluster.get(subject);
  const pool = estate.elements.agentPool.get(subject);
  return [
    ...(cluster === undefined ? [] : missingOf(clusterMode(estate, cluster))),
    ...missingOf(pool?.os),
  ];
}

function faultsOf(estate: Estate, use: LimitUse): readonly Fault[] {
  switch (use.verdict) {
    case 'within':
    case 'undetermined':
      return [];
    case 'exceeded':
      return [exceeded(estate, use)];
    case 'aboveAdvice':
      return [aboveAdvice(estate, use)];
  }
}

function exceeded(estate: Estate, use: LimitUse): Fault {
  const limit = limits[use.limit];
  return {
    says: prose`${called(estate, use.of)} would have ${use.atLeast} ${words(limit.what)} at its peak with surge; the limit is ${use.value}${condition(limit)}`,
    evidence: evidenceOf(use, limit),
    fix: limit.raisable
      ? words(
          'Stay below the limit, or ask Azure to raise it and state the raised limit with who granted it and when.',
        )
      : words(
          'Stay below the limit: divide the load over more clusters, pools or networks. Azure does not raise it.',
        ),
    assumes: use.assumes,
  };
}

function aboveAdvice(estate: Estate, use: LimitUse): Fault {
  const limit = limits[use.limit];
  const advised = use.advised ?? use.value;
  return {
    severity: 'warning',
    says: prose`${called(estate, use.of)} would have ${use.atLeast} ${words(limit.what)} at its peak with surge; the pages advise to stay at ${advised}, the limit is ${use.value}${condition(limit)}`,
    evidence: evidenceOf(use, limit),
    fix: prose`Plan for ${advised}, or test the size with the workload before it is relied on.`,
    assumes: use.assumes,
  };
}

const condition = (limit: Limit): Prose =>
  limit.condition === undefined ? words('.') : prose` (${words(limit.condition)}).`;

const evidenceOf = (use: LimitUse, limit: Limit): Fault['evidence'] =>
  factsEvidence(
    prose`${words(limit.what)}: ${isUnknown(use.used) ? prose`at least ${use.atLeast}` : prose`${use.atLeast}`} of ${use.value}`,
    ...(use.published === undefined ? [] : [prose`published limit: ${use.published}`]),
    ...limit.cite.map(
      ({ document, date = 'no date' }) => prose`source: ${words(document)} (${words(date)})`,
    ),
  );

/** AKS-CAP-006: something counts beyond a limit of the platform. */
export const platformLimits: Rule = {
  code: 'AKS-CAP-006',
  title: 'Limit of the platform is exceeded',
  severity: 'error',
  topic: 'capacity',
  judge,
  cite: [...limits['nodes-per-cluster'].cite, ...limits['private-ips-per-vnet'].cite],
  page: {
    what: 'Nodes, pods, pools, addresses, routes or private endpoints come to more than AKS or Azure allows.',
    why: 'The pool does not scale, the upgrade is refused (a pool and its surge may not exceed 1,000 nodes together), or a network stops taking addresses.',
    judged:
      'Every limit that something in the network counts towards, at its peak: pools at their maximum with surge. Limits that Azure raised for the organisation count as raised when they are stated. Exceeded is an error; beyond what the pages advise is a warning. Where pages disagree about a number, the assumption decides.',
    undetermined: 'A count is not known, and its known part stays within the limit.',
    fix: 'Divide the load over more clusters, pools or networks; ask Azure to raise what can be raised.',
    example: {
      given: 'A pool of up to 950 nodes that is upgraded with a surge of 10 %.',
      elements: () => [
        cluster('pay'),
        pool('pay/general', 3, {
          autoscaling: true,
          maxCount: 950,
          upgrade: { maxSurge: '10%' },
        }),
      ],
    },
  },
};
