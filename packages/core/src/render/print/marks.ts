import type { Mark } from '../page.ts';

/** What stands before a mark's word: ASCII for terminals and logs, a picture for pages. */
export interface MarkSign {
  readonly ascii: string;
  readonly picture: string;
}

/** The sign of every mark. Each differs in shape, so that colour is never needed to tell them apart. */
export const markSigns: Readonly<Record<Mark, MarkSign>> = {
  good: { ascii: '+', picture: '✓' },
  bad: { ascii: 'x', picture: '✕' },
  warning: { ascii: '!', picture: '▲' },
  note: { ascii: 'i', picture: 'ℹ' },
  unknown: { ascii: '?', picture: '?' },
  attested: { ascii: '*', picture: '✎' },
  off: { ascii: '-', picture: '–' },
};
