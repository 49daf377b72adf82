/** A calendar day, ISO 8601: `2028-03-31`. */
export type Day = `${number}-${number}-${number}`;

/** A calendar month, ISO 8601: `2026-11`. Some retirements are announced by month only. */
export type Month = `${number}-${number}`;

/** When something ends, as precisely as it was announced. */
export type Ending = Day | Month;

/**
 * True when a retirement announced for `when` has taken effect on `today` (an ISO day). A day counts from its
 * own morning; a month counts as over only when the next month has begun, because the pages name
 * no day. ISO text sorts like time, so no date arithmetic is needed.
 */
export function hasPassed(when: Ending, today: string): boolean {
  const isMonth = when.length === 'yyyy-mm'.length;
  return isMonth ? today.slice(0, when.length) > when : today >= when;
}
