import type { Prefix } from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import type { Prose } from '../evidence/prose.ts';
import type { Path } from '../evidence/source.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Need } from '../size/need.ts';
import type { Allocation } from './allocation.ts';
import { conflicts, type Impossible, type Written } from './conflict/conflict.ts';
import type { Undecidable } from './decide.ts';
import { lockedChanges } from './locked.ts';
import { unreachablePods } from './outside-flows.ts';
import { unknownNames } from './steering-names.ts';

/** Where a part of the requirements is written, as `file:line:column`; undefined where nobody knows. */
export type PlaceOf = (path: Path) => string | undefined;

/** Why a design cannot be written, and what would help. */
export type Obstacle =
  | { readonly kind: 'impossible'; readonly what: Impossible }
  | { readonly kind: 'tooLarge'; readonly says: Prose }
  | { readonly kind: 'locked'; readonly says: Prose }
  | { readonly kind: 'unknownName'; readonly says: Prose; readonly place?: string }
  | { readonly kind: 'unreachable'; readonly says: Prose }
  | {
      readonly kind: 'full';
      readonly need: Need;
      readonly because: readonly Prose[];
      /** What it has and keeps, when it only became too small. */
      readonly standing?: readonly Prefix[];
      /** Where the pools are written from which it was to be served. */
      readonly place?: string;
    };

/** What obstacles are looked for in. */
export interface ObstacleCase {
  readonly requirements: Requirements;
  readonly undecidable: readonly Undecidable[];
  readonly refused: readonly Prose[];
  readonly allocation: Allocation;
  readonly estate: Estate;
  readonly previous?: Estate;
  readonly placeOf?: PlaceOf;
}

/** Everything that stands in the way of a plan, what was written down wrongly first. */
export function obstaclesOf(asked: ObstacleCase): readonly Obstacle[] {
  const { requirements, estate, previous, placeOf = () => undefined } = asked;
  const at = (path: Path): { readonly place?: string } => {
    const place = placeOf(path);
    return place === undefined ? {} : { place };
  };
  const placed = (written: Written): Written => ({ ...written, ...at(written.path) });
  return [
    ...unknownNames(requirements).map(
      ({ path, says }): Obstacle => ({ kind: 'unknownName', says, ...at(path) }),
    ),
    ...conflicts(requirements, asked.undecidable).map(
      (what): Obstacle => ({
        kind: 'impossible',
        what: {
          ...what,
          contradictions: what.contradictions.map(({ asked: written, because }) => ({
            asked: written.map(placed),
            because,
          })),
          waysOut: what.waysOut.map((way) => ({ ...way, changes: way.changes.map(placed) })),
        },
      }),
    ),
    ...asked.refused.map((says): Obstacle => ({ kind: 'tooLarge', says })),
    ...unreachablePods(estate).map((says): Obstacle => ({ kind: 'unreachable', says })),
    ...(previous === undefined ? [] : lockedChanges(previous, estate)).map(
      (says): Obstacle => ({ kind: 'locked', says }),
    ),
    ...rootsOf(asked.allocation).map(
      ({ need, because, standing }): Obstacle => ({
        kind: 'full',
        need,
        because,
        ...(standing === undefined ? {} : { standing }),
        ...at(poolsOf(requirements, estate, need)),
      }),
    ),
  ];
}

/** Needs that failed by themselves: subnets of a VNet without a range only follow from that. */
function rootsOf({ failed }: Allocation): Allocation['failed'] {
  const open = new Set(failed.map(({ need }) => need.id));
  return failed.filter(({ need }) => need.within === undefined || !open.has(need.within));
}

/** Where the pools of the routing domain of a need are written. */
function poolsOf(requirements: Requirements, estate: Estate, need: Need): Path {
  const name =
    need.routingDomain === undefined
      ? undefined
      : estate.elements.routingDomain.get(need.routingDomain)?.name;
  const index = requirements.addresses.domains.findIndex((domain) => domain.name === name);
  return index < 0
    ? ['addresses']
    : ['addresses', 'domains', index, poolKeys[need.kind] ?? 'pools'];
}

/** Kinds of ranges that have pools of their own. */
const poolKeys: { readonly [K in Need['kind']]?: string } = {
  overlayPods: 'overlayPods',
  service: 'services',
};
