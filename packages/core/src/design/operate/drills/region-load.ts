import type { Cluster } from '../../../estate/elements/cluster.ts';
import { type Estate, lookUp } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { amount, code, element, type Prose, prose } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { sum } from '../../../size/amount.ts';
import { poolSize } from '../../../size/pools.ts';
import { snatReport } from '../../../size/snat-ledger.ts';

/** Clusters of a lost region, and those elsewhere that take their clients. */
export interface Loss {
  readonly lost: readonly Cluster[];
  readonly others: readonly Cluster[];
}

/** What must be put right first, and what is seen when it is. */
export interface LoadMoved {
  readonly before: readonly Prose[];
  readonly expected: readonly Prose[];
}

/** Clusters that stand in get the load for which they were planned, and no other. */
export const loadOfStandIn = (estate: Estate, { lost, others }: Loss): LoadMoved => {
  const [gone, left] = [nodesOf(estate, lost), nodesOf(estate, others)];
  const nodes =
    gone === undefined || left === undefined
      ? []
      : [
          prose`what stands in has at most ${amount(left, 'nodes')}; the lost region had at most ${amount(gone, 'nodes')}, and brings no other load`,
        ];
  const ports = roomsOf(estate, others, (own) => own);
  return {
    before: ports.filter(({ fits }) => !fits).map(({ says }) => says),
    expected: [...nodes, ...ports.filter(({ fits }) => fits).map(({ says }) => says)],
  };
};

/** Clusters that serve at the same time keep their own load and get that of the lost ones on top. */
export const loadOfBoth = (estate: Estate, { lost, others }: Loss): LoadMoved => {
  const [gone, left] = [nodesOf(estate, lost), nodesOf(estate, others)];
  const nodes =
    gone === undefined || left === undefined
      ? []
      : [
          prose`what stays has at most ${amount(left, 'nodes')}; the lost region had at most ${amount(gone, 'nodes')}: both loads together must fit the first`,
        ];
  const arriving = needsAt(estate, lost);
  const exits = exitsOf(estate, others).size;
  const ports = roomsOf(
    estate,
    others,
    (own, destination) => own + Math.ceil((arriving.get(destination) ?? 0) / Math.max(1, exits)),
  );
  return {
    before: ports.filter(({ fits }) => !fits).map(({ says }) => says),
    expected: [...nodes, ...ports.filter(({ fits }) => fits).map(({ says }) => says)],
  };
};

function nodesOf(estate: Estate, clusters: readonly Cluster[]): number | undefined {
  return knownOr(
    sum(
      clusters.flatMap((cluster) =>
        suppliedPools(estate, cluster.id).map((pool) => poolSize(estate, pool).maximum),
      ),
    ),
    undefined,
  );
}

interface Exit {
  readonly ports: number;
  readonly needs: ReadonlyMap<string, number>;
}

/**
 * Exits with ports of their own by their id; what their ledger counts is the load of all who share them.
 * Ports that belong to nodes are left out: where a load moves, nodes are added, and each brings its own.
 */
function exitsOf(estate: Estate, clusters: readonly Cluster[]): ReadonlyMap<ElementId, Exit> {
  const exits = new Map<ElementId, Exit>();
  for (const cluster of clusters) {
    const report = snatReport(estate, cluster);
    if (report === undefined || isUnknown(report) || isUnknown(report.ports)) continue;
    const { exit, ports, destinations } = report;
    if (exit.portsPerIp === undefined) continue;
    const needs = new Map(exits.get(exit.element)?.needs);
    for (const { destination, ledger } of destinations)
      needs.set(destination, Math.max(needs.get(destination) ?? 0, knownNeed(ledger)));
    exits.set(exit.element, { ports, needs });
  }
  return exits;
}

/** Ports that all exits of the clusters need for each destination. */
function needsAt(estate: Estate, clusters: readonly Cluster[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { needs } of exitsOf(estate, clusters).values())
    for (const [destination, need] of needs)
      all.set(destination, (all.get(destination) ?? 0) + need);
  return all;
}

/** The fullest destination of each exit once the load has moved. */
function roomsOf(
  estate: Estate,
  clusters: readonly Cluster[],
  need: (own: number, destination: string) => number,
): readonly { readonly fits: boolean; readonly says: Prose }[] {
  return [...exitsOf(estate, clusters)].flatMap(([id, { ports, needs }]) => {
    const [fullest] = [...needs]
      .map(([destination, own]) => ({ destination, needed: need(own, destination) }))
      .toSorted((a, b) => b.needed - a.needed);
    if (fullest === undefined) return [];
    const exit = element(id, lookUp(estate, id)?.name);
    const { destination, needed } = fullest;
    const figures = prose`${amount(needed, 'ports')} of ${amount(ports, 'ports')} for ${code(destination)}`;
    return [
      needed <= ports
        ? { fits: true, says: prose`${exit} uses at most ${figures} with the load that moves` }
        : {
            fits: false,
            says: prose`${exit} has more public addresses than planned: the load that moves takes ${figures}`,
          },
    ];
  });
}
