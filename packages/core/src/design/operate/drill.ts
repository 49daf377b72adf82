import type { Estate } from '../../estate/estate.ts';
import { type Prose, prose } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { AssumptionName } from '../../facts/assumptions.ts';
import type { Citation } from '../../facts/citation.ts';
import type { DrillId } from '../../write/monitoring/signal.ts';

/** Where a step is done. */
export type StepPlace = 'workstation' | 'pod' | 'node' | 'portal';

/** One thing to do. */
export interface DrillStep {
  readonly says: Prose;
  /** A POSIX command line, quoted; absent where there is none to give. */
  readonly command?: string;
  readonly where: StepPlace;
}

/** A failure provoked on purpose: what it proves, how it is done, when to stop, how to undo it. */
export interface Drill {
  /** Unique in the estate. */
  readonly id: string;
  /** The catalogue entry, which signals name as their runbook. */
  readonly drill: DrillId;
  readonly title: Prose;
  readonly proves: Prose;
  readonly about: readonly ElementId[];
  /** What must hold before it begins. */
  readonly before: readonly Prose[];
  readonly steps: readonly DrillStep[];
  /** What is seen when the network does what it should. */
  readonly expected: readonly Prose[];
  /** When to stop at once and undo. */
  readonly abort: readonly Prose[];
  readonly undo: readonly DrillStep[];
  readonly assumes: readonly AssumptionName[];
  readonly cite: readonly Citation[];
}

/** One kind of drill; it decides by itself where in an estate it applies. */
export interface DrillEntry {
  readonly drill: DrillId;
  readonly drills: (estate: Estate) => readonly Drill[];
}

/** What every drill asks for first. */
export const rehearsed: Prose = prose`it went well in an environment of the same shape without customers`;

/** What every drill is stopped by. */
export const customersHurt: Prose = prose`a workload outside the drill reports errors, or pods of it wait longer than usual`;

/** A step at the keyboard. */
export const atWorkstation = (says: Prose, command: string): DrillStep => ({
  says,
  command,
  where: 'workstation',
});
