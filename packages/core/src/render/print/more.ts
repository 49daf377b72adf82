import type { FindingItem } from '../page.ts';

/** How findings that are folded are announced: `207 more of AKS-IP-003`. */
export const moreWords = (more: readonly FindingItem[]): string =>
  `${more.length} more of ${[...new Set(more.map((item) => item.code))].join(', ')}`;
