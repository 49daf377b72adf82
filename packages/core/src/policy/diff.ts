import { spanChange } from './compare.ts';
import type { ChangeEnd, PolicyChange } from './diff/change.ts';
import { type Comparing, comparing, differingPairs, type PairedOwner } from './diff/owner-pairs.ts';
import { type DifferingSide, differingNodes, differingRanges } from './diff/sides.ts';
import { differingDoors, entryWays } from './diff/ways-in.ts';
import type { EntryOptions } from './entries.ts';
import type { PolicyModel } from './model.ts';
import { ownerKey } from './owners.ts';
import type { PodOwner } from './pods.ts';
import { relationOf } from './relation.ts';
import { closed, type SpanId } from './span.ts';

/** Every difference between two states of a cluster, or between two readings of one state. */
export interface PolicyDiff {
  readonly comparing: Comparing;
  readonly changes: readonly PolicyChange[];
  /** Workloads that are in one state only. */
  readonly come: readonly string[];
  readonly gone: readonly string[];
}

/**
 * What two models differ in: between workloads, with addresses outside, with nodes, through controllers of
 * entries and through Services. Their worlds must share sets of ports (`beside`). Swapped models give the
 * mirror.
 */
export function policyDiff(
  before: PolicyModel,
  after: PolicyModel,
  options: EntryOptions = {},
): PolicyDiff {
  const of = comparing(relationOf(before), relationOf(after));
  const making = new Making(of);
  for (const pair of differingPairs(of))
    making.add(workload(pair.from.owner), workload(pair.to.owner), pair);
  for (const side of differingRanges(of)) {
    const { first, last } = side.what;
    making.addSide(side, { kind: 'addresses', first, last });
  }
  for (const side of differingNodes(of))
    making.addSide(
      side,
      side.what === 'ownNode' ? { kind: 'ownNode' } : { kind: 'nodes', names: side.what },
    );
  const was = entryWays(before, options);
  const is = entryWays(after, options);
  for (const key of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const way = is.get(key) ?? was.get(key);
    const spans = { before: was.get(key)?.span ?? closed, after: is.get(key)?.span ?? closed };
    if (way === undefined || spans.before === spans.after) continue;
    const { controller, entries, owner } = way;
    making.add({ kind: 'entry', controller, entries }, workload(owner), spans);
  }
  for (const { owner, before: old, after: now, ...door } of differingDoors(before, after))
    making.add({ kind: 'door', ...door }, workload(owner), { before: old, after: now });
  const only = (side: 'before' | 'after'): readonly string[] =>
    of.owners.flatMap((owned) => (owned[side] === undefined ? owned.key : []));
  return { comparing: of, changes: making.changes, come: only('before'), gone: only('after') };
}

const workload = (owner: PodOwner): ChangeEnd => ({
  kind: 'workload',
  key: ownerKey(owner),
  owner,
});

class Making {
  readonly changes: PolicyChange[] = [];
  readonly #owners: ReadonlyMap<string, PairedOwner>;
  readonly #of: Comparing;

  constructor(of: Comparing) {
    this.#of = of;
    this.#owners = new Map(of.owners.map((owned) => [owned.key, owned]));
  }

  add(
    from: ChangeEnd,
    to: ChangeEnd,
    { before, after }: { readonly before: SpanId; readonly after: SpanId },
  ): void {
    const keys = [from, to].flatMap((end) => (end.kind === 'workload' ? end.key : []));
    const owners = [...new Set(keys)].flatMap((key) => this.#owners.get(key) ?? []);
    this.changes.push({
      ...spanChange(this.#of.before.model.world.spans, before, after),
      from,
      to,
      come: owners.flatMap((owned) => (owned.before === undefined ? owned.key : [])),
      gone: owners.flatMap((owned) => (owned.after === undefined ? owned.key : [])),
    });
  }

  addSide(side: DifferingSide<unknown>, far: ChangeEnd): void {
    const near = workload(side.owned.owner);
    if (side.direction === 'egress') this.add(near, far, side);
    else this.add(far, near, side);
  }
}
