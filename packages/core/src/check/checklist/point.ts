import type { Kind } from '../../estate/elements/kinds.ts';
import type { Estate, Tense } from '../../estate/estate.ts';
import type { RuleCode } from '../../evidence/finding.ts';
import type { Knowable } from '../../evidence/knowable.ts';

/** The five parts of the checklist. */
export type ChecklistTopic = 'addresses' | 'cni' | 'egress' | 'ingress' | 'operations';

/** What no rule can see, and who or what settles it. */
export interface Claim {
  /** What has to be attested, as the end of "somebody attests that …". */
  readonly that: string;
  /** Tenses in which the Estate itself shows it, and why. */
  readonly shownBy?: { readonly tenses: readonly Tense[]; readonly because: string };
}

/** A question to be answered before a cluster goes into production. */
export interface ChecklistQuestion {
  /** Stable; attestations name it. */
  readonly id: string;
  readonly topic: ChecklistTopic;
  readonly question: string;
  /** Rules whose errors and warnings answer no. */
  readonly rules: readonly RuleCode[];
  /** Kinds of which there must be one for the question to arise. */
  readonly about: readonly Kind[];
  /** Narrows that down further. */
  readonly arises?: (estate: Estate) => Knowable<boolean>;
  readonly claim?: Claim;
}
