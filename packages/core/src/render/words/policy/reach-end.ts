import {
  type AddressRange,
  asPrefix,
  type Family,
  formatPrefix,
  formatRange,
  prefix,
  prefixesOf,
  setOf,
  setOfRanges,
  subtract,
} from '@aksnet/net';
import type { EntryEnd } from '../../../policy/entry-links.ts';
import type { PodGroup } from '../../../policy/pod-groups.ts';
import type { ReachEnd } from '../../../policy/reach-table.ts';

/** `shop/web`, `shop/*` for a namespace. */
export const groupText = ({ namespace, name }: PodGroup): string => `${namespace}/${name ?? '*'}`;

/** What people call an end. */
export function endText(end: ReachEnd): string {
  switch (end.kind) {
    case 'pods':
      return groupText(end.group);
    case 'outside':
      return outsideText(end.ranges);
    case 'name':
      return `name ${end.name}`;
    case 'node':
      return `node ${end.name}`;
    case 'entry':
      return entryText(end.entry);
  }
}

/** A way in, with what leads there. */
export function entryText({ title, place, entries }: EntryEnd): string {
  const names = entries.map(
    ({ objectKind, namespace = 'default', name }) => `${objectKind} ${namespace}/${name}`,
  );
  const by = place === 'unknown' ? `unknown controller: ${title}` : title;
  return `${names.join(', ')} (${by})`;
}

const wholes = { 4: prefix('0.0.0.0/0'), 6: prefix('::/0') } as const;

/** Addresses in few words: `any IPv4 address but 10.0.0.0/8`, else ranges as prefixes where they are such. */
export function outsideText(ranges: readonly AddressRange[]): string {
  const families: readonly Family[] = [4, 6];
  return families
    .flatMap((family) => {
      const own = ranges.filter((range) => range.family === family);
      return own.length === 0 ? [] : [familyText(family, own)];
    })
    .join(', ');
}

/** More holes than this are told as ranges. */
const mostHoles = 6;

function familyText(family: Family, ranges: readonly AddressRange[]): string {
  const holes = [...prefixesOf(subtract(setOf([wholes[family]]), setOfRanges(ranges)))];
  const any = `any IPv${family} address`;
  if (holes.length === 0) return any;
  const plain = ranges.map((range) => {
    const one = asPrefix(range);
    return one === undefined ? formatRange(range) : formatPrefix(one);
  });
  return holes.length <= mostHoles && isMost(family, ranges)
    ? `${any} but ${holes.map(formatPrefix).join(', ')}`
    : plain.join(', ');
}

const isMost = (family: Family, ranges: readonly AddressRange[]): boolean => {
  const size = ranges.reduce((sum, one) => sum + BigInt(one.last) - BigInt(one.first), 0n);
  return size > 1n << BigInt(family === 4 ? 31 : 127);
};
