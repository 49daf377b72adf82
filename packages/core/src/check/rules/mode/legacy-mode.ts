import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { clusterModes } from '../../../estate/modes-of.ts';
import { arePoolsListed } from '../../../estate/pools-of.ts';
import { cluster, pool } from '../../../estate/sketch.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { hasPassed } from '../../../facts/calendar.ts';
import { modeMigration } from '../../../facts/lifecycle/migrations.ts';
import { retirements } from '../../../facts/lifecycle/retirements.ts';
import { type Mode, modes } from '../../../facts/modes.ts';
import { factsEvidence, finding, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

const recommended: readonly Mode[] = Object.values(modes).filter(
  (mode) => mode.status === 'recommended',
);

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const found = clusterModes(estate, each);
  if (isUnknown(found)) {
    yield undetermined(each.id, found.unknown);
    return;
  }
  const legacy = found.filter((mode) => mode.status === 'legacy');
  for (const mode of legacy) yield finding(each.id, faultOf(estate, each, mode));
  if (legacy.length === 0) yield passUnless(missingPools(estate, each, found), each.id);
}

/** Where pools decide about the mode, one that is not among the inputs may be of another. */
function missingPools(estate: Estate, { id }: Cluster, found: readonly Mode[]): readonly Missing[] {
  const decidedByPools = found.length === 0 || found.some((mode) => mode.profile.podSubnet);
  return decidedByPools && !arePoolsListed(estate, id)
    ? [{ kind: 'notListed', what: 'agentPool', within: id }]
    : [];
}

function faultOf(estate: Estate, each: Cluster, mode: Mode): Fault {
  const ends = mode.retires?.value;
  const isOver = ends !== undefined && hasPassed(ends, estate.day);
  return {
    field: 'network.plugin',
    severity: isOver ? 'error' : ends === undefined ? 'note' : 'warning',
    says: prose`${called(estate, each.id)} uses ${words(mode.title)}, a legacy mode. ${endWords(ends, isOver)}`,
    evidence: factsEvidence(
      ...mode.cite.map(
        ({ document, date = 'no date' }) => prose`source: ${words(document)} (${words(date)})`,
      ),
    ),
    fix: ways(mode),
  };
}

function endWords(ends: string | undefined, isOver: boolean): Prose {
  if (ends === undefined)
    return words('No end of support is announced; new clusters should not depend on it.');
  return isOver
    ? prose`Its support ended on ${words(ends)}.`
    : prose`Its support ends on ${words(ends)}.`;
}

/** How to get from the mode to a recommended one. */
function ways(mode: Mode): Prose {
  const paths = recommended.flatMap((target): readonly Prose[] => {
    const migration = modeMigration(mode.id, target.id);
    if (migration === undefined || migration.path.kind !== 'inPlace') return [];
    const { conditions, effects } = migration;
    const back = migration.reversible ? words('') : words(' There is no way back.');
    return [
      prose`To ${words(target.title)} in place: ${migration.path.command}.${back} Before: ${words(listed(conditions))}. Meanwhile: ${words(listed(effects))}.`,
    ];
  });
  return paths.length > 0
    ? joined(paths, ' ')
    : prose`Build a new cluster in a recommended mode and move the workloads.`;
}

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? 'nothing' : texts.join('; ');

/** AKS-MODE-001: a cluster uses a mode that is legacy. */
export const legacyMode: Rule = {
  code: 'AKS-MODE-001',
  title: 'Legacy network mode',
  severity: 'warning',
  topic: 'mode',
  judge,
  cite: [...retirements.kubenet.cite, ...modes.nodeSubnet.cite],
  page: {
    what: 'The pods of a cluster get their addresses in a mode that is legacy: kubenet or Azure CNI Node Subnet.',
    why: 'Support for kubenet ends on 2028-03-31. Node subnet mode takes an address of the VNet for every pod that might ever run, which exhausts subnets. What is built on a legacy mode has to be moved later.',
    judged:
      'By the plugin, its mode and the pod subnets of the pools. An error once support has ended on the day of the network, a warning while an end is announced, a note otherwise.',
    undetermined: 'The plugin or the pod subnets of the pools are not known.',
    fix: 'Clusters with kubenet and in node subnet mode can be changed to overlay in place, with all pools reimaged and no way back; the finding names command and conditions. Rehearse it, or build a new cluster and move slice by slice.',
    example: {
      given: 'A cluster with kubenet in November 2026.',
      elements: () => [
        cluster('pay', { network: { plugin: 'kubenet', pluginMode: undefined } }),
        pool('pay/general', 3),
      ],
    },
  },
};
