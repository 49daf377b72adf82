import type { Address, Prefix } from '@aksnet/net';
import { parseAddress } from '@aksnet/net';
import type {
  KubernetesNode,
  KubernetesObject,
  NetworkPolicy,
  Service,
  Workload,
} from '../estate/elements/kubernetes.ts';
import { apiServerAddresses } from './api-server.ts';
import type { Dialect } from './dialect.ts';
import { readNetworkPolicy } from './kinds/network-policy.ts';
import { headOf, idle, remark } from './kinds/reading.ts';
import { policyKindOf } from './kinds.ts';
import {
  addressesOf,
  asMap,
  labelsOf,
  ordinalLabels,
  ordinalsOf,
  type PodOwner,
  type PolicyPod,
} from './pods.ts';
import { PortSets } from './port-set.ts';
import type { Policy } from './rule.ts';
import { type KnownLabels, keysOf } from './selector.ts';
import { Spans } from './span.ts';
import { podsOf } from './workload-pods.ts';

/** The objects of one cluster, as they were given. */
export interface ClusterObjects {
  readonly workloads: readonly Workload[];
  readonly namespaces: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
  }[];
  readonly nodes: readonly KubernetesNode[];
  readonly services: readonly Service[];
  readonly policies: readonly NetworkPolicy[];
  /** Every other object: other kinds of policies, entries, endpoints. */
  readonly objects: readonly KubernetesObject[];
}

/** How the objects of a cluster are to be read. */
export interface WorldOptions {
  /** The dialect on nodes of each system. */
  readonly dialects: Readonly<Record<'Linux' | 'Windows', Dialect>>;
  /** Where pods get addresses, if known. */
  readonly podRanges?: readonly Prefix[];
  /** Another world whose sets of ports this one shares, so that spans of both can be compared. */
  readonly beside?: Pick<PolicyWorld, 'ports' | 'spans'>;
}

/** A namespace as policies see it. */
export interface PolicyNamespace {
  readonly name: string;
  readonly labels: KnownLabels;
  /** No file holds it: it is known only since something lies in it. */
  readonly invented: boolean;
}

/** A node as policies see it. */
export interface PolicyNode {
  readonly name: string;
  readonly labels: KnownLabels;
  readonly addresses: readonly Address[];
}

/** One cluster as policies see it: pods, namespaces, nodes, and policies in the dialect of each node system. */
export interface PolicyWorld {
  readonly objects: ClusterObjects;
  readonly pods: readonly PolicyPod[];
  readonly namespaces: ReadonlyMap<string, PolicyNamespace>;
  readonly nodes: ReadonlyMap<string, PolicyNode>;
  /** Recorded addresses of the API server; empty where no file tells them. */
  readonly apiServer: readonly Address[];
  readonly dialects: readonly Dialect[];
  /** Policies as each dialect reads them, by the index of the dialect; the same order in each. */
  readonly policies: readonly (readonly Policy[])[];
  readonly ports: PortSets;
  readonly spans: Spans;
}

/** The label that every namespace has, whether its manifest shows it or not. */
export const nameLabel = 'kubernetes.io/metadata.name';

/** What policies see of the objects of a cluster. */
export function worldOf(objects: ClusterObjects, options: WorldOptions): PolicyWorld {
  const ports = options.beside?.ports ?? new PortSets();
  const spans = options.beside?.spans ?? new Spans(ports);
  const { Linux, Windows } = options.dialects;
  const system = systemsOf(objects.nodes);
  const usesWindows =
    Windows !== Linux && objects.workloads.some((workload) => system(workload) === 'Windows');
  const dialects = usesWindows ? [Linux, Windows] : [Linux];
  const policies = dialects.map((dialect) => readPolicies(objects, dialect, ports));
  const namespaces = namespacesOf(objects);
  const nodes = new Map(objects.nodes.map((node) => [node.name, nodeOf(node)]));
  const hasOrdinals =
    objects.workloads.some(({ workloadKind }) => workloadKind === 'StatefulSet') &&
    asksOrdinals(policies.flat());
  const pods = podsOf(objects.workloads, Linux.countsEndedPods).flatMap(({ workload, owner }) => {
    const dialect = usesWindows && system(workload) === 'Windows' ? 1 : 0;
    const pod = podOf({ workload, owner, nodes, dialect, podRanges: options.podRanges });
    return hasOrdinals ? ordinalsOf(pod) : [pod];
  });
  const apiServer = apiServerAddresses(objects.objects);
  return { objects, pods, namespaces, nodes, apiServer, dialects, policies, ports, spans };
}

