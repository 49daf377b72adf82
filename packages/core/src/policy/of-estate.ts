import type { Cluster } from '../estate/elements/cluster.ts';
import type { KubernetesElement, KubernetesKind } from '../estate/elements/kubernetes.ts';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isKnown, isUnknown, type Missing } from '../evidence/knowable.ts';
import type { OsType } from '../facts/os.ts';
import {
  type EngineId,
  engineProfile,
  isEngineId,
  policyEngines,
} from '../facts/policy-engines.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { isReadingId, type ReadingId, readings } from './readings.ts';
import { type PolicyWorld, worldOf } from './world.ts';

/** How policies are to be read: by the cluster's own engine, by another one, or by no engine's reading. */
export type ReadingChoice = 'auto' | EngineId | ReadingId;

/** Every choice, the usual one first. */
export const readingChoices: readonly ReadingChoice[] = [
  'auto',
  ...Object.keys(readings).filter(isReadingId),
  ...Object.keys(policyEngines).filter(isEngineId),
];

/** Whether a text is a choice; safe for `__proto__` and the like. */
export const isReadingChoice = (text: string): text is ReadingChoice =>
  text === 'auto' || isReadingId(text) || isEngineId(text);

/** What of an estate is asked about. */
export interface WorldChoice {
  /** Absent: the only cluster of the objects, or objects whose cluster no file tells. */
  readonly cluster?: Id<'cluster'>;
  readonly reading?: ReadingChoice;
  /** Instead of the cluster's own, or where it is not known. */
  readonly kubernetesVersion?: string;
  /** Another world to be compared with. */
  readonly beside?: PolicyWorld;
}

/** The objects of one cluster as policies see them, and how that came about. */
export interface EstateWorld {
  readonly world: PolicyWorld;
  readonly cluster?: Cluster;
  /** The reading that `auto` came to. */
  readonly reading: EngineId | ReadingId;
  /** Why the cluster's engine is not known, where the specification was taken in its place. */
  readonly missing: readonly Missing[];
}

/** Clusters that hold Kubernetes objects; undefined stands for objects whose cluster no file tells. */
export function clustersWithObjects(estate: Estate): readonly (Id<'cluster'> | undefined)[] {
  const found = new Set<Id<'cluster'> | undefined>();
  for (const kind of objectKinds) for (const { cluster } of all(estate, kind)) found.add(cluster);
  return [...found];
}

const objectKinds = [
  'namespace',
  'node',
  'workload',
  'service',
  'networkPolicy',
  'kubernetesObject',
] as const;

/** The world of one cluster. Objects whose cluster no file tells belong to the only one, if there is one. */
export function estateWorld(estate: Estate, choice: WorldChoice = {}): EstateWorld {
  const cluster = clusterOf(estate, choice);
  const isOurs = ({ cluster: of }: KubernetesElement<KubernetesKind>): boolean =>
    of === choice.cluster || of === undefined || of === cluster?.id;
  const { reading, missing } = readingOf(cluster, choice.reading ?? 'auto');
  const podRanges = cluster?.network.podRanges;
  const world = worldOf(
    {
      workloads: all(estate, 'workload').filter(isOurs),
      namespaces: all(estate, 'namespace').filter(isOurs),
      nodes: all(estate, 'node').filter(isOurs),
      services: all(estate, 'service').filter(isOurs),
      policies: all(estate, 'networkPolicy').filter(isOurs),
      objects: all(estate, 'kubernetesObject').filter(isOurs),
    },
    {
      dialects: {
        Linux: dialectFor(estate, reading, { cluster, os: 'Linux', choice }),
        Windows: dialectFor(estate, reading, { cluster, os: 'Windows', choice }),
      },
      ...(choice.beside === undefined ? {} : { beside: choice.beside }),
      ...(podRanges === undefined || isUnknown(podRanges) || podRanges.length === 0
        ? {}
        : { podRanges }),
    },
  );
  return { world, ...(cluster === undefined ? {} : { cluster }), reading, missing };
}

function clusterOf(estate: Estate, { cluster }: WorldChoice): Cluster | undefined {
  const clusters = all(estate, 'cluster');
  if (cluster !== undefined) return clusters.find(({ id }) => id === cluster);
  return clusters.length === 1 ? clusters[0] : undefined;
}

function readingOf(
  cluster: Cluster | undefined,
  choice: ReadingChoice,
): Pick<EstateWorld, 'reading' | 'missing'> {
  if (choice !== 'auto') return { reading: choice, missing: [] };
  const engine = cluster?.network.policyEngine;
  if (engine === undefined) return { reading: 'specification', missing: [] };
  if (isUnknown(engine)) return { reading: 'specification', missing: engine.unknown };
  return { reading: engine, missing: [] };
}

interface Host {
  readonly cluster: Cluster | undefined;
  readonly os: OsType;
  readonly choice: WorldChoice;
}

function dialectFor(
  estate: Estate,
  reading: EngineId | ReadingId,
  { cluster, os, choice }: Host,
): Dialect {
  if (isReadingId(reading)) return readings[reading];
  if (!isEngineId(reading)) throw new RangeError(`no reading ${reading}`);
  const version = choice.kubernetesVersion ?? cluster?.kubernetesVersion;
  const isTold = version !== undefined && isKnown(version);
  const profile = engineProfile(reading, {
    os,
    ...(isTold ? { kubernetesVersion: version } : {}),
  });
  return dialectOf(profile, estate.assume);
}
