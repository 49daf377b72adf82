import type { Source } from '../../evidence/source.ts';
import type { Id } from '../id.ts';

/** What every element of the Estate has. */
export interface Element<K extends string> {
  readonly kind: K;
  /** Canonical id; the key in the Estate's table of this kind. */
  readonly id: Id<K>;
  /** As its makers spell it. */
  readonly name: string;
  /** The ARM id in its makers' spelling, when it differs from the canonical one. */
  readonly spelled?: string;
  /** The part of a landing zone that it belongs to: deployments are split by it. */
  readonly layer?: 'hub' | 'network' | 'cluster';
  /** The team that answers for it, where known. */
  readonly owner?: string;
  /** It is there already: to be referred to, never created. */
  readonly existing?: true;
  /** Azure region, lower case without spaces, e.g. `southeastasia`. */
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly source: Source;
}
