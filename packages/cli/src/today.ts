/** Today in UTC, as ISO 8601 text. The only place where the clock is read. */
export const today = (): string => new Date().toISOString().slice(0, 10);
