import type { CloudId } from './clouds.ts';

/** How the regions of the sovereign clouds begin; all others are public. */
const prefixes: readonly (readonly [string, CloudId])[] = [
  ['usgov', 'usgov'],
  ['usdod', 'usgov'],
  ['china', 'china'],
];

/** The cloud that a region belongs to; the public one when no region is stated. */
export const cloudOf = (region: string | undefined): CloudId =>
  prefixes.find(([start]) => region?.startsWith(start) === true)?.[1] ?? 'public';
