import type { Line } from '../evidence/ledger.ts';
import { prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { type Amount, greatest, product, scaledUp, sum } from './amount.ts';
import { line } from './line.ts';
import { overlaps, type Planning } from './planning.ts';
import type { PoolSize } from './pools.ts';

/** What a plan's wishes are reckoned from. */
export interface PlanningBase {
  readonly planning: Planning;
  readonly subject: ElementId;
  readonly sizes: readonly PoolSize[];
  /** What a node of a pool takes of the thing in question. */
  readonly perNode: (size: PoolSize) => Amount;
  /** What the pools take by themselves: what growth multiplies. */
  readonly lines: readonly Line[];
}

/** What a plan wants beyond what the pools take by themselves; nothing for {@link noPlanning}. */
export function planningLines(base: PlanningBase): readonly Line[] {
  const { planning, subject: from, sizes, perNode, lines } = base;
  const atMaximum = sizes.map((size) => product(size.maximum, perNode(size)));
  const planned: readonly Line[] = [
    line({
      role: 'migration',
      what: prose`what stands twice while it is migrated`,
      amount: overlaps[planning.migrationOverlap](atMaximum),
      from,
    }),
    line({
      role: 'emergency',
      what: prose`${planning.emergencyNodes} nodes that may start beyond every maximum`,
      amount: product(planning.emergencyNodes, greatest(sizes.map(perNode))),
      from,
    }),
    line({
      role: 'growth',
      what: prose`growth by the factor ${planning.growthFactor}`,
      amount: growth(lines, planning.growthFactor),
      from,
    }),
  ];
  return planned.filter((each) => each.amount !== 0);
}

const growth = (lines: readonly Line[], factor: number): Amount =>
  factor === 1 ? 0 : scaledUp(sum(lines.map((each) => each.amount)), factor - 1);
