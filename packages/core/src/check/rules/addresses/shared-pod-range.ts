import { formatPrefix, overlaps, prefix } from '@aksnet/net';
import { all, type Estate, isListed } from '../../../estate/estate.ts';
import { type HeldRange, ranges } from '../../../estate/ranges.ts';
import { cluster } from '../../../estate/sketch.ts';
import { type Missing, missingOf } from '../../../evidence/knowable.ts';
import { prose } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { finding, passUnless, rangesEvidence } from '../../judge.ts';
import { proposal } from '../../propose.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

/** So many clusters are shown as evidence. */
const shown = 12;

/**
 * Pod ranges that hang together by overlapping. Equal ranges are one; of the others each is put to
 * the widest one around it, for prefixes nest and never cross. O(n log n).
 */
function groups(estate: Estate): readonly (readonly HeldRange[])[] {
  const byText = new Map<string, HeldRange[]>();
  for (const held of ranges(estate).held) {
    if (held.kind !== 'overlayPods' || held.held === true) continue;
    const text = formatPrefix(held.prefix);
    const equal = byText.get(text);
    if (equal === undefined) byText.set(text, [held]);
    else equal.push(held);
  }
  const widest = new Map<readonly HeldRange[], HeldRange[]>();
  const lists = [...byText.values()];
  const prefixOf = (list: readonly HeldRange[]) => list[0]?.prefix ?? prefix('0.0.0.0/0');
  for (const { outer, inner } of overlaps(lists, prefixOf).pairs()) widest.set(inner, outer);
  const joined = new Map(lists.map((list) => [list, widest.has(list) ? [] : [...list]]));
  for (const [inner, outer] of widest) joined.get(outer)?.push(...inner);
  return [...joined.values()];
}

function* judge(estate: Estate): IterableIterator<Judgement> {
  const shared = groups(estate).filter((group) => new Set(group.map(({ of }) => of)).size > 1);
  const inGroup = new Set<ElementId>(shared.flatMap((group) => group.map(({ of }) => of)));
  for (const group of shared) {
    const [first] = group;
    if (first !== undefined) yield finding(first.of, faultOf(estate, group, first));
  }
  const missing = missingFor(estate);
  for (const { id } of all(estate, 'cluster')) if (!inGroup.has(id)) yield passUnless(missing, id);
}

/** A cluster that is not among the inputs, or whose range is not known, may share any range. */
const missingFor = (estate: Estate): readonly Missing[] => [
  ...all(estate, 'cluster').flatMap(({ network }) => missingOf(network.podRanges)),
  ...(isListed(estate, 'cluster') ? [] : [{ kind: 'notListed', what: 'cluster' } as const]),
];

function faultOf(estate: Estate, group: readonly HeldRange[], first: HeldRange): Fault {
  const clusters = [...new Set(group.map(({ of }) => of))];
  const [, second = first.of] = clusters;
  return {
    field: first.field,
    says: prose`${clusters.length} clusters share the pod range ${first.prefix}, ${called(estate, first.of)} and ${called(estate, second)} among them. Azure allows it, because such pod addresses never leave their cluster. It is a risk only where pods of these clusters must be told apart (in logs, on appliances) or reached, or where the clusters are joined in one mesh.`,
    evidence: rangesEvidence(...group.slice(0, shown)),
    fix: prose`Nothing has to be done for independent clusters. Where their pods must be told apart, give new clusters ranges of their own. ${proposal(estate, 'overlayPods', first.prefix.length)}`,
  };
}

/** AKS-IP-006: several clusters use the same pod range. */
export const sharedPodRange: Rule = {
  code: 'AKS-IP-006',
  title: 'Several clusters share a pod range',
  severity: 'note',
  topic: 'addresses',
  judge,
  cite: spaceKinds.overlayPods.cite,
  page: {
    what: 'Pod ranges of several clusters share addresses.',
    why: 'For independent clusters this is legal, even in one VNet: pods of an overlay never show their address outside. It matters when pods of several clusters must be told apart by address, when something outside is to reach them, or when the clusters are to be joined in one mesh later.',
    judged:
      'The pod ranges of all clusters among the inputs against each other; one note for each group that hangs together. Never a warning and never an error. Ranges of different size that nest count as shared.',
    undetermined:
      'The pod range of some cluster is not known, or nobody said that all clusters are among the inputs.',
    fix: 'Nothing, as long as the clusters stay independent. Give clusters that are to be joined ranges of their own before they are built.',
    example: {
      given: 'Two clusters that both kept the default pod range.',
      elements: () => [cluster('pay'), cluster('risk')],
    },
  },
};
