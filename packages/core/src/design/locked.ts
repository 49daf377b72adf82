import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { isKnown, knownOr } from '../evidence/knowable.ts';
import { code, element, type Prose, prose } from '../evidence/prose.ts';
import { modeMigration } from '../facts/lifecycle/migrations.ts';
import type { ClusterAsk } from './ask.ts';
import { clusterSku } from './decisions/cluster-sku.ts';
import { dataPlane } from './decisions/data-plane.ts';
import { policyEngine } from './decisions/policy-engine.ts';
import type { Question } from './decisions/question.ts';

/** A cluster as an earlier plan has it, and as it is designed now. */
interface Change {
  readonly before: Cluster;
  readonly now: Cluster;
  readonly earlier: Estate;
  readonly later: Estate;
}

type Lock = (change: Change) => readonly Prose[];

/**
 * What a cluster that stands cannot become. Each entry compares one answer of the earlier plan with the
 * one of today; a new lock is one entry.
 */
const locks: readonly Lock[] = [
  ({ before, now, earlier, later }) => {
    const [from, to] = [clusterMode(earlier, before), clusterMode(later, now)];
    if (!isKnown(from) || !isKnown(to) || from.id === to.id) return [];
    const way = modeMigration(from.id, to.id);
    return way !== undefined && way.path.kind !== 'rebuild'
      ? []
      : [locked({ before, what: 'cniMode', from: from.title, to: to.title })];
  },
  answered(clusterSku, (cluster) =>
    knownOr(cluster.sku, undefined) === 'Automatic' ? 'automatic' : 'standard',
  ),
  answered(dataPlane, (cluster) => knownOr(cluster.network.dataPlane, undefined)),
  answered(policyEngine, (cluster) => knownOr(cluster.network.policyEngine, undefined)),
  ({ before, now }) =>
    knownOr(before.access.vnetIntegration, false) && !knownOr(now.access.vnetIntegration, true)
      ? [
          locked({
            before,
            what: 'apiAccess',
            from: 'API Server VNet Integration',
            to: 'an API server outside the VNet',
          }),
        ]
      : [],
];

interface Locked {
  readonly before: Cluster;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

const locked = ({ before, what, from, to }: Locked): Prose =>
  prose`${element(before.id, before.name)} was planned with ${code(from)} and would now get ${code(to)}: a cluster that stands cannot change that. Bind ${code(what)} to what it has (under require), or plan a new cluster beside it and move the workloads`;

/** A lock for a question whose answer is read back from the cluster. */
function answered(
  question: Question<ClusterAsk>,
  of: (cluster: Cluster) => string | undefined,
): Lock {
  return ({ before, now }) => {
    const [from, to] = [of(before), of(now)];
    if (from === undefined || to === undefined || from === to) return [];
    const [was, is] = [from, to].map((id) => question.options.find((option) => option.id === id));
    if (was === undefined || is === undefined || !lasting.has(was.change.how)) return [];
    return [locked({ before, what: question.id, from: was.label, to: is.label })];
  };
}

const lasting: ReadonlySet<string> = new Set(['newCluster', 'never']);

/** Answers of an earlier plan that were changed though a cluster that stands cannot follow. */
export const lockedChanges = (earlier: Estate, later: Estate): readonly Prose[] =>
  all(earlier, 'cluster').flatMap((before) => {
    const now = later.elements.cluster.get(before.id);
    return now === undefined ? [] : locks.flatMap((lock) => lock({ before, now, earlier, later }));
  });

/** Clusters and VNets of an earlier plan that are designed no longer. */
export const leftOut = (earlier: Estate, later: Estate): readonly Prose[] => [
  ...all(earlier, 'cluster')
    .filter((cluster) => !later.elements.cluster.has(cluster.id))
    .map((cluster) => gone(cluster)),
  ...all(earlier, 'virtualNetwork')
    .filter((network) => !later.elements.virtualNetwork.has(network.id))
    .map((network) => gone(network)),
];

const gone = ({ id, name }: { readonly id: string; readonly name: string }): Prose =>
  prose`what becomes of ${element(id, name)}: the earlier plan has it, this one does not (a new name is a new resource), so its ranges count as free again`;
