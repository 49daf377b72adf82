import { type AnyKubernetesElement, isKubernetesElement } from '../codec/kubernetes.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { heldBy } from '../estate/elements/kubernetes-id.ts';
import { armId, canonical, type Id, parseArmId } from '../estate/id.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
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
 * Gives the Kubernetes objects that name no cluster to one: the one that the user names, else the only
 * one among the inputs, which is an assumption. No object of Kubernetes says whose it is, and which
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
  const { cluster, said } = chosen(clusters, wish, wordsFor(homeless));
  const { document, path } = first.source;
  const diagnostics = said === undefined ? [] : [{ ...said, document, path }];
  if (cluster === undefined) return { elements, diagnostics };
  const found = elements.map((one) => (isKubernetesElement(one) ? heldBy(one, cluster) : one));
  return { elements: found, diagnostics };
}

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
