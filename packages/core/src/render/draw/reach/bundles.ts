import type { Passing } from '../../../policy/passing.ts';
import { isAlone } from '../../../policy/pod-groups.ts';
import type { ReachEnd, ReachTable } from '../../../policy/reach-table.ts';
import { passingText } from '../../words/policy/passing.ts';
import { endText } from '../../words/policy/reach-end.ts';

/** Several senders that all reach the same receivers in the same way. */
export interface Bundle {
  readonly says: string;
  readonly passing: Passing;
  /** Keys of ends. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A key of an end that tells outside ends with different ranges apart. */
export const placeKey = (end: ReachEnd): string =>
  end.kind === 'pods' ? end.group.key : `${end.kind} ${endText(end)}`;

/**
 * The links as few bundles: of each sender and connection the set of receivers, equal sets together. A pod
 * that has nobody like it is let into a set that it would complete. Cost: the links.
 */
export function bundlesOf(table: ReachTable): readonly Bundle[] {
  const { world } = table.relation.model;
  const fans = new Map<string, Fan>();
  for (const { from, to, passing } of table.links) {
    const says = passingText(passing, world.ports);
    const key = JSON.stringify([placeKey(from), says]);
    const fan = fans.get(key);
    if (fan !== undefined) fan.to.push(placeKey(to));
    else {
      const alone = from.kind === 'pods' && isAlone(world, from.group);
      fans.set(key, { from: placeKey(from), says, passing, to: [placeKey(to)], alone });
    }
  }
  const counts = new Map<string, number>();
  for (const fan of fans.values())
    for (const key of keysOf(fan)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const bundles = new Map<string, { fan: Fan; from: string[]; to: readonly string[] }>();
  for (const fan of fans.values()) {
    const [exact = '', completed] = keysOf(fan);
    const joins = completed !== undefined && (counts.get(completed) ?? 0) > 1;
    const key = joins ? completed : exact;
    const known = bundles.get(key);
    if (known === undefined)
      bundles.set(key, { fan, from: [fan.from], to: joins ? [...fan.to, fan.from] : fan.to });
    else known.from.push(fan.from);
  }
  return [...bundles.values()].map(({ fan: { says, passing }, from, to }) => ({
    says,
    passing,
    from,
    to,
  }));
}

/** What one sender reaches in one way. */
interface Fan {
  readonly from: string;
  readonly says: string;
  readonly passing: Passing;
  readonly to: string[];
  readonly alone: boolean;
}

/** Equal for equal sets; the second one with the sender itself. */
function keysOf({ says, to, from, alone }: Fan): readonly string[] {
  const key = (ends: readonly string[]): string => JSON.stringify([says, ...[...ends].sort()]);
  return alone && !to.includes(from) ? [key(to), key([...to, from])] : [key(to)];
}
