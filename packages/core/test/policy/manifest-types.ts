/*
 * Kubernetes objects as they stand in YAML or JSON, as far as policies ask. Typed loosely on purpose:
 * what a parser gives can be handed in as it is. Null stands for absent, as in YAML.
 */

/** A value that a manifest may leave out. */
export type Maybe<T> = T | null | undefined;

/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Transport protocols that policies know. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A label selector. */
export interface Selector {
  readonly matchLabels?: Maybe<Labels>;
  readonly matchExpressions?: Maybe<
    readonly {
      readonly key: string;
      readonly operator: string;
      readonly values?: Maybe<readonly string[]>;
    }[]
  >;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: Maybe<string>;
  readonly labels?: Maybe<Labels>;
}

/** A container, or an init container (a sidecar when it restarts always). */
export interface Container {
  readonly name: string;
  readonly restartPolicy?: Maybe<string>;
  readonly ports?: Maybe<
    readonly {
      readonly name?: Maybe<string>;
      readonly containerPort: number;
      readonly protocol?: Maybe<string>;
    }[]
  >;
}

/** v1 Pod. */
export interface PodManifest {
  readonly apiVersion: string;
  readonly kind: 'Pod';
  readonly metadata: Metadata;
  readonly spec?: Maybe<{
    readonly nodeName?: Maybe<string>;
    readonly hostNetwork?: Maybe<boolean>;
    readonly containers?: Maybe<readonly Container[]>;
    readonly initContainers?: Maybe<readonly Container[]>;
  }>;
  readonly status?: Maybe<{
    readonly phase?: Maybe<string>;
    readonly podIP?: Maybe<string>;
    readonly podIPs?: Maybe<readonly { readonly ip: string }[]>;
  }>;
}

/** v1 Namespace. */
export interface NamespaceManifest {
  readonly apiVersion: string;
  readonly kind: 'Namespace';
  readonly metadata: Metadata;
}

/** v1 Node. */
export interface NodeManifest {
  readonly apiVersion: string;
  readonly kind: 'Node';
  readonly metadata: Metadata;
  readonly status?: Maybe<{
    readonly addresses?: Maybe<readonly { readonly type: string; readonly address: string }[]>;
  }>;
}

/** A peer of a NetworkPolicy. */
export interface Peer {
  readonly podSelector?: Maybe<Selector>;
  readonly namespaceSelector?: Maybe<Selector>;
  readonly ipBlock?: Maybe<{ readonly cidr: string; readonly except?: Maybe<readonly string[]> }>;
}

/** A port item of a NetworkPolicy. */
export interface PolicyPort {
  readonly protocol?: Maybe<string>;
  readonly port?: Maybe<number | string>;
  readonly endPort?: Maybe<number>;
}

/** A rule of a NetworkPolicy: `from` on ingress, `to` on egress. */
export interface PolicyRule {
  readonly from?: Maybe<readonly Peer[]>;
  readonly to?: Maybe<readonly Peer[]>;
  readonly ports?: Maybe<readonly PolicyPort[]>;
}

/** networking.k8s.io/v1 NetworkPolicy. */
export interface NetworkPolicyManifest {
  readonly apiVersion: string;
  readonly kind: 'NetworkPolicy';
  readonly metadata: Metadata;
  readonly spec?: Maybe<{
    readonly podSelector?: Maybe<Selector>;
    readonly policyTypes?: Maybe<readonly string[]>;
    readonly ingress?: Maybe<readonly PolicyRule[]>;
    readonly egress?: Maybe<readonly PolicyRule[]>;
  }>;
}

/** Pods of namespaces, both by selector. */
export interface NamespacedPods {
  readonly namespaceSelector?: Maybe<Selector>;
  readonly podSelector?: Maybe<Selector>;
}

/** A peer of the admin tiers. One field counts; a peer without any known one is unknown. */
export interface AdminPeer {
  readonly namespaces?: Maybe<Selector>;
  readonly pods?: Maybe<NamespacedPods>;
  readonly nodes?: Maybe<Selector>;
  readonly networks?: Maybe<readonly string[]>;
  readonly domainNames?: Maybe<readonly string[]>;
  /** Stands for a field of a later version. */
  readonly services?: Maybe<object>;
}

interface PortField {
  readonly destinationPort?: Maybe<{
    readonly number?: Maybe<number>;
    readonly range?: Maybe<{ readonly start: number; readonly end: number }>;
  }>;
}

/** An item of `protocols` (v1alpha2). */
export interface AdminProtocol {
  readonly tcp?: Maybe<PortField>;
  readonly udp?: Maybe<PortField>;
  readonly sctp?: Maybe<PortField>;
  readonly destinationNamedPort?: Maybe<string>;
  /** Stands for a field of a later version. */
  readonly icmp?: Maybe<object>;
}

/** An item of `ports` (v1alpha1). */
export interface AdminPort {
  readonly portNumber?: Maybe<{ readonly protocol?: Maybe<string>; readonly port: number }>;
  readonly portRange?: Maybe<{
    readonly protocol?: Maybe<string>;
    readonly start: number;
    readonly end: number;
  }>;
  readonly namedPort?: Maybe<string>;
}

/** A rule of the admin tiers, of either version. */
export interface AdminRule {
  readonly name?: Maybe<string>;
  readonly action: string;
  readonly from?: Maybe<readonly AdminPeer[]>;
  readonly to?: Maybe<readonly AdminPeer[]>;
  readonly protocols?: Maybe<readonly AdminProtocol[]>;
  readonly ports?: Maybe<readonly AdminPort[]>;
}

/** policy.networking.k8s.io: ClusterNetworkPolicy v1alpha2, and the older two kinds of v1alpha1. */
export interface AdminPolicyManifest {
  readonly apiVersion: string;
  readonly kind: 'ClusterNetworkPolicy' | 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    /** Admin or Baseline; of ClusterNetworkPolicy only. */
    readonly tier?: Maybe<string>;
    /** Not of BaselineAdminNetworkPolicy. */
    readonly priority?: Maybe<number>;
    readonly subject: {
      readonly namespaces?: Maybe<Selector>;
      readonly pods?: Maybe<NamespacedPods>;
    };
    readonly ingress?: Maybe<readonly AdminRule[]>;
    readonly egress?: Maybe<readonly AdminRule[]>;
  };
}

/** Any object that this reading knows. */
export type Manifest =
  | PodManifest
  | NamespaceManifest
  | NodeManifest
  | NetworkPolicyManifest
  | AdminPolicyManifest;
