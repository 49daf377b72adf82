import type { AssumptionName } from '../assumptions.ts';
import type { Ending } from '../calendar.ts';
import type { Citation, Fact } from '../citation.ts';
import type { DataPlaneId } from '../data-planes.ts';
import type { LimitId } from '../limits.ts';
import type { OsType } from '../os.ts';
import type { EngineId } from './engine-id.ts';

/** On what an engine runs, as far as its reading of policies depends on it. */
export interface EngineHost {
  readonly os: OsType;
  /** Kubernetes version of the cluster, when known. */
  readonly kubernetesVersion?: string;
  /** Cilium version, when known; otherwise the least one of the Kubernetes version. */
  readonly ciliumVersion?: string;
}

/** How one engine on one system reads NetworkPolicy: its dialect as data. */
export interface EngineProfile {
  readonly engine: EngineId;
  readonly os: OsType;
  /** False: policies are stored and nothing is blocked; the other fields then say nothing. */
  readonly enforces: boolean;
  readonly ipBlockMatchesPods: boolean | AssumptionName;
  readonly ipBlockMatchesNodes: boolean | AssumptionName;
  /** Egress of a pod to its own node. */
  readonly ownNodeEgress: 'allowed' | 'filtered';
  /** Ingress to a pod from its own node (probes of the kubelet). */
  readonly ownNodeIngress: 'allowed' | 'filtered';
  /** Ingress through LoadBalancer or NodePort with externalTrafficPolicy Cluster. */
  readonly throughLoadBalancer: 'filtered' | 'unfiltered' | 'byNodeAddress';
  /** Which numbers a named port opens when it stands for several. An assumption answers `every` or `first`. */
  readonly namedPorts: 'every' | 'first' | 'none' | AssumptionName;
  /** `ignored`: only the first port counts. An assumption answers `honoured` or `ignored`. */
  readonly endPort: 'honoured' | 'ignored' | 'policySkipped' | AssumptionName;
  /** NotIn and DoesNotExist. */
  readonly negativeSelectors: 'honoured' | 'policySkipped';
  /** `except` of an ipBlock. */
  readonly except: 'honoured' | 'policySkipped';
  /** An assumption answers `on` or `off`. */
  readonly sctp: boolean | AssumptionName;
  /** Address families that are filtered; the other passes. */
  readonly families: readonly (4 | 6)[];
  /** Whether pods on the host's network are subjects of policies. */
  readonly selectsHostNetworkPods: boolean;
  /** Destinations by name (FQDN). */
  readonly names: boolean;
  /** Rules on HTTP and the like. */
  readonly l7: boolean;
  /** Kinds beside NetworkPolicy that it reads. */
  readonly extraKinds: 'none' | 'calico' | 'cilium';
  readonly cite: readonly Citation[];
}

/** An engine on one operating system. */
export interface EngineOn {
  readonly os: OsType;
  /** Named releases where not every one will do. */
  readonly releases: readonly string[];
  readonly retires?: Fact<Ending>;
  /** Whether subscriptions that do not use it yet may start to. */
  readonly closedToNewSubscriptions?: Fact<boolean>;
  readonly profile: (host: EngineHost) => EngineProfile;
}

/** A NetworkPolicy engine of AKS. */
export interface Engine {
  readonly id: EngineId;
  readonly title: string;
  readonly dataPlane: DataPlaneId | 'any';
  readonly runsOn: readonly EngineOn[];
  /** Limits of clusters that use it. */
  readonly limits: readonly LimitId[];
  readonly cite: readonly Citation[];
}
