import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { clusterMode } from '../../../estate/modes-of.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { view } from '../../../estate/view.ts';
import { isUnknown, type Knowable, type Missing } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import { assumed } from '../../../facts/assumptions.ts';
import { modes } from '../../../facts/modes.ts';
import { engineOn, policyEngines } from '../../../facts/policy-engines.ts';
import { osTypes } from '../../combination.ts';
import { factsEvidence, finding, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

const systems = ['Linux', 'Windows'] as const;
type Os = (typeof systems)[number];

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const engine = each.network.policyEngine;
  if (isUnknown(engine)) {
    yield undetermined(each.id, engine.unknown);
    return;
  }
  if (engine === 'none') {
    yield judgeNoEngine(estate, each);
    return;
  }
  const unserved = systems.filter((os) => engineOn(engine, os) === undefined);
  const used = usedSystems(estate, each, unserved);
  if (isUnknown(used)) yield undetermined(each.id, used.unknown);
  else if (used.length === 0) yield passUnless([], each.id);
  else yield finding(each.id, partFault(estate, each, { engine, used }));
}

/** Those of the systems that pools have; one that is seen is certain, none only when all are known. */
function usedSystems(estate: Estate, each: Cluster, among: readonly Os[]): Knowable<readonly Os[]> {
  const seen = new Set(suppliedPools(estate, each.id).map(({ os }) => os));
  const used = among.filter((os) => seen.has(os));
  if (used.length > 0 || among.length === 0) return used;
  const known = osTypes(estate, each);
  return isUnknown(known) ? known : [];
}

function judgeNoEngine(estate: Estate, each: Cluster): Judgement {
  const mode = clusterMode(estate, each);
  const missing: readonly Missing[] = isUnknown(mode) ? mode.unknown : [];
  const isOwnPlugin = !isUnknown(mode) && mode.profile.networkPlugin === 'none';
  if (isUnknown(mode) && assumed('byo.enforcesPolicy', estate.assume) === 'yes')
    return undetermined(each.id, missing);
  if (isOwnPlugin && assumed('byo.enforcesPolicy', estate.assume) === 'yes')
    return passUnless([], each.id);
  return finding(each.id, noEngineFault(estate, each, isOwnPlugin));
}

const policiesByCluster = view((estate: Estate) =>
  grouped(all(estate, 'networkPolicy'), (policy) => policy.cluster),
);

function noEngineFault(estate: Estate, each: Cluster, isOwnPlugin: boolean): Fault {
  const policies = policiesByCluster(estate).get(each.id) ?? [];
  const stored: Prose =
    policies.length === 0
      ? words('Policies would be stored and block nothing.')
      : prose`${policies.length} NetworkPolicies are stored and block nothing.`;
  const own: Prose = isOwnPlugin
    ? words(' Whether the own CNI of the cluster enforces them is not known here.')
    : [];
  return {
    field: 'network.policyEngine',
    severity: policies.length > 0 && !isOwnPlugin ? 'error' : 'warning',
    says: prose`${called(estate, each.id)} has no engine for NetworkPolicy. ${stored}${own}`,
    evidence: factsEvidence(
      prose`networkPolicy: none`,
      prose`policies among the inputs: ${policies.length}`,
    ),
    fix: isOwnPlugin
      ? prose`Run a negative test in the cluster; if it blocks, set the assumption byo.enforcesPolicy to yes.`
      : prose`Switch an engine on (cilium with its data plane, or calico) and run a negative test; all pools are reimaged meanwhile.`,
    assumes: isOwnPlugin ? ['byo.enforcesPolicy'] : [],
  };
}

interface Part {
  readonly engine: keyof typeof policyEngines;
  readonly used: readonly Os[];
}

function partFault(estate: Estate, each: Cluster, { engine, used }: Part): Fault {
  const pools = suppliedPools(estate, each.id).filter(({ os }) => used.some((one) => one === os));
  return {
    field: 'network.policyEngine',
    says: prose`${words(policyEngines[engine].title)} does not run on ${words(used.join(' and '))} nodes, which ${called(estate, each.id)} has. Nothing is blocked for pods on them.`,
    evidence: factsEvidence(...pools.map(({ id }) => prose`pool ${called(estate, id)}`)),
    fix: prose`Use an engine that runs on all systems of the cluster, or keep these pools in a cluster of their own.`,
  };
}

/** AKS-MODE-003: nothing enforces NetworkPolicy in a cluster, or on some of its nodes. */
export const noPolicyEngine: Rule = {
  code: 'AKS-MODE-003',
  title: 'Nothing enforces NetworkPolicy',
  severity: 'warning',
  topic: 'mode',
  judge,
  cite: [...policyEngines.cilium.cite, ...policyEngines.calico.cite, ...modes.byo.cite],
  page: {
    what: 'A cluster has no policy engine, or one that does not run on some of its nodes.',
    why: 'NetworkPolicies apply without a complaint and block nothing. Nobody notices until somebody tests it, or an attacker does.',
    judged:
      'By the policy engine and the operating systems of the pools. Without an engine: a warning, and an error as soon as policies exist, for somebody relies on them. An engine that does not run on the system of a pool: a warning. With an own CNI the assumption `byo.enforcesPolicy` decides.',
    undetermined:
      'The engine is not known, or the operating systems of the pools where they matter.',
    fix: 'Switch an engine on and prove it with a negative test: a pod that must not reach another one, and does not.',
    example: {
      given: 'A cluster whose networkPolicy is none.',
      elements: () => [
        cluster('pay', { network: { dataPlane: 'azure', policyEngine: 'none' } }),
        pool('pay/general', 3),
      ],
    },
  },
};
