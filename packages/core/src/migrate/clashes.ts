import { meets, type Prefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { type HeldRange, networkOfCluster, rangesOf } from '../estate/ranges.ts';
import { element, type Prose, prose } from '../evidence/prose.ts';
import { modes } from '../facts/modes.ts';
import { type Scope, type SpaceKindId, spaceKinds } from '../facts/space-kinds.ts';
import type { LegacyCluster } from '../requirements/legacy.ts';
import type { MigrationClash } from './plan.ts';

/** A range of the old cluster, and how far its addresses mean something. */
interface LegacyRange {
  readonly kind: SpaceKindId;
  readonly prefix: Prefix;
  readonly scope: Scope;
}

/**
 * Ranges of the old cluster that share addresses with those of the new one. While slices move, both
 * stand side by side and call each other, so that a range which is legal alone may be wrong here.
 */
export function migrationClashes(
  estate: Estate,
  legacy: LegacyCluster,
  target: Cluster,
): readonly MigrationClash[] {
  const network = networkOfCluster(estate, target.id);
  const held = [
    ...(network === undefined ? [] : rangesOf(estate, network)),
    ...rangesOf(estate, target.id),
  ];
  return legacyRanges(legacy).flatMap((old) =>
    held
      .filter((range) => meets(range.prefix, old.prefix))
      .map((range) => clash(estate, old, range)),
  );
}

function legacyRanges({ ranges, mode }: LegacyCluster): readonly LegacyRange[] {
  const each = (kind: SpaceKindId, prefixes: readonly Prefix[]): readonly LegacyRange[] =>
    prefixes.map((prefix) => ({ kind, prefix, scope: spaceKinds[kind].scope }));
  const podKind = modes[mode].podsReachableFrom === 'cluster' ? 'overlayPods' : 'podSubnet';
  // A subnet of a VNet whose range is given would tell the same clash twice.
  const nodes = ranges.virtualNetwork.length > 0 ? [] : ranges.nodes;
  return [
    ...each('vnet', ranges.virtualNetwork),
    ...each('nodeSubnet', nodes),
    ...each(podKind, ranges.pods),
    ...each('service', ranges.services),
  ];
}

function clash(estate: Estate, old: LegacyRange, range: HeldRange): MigrationClash {
  const { effect, why } = judge(old.scope, range.scope);
  const name = element(range.of, nameOf(estate, range));
  const says = prose`${[spaceKinds[old.kind].title]} ${old.prefix} of the old cluster meets ${[spaceKinds[range.kind].title]} ${range.prefix} of ${name}: ${why}`;
  return {
    effect,
    legacy: { kind: old.kind, prefix: old.prefix },
    target: { of: range.of, kind: range.kind, prefix: range.prefix },
    says,
  };
}

function nameOf(estate: Estate, { of }: HeldRange): string | undefined {
  return (estate.elements.virtualNetwork.get(of) ?? estate.elements.cluster.get(of))?.name;
}

/** What a meeting means, by how far each side is visible. */
function judge(
  old: Scope,
  fresh: Scope,
): { readonly effect: MigrationClash['effect']; readonly why: Prose } {
  if (old === 'routed' && fresh === 'routed')
    return { effect: 'blocks', why: prose`the two networks cannot be connected` };
  if (old === 'routed')
    return {
      effect: 'blocks',
      why: prose`pods of the new cluster cannot call what is still there`,
    };
  if (fresh === 'routed')
    return { effect: 'blocks', why: prose`pods of the old cluster cannot call what has moved` };
  return {
    effect: 'harmless',
    why: prose`neither leaves its cluster; only a mesh of both would mind`,
  };
}
