import { contains, formatPrefix, parsePrefixLenient } from '@aksnet/net';
import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import type { KubernetesNode, Service, Workload } from '../estate/elements/kubernetes.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import { suppliedPools } from '../estate/pools-of.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import type { Diagnostic, Related } from '../evidence/diagnostic.ts';
import { isKnown } from '../evidence/knowable.ts';
import type { Path } from '../evidence/source.ts';
import {
  type DeclaredRange,
  type DeclaredRanges,
  nodeRanges,
  ownPodRange,
  ownRanges,
  podRanges,
  spelledRanges,
} from './declared-ranges.ts';

/** What one cluster's objects were seen to have, and what was declared for them. */
interface Scene {
  readonly estate: Estate;
  readonly cluster: Cluster;
  readonly nodes: readonly KubernetesNode[];
  readonly pods: readonly Workload[];
  readonly services: readonly Service[];
  /** The pool of a node, by the node's name; undefined when no label or no input tells. */
  readonly poolOf: (node: string | undefined) => AgentPool | undefined;
}

/** An address or a range that an object was seen to have. */
interface Claim {
  readonly element: AnyElement;
  readonly text: string;
  /** Inside the object. */
  readonly path: Path;
  readonly declared: DeclaredRanges;
}

/** One way in which what is seen may contradict what is declared. A new one is one entry. */
interface CrossCheck {
  readonly id: string;
  readonly says: string;
  readonly claims: (scene: Scene) => readonly Claim[];
}

const claimsOf = (
  element: AnyElement,
  path: Path,
  { texts, declared }: { readonly texts: readonly string[]; readonly declared: DeclaredRanges },
): readonly Claim[] => texts.map((text, i) => ({ element, text, path: [...path, i], declared }));

const checks: readonly CrossCheck[] = [
  {
    id: 'node-outside-subnet',
    says: 'nodes have addresses outside the node subnets of their pools',
    claims: ({ estate, nodes, poolOf }) =>
      nodes.flatMap((node) => {
        const pool = poolOf(node.name);
        const declared = pool === undefined ? undefined : nodeRanges(estate, [pool]);
        return claimsOf(node, ['status', 'addresses'], { texts: node.addresses, declared });
      }),
  },
  {
    id: 'node-range-outside-pods',
    says: 'nodes give addresses to pods that lie outside the pod range',
    claims: ({ estate, cluster, nodes }) => {
      const declared = ownPodRange(estate, cluster);
      return nodes.flatMap((node) =>
        claimsOf(node, ['spec', 'podCIDRs'], { texts: node.podRanges, declared }),
      );
    },
  },
  {
    id: 'pod-outside-range',
    says: 'pods have addresses outside the pod ranges and pod subnets',
    claims: (scene) => scene.pods.flatMap((pod) => podClaims(scene, pod)),
  },
  {
    id: 'service-outside-range',
    says: 'Services have addresses outside the Service range',
    claims: ({ cluster, services }) => {
      const declared = ownRanges(cluster, 'network.serviceRanges', cluster.network.serviceRanges);
      return services.flatMap((service) => {
        const texts = isKnown(service.clusterIps) ? service.clusterIps : [];
        return claimsOf(service, ['spec', 'clusterIPs'], { texts, declared });
      });
    },
  },
  {
    id: 'entrance-outside-network',
    says: 'internal load balancers listen outside the VNet of the cluster',
    claims: ({ estate, cluster, services }) => {
      const id = networkOfCluster(estate, cluster.id);
      const network = id === undefined ? undefined : estate.elements.virtualNetwork.get(id);
      const declared =
        network === undefined ? undefined : ownRanges(network, 'prefixes', network.prefixes);
      return services.filter(isInternal).flatMap((service) =>
        claimsOf(service, ['status', 'loadBalancer', 'ingress'], {
          texts: service.entrances ?? [],
          declared,
        }),
      );
    },
  },
];

const isInternal = ({ annotations = {} }: Service): boolean =>
  annotations['service.beta.kubernetes.io/azure-load-balancer-internal'] === 'true';

/**
 * Pods in the host's network have the addresses of their node; those that ended have none any more.
 * Without a pod range the subnets of the node's pool count, and of no other pool: nodes of
 * autoprovisioning and virtual nodes lie where no pool says.
 */
