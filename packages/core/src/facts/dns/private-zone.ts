import type { Citation, Confidence } from '../citation.ts';
import type { CloudId } from '../clouds.ts';

/**
 * The private zones of one sub-resource of a service in one cloud. Placeholders in braces stand for
 * one label each: `{region}`, `{dnsPrefix}`, `{regionCode}`, `{subzone}`.
 */
export interface PrivateZone {
  readonly cloud: CloudId;
  readonly resourceType: string;
  /** Tells rows of one type apart that differ in tier. */
  readonly variant?: string;
  /** Sub-resources that a private endpoint may be for. */
  readonly groupIds: readonly string[];
  /** All of these zones are needed. */
  readonly zones: readonly string[];
  /** Suffixes of the public names that lead into the zones. */
  readonly publicSuffixes: readonly string[];
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}
