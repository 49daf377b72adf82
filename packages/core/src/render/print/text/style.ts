import type { Mark } from '../../page.ts';

/** Puts a run of text into colour or weight; must not change what is read, only how it looks. */
export type Paint = (text: string) => string;

/** How a terminal shows emphasis. The caller knows whether there is a terminal; nothing here does. */
export interface TextStyle {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly code: Paint;
  readonly mark: (mark: Mark) => Paint;
}

/** Text without any emphasis. */
export const asIs: Paint = (text) => text;

/** No emphasis at all: for pipes, logs and files. */
export const plainStyle: TextStyle = { strong: asIs, faint: asIs, code: asIs, mark: () => asIs };

const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;

const markColours: Readonly<Record<Mark, number>> = {
  good: 32,
  bad: 31,
  warning: 33,
  note: 36,
  unknown: 35,
  attested: 34,
  off: 90,
};

/** The sixteen colours every terminal has, which follow its theme. */
export const ansiStyle: TextStyle = {
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  code: sgr(36, 39),
  mark: (mark) => sgr(markColours[mark], 39),
};