interface Making {
  readonly workload: Workload;
  readonly owner: PodOwner;
  readonly nodes: ReadonlyMap<string, PolicyNode>;
  readonly podRanges: readonly Prefix[] | undefined;
  readonly dialect: number;
}

function podOf({ workload, owner, nodes, podRanges, dialect }: Making): PolicyPod {
  const node = workload.node;
  const atNode =
    workload.hostNetwork && node !== undefined ? nodes.get(node)?.addresses : undefined;
  return {
    workload,
    owner,
    namespace: workload.namespace ?? 'default',
    name: workload.name,
    labels: labelsOf(workload),
    ports: workload.ports,
    hostNetwork: workload.hostNetwork,
    addresses: addressesOf(workload) ?? atNode,
    within: workload.hostNetwork ? undefined : podRanges,
    node,
    dialect,
  };
}

/** The system a pod runs on: what it asks for, else what its node says, else Linux. */
function systemsOf(nodes: readonly KubernetesNode[]): (workload: Workload) => 'Linux' | 'Windows' {
  const onWindows = new Set(
    nodes.flatMap(({ name, labels }) => (labels['kubernetes.io/os'] === 'windows' ? name : [])),
  );
  return ({ os, node }) => os ?? (node !== undefined && onWindows.has(node) ? 'Windows' : 'Linux');
}

/** The policies of the objects in one dialect. */
export function readPolicies(
  objects: Pick<ClusterObjects, 'policies' | 'objects'> & Partial<Pick<ClusterObjects, 'services'>>,
  dialect: Dialect,
  ports: PortSets,
): readonly Policy[] {
  const reading = { dialect, ports, services: objects.services ?? [] };
  return [
    ...objects.policies.map((policy) => readNetworkPolicy(policy, reading)),
    ...objects.objects.flatMap((object) => {
      const kind = policyKindOf(object);
      if (kind === undefined) return [];
      if (kind.isEnforced(dialect)) return kind.read(object, reading);
      const says = `nothing reads ${kind.kind} here`;
      const head = { ...headOf(object), objectKind: kind.kind, tier: 'standard' } as const;
      return [idle(head, remark('notEnforced', says))];
    }),
  ];
}

function namespacesOf(objects: ClusterObjects): ReadonlyMap<string, PolicyNamespace> {
  const found = new Map<string, PolicyNamespace>();
  for (const { name, labels } of objects.namespaces)
    found.set(name, {
      name,
      labels: asMap({ ...labels, [nameLabel]: name }),
      invented: false,
    });
  return withNamespaces(found, [...objects.workloads, ...objects.policies, ...objects.services]);
}

/** Namespaces with those that are known only since something lies in them. */
export function withNamespaces(
  known: ReadonlyMap<string, PolicyNamespace>,
  inside: readonly { readonly namespace?: string }[],
): ReadonlyMap<string, PolicyNamespace> {
  const found = new Map(known);
  for (const { namespace: name = 'default' } of inside)
    if (!found.has(name))
      found.set(name, { name, labels: asMap({ [nameLabel]: name }), invented: true });
  return found;
}

const nodeOf = (node: KubernetesNode): PolicyNode => ({
  name: node.name,
  labels: asMap(node.labels),
  addresses: node.addresses.flatMap((text) => {
    const parsed = parseAddress(text);
    return parsed.ok ? [parsed.value] : [];
  }),
});

/** Whether any selector tells the pods of one stateful set apart. */
export function asksOrdinals(policies: readonly Policy[]): boolean {
  return policies.some((policy) => {
    const rules = [...(policy.ingress?.rules ?? []), ...(policy.egress?.rules ?? [])];
    const selectors = [
      ...policy.subjects.map(({ pods }) => pods),
      ...rules.flatMap(({ peers }) =>
        peers.flatMap((peer) => (peer.kind === 'pods' ? peer.pods : [])),
      ),
    ];
    return selectors.some((selector) => keysOf(selector).some((key) => ordinalLabels.has(key)));
  });
}

/** Whether a term of namespaces holds one, by its labels. */
export function namespaceOf(world: Pick<PolicyWorld, 'namespaces'>, name: string): PolicyNamespace {
  return (
    world.namespaces.get(name) ?? { name, labels: asMap({ [nameLabel]: name }), invented: true }
  );
}
