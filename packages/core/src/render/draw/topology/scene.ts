import type { ElementId } from '../../../evidence/source.ts';
import type { Role } from '../palette.ts';

/** What there is to draw of an estate's topology: words and relations, no places. */
export interface Scene {
  readonly regions: readonly RegionScene[];
  readonly links: readonly Link[];
  /** Networks beyond Azure: on-premises, VPN, other clouds. */
  readonly outside: readonly OutsideScene[];
}

/** A region: its hubs in a row, the networks around them beneath. */
export interface RegionScene {
  readonly name: string;
  readonly hubs: readonly NetworkScene[];
  readonly spokes: readonly NetworkScene[];
}

/** How a network is drawn: hubs stand out, ghosts are known by name only. */
export type NetworkLook = 'hub' | 'spoke' | 'ghost';

/** A VNet, a Virtual WAN hub, or the VNet that AKS makes for a cluster. */
export interface NetworkScene {
  readonly id: ElementId;
  readonly look: NetworkLook;
  readonly name: string;
  /** What it is, in words: `VNet`, `Virtual WAN hub`. */
  readonly what: string;
  readonly ranges: string;
  readonly owner?: string;
  /** What no line shows: peerings with other spokes, halves of peerings. */
  readonly notes: readonly string[];
  readonly clusters: readonly ClusterScene[];
  readonly subnets: readonly SubnetScene[];
}

/** A cluster, with the number by which its pools are told in the subnets. */
export interface ClusterScene {
  readonly id: ElementId;
  readonly badge: number;
  readonly name: string;
  /** Label and value: mode, ranges, way in, way out. */
  readonly lines: readonly (readonly [label: string, value: string])[];
}

/** A subnet with those who use it. */
export interface SubnetScene {
  readonly id: ElementId;
  readonly name: string;
  readonly range: string;
  readonly occupants: readonly Occupant[];
}

/** Something that lives in a subnet. */
export interface Occupant {
  readonly role: Role;
  readonly text: string;
  /** The number of the cluster it belongs to. */
  readonly badge?: number;
}

/** A network beyond Azure. */
export interface OutsideScene {
  readonly id: ElementId;
  readonly name: string;
  readonly what: string;
  readonly ranges: string;
}

/** A connection that is drawn as a line. */
export type Link =
  /** A peering or hub connection; `whole` when both halves are there and connected. */
  | {
      readonly kind: 'peering';
      readonly a: ElementId;
      readonly b: ElementId;
      readonly whole: boolean;
    }
  /** A gateway to the networks outside. */
  | { readonly kind: 'outside'; readonly a: ElementId; readonly by: string }
  /** A way out to the internet, or in from it. */
  | {
      readonly kind: 'internet';
      readonly a: ElementId;
      readonly by: string;
      readonly way: 'out' | 'in' | 'both';
    };
