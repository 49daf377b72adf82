import { joined, type Part, type Prose } from '../../evidence/prose.ts';

/** The items with commas between; of more than `atMost` the first ones, and how many more there are. */
export function few(items: readonly (Part | Prose)[], atMost: number): Prose {
  const shown = items.length > atMost ? items.slice(0, Math.max(1, atMost - 1)) : items;
  const more = items.length - shown.length;
  return [...joined(shown), ...(more === 0 ? [] : [` and ${more} more`])];
}
