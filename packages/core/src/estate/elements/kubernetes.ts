import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Labels or annotations. */
export type Labels = Readonly<Record<string, string>>;

/** A label selector of Kubernetes. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** The kinds of elements that are Kubernetes objects. */
export type KubernetesKind =
  | 'namespace'
  | 'node'
  | 'workload'
  | 'service'
  | 'networkPolicy'
  | 'kubernetesObject';

/** What Kubernetes objects have in common. */
export interface KubernetesElement<K extends KubernetesKind> extends Element<K> {
  /** The cluster that holds the object; absent: not known. */
  readonly cluster?: Id<'cluster'>;
  readonly namespace?: string;
  readonly labels: Labels;
  readonly annotations?: Labels;
}

/** v1 Namespace. */
export interface Namespace extends KubernetesElement<'namespace'> {}

/** v1 Node. Its pool and system are labels. */
export interface KubernetesNode extends KubernetesElement<'node'> {
  /** Addresses inside the VNet, as written; empty where no status was recorded. */
  readonly addresses: readonly string[];
  /** Ranges that its pods get addresses from, as written; empty where pods live in subnets. */
  readonly podRanges: readonly string[];
}

/** A named or numbered container port. */
export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** How far a pod has come. */
export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

/** A pod, or what makes pods: Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet. */
export interface Workload extends KubernetesElement<'workload'> {
  readonly workloadKind: string;
  /** Labels of its pods. */
  readonly podLabels: Labels;
  readonly replicas: Knowable<number>;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  readonly podAnnotations?: Labels;
  /** Addresses of a recorded pod, as written. */
  readonly addresses?: readonly string[];
  /** The system of the nodes that its pods must run on, where it says so. */
  readonly os?: 'Linux' | 'Windows';
  /** The node that a recorded pod runs on. */
  readonly node?: string;
  /** Of a recorded pod: pods that ended, or have not begun, take no part in traffic. */
  readonly phase?: PodPhase;
  /** What made it (the ReplicaSet of a pod), so that its pods are not counted twice. */
  readonly controller?: { readonly kind: string; readonly name: string };
}

/** v1 Service. */
export interface Service extends KubernetesElement<'service'> {
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly selector: Labels | undefined;
  readonly ports: readonly {
    readonly name?: string;
    readonly port: number;
    readonly targetPort: number | string;
    readonly protocol: 'TCP' | 'UDP' | 'SCTP';
    /** The port that every node listens on, where one was given. */
    readonly nodePort?: number;
  }[];
  readonly clusterIps: Knowable<readonly string[]>;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** Where a recorded load balancer listens, as written: addresses, or names. */
  readonly entrances?: readonly string[];
  /** The name that an ExternalName stands for. */
  readonly externalName?: string;
}

/** A port of a NetworkPolicy rule. */
export interface PolicyPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port?: number | string;
  readonly endPort?: number;
}

/** A peer of a NetworkPolicy rule. */
export type PolicyPeer =
  | {
      readonly kind: 'pods';
      readonly podSelector?: LabelSelector;
      readonly namespaceSelector?: LabelSelector;
    }
  | { readonly kind: 'ipBlock'; readonly cidr: string; readonly except: readonly string[] };

/** A rule of a NetworkPolicy; empty lists of peers or ports mean all. */
export interface PolicyRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/** networking.k8s.io/v1 NetworkPolicy. */
export interface NetworkPolicy extends KubernetesElement<'networkPolicy'> {
  readonly podSelector: LabelSelector;
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

/** Any other object: kept whole, printed whole (CiliumNetworkPolicy, RBAC, admission policies, gateways). */
export interface KubernetesObject extends KubernetesElement<'kubernetesObject'> {
  readonly apiVersion: string;
  readonly objectKind: string;
  /** Everything but apiVersion, kind and metadata. */
  readonly body: Readonly<Record<string, unknown>>;
}
