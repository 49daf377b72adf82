import type { Cluster } from '../../estate/elements/cluster.ts';
import { code, element, type Prose, prose } from '../../evidence/prose.ts';
import { baselineLabel, openBaseline } from '../../policy/generate/baseline.ts';
import { atWorkstation, type DrillStep } from './drill.ts';
import { kubectl, sh, variable } from './shell.ts';

/** The namespace in which drills run their pods. */
export const drillNamespace = 'aksnet-drill';

/** What drills with pods ask for first. */
export const probeImage: readonly Prose[] = [
  prose`${code('PROBE_IMAGE')} names an image in a registry that nodes may pull from: ${code('agnhost')} of the Kubernetes project, or any with ${code('nslookup')} and ${code('curl')}`,
  prose`whoever runs it owns network policies: only they may label the namespace ${code(drillNamespace)}, without which admission refuses its pods`,
];

/** A pod that runs one command line, shows what it says, and is gone. */
export const probe = (
  cluster: Cluster,
  { name, run }: { readonly name: string; readonly run: string },
): string =>
  sh`${kubectl(cluster)} run ${{ shell: name }} --namespace=${{ shell: drillNamespace }} --rm --stdin --restart=Never --image=${variable('PROBE_IMAGE')} --command -- ${{ shell: run }}`;

/** The namespace of a drill, made first, and let in by admission. */
export const makePlace = (cluster: Cluster): readonly DrillStep[] => [
  atWorkstation(
    prose`make a place for the drill in ${element(cluster.id, cluster.name)}`,
    sh`${kubectl(cluster)} create namespace ${{ shell: drillNamespace }}`,
  ),
  atWorkstation(
    prose`say that its traffic was decided upon, so that admission takes its pods`,
    sh`${kubectl(cluster)} label namespace ${{ shell: drillNamespace }} ${`${baselineLabel}=${openBaseline}`}`,
  ),
];

/** Everything that a drill put into a cluster goes with its namespace. */
export const clearPlace = (cluster: Cluster): DrillStep =>
  atWorkstation(
    prose`clear the place of the drill in ${element(cluster.id, cluster.name)}`,
    sh`${kubectl(cluster)} delete namespace ${{ shell: drillNamespace }}`,
  );
