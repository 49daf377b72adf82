import type { Cluster } from '../estate/elements/cluster.ts';
import type { Missing } from '../evidence/knowable.ts';
import type { Place } from './place.ts';

/** Which side of a connection an end is: both may be pods of one cluster and must stay apart. */
export type Side = 'from' | 'to';

/** Whom a packet is for: a place, or what a name leads to. */
export type Target =
  | { readonly kind: 'place'; readonly place: Place; readonly name?: string }
  | {
      readonly kind: 'name';
      readonly name: string;
      /** The name is meant to lead to a private address. */
      readonly private: boolean;
      /** The service behind it, as far as one is known by the estate. */
      readonly of: string;
    }
  | { readonly kind: 'apiServer'; readonly cluster: Cluster };

/** Ends that were found, and why there may be others. */
export interface Found<T> {
  readonly ends: readonly T[];
  readonly missing: readonly Missing[];
}

/** Nothing is missing beside these. */
export const found = <T>(...ends: readonly T[]): Found<T> => ({ ends, missing: [] });
/** None was found, for the reasons. */
export const lacking = <T>(...missing: readonly Missing[]): Found<T> => ({ ends: [], missing });
/** Something that is not worked out. */
export const notModelled = (feature: string): Missing => ({ kind: 'notModelled', feature });
