import { bitsOf, type Family, smallestLengthFor } from '@aksnet/net';
import type { Id } from '../estate/id.ts';
import type { Missing } from '../evidence/knowable.ts';
import { knownNeed, type Ledger, missingNeed } from '../evidence/ledger.ts';
import type { ElementId } from '../evidence/source.ts';
import { limitValue } from '../facts/limits.ts';
import { serviceRangeRules } from '../facts/range-checks.ts';
import { podBlockLength } from '../facts/sizing/pod-range.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { specialSubnets } from '../facts/special-subnets.ts';

/**
 * Who else may hold the same addresses. `unique`: nobody in the routing domain. `shared`: other needs
 * that are shared as well and belong to other clusters, since the range never leaves its cluster.
 */
export type NeedSharing = 'unique' | 'shared';

/** A range that has to be found. */
export interface Need {
  /** Stable name: the same need has the same id in every run. */
  readonly id: string;
  readonly kind: SpaceKindId;
  readonly for: ElementId;
  /** The field of the element that gets the range. */
  readonly field: string;
  readonly family: Family;
  /** Prefix length of the range. */
  readonly length: number;
  /** Bits of room to be kept free behind the range: it can grow to `length - hold`. */
  readonly hold: number;
  readonly ledger?: Ledger;
  readonly region?: string;
  readonly routingDomain?: Id<'routingDomain'>;
  /** The need whose range this one lies within: a subnet's VNet. */
  readonly within?: string;
  readonly sharing: NeedSharing;
  /** Parts of the ledger that are not known and so not in the length. */
  readonly missing: readonly Missing[];
}

/** What a need is beside what its ledger tells. */
export interface NeedAsked
  extends Pick<Need, 'kind' | 'for' | 'field'>,
    Partial<Pick<Need, 'region' | 'routingDomain' | 'within' | 'sharing'>> {
  readonly ledger: Ledger;
  /** Whether the cluster that the range serves is in overlay mode, for subnets that mind. */
  readonly exactWithOverlay?: boolean;
  /** Factor to which the need may grow later; becomes room held behind the range. 1: none. */
  readonly growthFactor?: number;
  /** Units beside the present need that must find room without moving it; held behind the range. 0: none. */
  readonly besides?: number;
  /** Never a longer prefix than this, whatever the ledger says: an organisation's standard size. */
  readonly atMostLength?: number;
}

/** No prefix can hold so much, or none that is legal for its kind. */
export interface NeedRefused {
  readonly kind: 'tooLarge';
  readonly ledger: Ledger;
  /** Shortest prefix length that is legal for the kind; 0 when only the family bounds it. */
  readonly largest: number;
}

/**
 * The IPv4 range that a ledger asks for: rounded up to a prefix, never smaller than Azure takes or
 * advises for a subnet of its kind, exactly the one size where only one is legal. Only the known part
 * of the ledger counts; what is missing is named.
 */
export function needOf(asked: NeedAsked): Need | NeedRefused {
  const bounds = boundsOf(asked);
  const wanted = lengthFor(asked.ledger, knownNeed(asked.ledger));
  const refused: NeedRefused = { kind: 'tooLarge', ledger: asked.ledger, largest: bounds.largest };
  if (wanted === undefined || Math.min(wanted, bounds.smallest) < bounds.largest) return refused;
  const length = Math.min(wanted, bounds.smallest);
  const { kind, field, region, routingDomain, within } = asked;
  return {
    id: `${asked.for}#${field}`,
    kind,
    for: asked.for,
    field,
    family: 4,
    length,
    hold: Math.min(holdBits(asked, length), length - bounds.largest),
    ledger: asked.ledger,
    ...(region === undefined ? {} : { region }),
    ...(routingDomain === undefined ? {} : { routingDomain }),
    ...(within === undefined ? {} : { within }),
    sharing: asked.sharing ?? 'unique',
    missing: missingNeed(asked.ledger),
  };
}

/** Addresses of one unit of a ledger: a node block is more than one. */
const addressesPerUnit: Partial<Record<Ledger['unit'], number>> = {
  'node blocks': 2 ** (bitsOf(4) - podBlockLength.value),
};

const lengthFor = (ledger: Ledger, units: number): number | undefined =>
  smallestLengthFor(units * (addressesPerUnit[ledger.unit] ?? 1), 4);

/** How many bits longer the prefix of the present need is than that of the grown one. */
function holdBits(asked: NeedAsked, length: number): number {
  const need = knownNeed(asked.ledger);
  const grown = lengthFor(
    asked.ledger,
    Math.max(need * (asked.growthFactor ?? 1), need + (asked.besides ?? 0)),
  );
  return grown === undefined ? length : Math.max(0, length - grown);
}

/** Bounds of the prefix length: `smallest` is the longest one, `largest` the shortest. */
interface Bounds {
  readonly smallest: number;
  readonly largest: number;
}

function boundsOf(asked: NeedAsked): Bounds {
  const special = Object.values(specialSubnets).find(
    (subnet) => subnet.space === asked.kind && asked.kind !== 'otherSubnet',
  );
  const exact = asked.exactWithOverlay === true ? special?.exactWithOverlay : undefined;
  if (exact !== undefined) return { smallest: exact, largest: exact };
  const own = ownBounds[asked.kind] ?? subnetBounds;
  const smallest = Math.min(
    own.smallest,
    special?.smallest ?? own.smallest,
    special?.advised ?? own.smallest,
    asked.atMostLength ?? own.smallest,
  );
  const largest = Math.max(own.largest, special?.largest ?? own.largest);
  return { smallest: Math.max(smallest, largest), largest };
}

/** Bounds of subnets as such. */
const subnetBounds: Bounds = {
  smallest: limitValue('subnet-prefix-ipv4-smallest'),
  largest: limitValue('subnet-prefix-ipv4-largest'),
};

/** Bounds of kinds that are no subnets. */
const ownBounds: Partial<Record<SpaceKindId, Bounds>> = {
  vnet: { smallest: subnetBounds.smallest, largest: limitValue('vnet-prefix-largest') },
  overlayPods: { smallest: podBlockLength.value, largest: 0 },
  service: { smallest: bitsOf(4), largest: serviceRangeRules.value.smallerThan + 1 },
};

/** Whether a range was refused. */
export const isRefused = (need: Need | NeedRefused): need is NeedRefused =>
  need.kind === 'tooLarge';
