/** Azure puts these on every resource, and on every part that is one of its own. */
export const isWhole = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(value).some((key) => signsOfAll.has(key.toLowerCase()));

const signsOfAll: ReadonlySet<string> = new Set(['etag', 'properties', 'provisioningstate']);

/** Tools write nothing as an empty text or list. */
export const isEmpty = (value: unknown): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0);