function podClaims({ estate, cluster, poolOf }: Scene, pod: Workload): readonly Claim[] {
  const texts = pod.replicas === 0 ? [] : (pod.addresses ?? []);
  const pool = poolOf(pod.node);
  const pools = pool === undefined ? [] : [pool];
  const declared = pod.hostNetwork ? nodeRanges(estate, pools) : podRanges(estate, cluster, pools);
  return claimsOf(pod, ['status', 'podIPs'], { texts, declared });
}

/**
 * Where what was seen in clusters contradicts what their inputs declare: one warning for each check and
 * cluster, with the first places and the ranges they were held against. What is not known, or cannot be
 * read as an address, contradicts nothing. Cost: linear in objects times ranges of one cluster.
 */
export function crossChecks(estate: Estate): readonly Diagnostic[] {
  const inCluster = <T extends { readonly cluster?: string }>(elements: readonly T[]) =>
    grouped(elements, ({ cluster }) => cluster ?? '');
  const nodes = inCluster(all(estate, 'node'));
  const pods = inCluster(all(estate, 'workload').filter((one) => one.workloadKind === 'Pod'));
  const services = inCluster(all(estate, 'service'));
  return all(estate, 'cluster').flatMap((cluster) => {
    const own = nodes.get(cluster.id) ?? [];
    const scene: Scene = {
      estate,
      cluster,
      nodes: own,
      pods: pods.get(cluster.id) ?? [],
      services: services.get(cluster.id) ?? [],
      poolOf: poolsByNode(own, suppliedPools(estate, cluster.id)),
    };
    return checks.flatMap((check) => judged(check, scene));
  });
}

/**
 * AKS labels every node of a pool with the pool's name (page use-labels); the short label is older.
 * Virtual nodes have the label too, and are no machines of the pool.
 */
function poolsByNode(
  nodes: readonly KubernetesNode[],
  pools: readonly AgentPool[],
): Scene['poolOf'] {
  const byName = new Map(pools.map((pool) => [pool.name.toLowerCase(), pool]));
  const found = new Map(
    nodes.map(({ name, labels }) => {
      if (labels['type'] === 'virtual-kubelet') return [name, undefined];
      const pool = labels['kubernetes.azure.com/agentpool'] ?? labels['agentpool'];
      return [name, pool === undefined ? undefined : byName.get(pool.toLowerCase())];
    }),
  );
  return (node) => (node === undefined ? undefined : found.get(node));
}

/** How many places a warning names. */
const named = 3;

function judged(check: CrossCheck, scene: Scene): readonly Diagnostic[] {
  const wrong = check.claims(scene).filter(contradicts);
  const [first] = wrong;
  if (first === undefined) return [];
  const { source } = first.element;
  const places = wrong.slice(0, named).map(({ element, text }) => `${element.name} has ${text}`);
  const more = wrong.length > named ? `, and ${wrong.length - named} more` : '';
  const declared = wrong.slice(0, named).flatMap((claim) => claim.declared ?? []);
  return [
    {
      severity: 'warning',
      code: check.id,
      message:
        `${check.says} in cluster ${JSON.stringify(scene.cluster.name)}: ${places.join(', ')}${more}; ` +
        `declared are ${spelledRanges(declared)}`,
      document: source.document,
      path: [...source.path, ...first.path],
      hint: 'one of the two is outdated, or the objects belong to another cluster',
      related: [...wrong.slice(1, named).map(seenAt), ...declaredAt(declared)],
    },
  ];
}

const seenAt = ({ element, text, path }: Claim): Related => ({
  says: `${element.name} has ${text}`,
  document: element.source.document,
  path: [...element.source.path, ...path],
});

/** Where ranges were declared, each place once. */
function declaredAt(declared: readonly DeclaredRange[]): readonly Related[] {
  const places = declared.map(({ prefix, by, field }): readonly [string, Related] => {
    const { document, path } = by.source;
    const says = `${by.name} declares ${formatPrefix(prefix)}`;
    return [`${by.id} ${says}`, { says, document, path, regards: { element: by.id, field } }];
  });
  return [...new Map(places).values()].slice(0, named);
}

function contradicts({ text, declared }: Claim): boolean {
  if (declared === undefined || declared.length === 0) return false;
  const seen = parsePrefixLenient(text);
  return seen.ok && !declared.some(({ prefix }) => contains(prefix, seen.value.value));
}
