import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { Firewall } from '../estate/elements/firewall.ts';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Log } from './log.ts';
import type { Cut } from './packet.ts';
import type { Place } from './place.ts';

/** Whether the packet is the first of its connection, or the reply that filters have seen coming. */
export type Leg =
  | { readonly kind: 'first' }
  | { readonly kind: 'reply'; readonly seenBy: ReadonlySet<ElementId> };

/** How a travel ends. */
export type End = 'reached' | 'stuck' | Cut;

/** Where a packet is between two hops. */
export type Position =
  | {
      readonly kind: 'network';
      readonly network: Id<'virtualNetwork'>;
      readonly subnet?: Id<'subnet'>;
      readonly firewall?: Firewall;
      readonly cluster?: Cluster;
      readonly pool?: AgentPool;
    }
  | { readonly kind: 'hub'; readonly hub: Id<'virtualHub'>; readonly firewall?: Firewall };

/** A packet under way. */
export interface Voyage {
  readonly estate: Estate;
  readonly log: Log;
  readonly leg: Leg;
  readonly to: Place;
}

/** What comes after a hop: another place, or the end. */
export type Next = Position | End;
