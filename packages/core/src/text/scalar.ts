/** A value that was read, or undefined when the input does not spell one. */
export type Reading<T> = { readonly value: T } | undefined;

const longestShown = 60;
const numeral = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Texts; numbers and booleans as their text, since versions, zones and tags are written so. */
export function asString(value: unknown): Reading<string> {
  if (typeof value === 'string') return { value };
  if (typeof value === 'boolean') return { value: String(value) };
  return typeof value === 'number' && Number.isFinite(value) ? { value: String(value) } : undefined;
}

/** Finite numbers, and texts that spell one in plain decimal. */
export function asNumber(value: unknown): Reading<number> {
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return numeral.test(text) ? { value: Number(text) } : undefined;
}

/** Booleans, and `true` and `false` as texts in any case. */
export function asBoolean(value: unknown): Reading<boolean> {
  if (typeof value === 'boolean') return { value };
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  return text === 'true' || text === 'false' ? { value: text === 'true' } : undefined;
}

/** A value for a message: escaped, on one line, cut; lists and objects by their kind only. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? value : String(value);
  const cut = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return typeof value === 'string' ? JSON.stringify(cut) : cut;
}
