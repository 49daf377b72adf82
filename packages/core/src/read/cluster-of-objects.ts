import { type AnyKubernetesElement, isKubernetesElement } from '../codec/kubernetes.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { heldBy } from '../estate/elements/kubernetes-id.ts';
import { armId, canonical, type Id, parseArmId } from '../estate/id.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { DocumentId } from '../evidence/source.ts';
import { type AssumptionChoices, assumed } from '../facts/assumptions.ts';

/** What is known of the cluster that Kubernetes objects belong to. */
export interface ClusterWish {
  /** Name or ARM id, as the user said it. */
  readonly cluster?: string;
  readonly assume: AssumptionChoices;
}

/** Everything read, with each Kubernetes object in its cluster as far as that is known. */
export interface Attributed {
  readonly elements: readonly AnyElement[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives the Kubernetes objects that name no cluster to one: the one that the user names; else, of several,
 * the one that a folder is called after, or the only one among the inputs, which are assumptions. No object of Kubernetes says whose it is, and which
 * clusters there are is known only when all is read, so this comes last and changes ids.
 */
export function inTheirClusters(elements: readonly AnyElement[], wish: ClusterWish): Attributed {
  const homeless = elements.filter(isKubernetesElement).filter((one) => one.cluster === undefined);
  const [first] = homeless;
  if (first === undefined) return { elements, diagnostics: [] };
  const clusters = new Map(
    elements.flatMap((element) =>
      element.kind === 'cluster' ? [[element.id, element.name] as const] : [],
    ),
  );
  const byFolder = wish.cluster === undefined ? folderOf(clusters, wish) : () => undefined;
  const rest = homeless.filter(({ source }) => byFolder(source.document) === undefined);
  const inFolders: readonly Diagnostic[] =
    rest.length === homeless.length
      ? []
      : [{ ...toldByFolder(homeless.length - rest.length), ...placeOf(first) }];
  const [left] = rest;
  const choice = left === undefined ? {} : chosen(clusters, wish, wordsFor(rest));
  const said: readonly Diagnostic[] =
    left === undefined || choice.said === undefined ? [] : [{ ...choice.said, ...placeOf(left) }];
  const found = elements.map((one) => {
    if (!isKubernetesElement(one)) return one;
    const cluster = byFolder(one.source.document) ?? choice.cluster;
    return cluster === undefined ? one : heldBy(one, cluster);
  });
  return { elements: found, diagnostics: [...inFolders, ...said] };
}

const placeOf = ({ source: { document, path } }: AnyKubernetesElement) => ({ document, path });

/**
 * The cluster after which a folder of the file's path is called, as designs write them and as people keep
 * dumps of several clusters. With one cluster there is nothing to tell apart.
 */
function folderOf(
  clusters: Clusters,
  wish: ClusterWish,
): (document: DocumentId) => Id<'cluster'> | undefined {
  if (clusters.size < 2 || assumed('objects.cluster', wish.assume) === 'unknown')
    return () => undefined;
  const ids = new Map<string, Id<'cluster'> | undefined>();
  for (const [id, name] of clusters) {
    const key = name.toLowerCase();
    ids.set(key, ids.has(key) ? undefined : id);
  }
  const known = new Map<DocumentId, Id<'cluster'> | undefined>();
  return (document) => {
    if (known.has(document)) return known.get(document);
    const folders = document.split(/[\\/]/).slice(0, -1);
    const found = new Set(folders.flatMap((folder) => ids.get(folder.toLowerCase()) ?? []));
    const only = found.size === 1 ? [...found][0] : undefined;
    known.set(document, only);
    return only;
  };
}

const toldByFolder = (count: number): Omit<Diagnostic, 'document'> => ({
  severity: 'note',
  code: 'cluster-by-folder',
  message:
    `${count === 1 ? '1 Kubernetes object is' : `${count} Kubernetes objects are`} taken to belong to the ` +
    'cluster that a folder of their path is called after (assumption objects.cluster)',
  hint,
});

type Clusters = ReadonlyMap<Id<'cluster'>, string>;

interface Choice {
  readonly cluster?: Id<'cluster'>;
  readonly said?: Omit<Diagnostic, 'document'>;
}

const hint =
  'say it with --cluster <name or id>, or as the cluster of a file in a snapshot.json beside the files';

function chosen(clusters: Clusters, wish: ClusterWish, objects: string): Choice {
  if (wish.cluster !== undefined) return named(clusters, wish.cluster);
  const [only, second] = [...clusters];
  if (only === undefined || second !== undefined) {
    const among = only === undefined ? 'no cluster is' : `${clusters.size} clusters are`;
    const message = `nobody said which cluster holds ${objects}; ${among} among the inputs`;
    return { said: { severity: 'note', code: 'cluster-unknown', message, hint } };
  }
  const [cluster, name] = only;
  if (assumed('objects.cluster', wish.assume) === 'unknown') {
    const message = `nobody said which cluster holds ${objects}`;
    return { said: { severity: 'note', code: 'cluster-unknown', message, hint } };
  }
  const message =
    `${JSON.stringify(name)}, the only cluster among the inputs, is taken to hold ${objects}, ` +
    'of which nobody said it (assumption objects.cluster)';
  return { cluster, said: { severity: 'note', code: 'cluster-assumed', message, hint } };
}

/** The cluster of that name or id; one that is not among the inputs is missing, not wrong. */
function named(clusters: Clusters, wish: string): Choice {
  if (parseArmId(wish) !== undefined) return { cluster: canonical(wish) };
  const fitting = [...clusters].filter(([, name]) => name.toLowerCase() === wish.toLowerCase());
  const [first, second] = fitting;
  if (second !== undefined) {
    const message = `${fitting.length} clusters are called ${JSON.stringify(wish)}`;
    const ids = `name one by its id: ${fitting.map(([id]) => id).join(', ')}`;
    return { said: { severity: 'error', code: 'cluster-ambiguous', message, hint: ids } };
  }
  if (first !== undefined) return { cluster: first[0] };
  const cluster: Id<'cluster'> = armId({
    type: 'Microsoft.ContainerService/managedClusters',
    names: [wish],
  });
  const message = `the cluster ${JSON.stringify(wish)} is not among the inputs`;
  return { cluster, said: { severity: 'warning', code: 'cluster-not-supplied', message } };
}

function wordsFor(homeless: readonly AnyKubernetesElement[]): string {
  const files = new Set(homeless.map(({ source }) => source.document)).size;
  const objects =
    homeless.length === 1 ? '1 Kubernetes object' : `${homeless.length} Kubernetes objects`;
  return `${objects} in ${files === 1 ? '1 file' : `${files} files`}`;
}
