import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { hasPassed } from '../../../facts/calendar.ts';
import { retirements } from '../../../facts/lifecycle/retirements.ts';
import { type EngineOn, policyEngines } from '../../../facts/policy-engines.ts';
import { osTypes } from '../../combination.ts';
import { factsEvidence, finding, pass, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const engine = each.network.policyEngine;
  if (isUnknown(engine)) {
    yield undetermined(each.id, engine.unknown);
    return;
  }
  const ending = policyEngines[engine].runsOn.filter((on) => on.retires !== undefined);
  if (ending.length === 0) {
    yield pass(each.id);
    return;
  }
  const seen = new Set(suppliedPools(estate, each.id).map(({ os }) => os));
  const used = ending.filter((on) => seen.has(on.os));
  for (const on of used)
    if (on.retires !== undefined)
      yield finding(each.id, faultOf(estate, each, { on, retires: on.retires }));
  const known = osTypes(estate, each);
  if (used.length === 0) yield passUnless(isUnknown(known) ? known.unknown : [], each.id);
}

interface EndingEngine {
  readonly on: EngineOn;
  readonly retires: NonNullable<EngineOn['retires']>;
}

function faultOf(estate: Estate, each: Cluster, { on, retires }: EndingEngine): Fault {
  const engine = policyEngines[on.profile({ os: on.os }).engine];
  const ends = retires.value;
  const isOver = hasPassed(ends, estate.day);
  return {
    field: 'network.policyEngine',
    severity: isOver ? 'error' : 'warning',
    says: prose`${called(estate, each.id)} enforces NetworkPolicy with ${words(engine.title)}, whose support on ${words(on.os)} ${words(isOver ? 'ended' : 'ends')} on ${words(ends)}.`,
    evidence: factsEvidence(
      ...retires.cite.map(({ document }) => prose`source: ${words(document)}`),
    ),
    fix: prose`Move to ${words(instead(on))}. Policies are not enforced on all nodes until every pool is reimaged, so close what must stay closed by other means meanwhile.`,
  };
}

const instead = ({ os }: EngineOn): string =>
  os === 'Windows' ? retirements['npm-windows'].instead : retirements['npm-linux'].instead;

/** AKS-MODE-004: the policy engine of a cluster loses its support. */
export const retiringEngine: Rule = {
  code: 'AKS-MODE-004',
  title: 'Policy engine retires',
  severity: 'warning',
  topic: 'mode',
  judge,
  cite: [...retirements['npm-linux'].cite, ...retirements['npm-windows'].cite],
  page: {
    what: 'The engine that enforces NetworkPolicy in a cluster loses its support.',
    why: 'Azure Network Policy Manager ends on Windows on 2026-09-30 and on Linux on 2028-09-30. The change to another engine reimages all nodes, and engines read policies differently.',
    judged:
      'By the engine and the operating systems of the pools, on the day of the network: an error once support has ended, a warning before.',
    undetermined:
      'The engine, or the operating systems of the pools where the engine ends on one of them, are not known.',
    fix: 'On Linux move to Cilium, on Windows to Calico; compare what the policies let through under both engines first.',
    example: {
      given:
        'A cluster with Azure Network Policy Manager on Linux and Windows pools in November 2026.',
      elements: () => [
        cluster('pay', { network: { dataPlane: 'azure', policyEngine: 'azure' } }),
        pool('pay/win', 3, { os: 'Windows' }),
        pool('pay/general', 3),
      ],
    },
  },
};
