import { samePrefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { networkOfCluster, rangesOf } from '../estate/ranges.ts';
import type { Decision } from '../evidence/decision.ts';
import { isUnknown, knownOr } from '../evidence/knowable.ts';
import { code, element, joined, type Prose, prose, quote } from '../evidence/prose.ts';
import { hasPassed } from '../facts/calendar.ts';
import { dataPlanes } from '../facts/data-planes.ts';
import { isAtLeast } from '../facts/kubernetes-version.ts';
import { type Migration, migrations, modeMigration } from '../facts/lifecycle/migrations.ts';
import { type Mode, modes } from '../facts/modes.ts';
import { policyEngines } from '../facts/policy-engines.ts';
import type { LegacyCluster } from '../requirements/legacy.ts';
import type { MigrationWay } from './plan.ts';

/** The ways to leave an old cluster: which one, why, and what changing in place would take. */
export interface ChosenWay {
  readonly decision: Decision<MigrationWay>;
  /** Changes in place in their order; empty when there is no such way, or nothing to change. */
  readonly changes: readonly Migration[];
}

const labels: Readonly<Record<MigrationWay, string>> = {
  inPlace: 'change in place',
  newCluster: 'new cluster beside the old one',
};

/**
 * Chooses between changing the old cluster and moving to another. In place only where a page documents
 * every change, the cluster stands where the new one shall stand, and its fixed ranges are the wanted
 * ones: what cannot be changed later must be right already.
 */
export function chooseWay(estate: Estate, legacy: LegacyCluster, target: Cluster): ChosenWay {
  const mode = clusterMode(estate, target);
  const against = [
    ...placeObjections(estate, legacy, target),
    ...(isUnknown(mode) ? [prose`it is not known how pods of the new cluster get addresses`] : []),
  ];
  const { changes, objections } = isUnknown(mode)
    ? { changes: [], objections: [] }
    : inPlaceChanges(legacy, target, mode);
  const all = [...objections, ...against];
  const oneWay = changes.some((change) => !change.reversible);
  const chosen: MigrationWay = all.length === 0 ? 'inPlace' : 'newCluster';
  const possible = prose`every change is documented, and what cannot be changed is right already`;
  const decision: Decision<MigrationWay> = {
    decision: 'migrationWay',
    question: `How is ${legacy.name} left?`,
    about: [target.id],
    chosen,
    label: labels[chosen],
    because:
      chosen === 'inPlace'
        ? [possible, ...retiring(estate, legacy)]
        : [
            ...retiring(estate, legacy),
            prose`traffic moves slice by slice and can go back at every step`,
          ],
    lost:
      chosen === 'inPlace'
        ? [
            {
              option: 'newCluster',
              verdict: 'worse',
              because: [prose`two clusters stand at once, and every entry moves`],
            },
          ]
        : [{ option: 'inPlace', verdict: 'impossible', because: all }],
    change: {
      how: 'never',
      price:
        chosen === 'inPlace' && oneWay
          ? prose`there is no way back: a failure ends in a new cluster`
          : prose`until the old cluster is deleted, weights go back`,
    },
    assumes: [],
    cite: [...changes.flatMap((change) => change.cite), ...modes[legacy.mode].cite],
  };
  return { decision, changes: chosen === 'inPlace' ? changes : [] };
}

/** Why the old cluster is in the wrong place, whatever its mode. */
function placeObjections(
  estate: Estate,
  { region, ranges }: LegacyCluster,
  target: Cluster,
): readonly Prose[] {
  const name = element(target.id, target.name);
  const network = networkOfCluster(estate, target.id);
  const wanted = network === undefined ? [] : rangesOf(estate, network);
  const isThere = ranges.virtualNetwork.every((old) =>
    wanted.some(({ prefix }) => samePrefix(prefix, old)),
  );
  const services = knownOr(target.network.serviceRanges, []);
  const isServed = ranges.services.every((old) => services.some((each) => samePrefix(each, old)));
  return [
    ...(target.location !== undefined && target.location !== region
      ? [prose`it stands in ${code(region)}, and ${name} in ${code(target.location)}`]
      : []),
    ...(isThere && ranges.virtualNetwork.length > 0
      ? []
      : [prose`a cluster stays in its VNet, and ${name} is in another`]),
    ...(isServed && ranges.services.length > 0
      ? []
      : [prose`a Service range cannot be changed, and ${name} has another`]),
  ];
}

interface Changes {
  readonly changes: readonly Migration[];
  readonly objections: readonly Prose[];
}

/** The documented changes from the old mode, engine and data plane to the new ones. */
function inPlaceChanges(legacy: LegacyCluster, target: Cluster, to: Mode): Changes {
  const changes: Migration[] = [];
  const objections: Prose[] = [];
  if (legacy.mode !== to.id) {
    const change = modeMigration(legacy.mode, to.id);
    if (change === undefined || change.path.kind === 'rebuild')
      objections.push(
        prose`no page documents a change from ${[modes[legacy.mode].title]} to ${[to.title]} in place`,
      );
    else changes.push(...engineFirst(legacy, change), change);
  }
  const plane = planeChange(legacy, target, to);
  changes.push(...plane.changes);
  objections.push(...plane.objections);
  for (const { fromKubernetes } of changes) {
    const version = legacy.kubernetesVersion;
    if (
      fromKubernetes !== undefined &&
      version !== undefined &&
      isAtLeast(version, fromKubernetes) === false
    )
      objections.push(
        prose`a change needs Kubernetes ${code(fromKubernetes)}, and it has ${code(version)}`,
      );
  }
  return { changes: [...new Set(changes)], objections };
}

/** The change to another data plane. Which one a cluster has follows from its engine, where that tells. */
function planeChange(legacy: LegacyCluster, target: Cluster, to: Mode): Changes {
  const { policyEngine } = legacy;
  const wanted = target.network.dataPlane;
  if (isUnknown(wanted)) return { changes: [], objections: [] };
  const present = policyEngine === undefined ? undefined : policyEngines[policyEngine].dataPlane;
  const change = migrations.find(
    ({ to: end }) => 'modes' in end && end.dataPlane === wanted && end.modes.includes(to.id),
  );
  if (present === wanted) return { changes: [], objections: [] };
  if (change === undefined) {
    const isOther = present !== undefined && present !== 'any';
    const says = prose`no page documents a change to ${[dataPlanes[wanted].title]} in place`;
    return { changes: [], objections: isOther ? [says] : [] };
  }
  const isRefused = legacy.windows && !dataPlanes[wanted].osTypes.includes('Windows');
  return {
    changes: [change],
    objections: isRefused
      ? [prose`${[dataPlanes[wanted].title]} does not run on its Windows pools`]
      : [],
  };
}

/** An engine must be off while the mode changes; the data plane brings the new one. */
function engineFirst({ policyEngine }: LegacyCluster, change: Migration): readonly Migration[] {
  const isInTheWay = change.conditions.some((condition) => condition.includes('policy engine'));
  if (policyEngine === undefined || policyEngine === 'none' || !isInTheWay) return [];
  return migrations.filter(
    ({ from, to }) =>
      'engines' in from &&
      'engines' in to &&
      from.engines.includes(policyEngine) &&
      to.engines.includes('none'),
  );
}

function retiring(estate: Estate, { mode, note }: LegacyCluster): readonly Prose[] {
  const { retires, title } = modes[mode];
  const words = note === undefined ? [] : [prose`it is said of it: ${quote(note)}`];
  if (retires === undefined) return words;
  const verb = hasPassed(retires.value, estate.day) ? 'ended' : 'ends';
  return [prose`support of ${[title]} ${[verb]} on ${code(retires.value)}`, ...words];
}

/** The conditions and effects of changes in place, for people. */
export const conditionsOf = (change: Migration): readonly Prose[] => [
  ...change.conditions.map((condition): Prose => [condition]),
  ...(change.fromKubernetes === undefined
    ? []
    : [prose`Kubernetes ${code(change.fromKubernetes)} or newer`]),
];

/** How a change is made: its commands as the pages give them, with places to be filled in. */
export function commandsOf({ path }: Migration): Prose {
  switch (path.kind) {
    case 'inPlace':
    case 'newPools':
      return [code(path.command)];
    case 'via':
      return joined(path.steps.map(code), ', then ');
    case 'rebuild':
      return ['a new cluster'];
  }
}
