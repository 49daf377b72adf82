import type { AnyElement } from './elements/kinds.ts';

/** When a statement was collected, in milliseconds; what nobody dated is older than all else. */
export function momentOf({ source }: Pick<AnyElement, 'source'>): number {
  const moment = Date.parse(source.collected ?? '');
  return Number.isNaN(moment) ? 0 : moment;
}

/** Whether the first of two statements was collected after the other. */
export const isLater = (
  one: Pick<AnyElement, 'source'>,
  other: Pick<AnyElement, 'source'>,
): boolean => momentOf(one) > momentOf(other);
