import type { Cluster } from '../../estate/elements/cluster.ts';
import type { Kind } from '../../estate/elements/kinds.ts';
import type { NetworkPolicy, Service } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { type Estate, isListed } from '../../estate/estate.ts';
import { push } from '../../estate/grouped.ts';
import { isListedFor } from '../../estate/listed.ts';
import type { Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { systemNamespaces } from '../../facts/system-namespaces.ts';
import { isSeenAsNode } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import type { PolicyPod } from '../pods.ts';
import { type Relation, relationOf } from '../relation.ts';
import type { RowMaking } from '../row-question.ts';
import type { Policy } from '../rule.ts';
import { PeerRuns } from '../runs.ts';

/** What questions share about one cluster; each part is worked out when first asked for. */
export interface Field {
  readonly estate: Estate;
  readonly cluster?: Cluster;
  readonly model: PolicyModel;
  readonly relation: Relation;
  readonly making: RowMaking;
  /** Every policy as every dialect reads it. */
  readonly policies: readonly Policy[];
  /** The pods that a policy selects, at least perhaps. */
  readonly selected: (policy: Policy) => readonly Selected[];
  /** The NetworkPolicy that a policy was read from; undefined for other kinds. */
  readonly written: (policy: Policy) => NetworkPolicy | undefined;
  readonly podsIn: (namespace: string) => readonly PolicyPod[];
  readonly servicesIn: (namespace: string) => readonly Service[];
  /** Why the list of a kind may not be whole; empty where somebody said that it is. */
  readonly missing: (kind: Kind) => readonly Missing[];
  readonly namespaceId: (name: string) => ElementId;
  /** Names of namespaces of people, not of Kubernetes or AKS. */
  readonly ownNamespaces: readonly string[];
}

/** A pod that a policy selects. */
export interface Selected {
  readonly pod: PolicyPod;
  readonly sure: boolean;
  /** It is on the network of its node, and seen as that. */
  readonly asNode: boolean;
}

/** What lint is asked about. */
export interface FieldParts {
  readonly estate: Estate;
  readonly model: PolicyModel;
  readonly cluster?: Cluster;
}

/** Prepares the field of one cluster. */
export function fieldOf({ estate, model, cluster }: FieldParts): Field {
  const { world } = model;
  const relation = relationOf(model);
  const { classes } = relation;
  const selected = new Map<Policy, Selected[]>();
  const byNamespace = new Map<string, PolicyPod[]>();
  for (const pod of world.pods) {
    push(byNamespace, pod.namespace, pod);
    const asNode = isSeenAsNode(pod, world);
    for (const { policy, certainty } of model.profiles.selecting(pod))
      push(selected, policy, { pod, sure: certainty === 'yes', asNode });
  }
  const services = new Map<string, Service[]>();
  for (const service of world.objects.services)
    push(services, service.namespace ?? 'default', service);
  const written = new Map<ElementId, NetworkPolicy>();
  for (const policy of world.objects.policies) written.set(policy.id, policy);
  const system = new Set(systemNamespaces.value);
  const within = cluster?.id;
  return {
    estate,
    ...(cluster === undefined ? {} : { cluster }),
    model,
    relation,
    making: { model, classes, runs: new PeerRuns(world, classes) },
    policies: world.policies.flat(),
    selected: (policy) => selected.get(policy) ?? [],
    written: ({ id }) => written.get(id),
    podsIn: (namespace) => byNamespace.get(namespace) ?? [],
    servicesIn: (namespace) => services.get(namespace) ?? [],
    missing: (kind) =>
      isListed(estate, kind) || (within !== undefined && isListedFor(estate, kind, within))
        ? []
        : [{ kind: 'notListed', what: kind, ...(within === undefined ? {} : { within }) }],
    namespaceId: (name) =>
      kubernetesId('namespace', { ...(within === undefined ? {} : { cluster: within }), name }),
    ownNamespaces: [...world.namespaces.keys()].filter((name) => !system.has(name)).sort(),
  };
}
