import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { Id } from '../estate/id.ts';
import type { ElementId } from '../evidence/source.ts';
import type { PodParty } from './elements/policy-party.ts';
import type { EndpointPlace } from './elements/private-endpoint.ts';
import type { Where } from './packet.ts';

/** Pods of a workload on the nodes of one pool. */
export interface PodsPlace {
  readonly kind: 'pods';
  readonly cluster: Cluster;
  readonly pool: AgentPool;
  /** Subnet and VNet by which they leave; undefined in a VNet that AKS manages. */
  readonly subnet: Id<'subnet'> | undefined;
  readonly network: Id<'virtualNetwork'> | undefined;
  readonly address: Where;
  /** Addresses of the nodes that they run on. */
  readonly nodes: Where;
  readonly party: PodParty;
  readonly of: ElementId;
}

/** Nodes of a pool. */
export interface NodesPlace {
  readonly kind: 'nodes';
  readonly cluster: Cluster;
  readonly pool: AgentPool;
  readonly subnet: Id<'subnet'> | undefined;
  readonly network: Id<'virtualNetwork'> | undefined;
  readonly address: Where;
  readonly of: ElementId;
}

/** A private endpoint. */
export interface PrivatePlace {
  readonly kind: 'endpoint';
  readonly place: EndpointPlace;
  readonly address: Where;
  readonly of: ElementId;
}

/** Something in a subnet: a gateway, an API server, a firewall. */
export interface SubnetPlace {
  readonly kind: 'subnet';
  readonly subnet: Id<'subnet'>;
  readonly network: Id<'virtualNetwork'>;
  readonly address: Where;
  readonly of: ElementId;
}

/** Something in a VNet, in a subnet that has neither group nor route table. */
export interface NetworkPlace {
  readonly kind: 'network';
  readonly network: Id<'virtualNetwork'>;
  readonly address: Where;
  readonly of: ElementId;
}

/** Something behind a gateway: on-premises, a branch. */
export interface OutsidePlace {
  readonly kind: 'outside';
  readonly address: Where;
  readonly of: ElementId;
}

/** Something on the internet. */
export interface InternetPlace {
  readonly kind: 'internet';
  readonly address: Where;
  readonly of: ElementId;
}

/** Where an end of a connection stands. */
export type Place =
  | PodsPlace
  | NodesPlace
  | PrivatePlace
  | SubnetPlace
  | NetworkPlace
  | OutsidePlace
  | InternetPlace;

/** The subnet of a place, when it has one whose groups and routes count. */
export const subnetOf = (place: Place): Id<'subnet'> | undefined => {
  if (place.kind === 'endpoint') return place.place.subnet;
  return 'subnet' in place ? place.subnet : undefined;
};

/** The VNet of a place. */
export const networkOf = (place: Place): Id<'virtualNetwork'> | undefined => {
  if (place.kind === 'endpoint') return place.place.network;
  return 'network' in place ? place.network : undefined;
};
