import type { Estate } from '../estate/estate.ts';
import { assumed } from '../facts/assumptions.ts';

/*
 * A subnet in use cannot be enlarged (assumption `subnet.resizeInUse`), so what outgrows it moves to a
 * successor beside it. Whoever sizes a VNet keeps room for that one, and whoever judges a VNet asks for
 * the same room: both ask here.
 */

/** Prefix length of the subnet that takes over from one of the given length: twice as large. */
export const successorLength = (length: number): number => length - 1;

/** Whether a subnet that is outgrown needs a successor at all, rather than a larger range. */
export const needsSuccessor = ({ assume }: Pick<Estate, 'assume'>): boolean =>
  assumed('subnet.resizeInUse', assume) === 'no';
