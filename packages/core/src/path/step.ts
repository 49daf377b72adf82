import type { Prefix } from '@aksnet/net';
import type { Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import type { NextHop, RouteSource } from '../facts/platform/routing.ts';
import type { Packet, Where } from './packet.ts';

/** What becomes of a packet. Closed set. */
export type Verdict =
  | 'delivered'
  /** It arrives, but not the way that was meant: at a public address instead of the private one. */
  | 'deliveredOtherwise'
  | 'blocked'
  /** A route or a missing exit swallows it. */
  | 'blackholed'
  | 'loop'
  /** The reply takes a way on which something has not seen the first packet. */
  | 'asymmetric'
  | 'nameFailure'
  | 'capacityRisk'
  /** Parts of it fare differently, or it fails on a point nobody has decided (a named assumption). */
  | 'ambiguous'
  /** Something is missing or not modelled; the trace says what. */
  | 'undetermined';

/** An alternative that was looked at and did not decide, and why. */
export interface Loser {
  readonly what: string;
  readonly because:
    | 'later'
    | 'shorterPrefix'
    | 'weakerSource'
    | 'heldBack'
    | 'noMatch'
    | 'assumption';
}

/** What every step says. */
export interface StepBase {
  /** The element that answered. */
  readonly at: ElementId;
  /** The rule, route, link or policy that decided: its name within `at`, or an element of its own. */
  readonly decidedBy?: string;
  readonly lost: readonly Loser[];
  /** The packet as it goes on. */
  readonly after: Packet;
  readonly assumes: readonly AssumptionName[];
}

/** A name was looked up. */
export interface Resolved {
  readonly kind: 'resolved';
  readonly name: string;
  /** Names that it led to, one by one. */
  readonly aliases: readonly string[];
  readonly answer: 'private' | 'public' | 'nothing' | 'unknown';
  /** VNet in whose name the platform was asked; undefined when it was not asked. */
  readonly asker?: ElementId;
  /** VNets to which the zone in question is linked. */
  readonly linkedTo?: readonly ElementId[];
}

/** What filters packets. */
export type FilterKind =
  | 'networkPolicy'
  | 'adminRules'
  | 'securityGroup'
  | 'firewall'
  | 'peering'
  | 'authorizedRanges'
  | 'endpointState'
  | 'serviceAccess';

/** A filter was passed, or not. */
export interface Filtered {
  readonly kind: 'filtered';
  readonly filter: FilterKind;
  readonly direction: 'in' | 'out';
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** The filter holds the session: a reply of what it let pass needs no rule. */
  readonly byState?: true;
  /** It stopped the question for the name, not the connection: by address it could still be tried. */
  readonly ofLookUp?: true;
}

/** A route was chosen. */
export interface Routed {
  readonly kind: 'routed';
  /** Absent: the platform forwards without a table (between the pods of a cluster). */
  readonly prefix?: Prefix;
  readonly nextHop: NextHop | 'Platform';
  readonly source: RouteSource;
  /** The firewall, peering or gateway that it goes to. */
  readonly via?: ElementId;
}

/** An address was rewritten. */
export interface Translated {
  readonly kind: 'translated';
  readonly end: 'source' | 'destination';
  readonly before: Where;
  readonly as: 'node' | 'firewall' | 'exit' | 'original';
}

/** It arrived. */
export interface Delivered {
  readonly kind: 'delivered';
  readonly to: ElementId;
}

/** It goes no further. */
export interface Stuck {
  readonly kind: 'stuck';
  readonly because:
    | 'routeToNone'
    | 'noRoute'
    | 'noExit'
    | 'noWayIn'
    | 'loop'
    | 'nameFailure'
    | 'unseenByFirewall'
    | 'missing';
  readonly missing: readonly Missing[];
}

/** One thing that happened to a packet. Data only; sentences are made where it is shown. */
export type Step = StepBase & (Resolved | Filtered | Routed | Translated | Delivered | Stuck);

/** A packet followed there and back. */
export interface Trace {
  readonly verdict: Verdict;
  readonly forward: readonly Step[];
  readonly back: readonly Step[];
  /** Every step that stands in the way, the first met first: the walk goes on past a filter. */
  readonly blockers: readonly Step[];
  readonly missing: readonly Missing[];
  /** Every element whose change can change the answer. */
  readonly consulted: ReadonlySet<ElementId>;
}

/** What a filter says of a packet. */
export type Ruling =
  | {
      readonly kind: 'passes' | 'stops';
      readonly decidedBy?: string;
      readonly lost: readonly Loser[];
      readonly assumes: readonly AssumptionName[];
    }
  | {
      readonly kind: 'unsure';
      readonly missing: readonly Missing[];
      readonly lost: readonly Loser[];
    };

/** It passes for the named reason. */
export const passes = (decidedBy?: string, assumes: readonly AssumptionName[] = []): Ruling =>
  ruled('passes', decidedBy, assumes);

/** It is stopped for the named reason. */
export const stops = (decidedBy?: string, assumes: readonly AssumptionName[] = []): Ruling =>
  ruled('stops', decidedBy, assumes);

const ruled = (
  kind: 'passes' | 'stops',
  decidedBy: string | undefined,
  assumes: readonly AssumptionName[],
): Ruling => ({ kind, ...(decidedBy === undefined ? {} : { decidedBy }), lost: [], assumes });

/** Whether it passes is not known. */
export const unsure = (...missing: readonly Missing[]): Ruling => ({
  kind: 'unsure',
  missing,
  lost: [],
});
