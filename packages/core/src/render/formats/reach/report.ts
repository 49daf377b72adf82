import type { EstateModel } from '../../../policy/estate-models.ts';
import type { ReachEnd, ReachTable } from '../../../policy/reach-table.ts';
import type { Locate } from '../../words/place.ts';
import { groupText } from '../../words/policy/reach-end.ts';

/** The ends and ports as they were asked for. */
export interface ReachAsked {
  readonly by: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly port?: string;
  /** Rows are put together by this end. */
  readonly groupBy: 'sender' | 'receiver';
}

/** Who reaches whom, with what is needed to tell it. */
export interface ReachReport {
  readonly asked: ReachAsked;
  readonly table: ReachTable;
  readonly model: EstateModel;
  readonly locate: Locate;
}

/** A way to print reach, beside pages. */
export interface ReachFormat {
  readonly id: string;
  readonly title: string;
  readonly print: (report: ReachReport) => string;
}

/** A key of an end, unique in a table: ids in data and drawings. */
export function endKey(end: ReachEnd): string {
  switch (end.kind) {
    case 'pods':
      return end.group.key;
    case 'outside':
      return 'outside';
    case 'name':
      return `name:${end.name}`;
    case 'node':
      return `node:${end.name}`;
    case 'entry':
      return `entry:${end.entry.place}:${end.entry.title}`;
  }
}

/** Names of groups, with the kind where two of them share a name. */
export function groupNames({ senders, receivers }: ReachTable): ReadonlyMap<string, string> {
  const groups = new Map([...senders, ...receivers].map((group) => [group.key, group]));
  const counts = new Map<string, number>();
  for (const group of groups.values())
    counts.set(groupText(group), (counts.get(groupText(group)) ?? 0) + 1);
  return new Map(
    [...groups].map(([key, group]) => {
      const text = groupText(group);
      const isShared = (counts.get(text) ?? 0) > 1 && group.kind !== undefined;
      return [key, isShared ? `${text} (${group.kind})` : text];
    }),
  );
}
