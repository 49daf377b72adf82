import type { Dialect } from '../dialect.ts';

/** One way in which engines read policies differently, and what to do about what changes by it. */
export interface EngineCause {
  readonly id: string;
  /** The settings of a dialect that belong together; whether the first differs decides for all. */
  readonly fields: readonly [keyof Dialect, ...(keyof Dialect)[]];
  /** What differs, for the engine to which one goes: with the settings of that engine. */
  readonly says: (to: Dialect) => string;
  /** What to write so that the connection is as it was before. */
  readonly repair: string;
}

/**
 * Every way in which dialects differ. Whether one brings a change about is found by trying: the old engine
 * with this one setting of the new one. A new setting of a dialect is one more entry.
 */
export const engineCauses: readonly EngineCause[] = [
  {
    id: 'ip-block-pods',
    fields: ['ipBlockMatchesPods'],
    says: ({ ipBlockMatchesPods }) =>
      ipBlockMatchesPods
        ? 'ipBlock matches pods by their address'
        : 'ipBlock never matches pods, not even 0.0.0.0/0',
    repair:
      'beside the ipBlock, name the pods by selectors on the same ports: namespaceSelector: {} for every pod, or the ones that are meant',
  },
  {
    id: 'ip-block-nodes',
    fields: ['ipBlockMatchesNodes'],
    says: ({ ipBlockMatchesNodes }) =>
      ipBlockMatchesNodes
        ? 'ipBlock matches nodes by their address'
        : 'ipBlock never matches nodes, nor pods on the network of their node',
    repair:
      'add a CiliumNetworkPolicy with the entities host and remote-node (toEntities or fromEntities) on the same ports',
  },
  {
    id: 'own-node-egress',
    fields: ['ownNodeEgress'],
    says: ({ ownNodeEgress }) =>
      ownNodeEgress === 'filtered'
        ? 'what a pod sends to its own node is filtered like the rest'
        : 'what a pod sends to its own node always passes',
    repair: 'add a CiliumNetworkPolicy with toEntities: [host] on the ports that are needed',
  },
  {
    id: 'own-node-ingress',
    fields: ['ownNodeIngress'],
    says: ({ ownNodeIngress }) =>
      ownNodeIngress === 'filtered'
        ? 'what a pod gets from its own node is filtered like the rest'
        : 'what a pod gets from its own node always passes',
    repair: 'allow the address of the node, or the entity host, on the ports that are probed',
  },
  {
    id: 'load-balancer',
    fields: ['throughLoadBalancer'],
    says: ({ throughLoadBalancer }) =>
      throughLoadBalancer === 'filtered'
        ? 'traffic through LoadBalancer and NodePort Services is filtered, also with externalTrafficPolicy Cluster'
        : throughLoadBalancer === 'unfiltered'
          ? 'traffic through LoadBalancer and NodePort Services with externalTrafficPolicy Cluster is not filtered'
          : 'traffic through LoadBalancer and NodePort Services with externalTrafficPolicy Cluster comes from addresses of nodes',
    repair:
      'allow the clients on ingress of the pods behind the Service: an ipBlock of their ranges, 0.0.0.0/0 if the Service is for everybody',
  },
  {
    id: 'end-port',
    fields: ['endPort'],
    says: ({ endPort }) =>
      endPort === 'ignored'
        ? 'endPort is ignored: only the first port of the range is open'
        : endPort === 'policySkipped'
          ? 'policies with endPort are skipped whole'
          : 'endPort is honoured: the whole range is open',
    repair: 'list the ports one by one, or go to a version that reads endPort first',
  },
  {
    id: 'named-ports',
    fields: ['namedPorts'],
    says: ({ namedPorts }) =>
      namedPorts === 'none'
        ? 'names of ports are not read'
        : namedPorts === 'first'
          ? 'a name of a port that stands for several numbers opens only one of them'
          : 'a name of a port opens every number it stands for',
    repair: 'write ports as numbers',
  },
  {
    id: 'sctp',
    fields: ['sctp'],
    says: ({ sctp }) => (sctp ? 'SCTP is filtered' : 'SCTP is not filtered: it always passes'),
    repair:
      'do not rely on policies for SCTP here: close it with a security group, or switch SCTP on in the engine',
  },
  {
    id: 'families',
    fields: ['families'],
    says: ({ families }) =>
      `of address families, ${families.map((family) => `IPv${family}`).join(' and ') || 'none'} is filtered`,
    repair: 'write rules for both families, or keep the cluster on one',
  },
  {
    id: 'negative-selectors',
    fields: ['negativeSelectors'],
    says: ({ negativeSelectors }) =>
      negativeSelectors === 'policySkipped'
        ? 'policies with NotIn or DoesNotExist are skipped whole'
        : 'NotIn and DoesNotExist are honoured',
    repair: 'say by In or matchLabels whom the policy means',
  },
  {
    id: 'except',
    fields: ['except'],
    says: ({ except }) =>
      except === 'policySkipped'
        ? 'policies with except are skipped whole'
        : 'except of an ipBlock is honoured',
    repair: 'list the ranges that are left instead of except',
  },
  {
    id: 'host-network',
    fields: ['hostNetworkIsPod'],
    says: ({ hostNetworkIsPod }) =>
      hostNetworkIsPod
        ? 'pods on the network of their node count as pods'
        : 'pods on the network of their node count as that node',
    repair: 'name such pods by the addresses of their nodes',
  },
  {
    id: 'own-kinds',
    fields: ['kindGroups', 'names', 'l7'],
    says: ({ name, kindGroups }) =>
      kindGroups.length === 0
        ? `${name} reads no kinds of policies of other engines`
        : `${name} reads policies of ${kindGroups.join(' and ')}`,
    repair: 'write as NetworkPolicy what is to hold on both engines',
  },
  {
    id: 'admin-kinds',
    fields: ['adminKinds'],
    says: ({ adminKinds }) =>
      adminKinds
        ? 'ClusterNetworkPolicy and its forerunners are enforced'
        : 'ClusterNetworkPolicy and its forerunners are not enforced',
    repair: 'write as NetworkPolicy what is to hold on both engines',
  },
  {
    id: 'enforces',
    fields: [
      'enforces',
      'families',
      'kindGroups',
      'adminKinds',
      'throughLoadBalancer',
      'names',
      'l7',
    ],
    says: ({ enforces }) =>
      enforces ? 'policies are enforced at all' : 'no policy is enforced on these nodes',
    repair: 'keep such pods on nodes where the engine runs, or guard them by other means',
  },
];
