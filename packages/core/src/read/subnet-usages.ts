import type { RecordedAnswer } from '../estate/elements/recorded.ts';
import { all, type Estate } from '../estate/estate.ts';
import { canonical, type Id, parseArmId } from '../estate/id.ts';
import { view } from '../estate/view.ts';
import type { Path, Source } from '../evidence/source.ts';
import { type Fields, field, isFields } from './bodies.ts';

/** How many addresses of a subnet Azure counted as taken, and how many there are to take. */
export interface SubnetUsage {
  readonly used: number;
  readonly limit: number;
  readonly source: Source;
}

/**
 * What Azure answered to `usages` of VNets, by subnet: evidence of capacity. Of several answers the one
 * collected last counts. Subnets that Azure does not count (it answers -1) are left out.
 */
export const subnetUsages: (estate: Estate) => ReadonlyMap<Id<'subnet'>, SubnetUsage> = view(
  (estate) => {
    const found = new Map<Id<'subnet'>, SubnetUsage>();
    const answers = all(estate, 'recordedAnswer')
      .filter(({ question }) => question === 'subnetUsages')
      .toSorted(byAge);
    for (const { body, source } of answers)
      for (const { item, place } of itemsOf(body)) {
        const id = field(item, 'id');
        const used = field(item, 'currentValue');
        const limit = field(item, 'limit');
        if (typeof id !== 'string' || typeof used !== 'number' || typeof limit !== 'number')
          continue;
        if (used < 0 || limit < 0 || !isSubnet(id)) continue;
        const path = [...source.path, ...place];
        found.set(canonical(id), { used, limit, source: { ...source, path } });
      }
    return found;
  },
);

/** Oldest first; what has no time counts as older than what has one. */
const byAge = (a: RecordedAnswer, b: RecordedAnswer): number => momentOf(a) - momentOf(b);

const momentOf = ({ source }: RecordedAnswer): number => {
  const moment = Date.parse(source.collected ?? '');
  return Number.isNaN(moment) ? 0 : moment;
};

const isSubnet = (id: string): boolean =>
  parseArmId(id)?.type.toLowerCase() === 'microsoft.network/virtualnetworks/subnets';

interface Item {
  readonly item: Fields;
  /** Inside the answer. */
  readonly place: Path;
}

/** The items of an answer: below `value` as REST prints them, or a list alone as `az` does. */
function itemsOf(body: unknown): readonly Item[] {
  const isAlone = Array.isArray(body);
  const value: unknown = isFields(body) ? field(answered(body), 'value') : body;
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, i) =>
    isFields(item) ? [{ item, place: isAlone ? [i] : ['value', i] }] : [],
  );
}

/** Recordings keep the question beside the answer. */
function answered(body: Fields): Fields {
  const response = field(body, 'response') ?? field(body, 'responseBody');
  return isFields(response) ? response : body;
}
